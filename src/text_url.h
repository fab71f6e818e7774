/* The scanner that finds URLs. */
#ifndef XPOST_TEXT_URL_H
#define XPOST_TEXT_URL_H

#include <stdbool.h>
#include <stddef.h>

/* Told of each URL, in order.  `cut` is true if the URL ends in the middle of the surrogate
 * pair of the character at `end`. */
typedef void xpost_url_visit(void *user, size_t begin, size_t end, bool cut);

/* Finds the URLs in text that is valid UTF-8 and in NFC. */
void xpost_url_find(const unsigned char *text, size_t length, xpost_url_visit *visit,
                    void *user);

#endif
