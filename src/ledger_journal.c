#ifdef __linux__
#define _GNU_SOURCE /* fstatfs */
#else
#define _DARWIN_C_SOURCE
#endif
#include "clock.h"
#include "file.h"
#include "ledger_internal.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#ifdef __linux__
#include <sys/vfs.h>
#elif defined(__APPLE__)
#include <sys/mount.h>
#include <sys/param.h>
#endif

enum { PAUSE = 10 };

bool xpost_ledger_on_network(const struct xpost_directory *directory)
{
#ifdef __linux__
    /* NFS, SMB, SMB2, CIFS, AFS, Coda, Ceph, Lustre, GPFS, OCFS2, GFS2, 9P, FUSE (sshfs). */
    static const unsigned long shared[] = {
        0x6969,     0x517b,     0xfe534d42, 0xff534d42, 0x5346414f, 0x73757245, 0x00c36400,
        0x0bd00bd0, 0x47504653, 0x7461636f, 0x01161970, 0x01021997, 0x65735546,
    };
    struct statfs info;
    int result;
    do
        result = fstatfs(directory->descriptor, &info);
    while (result != 0 && errno == EINTR);
    if (result != 0)
        return false;
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
        if (((unsigned long)info.f_type & 0xffffffff) == shared[i])
            return true;
    return false;
#elif defined(__APPLE__)
    struct statfs info;
    return fstatfs(directory->descriptor, &info) == 0 && !(info.f_flags & MNT_LOCAL);
#else
    (void)directory;
    return false;
#endif
}

/* Asks for a mode once.  Returns a result of SQLite, and in `*got` if the mode is the wanted.
 */
static int ask(struct xpost_ledger *ledger, const char *mode, bool *got)
{
    sqlite3_stmt *statement = NULL;
    const char *sql =
        strcmp(mode, "wal") == 0 ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE";
    *got = false;
    int result = sqlite3_prepare_v2(ledger->database, sql, -1, &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
        const char *now = (const char *)sqlite3_column_text(statement, 0);
        *got = now && strcmp(now, mode) == 0;
        result = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return result;
}

/* SQLite does not wait for others when it changes the mode, so this does. */
static int ask_patiently(struct xpost_ledger *ledger, const char *mode, bool *got)
{
    int64_t deadline = xpost_clock_milliseconds() + ledger->timeout;
    for (;;) {
        int result = ask(ledger, mode, got);
        if ((result & 0xff) != SQLITE_BUSY || xpost_clock_milliseconds() >= deadline)
            return result;
        sqlite3_sleep(PAUSE);
    }
}

/* True for what a file system answers that cannot share memory between processes. */
static bool no_shared_memory(int result)
{
    return (result & 0xff) == SQLITE_CANTOPEN ||
           ((result & 0xff) == SQLITE_IOERR && result != SQLITE_IOERR_NOMEM);
}

int xpost_ledger_set_journal(struct xpost_ledger *ledger, bool network,
                             struct xpost_error *error)
{
    bool got = false;
    int result = SQLITE_OK;
    if (!network)
        result = ask_patiently(ledger, "wal", &got);
    if (got)
        return xpost_ledger_execute(ledger, "PRAGMA synchronous = FULL", error);
    if (result != SQLITE_OK && !no_shared_memory(result))
        return xpost_ledger_fail(ledger, result, error);
    result = ask_patiently(ledger, "delete", &got);
    if (result != SQLITE_OK || !got)
        return xpost_ledger_fail(ledger, result != SQLITE_OK ? result : SQLITE_BUSY, error);
    return xpost_ledger_execute(ledger, "PRAGMA synchronous = EXTRA", error);
}
