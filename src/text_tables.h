/* Made by tests/tools/make-text-tables.py on 2026-11-28 from twitter-text 3.1.0
 * (tlds.yml: 1574 top level domains; v3.json) and twemoji-parser 11.0.2 (regex.js), with
 * Unicode 14.0.0.  Do not edit. */
/* clang-format off */
#ifndef XPOST_TEXT_TABLES_H
#define XPOST_TEXT_TABLES_H

#include <stdint.h>

enum {
    XPOST_TEXT_LIGHT                = 0x000001, /* weighs 1; all others weigh 2 */
    XPOST_TEXT_NO_DOMAIN            = 0x000002, /* cannot be in a domain */
    XPOST_TEXT_NO_URL_AFTER         = 0x000004, /* a URL cannot begin right after it */
    XPOST_TEXT_PLAIN_DOMAIN         = 0x000008, /* can be in a domain that is found without a protocol */
    XPOST_TEXT_PATH                 = 0x000010, /* can be in a path */
    XPOST_TEXT_PATH_END             = 0x000020, /* can end a path */
    XPOST_TEXT_QUERY                = 0x000040, /* can be in a query */
    XPOST_TEXT_QUERY_END            = 0x000080, /* can end a query */
    XPOST_TEXT_TLD                  = 0x000100, /* a top level domain that is not all ASCII begins with it */
    XPOST_TEXT_DECOMPOSES           = 0x000200, /* has a canonical decomposition; Hangul syllables apart */
    XPOST_TEXT_COMPOSES             = 0x000400, /* is, or may become, another character in NFC */
    XPOST_TEXT_EMOJI                = 0x000800, /* an emoji begins with it, by one of the properties below */
    XPOST_TEXT_SINGLE               = 0x001000, /* an emoji by itself */
    XPOST_TEXT_TEXT                 = 0x002000, /* an emoji, with U+FE0F or unless U+FE0E follows */
    XPOST_TEXT_SELECTED             = 0x004000, /* an emoji with U+FE0F */
    XPOST_TEXT_SKIN                 = 0x008000, /* takes a skin tone */
    XPOST_TEXT_REGIONAL             = 0x010000, /* a regional indicator */
    XPOST_TEXT_GENDER               = 0x020000, /* may take a skin tone; joined with a gender */
    XPOST_TEXT_GENDER_MARKED        = 0x040000, /* takes a skin tone or U+FE0F; joined with a gender */
    XPOST_TEXT_JOB                  = 0x080000, /* may take a skin tone; joined with a profession */
    XPOST_TEXT_PROFESSION           = 0x100000, /* a profession */
    XPOST_TEXT_PROFESSION_SELECTED  = 0x200000, /* a profession with U+FE0F */
    XPOST_TEXT_SEQUENCE             = 0x400000, /* begins a listed sequence */

    XPOST_TEXT_MARK_SHIFT = 24, /* above it is the canonical combining class */
    XPOST_TEXT_URL_WEIGHT = 23,
    XPOST_TEXT_TABLE_END = 0x30000, /* no character from here on is special */
    XPOST_TEXT_BLOCK = 64,
    XPOST_TEXT_STILL = 1, /* of a column of 16: NFC changes none of it */
    XPOST_TEXT_HEAVY = 2, /* of a column: each weighs 2, none is an emoji or has NO_URL_AFTER */
    XPOST_TEXT_TLD_LONGEST = 18, /* of the ASCII ones */
    XPOST_TEXT_OTHER_TLDS = 104,
    XPOST_TEXT_FOLDS = 37,
    XPOST_TEXT_SEQUENCES = 9,
};

extern const uint16_t xpost_text_pages[3072];
extern const uint8_t xpost_text_blocks[16576];
extern const uint8_t xpost_text_even[4096];
extern const uint32_t xpost_text_kinds[133];
extern const uint32_t xpost_text_ascii[128];
extern const uint16_t xpost_text_tld_index[677];
extern const uint8_t xpost_text_tlds[5707];
extern const uint16_t xpost_text_other_tld_first[104];
extern const uint16_t xpost_text_other_tld_index[105];
extern const uint16_t xpost_text_other_tlds[725];
extern const uint16_t xpost_text_fold_from[37];
extern const uint16_t xpost_text_fold_to[37];
extern const uint32_t xpost_text_sequence_first[9];
extern const uint16_t xpost_text_sequence_index[10];
extern const uint8_t xpost_text_sequences[717];
extern const uint32_t xpost_text_flags_after[26];

#endif
