/* The time. */
#ifndef XPOST_CLOCK_H
#define XPOST_CLOCK_H

#include <stdint.h>

/* Seconds since 1970. */
int64_t xpost_clock_now(void);

/* Milliseconds that only go forward, for limits. */
int64_t xpost_clock_milliseconds(void);

/* Milliseconds of a processor that the process has used, but for the thread that asks. */
int64_t xpost_clock_other_threads(void);

/* Seconds since the machine was started, in which it sleeps too; nobody sets this clock. */
int64_t xpost_clock_uptime(void);

enum { XPOST_BOOT_MAX = 63 };

/* A name for this start of the machine, by which times of that clock can be compared; "" where
 * none is known. */
const char *xpost_clock_boot(void);

/* Replaces the wall clock, for tests; NULL brings back the real one.  Not for use while other
 * threads run. */
void xpost_clock_replace(int64_t (*now)(void));

#endif
