/* Reading the characters of text that is known to be valid UTF-8, and their properties
 * (XPOST_TEXT_... in text_tables.h). */
#ifndef XPOST_TEXT_CLASS_H
#define XPOST_TEXT_CLASS_H

#include "text_tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The character at `text`; its length in bytes is put into *size. */
static inline uint32_t xpost_text_read(const unsigned char *text, size_t *size)
{
    uint32_t first = text[0];
    if (first < 0x80) {
        *size = 1;
        return first;
    }
    if (first < 0xE0) {
        *size = 2;
        return (first & 0x1Fu) << 6 | (text[1] & 0x3Fu);
    }
    if (first < 0xF0) {
        *size = 3;
        return (first & 0xFu) << 12 | (text[1] & 0x3Fu) << 6 | (text[2] & 0x3Fu);
    }
    *size = 4;
    return (first & 0x7u) << 18 | (text[1] & 0x3Fu) << 12 | (text[2] & 0x3Fu) << 6 |
           (text[3] & 0x3Fu);
}

/* The canonical combining class in the properties: 0 for all but marks, whose order it rules.
 */
static inline uint32_t xpost_text_mark(uint32_t class)
{
    return class >> XPOST_TEXT_MARK_SHIFT;
}

/* True for a character that can be changed by NFC, or change another; its class is given. */
static inline bool xpost_text_combines(uint32_t class)
{
    return class >= 1u << XPOST_TEXT_MARK_SHIFT || class & XPOST_TEXT_COMPOSES;
}

/* Writes a character in at most 4 bytes.  Returns how many. */
static inline size_t xpost_text_write(unsigned char *text, uint32_t character)
{
    size_t size = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    unsigned char tail = 0x80 | (character & 0x3F);
    switch (size) {
    case 1:
        text[0] = (unsigned char)character;
        break;
    case 2:
        text[0] = (unsigned char)(0xC0 | character >> 6);
        text[1] = tail;
        break;
    case 3:
        text[0] = (unsigned char)(0xE0 | character >> 12);
        text[1] = 0x80 | (character >> 6 & 0x3F);
        text[2] = tail;
        break;
    default:
        text[0] = (unsigned char)(0xF0 | character >> 18);
        text[1] = 0x80 | (character >> 12 & 0x3F);
        text[2] = 0x80 | (character >> 6 & 0x3F);
        text[3] = tail;
    }
    return size;
}

/* The properties of a character. */
static inline uint32_t xpost_text_class(uint32_t character)
{
    if (character >= XPOST_TEXT_TABLE_END)
        return 0;
    size_t block = xpost_text_pages[character / XPOST_TEXT_BLOCK];
    return xpost_text_kinds[xpost_text_blocks[block * XPOST_TEXT_BLOCK +
                                              character % XPOST_TEXT_BLOCK]];
}

/* The properties of the character at `text`; its length in bytes is put into *size. */
static inline uint32_t xpost_text_class_at(const unsigned char *text, size_t *size)
{
    if (text[0] < 0x80) {
        *size = 1;
        return xpost_text_ascii[text[0]];
    }
    return xpost_text_class(xpost_text_read(text, size));
}

/* What holds of the whole column of 16 characters (XPOST_TEXT_STILL, XPOST_TEXT_HEAVY) that a
 * character of three bytes is in: so most ideographs and kana need no closer look.  0 for what
 * is not well-formed, if only the bytes after the first are 80 to BF. */
static inline uint32_t xpost_text_even_at(const unsigned char *text)
{
    return xpost_text_even[(text[0] & 0xFu) << 8 | (text[1] & 0x3Fu) << 2 |
                           (text[2] >> 4 & 3u)];
}

/* Where the character before `at` begins; `at` is not 0. */
static inline size_t xpost_text_before(const unsigned char *text, size_t at)
{
    do
        at--;
    while ((text[at] & 0xC0) == 0x80);
    return at;
}

/* The number of bytes at the beginning that are ASCII and not NUL. */
static inline size_t xpost_text_ascii_run(const unsigned char *text, size_t length)
{
    const uint64_t ones = 0x0101010101010101u, highs = ones << 7;
    size_t at = 0;
    for (uint64_t word; length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        /* A zero byte borrows, so that its highest bit is set in the difference. */
        if ((word | (word - ones)) & highs)
            break;
    }
    while (at < length && text[at] - 1u < 0x7Fu)
        at++;
    return at;
}

#endif
