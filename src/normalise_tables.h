/* Made by tests/tools/make-normalise-tables.py on 2026-11-28 with Unicode
 * 14.0.0.  Do not edit. */
/* clang-format off */
#ifndef XPOST_NORMALISE_TABLES_H
#define XPOST_NORMALISE_TABLES_H

#include <stdint.h>

enum {
    XPOST_NORMALISE_END = 0x30000, /* no character from here on comes apart */
    XPOST_NORMALISE_BLOCK = 64,
    XPOST_NORMALISE_SECOND = 0x200000, /* in a part: may be the second of a pair */
    XPOST_NORMALISE_MARK_SHIFT = 24, /* above it: the canonical combining class */
    XPOST_NORMALISE_SLOTS = 2048,
};
#define XPOST_NORMALISE_MULTIPLIER 0x9e37868du

/* Two characters, and the one that they become. */
struct xpost_normalise_pair {
    uint32_t first, second, composed;
};

/* For each character the place of its parts, times 4, and their number less one; 0: none.
 * In the slots the number of a pair, plus one. */
extern const uint8_t xpost_normalise_pages[3072];
extern const uint16_t xpost_normalise_blocks[5184];
extern const uint32_t xpost_normalise_parts[2949];
extern const uint16_t xpost_normalise_slots[2048];
extern const struct xpost_normalise_pair xpost_normalise_pairs[941];

#endif
