/* A file that is attached to a post, as the user names it. */
#ifndef XPOST_ATTACHMENT_H
#define XPOST_ATTACHMENT_H

/* Both are borrowed strings of UTF-8 without zero bytes. */
struct xpost_attachment {
    const char *path;
    const char *alt; /* what is in the image, in words; NULL: not told */
};

#endif
