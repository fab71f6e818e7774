/* What people copy along with a text: white space, quotes and brackets around it.  No I/O. */
#ifndef XPOST_WRAPPING_H
#define XPOST_WRAPPING_H

#include <stddef.h>

/* Where the text without its wrapping begins; *length becomes its length. */
const char *xpost_unwrap(const char *text, size_t *length);

#endif
