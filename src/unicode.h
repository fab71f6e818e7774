/* What Unicode says of characters: where a text may be cut, and what a word is made of.  All
 * text is valid UTF-8. */
#ifndef XPOST_UNICODE_H
#define XPOST_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the grapheme cluster ends that begins at `at`: what a reader takes for one character
 * (Unicode Standard Annex 29).  `at` is before the end. */
size_t xpost_grapheme_end(const unsigned char *text, size_t length, size_t at);

/* True if a grapheme cluster may end between two characters.  It is not known what stands
 * before them, so it is false in doubt. */
bool xpost_grapheme_may_end(uint32_t before, uint32_t after);

/* A letter of any script, or a mark on one. */
bool xpost_unicode_is_letter(uint32_t character);

/* A decimal digit of any script. */
bool xpost_unicode_is_digit(uint32_t character);

bool xpost_unicode_is_lower(uint32_t character);

/* An opening bracket or quotation mark, or the sign of a currency: belongs to what follows. */
bool xpost_unicode_opens(uint32_t character);

/* Punctuation that does not open anything: belongs to what is before. */
bool xpost_unicode_closes(uint32_t character);

/* White space, of which there is more than in ASCII. */
bool xpost_unicode_is_space(uint32_t character);

/* Where the white space ends that begins at `at`, if any does. */
size_t xpost_unicode_after_space(const char *text, size_t at, size_t length);

#endif
