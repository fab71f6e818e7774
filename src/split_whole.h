/* What stays in one piece where a text is cut: URLs, mentions, hashtags and cashtags.  No I/O.
 */
#ifndef XPOST_SPLIT_WHOLE_H
#define XPOST_SPLIT_WHOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_error;

enum { XPOST_WHOLE_URL_MAX = 4 * 4096 /* bytes; a URL is no longer */ };

struct xpost_whole {
    uint32_t begin, end;
};

struct xpost_wholes {
    struct xpost_whole *list; /* in order; they do not overlap */
    size_t count, room;
    bool failed;
};

/* Finds those of a text.  Fails for what is no text, as counting it does, or when memory runs
 * out; xpost_wholes_release is to be called in each case. */
int xpost_wholes_find(struct xpost_wholes *wholes, const char *text, size_t length,
                      struct xpost_error *error);
void xpost_wholes_release(struct xpost_wholes *wholes);

/* The one that `at` is inside of, or NULL. */
const struct xpost_whole *xpost_wholes_around(const struct xpost_wholes *wholes, size_t at);

#endif
