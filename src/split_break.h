/* Where a text that is too long for a post may be cut, and how well.  No I/O. */
#ifndef XPOST_SPLIT_BREAK_H
#define XPOST_SPLIT_BREAK_H

#include "split_whole.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_error;

/* From the best place to the worst.  Between any two grapheme clusters a text can be cut, too,
 * as a last resort; see xpost_breaks_inside. */
enum xpost_break_level {
    XPOST_BREAK_PARAGRAPH, /* an empty line */
    XPOST_BREAK_ITEM,      /* the next line is a heading, or an item of a list */
    XPOST_BREAK_SENTENCE,
    XPOST_BREAK_LINE,
    XPOST_BREAK_CLAUSE, /* a comma or the like */
    XPOST_BREAK_WORD,
    XPOST_BREAK_IDEOGRAPH, /* in a script without spaces, where a line may be broken */
    XPOST_BREAK_LEVELS
};

/* A cut before the byte `at`. */
struct xpost_break {
    uint32_t at;
    uint32_t level;
};

struct xpost_breaks {
    const char *text; /* borrowed */
    size_t length;
    struct xpost_break *list; /* in order */
    size_t count, room;
    struct xpost_wholes wholes;
    bool failed;
};

/* Finds the places in a text, which outlives `breaks`.  Fails for what is no text, as counting
 * it does, or when memory runs out; xpost_breaks_release is to be called in each case. */
int xpost_breaks_find(struct xpost_breaks *breaks, const char *text, size_t length,
                      struct xpost_error *error);
void xpost_breaks_release(struct xpost_breaks *breaks);

/* The number of places before or at a byte: list[n - 1] is the last of them. */
size_t xpost_breaks_until(const struct xpost_breaks *breaks, size_t at);

/* The last place up to `most`, after `begin`, that is between grapheme clusters and not inside
 * of what stays whole; where all of that is one piece, inside of it; `begin` if there is not
 * even a character. */
size_t xpost_breaks_inside(const struct xpost_breaks *breaks, size_t begin, size_t most);

/* The first place from `at` on that is not inside of a character, nor of a URL. */
size_t xpost_breaks_after(const struct xpost_breaks *breaks, size_t at);

#endif
