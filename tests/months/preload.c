/* Loaded into a program before everything else, it gives it a machine whose clock can be moved,
 * also while it runs, and that fails at a chosen moment:
 *   MONTHS_CLOCK=file      a struct machine, shared with whoever moves the clock
 *   MONTHS_HURRY=n         limits and pauses pass so many times as fast
 *   MONTHS_FULL=n          the disk is full from the nth write on, where the accounts are
 *   MONTHS_KILL=n          SIGKILL instead of the nth call that sends, receives or saves,
 *   MONTHS_KILL_FROM=text  counted from when a request was sent that begins with the text
 *   MONTHS_NO_LOCKS=1      everybody gets every lock
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct machine {
    int64_t ahead; /* seconds of the wall clock before that of the real machine */
    int64_t up;    /* likewise, of the time since it was started */
    char boot[48]; /* the name of this start, with a newline */
};

static const struct machine *machine;
static long hurry, full, until_kill;
static const char *kill_from;
static struct timespec begun;

static long number(const char *name)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("MONTHS_CLOCK");
    int file = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
    void *mapped = MAP_FAILED;
    if (file >= 0)
        mapped = mmap(NULL, sizeof *machine, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED)
        machine = mapped;
    if (file >= 0)
        close(file);
    full = number("MONTHS_FULL");
    until_kill = number("MONTHS_KILL");
    kill_from = getenv("MONTHS_KILL_FROM");
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &begun);
    hurry = number("MONTHS_HURRY");
}

#define NEXT(function) (*(void **)&next = dlsym(RTLD_NEXT, #function))

/* ---- the clocks ---- */

static void hasten(struct timespec *time)
{
    int64_t second = 1000000000;
    int64_t passed = (time->tv_sec - begun.tv_sec) * second + time->tv_nsec - begun.tv_nsec;
    int64_t sum = begun.tv_nsec + passed * hurry;
    time->tv_sec = begun.tv_sec + sum / second;
    time->tv_nsec = sum % second;
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
    int result = (int)syscall(SYS_clock_gettime, clock, out);
    if (result != 0)
        return result;
    if (machine && clock == CLOCK_REALTIME)
        out->tv_sec += machine->ahead;
    if (machine && clock == CLOCK_BOOTTIME)
        out->tv_sec += machine->up;
    if (hurry > 1 && (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_RAW))
        hasten(out);
    return 0;
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

int poll(struct pollfd *descriptors, nfds_t count, int milliseconds)
{
    int (*next)(struct pollfd *, nfds_t, int) = NULL;
    NEXT(poll);
    if (hurry > 1 && milliseconds > 0)
        milliseconds = (int)(milliseconds / hurry) + 1;
    return next(descriptors, count, milliseconds);
}

/* The name of this start of the machine is read from a file. */
static int open_boot(void)
{
    int file = memfd_create("boot_id", MFD_CLOEXEC);
    if (file >= 0 && (syscall(SYS_write, file, machine->boot, strlen(machine->boot)) < 0 ||
                      lseek(file, 0, SEEK_SET) < 0)) {
        close(file);
        return -1;
    }
    return file;
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (machine && strcmp(path, "/proc/sys/kernel/random/boot_id") == 0)
        return open_boot();
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* ---- locks ---- */

int flock(int descriptor, int operation)
{
    return getenv("MONTHS_NO_LOCKS") ? 0 : (int)syscall(SYS_flock, descriptor, operation);
}

/* ---- its end ---- */

static void may_be_killed(void)
{
    if (!kill_from && until_kill > 0 && --until_kill == 0)
        raise(SIGKILL);
}

ssize_t send(int descriptor, const void *data, size_t length, int flags)
{
    may_be_killed();
    ssize_t sent = syscall(SYS_sendto, descriptor, data, length, flags, NULL, 0);
    if (sent > 0 && kill_from && length > strlen(kill_from) &&
        memcmp(data, kill_from, strlen(kill_from)) == 0)
        kill_from = NULL;
    return sent;
}

ssize_t recv(int descriptor, void *data, size_t length, int flags)
{
    may_be_killed();
    return syscall(SYS_recvfrom, descriptor, data, length, flags, NULL, NULL);
}

int renameat(int old_directory, const char *old, int directory, const char *name)
{
    may_be_killed();
    return (int)syscall(SYS_renameat2, old_directory, old, directory, name, 0);
}

int fsync(int descriptor)
{
    may_be_killed();
    return (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor)
{
    may_be_killed();
    return (int)syscall(SYS_fdatasync, descriptor);
}

/* ---- the disk ---- */

static bool is_kept(int descriptor, struct stat *info)
{
    char link[64], path[4096];
    if (fstat(descriptor, info) != 0 || !S_ISREG(info->st_mode))
        return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return false;
    path[length] = '\0';
    return strstr(path, "/state/xpost/") != NULL;
}

/* What has its place on the disk already can be written all the same. */
static bool has_no_room(int descriptor, off64_t end)
{
    struct stat info;
    if (full == 0 || !is_kept(descriptor, &info))
        return false;
    if (full > 1) {
        full--;
        return false;
    }
    return end > info.st_blocks * 512;
}

ssize_t write(int descriptor, const void *data, size_t length)
{
    may_be_killed();
    off64_t at = full ? lseek64(descriptor, 0, SEEK_CUR) : 0;
    if (full && at >= 0 && has_no_room(descriptor, at + (off64_t)length)) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_write, descriptor, data, length);
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t offset)
{
    may_be_killed();
    if (has_no_room(descriptor, offset + (off64_t)length)) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_pwrite64, descriptor, data, length, offset);
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset)
{
    return pwrite64(descriptor, data, length, offset);
}

int posix_fallocate(int descriptor, off_t offset, off_t length)
{
    int (*next)(int, off_t, off_t) = NULL;
    NEXT(posix_fallocate);
    may_be_killed();
    return has_no_room(descriptor, offset + length) ? ENOSPC : next(descriptor, offset, length);
}
