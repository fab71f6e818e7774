/* Domains as twitter-text reads them: top level domains, labels, and the part of a domain that
 * is taken for a URL where there is no protocol.  All text is valid UTF-8. */
#ifndef XPOST_TEXT_DOMAIN_H
#define XPOST_TEXT_DOMAIN_H

#include <stdbool.h>
#include <stddef.h>

/* Where the top level domain ends that begins at `at`, or 0.  What follows it, up to `limit`,
 * may not be a letter or digit of ASCII, nor '@', '+' or '-'. */
size_t xpost_tld_end(const unsigned char *text, size_t limit, size_t at);

/* A part of a domain that counts without a protocol: labels of ASCII and accented Latin
 * letters, digits and '-', before a top level domain.  Finds the first from `at` on; false if
 * none. */
bool xpost_plain_domain(const unsigned char *text, size_t limit, size_t at, size_t *begin,
                        size_t *end);

#endif
