/* As much of Markdown as makes posts of a text: lines of --- between them, and images.  No I/O.
 *
 * A line of three hyphens, and blanks after them at most, ends a post.  ![alt](path) is an
 * image: the path may be in <>, a title after it is passed over, a backslash takes the meaning
 * from a punctuation mark.  Neither is read inside of a code fence (``` or ~~~) nor, for
 * images, inside of a code span.  (CommonMark 0.31: 4.5, 6.1, 6.4; a path with spaces needs no
 * <> here, and is no URL) */
#ifndef XPOST_MARKDOWN_H
#define XPOST_MARKDOWN_H

#include <stddef.h>

struct xpost_error;

/* Owned strings; `begin` and `end` are bytes of the text that was read. */
struct xpost_image {
    char *path;
    char *alt; /* NULL: none was given */
    size_t begin, end;
};

/* A post: from `begin` up to the line of --- or the end of the text.  Its images are
 * images[first_image] and those after it. */
struct xpost_section {
    size_t begin, end;
    size_t first_image, image_count;
};

struct xpost_markdown {
    struct xpost_section *sections; /* at least one */
    size_t section_count, section_room;
    struct xpost_image *images; /* in order */
    size_t image_count, image_room;
};

/* Reads a text of UTF-8.  Fails only when memory runs out; xpost_markdown_release is to be
 * called in each case. */
int xpost_markdown_read(struct xpost_markdown *markdown, const char *text, size_t length,
                        struct xpost_error *error);
void xpost_markdown_release(struct xpost_markdown *markdown);

#endif
