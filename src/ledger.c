#define _XOPEN_SOURCE 700 /* realpath */
#include "ledger.h"

#include "file.h"
#include "ledger_internal.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_TIMEOUT = 5000 };

#ifndef SQLITE_OPEN_NOFOLLOW
#define SQLITE_OPEN_NOFOLLOW 0
#endif

const char *xpost_ledger_version(void)
{
    return sqlite3_libversion();
}

/* The checks of an existing file, by its name: to open and close it would drop the locks that
 * other threads of this process have on it through SQLite. */
static int check_file(const struct xpost_directory *directory, const struct stat *info,
                      struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, directory->path, XPOST_LEDGER_FILE);
    if (!S_ISREG(info->st_mode)) /* SQLite cannot have it open */
        return xpost_file_ensure(directory, XPOST_LEDGER_FILE, error);
    if (info->st_uid != geteuid())
        return xpost_file_refuse_owner(shown, info->st_uid, error);
    if (info->st_mode & (S_IRWXG | S_IRWXO))
        return xpost_error_set(error, XPOST_STORE,
                               "Other users can get at %s (its mode is %03o). Mend it: chmod "
                               "600 %s",
                               shown, (unsigned)(info->st_mode & 0777), shown);
    if (info->st_nlink > 1)
        return xpost_error_set(
            error, XPOST_STORE,
            "%s has other names (hard links), through which others may reach "
            "it. Remove those: find / -samefile %s",
            shown, shown);
    return 0;
}

/* Makes the file if it is missing, else checks it.  One thread at a time: the descriptor that
 * makes it must be closed before another thread can have a lock on it. */
static int ensure_file(const struct xpost_directory *directory, struct xpost_error *error)
{
    static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
    struct stat info;
    pthread_mutex_lock(&making);
    int result = fstatat(directory->descriptor, XPOST_LEDGER_FILE, &info, AT_SYMLINK_NOFOLLOW);
    if (result == 0)
        result = check_file(directory, &info, error);
    else
        result = xpost_file_ensure(directory, XPOST_LEDGER_FILE, error);
    pthread_mutex_unlock(&making);
    return result;
}

/* The path for SQLite, free of symbolic links: it refuses a path with any of them, and the
 * directory may well be below one. */
static char *real_path(const struct xpost_directory *directory, struct xpost_error *error)
{
    static const char file[] = "/" XPOST_LEDGER_FILE;
    char shown[XPOST_PATH_SHOWN];
    struct stat opened, named;
    xpost_file_show(shown, directory->path, NULL);
    char *real = realpath(directory->path, NULL);
    if (!real || fstat(directory->descriptor, &opened) != 0 || stat(real, &named) != 0) {
        int number = errno;
        free(real);
        xpost_error_set(error, XPOST_STORE, "The directory %s cannot be found: %s (error %d).",
                        shown, xpost_file_reason(number), number);
        return NULL;
    }
    if (opened.st_dev != named.st_dev || opened.st_ino != named.st_ino) {
        free(real);
        xpost_error_set(error, XPOST_STORE,
                        "The directory %s was replaced while it was in use. Try again.", shown);
        return NULL;
    }
    size_t length = strlen(real);
    char *path = realloc(real, length + sizeof file);
    if (!path) {
        free(real);
        xpost_error_no_memory(error);
        return NULL;
    }
    memcpy(path + length, file, sizeof file);
    return path;
}

static int check_path_length(const char *path, const struct xpost_ledger_options *options,
                             const char *directory, struct xpost_error *error)
{
    const sqlite3_vfs *vfs = sqlite3_vfs_find(options->vfs);
    if (vfs && strlen(path) + strlen("-journal") < (size_t)vfs->mxPathname)
        return 0;
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, directory, NULL);
    return xpost_error_set(error, XPOST_STORE,
                           "The path of the directory %s is too long for the ledger. Set "
                           "XDG_STATE_HOME to a shorter one.",
                           shown);
}

static int connect_database(struct xpost_ledger *ledger,
                            const struct xpost_directory *directory,
                            const struct xpost_ledger_options *options,
                            struct xpost_error *error)
{
    char *path = real_path(directory, error);
    if (!path)
        return -1;
    int result = check_path_length(path, options, directory->path, error);
    if (result == 0) {
        int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
        int code = sqlite3_open_v2(path, &ledger->database, flags, options->vfs);
        if (code != SQLITE_OK)
            result = xpost_ledger_fail(
                ledger,
                ledger->database ? sqlite3_extended_errcode(ledger->database) : SQLITE_NOMEM,
                error);
    }
    free(path);
    return result;
}

/* What does not touch the file. */
static int configure(struct xpost_ledger *ledger, struct xpost_error *error)
{
    sqlite3_extended_result_codes(ledger->database, 1);
    sqlite3_busy_timeout(ledger->database, ledger->timeout);
    /* Until it is known to be sound, closing leaves all files as they are. */
    sqlite3_db_config(ledger->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
#ifdef SQLITE_DBCONFIG_DEFENSIVE
    sqlite3_db_config(ledger->database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
#endif
    if (sqlite3_db_readonly(ledger->database, "main") == 1)
        return xpost_ledger_fail(ledger, SQLITE_READONLY, error);
    return xpost_ledger_execute(ledger,
                                "PRAGMA trusted_schema = OFF;"
                                "PRAGMA cell_size_check = ON;"
                                "PRAGMA foreign_keys = ON;"
                                "PRAGMA fullfsync = ON;" /* macOS */
                                "PRAGMA temp_store = MEMORY;"
                                /* No copy of a text stays behind where its row was moved. */
                                "PRAGMA secure_delete = ON",
                                error);
}

static int open_database(struct xpost_ledger *ledger, const struct xpost_directory *directory,
                         const struct xpost_ledger_options *options, struct xpost_error *error)
{
    bool network = options->network || xpost_ledger_on_network(directory);
    if (connect_database(ledger, directory, options, error) != 0 ||
        configure(ledger, error) != 0 || xpost_ledger_identify(ledger, error) != 0 ||
        xpost_ledger_set_journal(ledger, network, error) != 0 ||
        xpost_ledger_migrate(ledger, error) != 0)
        return -1;
    sqlite3_db_config(ledger->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, (int *)NULL);
    struct stat info;
    if (fstatat(directory->descriptor, XPOST_LEDGER_FILE, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        ledger->device = info.st_dev;
        ledger->file = info.st_ino;
    }
    return 0;
}

bool xpost_ledger_is_current(const struct xpost_ledger *ledger,
                             const struct xpost_directory *directory)
{
    struct stat info;
    return fstatat(directory->descriptor, XPOST_LEDGER_FILE, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
           info.st_dev == ledger->device && info.st_ino == ledger->file;
}

int xpost_ledger_initialise(struct xpost_error *error)
{
    int result = sqlite3_initialize();
    if (result == SQLITE_NOMEM)
        return xpost_error_no_memory(error);
    if (result != SQLITE_OK)
        return xpost_error_set(error, XPOST_STORE,
                               "SQLite cannot be started: %s (error %d of SQLite).",
                               sqlite3_errstr(result), result);
    if (!sqlite3_threadsafe())
        return xpost_error_set(
            error, XPOST_STORE,
            "This SQLite (%s) was built without support for threads. Install "
            "one with it.",
            sqlite3_libversion());
    return 0;
}

struct xpost_ledger *xpost_ledger_attempt(const struct xpost_directory *directory,
                                          const struct xpost_ledger_options *options,
                                          bool *damaged, struct xpost_error *error)
{
    *damaged = false;
    if (xpost_ledger_initialise(error) != 0 || ensure_file(directory, error) != 0)
        return NULL;
    struct xpost_ledger *ledger = calloc(1, sizeof *ledger);
    char *path = xpost_string_copy(directory->path);
    if (!ledger || !path) {
        free(ledger);
        free(path);
        xpost_error_no_memory(error);
        return NULL;
    }
    ledger->directory = path;
    ledger->timeout = options->timeout;
    if (open_database(ledger, directory, options, error) != 0) {
        *damaged = ledger->damaged;
        xpost_ledger_close(ledger);
        return NULL;
    }
    return ledger;
}

struct xpost_ledger *xpost_ledger_open_with(const struct xpost_directory *directory,
                                            const struct xpost_ledger_options *options,
                                            struct xpost_error *error)
{
    bool damaged;
    struct xpost_ledger *ledger = xpost_ledger_attempt(directory, options, &damaged, error);
    if (ledger)
        return ledger;
    if (damaged)
        xpost_ledger_set_aside(directory, options, error);
    else if (error->code == XPOST_BUSY && !xpost_ledger_can_lock(directory))
        xpost_ledger_cannot_lock(directory->path, error);
    return NULL;
}

struct xpost_ledger *xpost_ledger_open(const struct xpost_directory *directory,
                                       struct xpost_error *error)
{
    static const struct xpost_ledger_options options = {.timeout = BUSY_TIMEOUT};
    return xpost_ledger_open_with(directory, &options, error);
}

void xpost_ledger_close(struct xpost_ledger *ledger)
{
    if (!ledger)
        return;
    for (size_t i = 0; i < XPOST_SQL_COUNT; i++)
        sqlite3_finalize(ledger->statements[i]);
    sqlite3_close(ledger->database);
    free(ledger->directory);
    free(ledger);
}
