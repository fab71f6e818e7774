/* The cashtags in a text, such as $ABC.  No I/O.
 * (twitter-text 3.1.0: regexp/validCashtag) */
#ifndef XPOST_TEXT_CASHTAG_H
#define XPOST_TEXT_CASHTAG_H

#include <stddef.h>

/* How many cashtags a text has; it is valid UTF-8. */
size_t xpost_cashtag_count(const char *text, size_t length);

#endif
