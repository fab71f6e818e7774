/* What the lines of a text are, as far as cutting it needs that.  No I/O. */
#ifndef XPOST_SPLIT_LINE_H
#define XPOST_SPLIT_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* "# ", up to "###### ".  The line is given without the white space at its beginning. */
bool xpost_line_is_heading(const char *line, size_t length);

/* "- ", "2. ", and what serves as a bullet elsewhere. */
bool xpost_line_is_item(const char *line, size_t length);

#endif
