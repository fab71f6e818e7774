/* Normalisation form C of UTF-8 (Unicode Standard Annex 15), and the way back to the original.
 *
 * Nearly all text is in NFC.  Only stretches that may not be are looked at: a character and
 * those after it that combine.  What does not change costs no memory. */
#ifndef XPOST_NORMALISE_H
#define XPOST_NORMALISE_H

#include <stddef.h>

struct xpost_change;
struct xpost_error;

struct xpost_normal {
    const char *text; /* the original, or `own` */
    size_t length;
    char *own;                    /* NULL while nothing differs */
    struct xpost_change *changes; /* the stretches that differ, in order */
    size_t count, room;
};

/* Normalises text that is valid UTF-8 and at most 4 GiB long.  The original must outlive
 * `normal`, which xpost_normal_release empties, after a failure (no memory) too. */
int xpost_normalise(struct xpost_normal *normal, const char *text, size_t length,
                    struct xpost_error *error);

/* Where in the original a stretch of the normal text begins or ends.  Inside of a stretch that
 * differs, that is where it begins, or ends, as a whole. */
size_t xpost_normal_begin(const struct xpost_normal *normal, size_t at);
size_t xpost_normal_end(const struct xpost_normal *normal, size_t at);

void xpost_normal_release(struct xpost_normal *normal);

#endif
