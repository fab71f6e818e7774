#define _POSIX_C_SOURCE 200809L
#include "error.h"
#include "file.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_directory(const char *path, int flags)
{
    int descriptor;
    do
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

int xpost_directory_sync(const struct xpost_directory *directory)
{
    if (xpost_file_sync(directory->descriptor) == 0)
        return 0;
    /* Some file systems know no fsync of directories. */
    return errno == EINVAL || errno == EOPNOTSUPP || errno == EROFS ? 0 : -1;
}

/* The entry for the new directory must survive a power cut too; if its parent cannot be opened
 * for that, it is not ours to look after. */
static void sync_parent(const char *path, size_t length)
{
    char *parent = xpost_string_copy_range(path, length);
    if (!parent)
        return;
    struct xpost_directory above = {.descriptor = open_directory(*parent ? parent : "/", 0)};
    if (above.descriptor >= 0) {
        (void)xpost_directory_sync(&above);
        close(above.descriptor);
    }
    free(parent);
}

/* Makes every missing component of the path.  `path` is changed on the way, and restored. */
static int make_directories(char *path, struct xpost_error *error)
{
    size_t parent = 0;
    for (size_t at = 1;; at++) {
        if (path[at] != '/' && path[at] != '\0')
            continue;
        char end = path[at];
        path[at] = '\0';
        struct stat info;
        int made = mkdir(path, 0700);
        int number = errno;
        /* An unusual umask takes the owner's own rights away, too. */
        if (made == 0 && lstat(path, &info) == 0 && (info.st_mode & 0700) != 0700)
            made = chmod(path, 0700);
        if (made == 0)
            sync_parent(path, parent);
        /* What is there already may answer with other errors than EEXIST. */
        if (made != 0 && number != EEXIST && stat(path, &info) != 0) {
            char shown[XPOST_PATH_SHOWN];
            xpost_file_show(shown, path, NULL);
            path[at] = end;
            return xpost_error_set(
                error, XPOST_STORE,
                "The directory %s cannot be made: %s (error %d). Make it, or "
                "set XDG_STATE_HOME to a directory that can be written.",
                shown, xpost_file_reason(number), number);
        }
        path[at] = end;
        if (end == '\0')
            return 0;
        parent = at;
    }
}

static int refuse_to_open(const char *path, int number, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    struct stat info;
    xpost_file_show(shown, path, NULL);
    if (lstat(path, &info) == 0) {
        if (S_ISLNK(info.st_mode))
            return xpost_error_set(error, XPOST_STORE,
                                   "The directory %s is a symbolic link, which is not followed "
                                   "here. Remove the link (rm %s); to keep the data elsewhere, "
                                   "set XDG_STATE_HOME.",
                                   shown, shown);
        if (!S_ISDIR(info.st_mode))
            return xpost_error_set(error, XPOST_STORE,
                                   "%s should be a directory, and is not. Move it aside: mv "
                                   "%s %s.old",
                                   shown, shown, shown);
    }
    return xpost_error_set(error, XPOST_STORE,
                           "The directory %s cannot be opened: %s (error %d). Check it: ls -ld "
                           "%s",
                           shown, xpost_file_reason(number), number, shown);
}

static int check_directory(int descriptor, const char *path, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    struct stat info;
    xpost_file_show(shown, path, NULL);
    if (fstat(descriptor, &info) != 0)
        return xpost_error_set(error, XPOST_STORE,
                               "The directory %s cannot be examined: %s (error %d).", shown,
                               xpost_file_reason(errno), errno);
    if (info.st_uid != geteuid())
        return xpost_file_refuse_owner(shown, info.st_uid, error);
    if (info.st_mode & (S_IRWXG | S_IRWXO))
        return xpost_error_set(error, XPOST_STORE,
                               "Other users can get into the directory %s (its mode is %03o). "
                               "Mend it: chmod 700 %s",
                               shown, (unsigned)(info.st_mode & 0777), shown);
    return 0;
}

int xpost_directory_open(struct xpost_directory *directory, const char *path,
                         struct xpost_error *error)
{
    *directory = (struct xpost_directory)XPOST_DIRECTORY_CLOSED;
    if (path[0] != '/')
        return xpost_error_set(error, XPOST_STORE,
                               "The state directory must be an absolute path, one that begins "
                               "with '/'. Check XDG_STATE_HOME and HOME.");
    /* With a slash at its end the path of a symbolic link would be followed. */
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    char *copy = xpost_string_copy_range(path, length);
    if (!copy)
        return xpost_error_no_memory(error);
    int descriptor = open_directory(copy, O_NOFOLLOW);
    int result = 0;
    if (descriptor < 0 && errno == ENOENT) {
        result = make_directories(copy, error);
        descriptor = result == 0 ? open_directory(copy, O_NOFOLLOW) : -1;
    }
    if (result == 0)
        result = descriptor < 0 ? refuse_to_open(copy, errno, error)
                                : check_directory(descriptor, copy, error);
    if (result != 0) {
        if (descriptor >= 0)
            close(descriptor);
        free(copy);
        return -1;
    }
    directory->descriptor = descriptor;
    directory->path = copy;
    return 0;
}

bool xpost_directory_is_current(const struct xpost_directory *directory)
{
    struct stat opened, named;
    return fstat(directory->descriptor, &opened) == 0 && stat(directory->path, &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

void xpost_directory_close(struct xpost_directory *directory)
{
    if (directory->descriptor >= 0)
        close(directory->descriptor);
    free(directory->path);
    *directory = (struct xpost_directory)XPOST_DIRECTORY_CLOSED;
}
