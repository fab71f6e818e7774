#define _POSIX_C_SOURCE 200809L
#include "clock.h"
#include "file.h"
#include "ledger_internal.h"
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

enum { NAME_SIZE = 128, TRIES = 1000 };

/* A name that nothing has yet, with the time in it. */
static int choose_name(const struct xpost_directory *directory, char *name)
{
    char date[80] = "unknown";
    time_t now = (time_t)xpost_clock_now();
    struct tm parts;
    /* strftime would read TZ. */
    if (gmtime_r(&now, &parts))
        snprintf(date, sizeof date, "%04d%02d%02dT%02d%02d%02dZ", parts.tm_year + 1900,
                 parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
    for (int i = 0; i < TRIES; i++) {
        struct stat info;
        char again[16] = "";
        if (i > 0)
            snprintf(again, sizeof again, ".%d", i);
        snprintf(name, NAME_SIZE, XPOST_LEDGER_FILE ".damaged-%s%s", date, again);
        if (fstatat(directory->descriptor, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            return errno == ENOENT ? 0 : -1;
    }
    errno = EEXIST;
    return -1;
}

/* The database goes first: SQLite drops the journals of a database that is not there, but would
 * take the database without its journals for whole. */
static int move_files(const struct xpost_directory *directory, const char *name)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char from[NAME_SIZE], to[NAME_SIZE + 16];
        snprintf(from, sizeof from, XPOST_LEDGER_FILE "%s", endings[i]);
        snprintf(to, sizeof to, "%s%s", name, endings[i]);
        if (renameat(directory->descriptor, from, directory->descriptor, to) != 0 &&
            !(errno == ENOENT && i > 0))
            return -1;
    }
    return xpost_directory_sync(directory);
}

static int move_aside(const struct xpost_directory *directory, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN], name[NAME_SIZE];
    xpost_file_show(shown, directory->path, XPOST_LEDGER_FILE);
    if (choose_name(directory, name) != 0 || move_files(directory, name) != 0) {
        int number = errno;
        return xpost_error_set(
            error, XPOST_STORE,
            "The ledger %s is damaged, and could not be set aside: %s (error "
            "%d). Move it yourself: mv %s{,.damaged}",
            shown, xpost_file_reason(number), number, shown);
    }
    return xpost_error_set(error, XPOST_STORE,
                           "The ledger %s is damaged. It was kept as %s beside it, and nothing "
                           "was sent. The next call begins a new ledger; it knows nothing of "
                           "earlier posts, so look at your timeline before you post again.",
                           shown, name);
}

int xpost_ledger_set_aside(const struct xpost_directory *directory,
                           const struct xpost_ledger_options *options,
                           struct xpost_error *error)
{
    struct xpost_lock lock = XPOST_LOCK_NONE;
    bool damaged = false;
    if (xpost_lock_take(&lock, directory, XPOST_LEDGER_LOCK, options->timeout, NULL, error) !=
        0)
        return -1;
    /* Another process may have set it aside meanwhile; what is there now may be a new one. */
    struct xpost_ledger *ledger = xpost_ledger_attempt(directory, options, &damaged, error);
    if (ledger) {
        char shown[XPOST_PATH_SHOWN];
        xpost_ledger_close(ledger);
        xpost_file_show(shown, directory->path, XPOST_LEDGER_FILE);
        xpost_error_set(error, XPOST_STORE,
                        "The ledger %s was damaged, and another process set it aside just now. "
                        "Nothing was sent. Try again.",
                        shown);
    } else if (damaged) {
        move_aside(directory, error);
    }
    xpost_lock_release(&lock);
    return -1;
}
