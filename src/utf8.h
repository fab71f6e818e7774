/* UTF-8: is it valid, and is it fit to be shown?  (RFC 3629; Unicode Standard, table 3-7) */
#ifndef XPOST_UTF8_H
#define XPOST_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* True for well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.  A zero
 * byte is valid here; callers that cannot have one look for it themselves. */
bool xpost_utf8_valid(const char *text, size_t length);

/* The offset of the first byte that is not well-formed UTF-8, or `length`. */
size_t xpost_utf8_valid_length(const char *text, size_t length);

/* Copies text from outside into `out` in a form that can do nothing to a terminal, an editor or
 * a reader: control characters and line ends become spaces, marks that change the direction of
 * text and malformed bytes become U+FFFD.  The result ends with a zero byte, is at most
 * size - 1 bytes and never ends in the middle of a character.  Returns its length. */
size_t xpost_utf8_sanitise(char *out, size_t size, const char *text, size_t length);

#endif
