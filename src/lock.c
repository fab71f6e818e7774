#define _GNU_SOURCE /* flock, fdatasync */
#include "lock.h"

#include "cancel.h"
#include "clock.h"
#include "error.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PAUSE_SHORTEST = 5, PAUSE_LONGEST = 50, NOTE_SIZE = XPOST_LOCK_NOTE_MAX + 1 };

struct wait {
    int64_t begun;
    int64_t deadline;
    int pause;
    uint32_t random;
    const struct xpost_cancel *cancel;
};

static struct wait wait_begin(int milliseconds, const struct xpost_cancel *cancel)
{
    int64_t now = xpost_clock_milliseconds();
    struct wait wait = {
        .begun = now,
        .deadline = now + milliseconds,
        .pause = PAUSE_SHORTEST,
        .cancel = cancel,
    };
    /* Good enough to keep processes from waking up together, and no system call. */
    struct timespec time = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    wait.random = (uint32_t)time.tv_nsec * 2654435761u ^ (uint32_t)(uintptr_t)&wait;
    return wait;
}

/* From half to one and a half of the pause, which then grows. */
static int next_pause(struct wait *wait)
{
    wait->random = wait->random * 1664525u + 1013904223u;
    int pause = wait->pause / 2 + (int)((wait->random >> 16) % (uint32_t)(wait->pause + 1));
    if (pause < PAUSE_SHORTEST)
        pause = PAUSE_SHORTEST;
    if (pause > PAUSE_LONGEST)
        pause = PAUSE_LONGEST;
    wait->pause = wait->pause * 2 > PAUSE_LONGEST ? PAUSE_LONGEST : wait->pause * 2;
    return pause;
}

static int cancelled(struct xpost_error *error)
{
    return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
}

/* Returns 0 when it is time to try again. */
static int wait_a_little(struct wait *wait, struct xpost_error *error)
{
    int64_t left = wait->deadline - xpost_clock_milliseconds();
    if (left <= 0)
        return xpost_error_set(error, XPOST_BUSY,
                               "Another process is working with the same account or post, and "
                               "did not finish within %.1f seconds. Try again.",
                               (double)(wait->deadline - wait->begun) / 1000);
    int pause = next_pause(wait);
    struct pollfd wish = {.fd = xpost_cancel_descriptor(wait->cancel), .events = POLLIN};
    /* poll passes over a descriptor of -1; after a signal the lock is simply tried sooner. */
    (void)poll(&wish, 1, pause < left ? pause : (int)left);
    return xpost_cancel_requested(wait->cancel) ? cancelled(error) : 0;
}

static int take(int descriptor, struct wait *wait, struct xpost_error *error)
{
    if (xpost_cancel_requested(wait->cancel))
        return cancelled(error);
    while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR)
            continue;
        if (errno != EWOULDBLOCK)
            return xpost_error_set(error, XPOST_STORE,
                                   "The file system of the state directory cannot lock files "
                                   "(error %d). Set XDG_STATE_HOME to a directory on another "
                                   "one.",
                                   errno);
        if (wait_a_little(wait, error) != 0)
            return -1;
    }
    return 0;
}

int xpost_lock_open(struct xpost_lock *lock, const struct xpost_directory *directory,
                    const char *name, struct xpost_error *error)
{
    lock->descriptor = xpost_file_open(directory, name, true, error);
    return lock->descriptor < 0 ? -1 : 0;
}

int xpost_lock_wait(struct xpost_lock *lock, int milliseconds,
                    const struct xpost_cancel *cancel, struct xpost_error *error)
{
    struct wait wait = wait_begin(milliseconds, cancel);
    if (take(lock->descriptor, &wait, error) == 0)
        return 0;
    xpost_lock_release(lock);
    return -1;
}

int xpost_lock_take(struct xpost_lock *lock, const struct xpost_directory *directory,
                    const char *name, int milliseconds, const struct xpost_cancel *cancel,
                    struct xpost_error *error)
{
    if (xpost_lock_open(lock, directory, name, error) != 0)
        return -1;
    return xpost_lock_wait(lock, milliseconds, cancel, error);
}

/* Closing is what unlocks: no child has the descriptor, as it is closed on exec. */
void xpost_lock_release(struct xpost_lock *lock)
{
    if (lock->descriptor >= 0)
        close(lock->descriptor);
    lock->descriptor = -1;
}

/* True if `name` still is the file that was locked: the holder before may have removed it while
 * we waited, and another process may have made a new one. */
static bool is_current(const struct xpost_directory *directory, const char *name,
                       int descriptor)
{
    struct stat held, named;
    return fstat(descriptor, &held) == 0 &&
           fstatat(directory->descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

int xpost_lock_take_once(struct xpost_lock *lock, const struct xpost_directory *directory,
                         const char *name, int milliseconds, const struct xpost_cancel *cancel,
                         struct xpost_error *error)
{
    struct wait wait = wait_begin(milliseconds, cancel);
    for (;;) {
        lock->descriptor = xpost_file_open(directory, name, false, error);
        if (lock->descriptor < 0)
            return -1;
        if (take(lock->descriptor, &wait, error) != 0) {
            xpost_lock_release(lock);
            return -1;
        }
        if (is_current(directory, name, lock->descriptor))
            return 0;
        xpost_lock_release(lock);
    }
}

/* Removed before it is unlocked, so that nobody can take a file that is about to go. */
void xpost_lock_release_once(struct xpost_lock *lock, const struct xpost_directory *directory,
                             const char *name)
{
    if (lock->descriptor >= 0)
        (void)unlinkat(directory->descriptor, name, 0);
    xpost_lock_release(lock);
}

int xpost_lock_read_note(const struct xpost_lock *lock, char *note, struct xpost_error *error)
{
    ssize_t count;
    memset(note, 0, NOTE_SIZE);
    do
        count = pread(lock->descriptor, note, NOTE_SIZE, 0);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return xpost_error_set(error, XPOST_STORE, "A lock file cannot be read: %s (error %d).",
                               xpost_file_reason(errno), errno);
    note[XPOST_LOCK_NOTE_MAX] = '\0';
    return 0;
}

static int sync_note(int descriptor)
{
#ifdef __APPLE__
    return xpost_file_sync(descriptor);
#else
    int result;
    do
        result = fdatasync(descriptor);
    while (result != 0 && errno == EINTR);
    return result;
#endif
}

int xpost_lock_write_note(const struct xpost_lock *lock, const char *note,
                          struct xpost_error *error)
{
    char record[NOTE_SIZE] = "";
    ssize_t count;
    size_t length = strlen(note);
    memcpy(record, note, length < XPOST_LOCK_NOTE_MAX ? length : XPOST_LOCK_NOTE_MAX);
    do
        count = pwrite(lock->descriptor, record, sizeof record, 0);
    while (count < 0 && errno == EINTR);
    if (count >= 0 && count != (ssize_t)sizeof record) {
        errno = ENOSPC;
        count = -1;
    }
    if (count < 0 || sync_note(lock->descriptor) != 0)
        return xpost_error_set(error, XPOST_STORE,
                               "A lock file cannot be written: %s (error %d).",
                               xpost_file_reason(errno), errno);
    return 0;
}
