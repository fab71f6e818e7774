/* Loaded into a client before everything else, it makes what is hard to have otherwise:
 *   ONCE_LOOKUP=fail|here    names that end in .invalid do not exist, or are this machine's
 *   ONCE_CONNECT=n           after n connections the network cannot be reached
 *   ONCE_CLOCK=s             the clock is so many seconds ahead of the machine's
 *   ONCE_CLOCK_SENT=s        likewise, from the moment on
 *   ONCE_FULL=start|sent     the disk is full, where the ledger and the accounts are
 *   ONCE_SYNC=start|sent     that disk fails when it is synced
 *   ONCE_MEMORY=n            the nth allocation fails (those of json-c never do, see below),
 * from ONCE_MEMORY_FROM=start|connect|sent      the beginning, the connection or the moment on
 * The moment is when the request of create number ONCE_AT (1) has been given to the kernel, by
 * plain HTTP.
 *
 * json-c before 0.17 crashes where it cannot copy the name of a member. */
#define _GNU_SOURCE
#include "../unit/fail_allocation.h"

#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum when { NEVER, START, CONNECT, SENT };

static const char *lookup;
static long connections = -1; /* that may still be made; -1: all */
static long at = 1;           /* creates until the moment */
static long ahead, ahead_later, memory;
static enum when full, sync_fails, memory_from;
static volatile bool moment;

static long number(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : otherwise;
}

static enum when when(const char *name)
{
    const char *text = getenv(name);
    if (!text)
        return NEVER;
    return strcmp(text, "sent") == 0 ? SENT : strcmp(text, "connect") == 0 ? CONNECT : START;
}

static void begin_memory(enum when now)
{
    if (memory && memory_from == now)
        fail_allocation_begin(memory);
}

__attribute__((constructor)) static void begin(void)
{
    lookup = getenv("ONCE_LOOKUP");
    connections = number("ONCE_CONNECT", -1);
    at = number("ONCE_AT", 1);
    ahead = number("ONCE_CLOCK", 0);
    ahead_later = number("ONCE_CLOCK_SENT", 0);
    full = when("ONCE_FULL");
    sync_fails = when("ONCE_SYNC");
    memory = number("ONCE_MEMORY", 0);
    memory_from = when("ONCE_MEMORY_FROM");
    fail_allocation_spared = "libjson-c";
    begin_memory(START);
}

#define NEXT(function) (*(void **)&next = dlsym(RTLD_NEXT, #function))

/* ---- the network ---- */

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found)
{
    static const char ending[] = ".invalid";
    int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = NULL;
    size_t length = name ? strlen(name) : 0;
    NEXT(getaddrinfo);
    if (!lookup || length < sizeof ending ||
        strcmp(name + length - (sizeof ending - 1), ending) != 0)
        return next(name, service, hints, found);
    return strcmp(lookup, "here") == 0 ? next("127.0.0.1", service, hints, found) : EAI_NONAME;
}

int connect(int descriptor, const struct sockaddr *address, socklen_t length)
{
    int (*next)(int, const struct sockaddr *, socklen_t) = NULL;
    NEXT(connect);
    if (address->sa_family == AF_INET) {
        begin_memory(CONNECT);
        if (connections == 0) {
            errno = ENETUNREACH;
            return -1;
        }
        connections -= connections > 0;
    }
    return next(descriptor, address, length);
}

ssize_t send(int descriptor, const void *data, size_t length, int flags)
{
    static const char create[] = "POST /2/tweets ";
    ssize_t (*next)(int, const void *, size_t, int) = NULL;
    NEXT(send);
    ssize_t sent = next(descriptor, data, length, flags);
    if (sent > 0 && length > sizeof create && memcmp(data, create, sizeof create - 1) == 0 &&
        --at == 0) {
        moment = true;
        begin_memory(SENT);
    }
    return sent;
}

/* ---- the disk ---- */

static bool now(enum when wanted)
{
    return wanted == START || (wanted == SENT && moment);
}

static bool is_kept(int descriptor)
{
    char link[64], path[4096];
    struct stat info;
    if (fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode))
        return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return false;
    path[length] = '\0';
    return strstr(path, "/state/xpost/") != NULL;
}

#define NO_ROOM(descriptor) (now(full) && is_kept(descriptor) ? (errno = ENOSPC, true) : false)

ssize_t write(int descriptor, const void *data, size_t length)
{
    return NO_ROOM(descriptor) ? -1 : syscall(SYS_write, descriptor, data, length);
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t offset)
{
    return NO_ROOM(descriptor) ? -1 : syscall(SYS_pwrite64, descriptor, data, length, offset);
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset)
{
    return pwrite64(descriptor, data, length, offset);
}

static int synced(int descriptor, long call)
{
    if (now(sync_fails) && is_kept(descriptor)) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(call, descriptor);
}

int fsync(int descriptor)
{
    return synced(descriptor, SYS_fsync);
}

int fdatasync(int descriptor)
{
    return synced(descriptor, SYS_fdatasync);
}

/* ---- the clock ---- */

int clock_gettime(clockid_t clock, struct timespec *out)
{
    int result = (int)syscall(SYS_clock_gettime, clock, out);
    if (result == 0 && clock == CLOCK_REALTIME)
        out->tv_sec += ahead + (moment ? ahead_later : 0);
    return result;
}

time_t time(time_t *out)
{
    struct timespec current = {0};
    clock_gettime(CLOCK_REALTIME, &current);
    if (out)
        *out = current.tv_sec;
    return current.tv_sec;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    struct timespec current = {0};
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &current);
    *out = (struct timeval){.tv_sec = current.tv_sec, .tv_usec = current.tv_nsec / 1000};
    return 0;
}
