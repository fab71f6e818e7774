/* The cashtags in a text, such as $ABC.  No I/O; all text is valid UTF-8.
 * (twitter-text 3.1.0: regexp/validCashtag) */
#ifndef XPOST_TEXT_CASHTAG_H
#define XPOST_TEXT_CASHTAG_H

#include <stddef.h>

/* How many cashtags a text has. */
size_t xpost_cashtag_count(const char *text, size_t length);

/* Where the cashtag ends whose "$" is at `at`, or `at` if there is none. */
size_t xpost_cashtag_end(const unsigned char *text, size_t length, size_t at);

#endif
