#define _POSIX_C_SOURCE 200809L
#include "file.h"
#include "ledger_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

/* SQLite takes ENOLCK for a lock that somebody else holds, so this tries one itself; not on the
 * database, because closing that file would drop the locks that this process has on it. */
bool xpost_ledger_can_lock(const struct xpost_directory *directory)
{
    struct xpost_error ignored;
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
    int descriptor = xpost_file_open(directory, XPOST_LEDGER_LOCK, false, &ignored);
    if (descriptor < 0)
        return true;
    bool can = fcntl(descriptor, F_SETLK, &lock) == 0 || errno == EACCES || errno == EAGAIN ||
               errno == EINTR;
    close(descriptor);
    return can;
}

int xpost_ledger_cannot_lock(const char *directory, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, directory, NULL);
    return xpost_error_set(
        error, XPOST_STORE,
        "The file system of %s cannot lock files, so what is posted could not "
        "be kept track of. Set XDG_STATE_HOME to a directory on another one.",
        shown);
}

/* Errors of the disk and the file system. */
static int fail_io(const struct xpost_ledger *ledger, int result, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    int number = ledger->database ? sqlite3_system_errno(ledger->database) : 0;
    xpost_file_show(shown, ledger->directory, XPOST_LEDGER_FILE);
    switch (result) {
    case SQLITE_IOERR_NOMEM:
        return xpost_error_no_memory(error);
    case SQLITE_IOERR_LOCK:
    case SQLITE_IOERR_RDLOCK:
    case SQLITE_IOERR_UNLOCK:
    case SQLITE_IOERR_CHECKRESERVEDLOCK:
    case SQLITE_IOERR_SHMLOCK:
        return xpost_ledger_cannot_lock(ledger->directory, error);
    default:
        break;
    }
    const char *why = number ? xpost_file_reason(number) : sqlite3_errstr(result);
    if ((result & 0xff) == SQLITE_CANTOPEN)
        return xpost_error_set(error, XPOST_STORE,
                               "The ledger %s cannot be opened: %s (error %d of the system, %d "
                               "of SQLite). Check the disk and the directory, then try again.",
                               shown, why, number, result);
    return xpost_error_set(error, XPOST_STORE,
                           "The ledger %s cannot be used: %s (error %d of the system, %d of "
                           "SQLite). Check the disk and the directory, then try again.",
                           shown, why, number, result);
}

static int fail_damaged(struct xpost_ledger *ledger, const char *shown,
                        struct xpost_error *error)
{
    ledger->damaged = true;
    return xpost_error_set(error, XPOST_STORE,
                           "The ledger %s is damaged. Nothing was changed. To begin a new one, "
                           "end every program that uses it and move it aside: mv %s{,.damaged}",
                           shown, shown);
}

int xpost_ledger_fail(struct xpost_ledger *ledger, int result, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, ledger->directory, XPOST_LEDGER_FILE);
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return xpost_error_set(error, XPOST_BUSY,
                               "Another process kept the ledger %s locked for longer than %.1f "
                               "seconds. Nothing was changed. Try again.",
                               shown, (double)ledger->timeout / 1000);
    case SQLITE_NOMEM:
        return xpost_error_no_memory(error);
    case SQLITE_FULL:
        return xpost_error_set(error, XPOST_STORE,
                               "The disk is full: the ledger %s cannot be written. Nothing was "
                               "changed. Make room, then try again.",
                               shown);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return xpost_error_set(error, XPOST_STORE,
                               "The ledger %s cannot be written (error %d of SQLite). Make it "
                               "and its directory writable for yourself: ls -la %s",
                               shown, result, shown);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return fail_damaged(ledger, shown, error);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return fail_io(ledger, result, error);
    case SQLITE_NOLFS:
        return xpost_ledger_cannot_lock(ledger->directory, error);
    default:
        return xpost_error_set(error, XPOST_STORE,
                               "The ledger %s cannot be used: %s (error %d of SQLite).", shown,
                               sqlite3_errstr(result), result);
    }
}
