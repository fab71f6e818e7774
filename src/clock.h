/* The time. */
#ifndef XPOST_CLOCK_H
#define XPOST_CLOCK_H

#include <stdint.h>

/* Seconds since 1970. */
int64_t xpost_clock_now(void);

/* Milliseconds that only go forward, for limits. */
int64_t xpost_clock_milliseconds(void);

/* Replaces the wall clock, for tests; NULL brings back the real one.  Not for use while other
 * threads run. */
void xpost_clock_replace(int64_t (*now)(void));

#endif
