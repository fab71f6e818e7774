#ifdef __linux__
#define _GNU_SOURCE /* CLOCK_BOOTTIME */
#else
#define _POSIX_C_SOURCE 200809L
#endif
#include "clock.h"

#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t (*replacement)(void);
static char boot[XPOST_BOOT_MAX + 1];

int64_t xpost_clock_now(void)
{
    return replacement ? replacement() : (int64_t)time(NULL);
}

static int64_t milliseconds(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t xpost_clock_milliseconds(void)
{
    return milliseconds(CLOCK_MONOTONIC);
}

int64_t xpost_clock_other_threads(void)
{
    /* The thread's first: what it uses in between must not be taken for the others'. */
    int64_t own = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    return milliseconds(CLOCK_PROCESS_CPUTIME_ID) - own;
}

int64_t xpost_clock_uptime(void)
{
    struct timespec now = {0};
#ifdef CLOCK_BOOTTIME
    clock_gettime(CLOCK_BOOTTIME, &now);
#else
    clock_gettime(CLOCK_MONOTONIC, &now);
#endif
    return (int64_t)now.tv_sec;
}

static void read_boot(void)
{
    char text[XPOST_BOOT_MAX + 1] = "";
    int file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length > 0)
        memcpy(boot, text, strcspn(text, "\n"));
}

const char *xpost_clock_boot(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_boot);
    return boot;
}

void xpost_clock_replace(int64_t (*now)(void))
{
    replacement = now;
}
