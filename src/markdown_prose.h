/* The text of a section of Markdown without its images, and the way back.  No I/O.
 *
 * An image that has a line of its own takes the line with it, and an empty line where there
 * would be two; one inside a line takes the blanks on one side. */
#ifndef XPOST_MARKDOWN_PROSE_H
#define XPOST_MARKDOWN_PROSE_H

#include "markdown.h"

/* A place in the prose before which something is left out, and how much is up to there. */
struct xpost_gap {
    size_t at;
    size_t left_out;
};

struct xpost_prose {
    const char *text; /* part of the given text, or `own` */
    size_t length;
    size_t begin; /* in the given text */
    char *own;    /* NULL where there is no image */
    struct xpost_gap *gaps;
    size_t gap_count;
    size_t *image_at; /* where each image of the section was */
};

/* Makes the prose of a section; `text` outlives it.  Fails only when memory runs out;
 * xpost_prose_release is to be called in each case. */
int xpost_prose_make(struct xpost_prose *prose, const char *text,
                     const struct xpost_markdown *markdown, const struct xpost_section *section,
                     struct xpost_error *error);
void xpost_prose_release(struct xpost_prose *prose);

/* Where in the given text a stretch of the prose begins or ends. */
size_t xpost_prose_begin(const struct xpost_prose *prose, size_t at);
size_t xpost_prose_end(const struct xpost_prose *prose, size_t at);

#endif
