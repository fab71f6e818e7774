#define _POSIX_C_SOURCE 200809L
#include "clock.h"

#include <stddef.h>
#include <time.h>

static int64_t (*replacement)(void);

int64_t xpost_clock_now(void)
{
    return replacement ? replacement() : (int64_t)time(NULL);
}

int64_t xpost_clock_milliseconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void xpost_clock_replace(int64_t (*now)(void))
{
    replacement = now;
}
