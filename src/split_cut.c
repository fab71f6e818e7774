#include "split_cut.h"

#include "error.h"
#include "memory.h"
#include "split_break.h"
#include "text.h"
#include "text_class.h"
#include "unicode.h"

#include <stdlib.h>

/* One text that is cut. */
struct cutting {
    struct xpost_pieces *pieces;
    const struct xpost_breaks *breaks;
    const char *text;
    size_t length;
    struct xpost_error *error;
};

int xpost_pieces_add(struct xpost_pieces *pieces, size_t begin, size_t end,
                     struct xpost_error *error)
{
    struct xpost_piece *list =
        xpost_list_reserve(pieces->list, pieces->count, &pieces->room, sizeof *list);
    if (!list)
        return xpost_error_no_memory(error);
    pieces->list = list;
    pieces->list[pieces->count++] = (struct xpost_piece){begin, end};
    return 0;
}

/* The white space of a line's beginning is left out only in ASCII: U+3000 indents a paragraph.
 */
static size_t skip_space(const char *text, size_t at, size_t length)
{
    while (at < length && memchr(" \t\r\n\v\f", text[at], 6))
        at++;
    return at;
}

static size_t without_space(const char *text, size_t begin, size_t end)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t size;
    while (end > begin) {
        size_t before = xpost_text_before(bytes, end);
        if (!xpost_unicode_is_space(xpost_text_read(bytes + before, &size)))
            break;
        end = before;
    }
    return end;
}

struct xpost_piece xpost_trim(const char *text, size_t length)
{
    size_t begin = skip_space(text, 0, length);
    return (struct xpost_piece){begin, without_space(text, begin, length)};
}

/* Normalising makes one of many characters, which counting does not take apart again: how many
 * of these fit is found by trying. */
static int find_most_inside(struct cutting *cutting, size_t begin, size_t end, int room,
                            size_t *most)
{
    const unsigned char *text = (const unsigned char *)cutting->text;
    struct xpost_text_count count;
    size_t fits = begin;
    while (end - fits > 1) {
        size_t middle = fits + (end - fits) / 2;
        size_t at = (text[middle] & 0xC0) == 0x80 ? xpost_text_before(text, middle) : middle;
        if (at > fits && xpost_text_count(cutting->text + begin, at - begin, room, &count,
                                          cutting->error) != 0)
            return -1;
        if (at <= fits)
            fits = middle; /* both are inside of one character */
        else if (count.weight <= room)
            fits = at;
        else
            end = at;
    }
    *most = fits > begin && (text[fits] & 0xC0) == 0x80 ? xpost_text_before(text, fits) : fits;
    return 0;
}

/* How far the text from `begin` on fits: to the end of it, or the beginning of the character
 * that is too much; white space there is left out, so it fits.  As little is weighed as can be,
 * so that each piece takes the same time. */
static int find_most(struct cutting *cutting, size_t begin, int room, size_t *most)
{
    struct xpost_text_count count;
    size_t window = 64 + 2 * (size_t)room, left = cutting->length - begin, end;
    for (;; window *= 2) {
        end = window < left ? xpost_breaks_after(cutting->breaks, begin + window)
                            : cutting->length;
        if (xpost_text_count(cutting->text + begin, end - begin, room, &count,
                             cutting->error) != 0)
            return -1;
        if (count.weight > room || end == cutting->length)
            break;
    }
    *most = begin + (count.weight > room ? count.over_at : end - begin);
    if (*most == begin)
        return find_most_inside(cutting, begin, end, room, most);
    *most = xpost_unicode_after_space(cutting->text, *most, cutting->length);
    return 0;
}

/* The least part of what fits that a piece should have, in quarters, to be cut at a place of
 * this level.  Where there is no such place, one that makes a shorter piece may do. */
static const struct choice {
    enum xpost_break_level level;
    size_t quarters;
} choices[] = {
    {XPOST_BREAK_PARAGRAPH, 1}, {XPOST_BREAK_ITEM, 1},      {XPOST_BREAK_SENTENCE, 1},
    {XPOST_BREAK_LINE, 1},      {XPOST_BREAK_CLAUSE, 2},    {XPOST_BREAK_WORD, 2},
    {XPOST_BREAK_IDEOGRAPH, 2}, {XPOST_BREAK_PARAGRAPH, 0}, {XPOST_BREAK_ITEM, 0},
    {XPOST_BREAK_SENTENCE, 0},  {XPOST_BREAK_LINE, 0},      {XPOST_BREAK_CLAUSE, 0},
    {XPOST_BREAK_WORD, 0},      {XPOST_BREAK_IDEOGRAPH, 0},
};

enum { CHOICES = sizeof choices / sizeof *choices };

/* The best place to cut after `begin` and not after `most`. */
static size_t choose(const struct cutting *cutting, size_t begin, size_t most)
{
    const struct xpost_breaks *breaks = cutting->breaks;
    size_t last[XPOST_BREAK_LEVELS] = {0};
    for (size_t i = xpost_breaks_until(breaks, most); i > 0 && breaks->list[i - 1].at > begin;
         i--) {
        size_t *place = &last[breaks->list[i - 1].level];
        if (*place == 0)
            *place = breaks->list[i - 1].at;
    }
    for (size_t i = 0; i < CHOICES; i++) {
        size_t at = last[choices[i].level];
        if (at > begin && (at - begin) * 4 >= (most - begin) * choices[i].quarters)
            return at;
    }
    return xpost_breaks_inside(breaks, begin, most);
}

static int refuse_limit(const struct cutting *cutting)
{
    return xpost_error_set(
        cutting->error, XPOST_INVALID_REQUEST,
        "The limit is too small: not even one character, emoji or link fits. "
        "Give a larger one.");
}

/* Where the piece ends that begins at `begin`.  What is before or after a cut may have changed
 * what is weighed, a link say, so the piece is weighed once more. */
static int find_cut(struct cutting *cutting, size_t begin, int room, size_t *cut)
{
    size_t most;
    struct xpost_text_count count;
    if (find_most(cutting, begin, room, &most) != 0)
        return -1;
    if (most == cutting->length) {
        *cut = most;
        return 0;
    }
    for (;;) {
        *cut = choose(cutting, begin, most);
        if (*cut == begin)
            return refuse_limit(cutting);
        size_t end = without_space(cutting->text, begin, *cut);
        if (xpost_text_count(cutting->text + begin, end - begin, room, &count,
                             cutting->error) != 0)
            return -1;
        if (count.weight <= room)
            return 0;
        most = *cut - 1;
    }
}

static int cut_all(struct cutting *cutting, xpost_room_of_piece *room, void *user)
{
    struct xpost_pieces *pieces = cutting->pieces;
    const char *text = cutting->text;
    size_t at = skip_space(text, 0, cutting->length), cut;
    while (at < cutting->length && pieces->count <= pieces->most) {
        int most = room(user, pieces->count + 1);
        if (find_cut(cutting, at, most > 0 ? most : 0, &cut) != 0)
            return -1;
        size_t end = without_space(text, at, cut);
        if (end > at && xpost_pieces_add(pieces, at, end, cutting->error) != 0)
            return -1;
        at = skip_space(text, cut, cutting->length);
    }
    return 0;
}

int xpost_cut(struct xpost_pieces *pieces, const struct xpost_breaks *breaks,
              xpost_room_of_piece *room, void *user, struct xpost_error *error)
{
    struct cutting cutting = {.pieces = pieces,
                              .breaks = breaks,
                              .text = breaks->text,
                              .length = breaks->length,
                              .error = error};
    return cut_all(&cutting, room, user);
}
