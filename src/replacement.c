#define _GNU_SOURCE /* flock */
#include "replacement.h"

#include "crypto.h"
#include "error.h"
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A temporary file is called <name>.<16 hexadecimal digits>.tmp. */
enum { RANDOM_DIGITS = 16, ABANDONED_AFTER = 3600 };
static const char ending[] = ".tmp";

static int write_at(int descriptor, const char *data, size_t length, size_t offset)
{
    size_t done = 0;
    while (done < length) {
        ssize_t count = pwrite(descriptor, data + done, length - done, (off_t)(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        if (count == 0) {
            errno = ENOSPC;
            return -1;
        }
        done += (size_t)count;
    }
    return 0;
}

static int write_zeros(int descriptor, size_t size)
{
    static const char zeros[4096];
    for (size_t done = 0; done < size; done += sizeof zeros) {
        size_t left = size - done;
        if (write_at(descriptor, zeros, left < sizeof zeros ? left : sizeof zeros, done) != 0)
            return -1;
    }
    return 0;
}

static int reserve(int descriptor, size_t size)
{
    if (size == 0)
        return 0;
#ifndef __APPLE__
    int number;
    do
        number = posix_fallocate(descriptor, 0, (off_t)size);
    while (number == EINTR);
    if (number == 0)
        return 0;
    if (number != EOPNOTSUPP && number != EINVAL) {
        errno = number;
        return -1;
    }
#endif
    return write_zeros(descriptor, size);
}

static bool is_temporary(const char *entry, const char *name)
{
    size_t length = strlen(name);
    if (strncmp(entry, name, length) != 0 || entry[length] != '.')
        return false;
    const char *digits = entry + length + 1;
    return strspn(digits, "0123456789abcdef") == RANDOM_DIGITS &&
           strcmp(digits + RANDOM_DIGITS, ending) == 0;
}

/* Removes the file if it is old and nobody holds it: its maker may be stopped, or the machine
 * may have slept, between a spent refresh token and the save. */
static void remove_abandoned(int directory, const char *entry)
{
    struct stat info;
    int descriptor = openat(directory, entry, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return;
    if (fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid() &&
        time(NULL) - info.st_mtime > ABANDONED_AFTER &&
        (flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK))
        (void)unlinkat(directory, entry, 0);
    close(descriptor);
}

/* Tidying up is not worth a failure. */
static void clean(const struct xpost_directory *directory, const char *name)
{
    int descriptor =
        openat(directory->descriptor, ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *listing = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (!listing) {
        if (descriptor >= 0)
            close(descriptor);
        return;
    }
    const struct dirent *entry;
    while ((entry = readdir(listing)))
        if (is_temporary(entry->d_name, name))
            remove_abandoned(descriptor, entry->d_name);
    closedir(listing);
}

static int fail(struct xpost_replacement *replacement, int number, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, replacement->directory->path, replacement->name);
    xpost_replacement_abandon(replacement);
    return xpost_error_set(error, XPOST_STORE,
                           "%s could not be saved: %s (error %d). Nothing in it was changed.",
                           shown, xpost_file_reason(number), number);
}

int xpost_replacement_begin(struct xpost_replacement *replacement,
                            const struct xpost_directory *directory, const char *name,
                            size_t size, struct xpost_error *error)
{
    uint64_t random;
    *replacement = (struct xpost_replacement)XPOST_REPLACEMENT_NONE;
    replacement->directory = directory;
    clean(directory, name);
    if (xpost_crypto_random(&random, sizeof random, error) != 0)
        return -1;
    if (strlen(name) >= sizeof replacement->name)
        return fail(replacement, ENAMETOOLONG, error);
    snprintf(replacement->name, sizeof replacement->name, "%s", name);
    snprintf(replacement->temporary, sizeof replacement->temporary, "%s.%016" PRIx64 "%s",
             replacement->name, random, ending);
    do
        replacement->descriptor =
            openat(directory->descriptor, replacement->temporary,
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    while (replacement->descriptor < 0 && errno == EINTR);
    if (replacement->descriptor < 0)
        return fail(replacement, errno, error);
    /* An unusual umask takes the owner's own rights away, too. */
    struct stat info;
    if (fstat(replacement->descriptor, &info) != 0 ||
        ((info.st_mode & 0600) != 0600 && fchmod(replacement->descriptor, 0600) != 0))
        return fail(replacement, errno, error);
    /* Only tells others that the file is in use; where locks do not work, its age does. */
    (void)flock(replacement->descriptor, LOCK_EX | LOCK_NB);
    if (reserve(replacement->descriptor, size) != 0)
        return fail(replacement, errno, error);
    return 0;
}

static int truncate_to(int descriptor, size_t length)
{
    int result;
    do
        result = ftruncate(descriptor, (off_t)length);
    while (result != 0 && errno == EINTR);
    return result;
}

int xpost_replacement_commit(struct xpost_replacement *replacement, const void *data,
                             size_t length, struct xpost_error *error)
{
    const struct xpost_directory *directory = replacement->directory;
    if (write_at(replacement->descriptor, data, length, 0) != 0 ||
        truncate_to(replacement->descriptor, length) != 0 ||
        xpost_file_sync(replacement->descriptor) != 0 ||
        renameat(directory->descriptor, replacement->temporary, directory->descriptor,
                 replacement->name) != 0)
        return fail(replacement, errno, error);
    int synced = xpost_directory_sync(directory), number = errno;
    close(replacement->descriptor);
    replacement->descriptor = -1;
    if (synced == 0)
        return 0;
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, directory->path, replacement->name);
    return xpost_error_set(error, XPOST_STORE,
                           "%s was saved, but may not survive a power cut: %s (error %d).",
                           shown, xpost_file_reason(number), number);
}

void xpost_replacement_abandon(struct xpost_replacement *replacement)
{
    if (replacement->descriptor < 0)
        return;
    (void)unlinkat(replacement->directory->descriptor, replacement->temporary, 0);
    close(replacement->descriptor);
    replacement->descriptor = -1;
}
