/* Characters taken apart, put in order, and composed (Unicode Standard Annex 15), by tables.
 *
 * Meanwhile a character is packed: its canonical combining class is above its code point, and a
 * bit between them tells whether it may be the second of a pair that becomes one character. */
#ifndef XPOST_CANONICAL_H
#define XPOST_CANONICAL_H

#include "normalise_tables.h"
#include "text_class.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { XPOST_CANONICAL_PARTS = 4 /* of one character, at most */ };

/* A character, given its properties. */
static inline uint32_t xpost_canonical_pack(uint32_t character, uint32_t class)
{
    uint32_t second = class & XPOST_TEXT_COMPOSES ? XPOST_NORMALISE_SECOND : 0;
    return character | second | xpost_text_mark(class) << XPOST_NORMALISE_MARK_SHIFT;
}

static inline uint32_t xpost_canonical_mark(uint32_t packed)
{
    return packed >> XPOST_NORMALISE_MARK_SHIFT;
}

static inline uint32_t xpost_canonical_character(uint32_t packed)
{
    return packed & (XPOST_NORMALISE_SECOND - 1);
}

/* Where the parts of a character are that decomposes (XPOST_TEXT_DECOMPOSES): times 4, and with
 * their number less one. */
static inline size_t xpost_canonical_place(uint32_t character)
{
    size_t block = xpost_normalise_pages[character / XPOST_NORMALISE_BLOCK];
    return xpost_normalise_blocks[block * XPOST_NORMALISE_BLOCK +
                                  character % XPOST_NORMALISE_BLOCK];
}

/* These parts, packed.  Returns how many. */
static inline size_t xpost_canonical_parts(uint32_t character, uint32_t *parts)
{
    size_t place = xpost_canonical_place(character);
    size_t count = (place & 3) + 1;
    for (size_t i = 0; i < count; i++)
        parts[i] = xpost_normalise_parts[(place >> 2) + i];
    return count;
}

/* Puts marks into canonical order, in time linear in their number.  False: no memory. */
bool xpost_canonical_order(uint32_t *points, size_t count);

/* Composes what is taken apart and in order.  Returns how many characters are left. */
size_t xpost_canonical_compose(uint32_t *points, size_t count);

#endif
