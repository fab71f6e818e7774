/* Standard input, output and error of a program that may have been started without some of
 * them, as by cron or a daemon, or whose reader may be gone. */
#ifndef XPOST_STANDARD_H
#define XPOST_STANDARD_H

#include <stddef.h>

/* Occupies the descriptors 0 to 2 where they are closed, so that no file and no connection gets
 * one of these numbers and then what a script prints.  What is opened in their place fails as
 * before: 0 cannot be read, 1 and 2 cannot be written. */
void xpost_standard_occupy(void);

/* Writes it all to the descriptor.  Returns 0, or -1 with errno set; a reader that is gone is
 * such a failure (EPIPE), and does not end the process. */
int xpost_standard_write(int descriptor, const char *text, size_t length);

#endif
