/* The state directory, and whether its files are private. */
#define _POSIX_C_SOURCE 200809L
#include "diagnosis_internal.h"

#include "file.h"
#include "lock.h"
#include "memory.h"
#include "translate.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COMPLAINTS_MAX = 10 };

/* What was seen in the directory. */
struct count {
    int fine;
    int bad;
    int damaged; /* ledgers that were set aside */
};

static bool begins_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* Other names in the directory are not ours to judge. */
static bool is_ours(const char *name)
{
    return begins_with(name, "accounts.") || begins_with(name, "ledger.") ||
           begins_with(name, "renew-") || begins_with(name, "post-");
}

static void check_one(struct xpost_examination *examination, const char *name,
                      struct count *count)
{
    struct xpost_error error;
    /* From outside: opening and closing ledger.db would drop SQLite's locks on it. */
    int result = xpost_file_check(&examination->store.directory, name, &error);
    if (result > 0)
        count->fine++;
    if (result >= 0)
        return;
    if (strcmp(name, "accounts.json") == 0)
        examination->accounts_blamed = true;
    if (count->bad++ < COMPLAINTS_MAX)
        xpost_finding_add_error(examination->diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_ERROR,
                                &error);
}

static DIR *open_listing(const struct xpost_directory *directory)
{
    int descriptor = openat(directory->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (!listing && descriptor >= 0) {
        int number = errno;
        close(descriptor);
        errno = number;
    }
    return listing;
}

static void summarise(struct xpost_diagnosis *diagnosis, const struct count *count)
{
    if (count->bad > COMPLAINTS_MAX)
        xpost_finding_add(diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_ERROR, NULL,
                          "%d more files there have the like wrong with them.",
                          count->bad - COMPLAINTS_MAX);
    if (count->bad == 0 && count->fine > 0)
        xpost_finding_add(diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_OK, NULL,
                          "Its files (%d: accounts, ledger and locks) are yours alone.",
                          count->fine);
    if (count->damaged > 0)
        xpost_finding_add(diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_INFO, NULL,
                          "A damaged ledger was set aside there (ledger.db.damaged-...): what "
                          "was posted before that is not in the history any more.");
}

static void check_all(struct xpost_examination *examination)
{
    struct count count = {0};
    DIR *listing = open_listing(&examination->store.directory);
    if (!listing) {
        xpost_finding_add(examination->diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_WARNING,
                          NULL, "The files there cannot be listed: %s (error %d).",
                          xpost_file_reason(errno), errno);
        return;
    }
    for (struct dirent *entry; (entry = readdir(listing));) {
        if (!is_ours(entry->d_name))
            continue;
        check_one(examination, entry->d_name, &count);
        count.damaged += begins_with(entry->d_name, "ledger.db.damaged-");
    }
    closedir(listing);
    summarise(examination->diagnosis, &count);
}

/* Takes the lock that every change of the accounts takes, for an instant: who wants it
 * meanwhile tries again after some milliseconds. */
static void check_locks(struct xpost_examination *examination)
{
    static const char name[] = "accounts.lock";
    const struct xpost_directory *directory = &examination->store.directory;
    struct xpost_lock lock = XPOST_LOCK_NONE;
    struct xpost_error error;
    if (xpost_ledger_on_network(directory))
        xpost_finding_add(examination->diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_WARNING,
                          "If locks do not work across your machines, set XDG_STATE_HOME to a "
                          "directory on a local disk.",
                          "The state directory is on a network file system.");
    if (xpost_file_check(directory, name, &error) != 1)
        return;
    if (xpost_lock_take(&lock, directory, name, 0, NULL, &error) != 0 &&
        error.code == XPOST_STORE)
        xpost_finding_add_error(examination->diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_ERROR,
                                &error);
    xpost_lock_release(&lock);
}

static void tell_directory(struct xpost_diagnosis *diagnosis,
                           const struct xpost_directory *directory)
{
    char shown[XPOST_PATH_SHOWN];
    char mend[XPOST_PATH_SHOWN + 64];
    xpost_file_show(shown, directory->path, NULL);
    snprintf(mend, sizeof mend, xpost_translate("Mend it: chmod 700 %s"), shown);
    struct stat info = {0};
    (void)fstat(directory->descriptor, &info);
    if (faccessat(directory->descriptor, ".", W_OK | X_OK, 0) == 0)
        xpost_finding_add(diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_OK, NULL,
                          "The state directory %s is yours alone (mode %04o).", shown,
                          (unsigned)(info.st_mode & 07777));
    else
        xpost_finding_add(diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_ERROR,
                          errno == EACCES ? mend : NULL,
                          "The state directory %s cannot be written: %s (error %d).", shown,
                          xpost_file_reason(errno), errno);
}

void xpost_examine_files(struct xpost_examination *examination)
{
    struct xpost_diagnosis *diagnosis = examination->diagnosis;
    const char *path = examination->config->state_directory;
    char shown[XPOST_PATH_SHOWN];
    struct xpost_error error;
    if (xpost_store_is_missing(path)) {
        examination->missing = true;
        xpost_file_show(shown, path, NULL);
        xpost_finding_add(diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_INFO, NULL,
                          "There is no state directory yet; the first login makes %s.", shown);
        return;
    }
    if (xpost_store_open(&examination->store, path, &error) != 0) {
        xpost_finding_add_error(diagnosis, XPOST_TOPIC_FILES, XPOST_FINDING_ERROR, &error);
        return;
    }
    examination->opened = true;
    tell_directory(diagnosis, &examination->store.directory);
    check_all(examination);
    check_locks(examination);
}
