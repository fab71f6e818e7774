#include "canonical.h"

#include <stdlib.h>
#include <string.h>

/* Hangul syllables are reckoned (Unicode Standard, 3.12). */
enum {
    LEAD = 0x1100,
    VOWEL = 0x1161,
    TAIL = 0x11A7, /* none: the first is one further */
    SYLLABLE = 0xAC00,
    LEADS = 19,
    VOWELS = 21,
    TAILS = 28,
    FEW = 24, /* marks, that insertion sorts sooner than counting */
};

/* A stable sort of marks by their class. */
static bool sort_many(uint32_t *points, size_t count)
{
    size_t starts[256] = {0}, total = 0;
    uint32_t *copy = malloc(count * sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, points, count * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        starts[xpost_canonical_mark(points[i])]++;
    for (size_t mark = 0; mark < 256; mark++) {
        size_t here = starts[mark];
        starts[mark] = total;
        total += here;
    }
    for (size_t i = 0; i < count; i++)
        points[starts[xpost_canonical_mark(copy[i])]++] = copy[i];
    free(copy);
    return true;
}

static bool sort_marks(uint32_t *points, size_t count)
{
    if (count > FEW)
        return sort_many(points, count);
    for (size_t i = 1; i < count; i++) {
        uint32_t point = points[i], mark = xpost_canonical_mark(point);
        size_t to = i;
        for (; to > 0 && xpost_canonical_mark(points[to - 1]) > mark; to--)
            points[to] = points[to - 1];
        points[to] = point;
    }
    return true;
}

bool xpost_canonical_order(uint32_t *points, size_t count)
{
    for (size_t at = 0, end; at < count; at = end) {
        uint32_t last = xpost_canonical_mark(points[at]), mark;
        bool ordered = true;
        end = at + 1;
        if (last == 0)
            continue;
        for (; end < count && (mark = xpost_canonical_mark(points[end])) != 0; end++) {
            ordered = ordered && mark >= last;
            last = mark;
        }
        if (!ordered && !sort_marks(points + at, end - at))
            return false;
    }
    return true;
}

/* What the two become, or 0. */
static uint32_t composed(uint32_t first, uint32_t second)
{
    if (first - LEAD < LEADS && second - VOWEL < VOWELS)
        return SYLLABLE + ((first - LEAD) * VOWELS + (second - VOWEL)) * TAILS;
    if (first - SYLLABLE < LEADS * VOWELS * TAILS && (first - SYLLABLE) % TAILS == 0 &&
        second - TAIL - 1 < TAILS - 1)
        return first + (second - TAIL);
    uint32_t slot = (first + (second << 12)) * XPOST_NORMALISE_MULTIPLIER >> 21;
    for (uint32_t number; (number = xpost_normalise_slots[slot]) != 0;
         slot = (slot + 1) % XPOST_NORMALISE_SLOTS) {
        const struct xpost_normalise_pair *pair = xpost_normalise_pairs + number - 1;
        if (pair->first == first && pair->second == second)
            return pair->composed;
    }
    return 0;
}

/* A character goes into the last one before it that is no mark, unless what is left between
 * them has its class or a higher one. */
size_t xpost_canonical_compose(uint32_t *points, size_t count)
{
    size_t left = 0, starter = 0;
    bool started = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t point = points[i], mark = xpost_canonical_mark(point);
        if (point & XPOST_NORMALISE_SECOND && started &&
            (left == starter + 1 || xpost_canonical_mark(points[left - 1]) < mark)) {
            uint32_t whole = composed(xpost_canonical_character(points[starter]),
                                      xpost_canonical_character(point));
            if (whole != 0) {
                points[starter] = whole;
                continue;
            }
        }
        if (mark == 0) {
            starter = left;
            started = true;
        }
        points[left++] = point;
    }
    return left;
}
