/* What a file of media is, by its first bytes and never by its name.  No I/O, no memory.
 * (ITU-T T.81; PNG, third edition; GIF89a; RFC 9649; ISO 14496-12; RFC 8794; ISO 13818-1) */
#ifndef XPOST_MEDIA_TYPE_H
#define XPOST_MEDIA_TYPE_H

#include <stdbool.h>
#include <stddef.h>

/* So many bytes tell all that there is to know of most files. */
enum { XPOST_MEDIA_HEAD = 256 * 1024 };

enum xpost_media_kind {
    XPOST_MEDIA_OTHER, /* X does not take it */
    XPOST_MEDIA_IMAGE, /* one that stands still */
    XPOST_MEDIA_GIF,   /* one that moves, which X counts as another thing */
    XPOST_MEDIA_VIDEO,
};

struct xpost_media_type {
    enum xpost_media_kind kind;
    const char *name; /* as X names it, such as "image/png"; of OTHER, in words, or NULL */
    int width;        /* pixels; 0: not told by the bytes at hand */
    int height;
};

/* Looks at the beginning of a file; fewer bytes than XPOST_MEDIA_HEAD are a whole file. */
struct xpost_media_type xpost_media_type_read(const void *head, size_t length);

#endif
