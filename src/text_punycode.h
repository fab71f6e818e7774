/* How long the labels of a domain are in punycode (RFC 3492), which need not be written. */
#ifndef XPOST_TEXT_PUNYCODE_H
#define XPOST_TEXT_PUNYCODE_H

#include <stdbool.h>
#include <stddef.h>

/* True if each label of the domain, which is valid UTF-8, fits into the name system: 1 to 63
 * characters in punycode.  With `half` the first character, which is beyond U+FFFF, counts as
 * the second half of its surrogate pair. */
bool xpost_domain_fits(const unsigned char *text, size_t begin, size_t end, bool half);

#endif
