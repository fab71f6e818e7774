#define _POSIX_C_SOURCE 200809L
#include "file.h"

#include "buffer.h"
#include "error.h"
#include "memory.h"
#include "translate.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS = S_IRWXG | S_IRWXO };

static const char *reason(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
        return "permission denied";
    case ENOENT:
        return "it is not there";
    case ENOSPC:
        return "the disk is full";
    case EDQUOT:
        return "the disk quota is used up";
    case EFBIG:
        return "the file may not grow that large";
    case EROFS:
        return "the file system is read-only";
    case EIO:
        return "the disk reports an error";
    case EMFILE:
    case ENFILE:
        return "too many files are open";
    case ENOMEM:
        return "there is not enough memory";
    case ENAMETOOLONG:
        return "its name is too long";
    case ENOTDIR:
        return "a part of the path is not a directory";
    case ELOOP:
        return "there are too many symbolic links on the way";
    case ENOLCK:
    case EOPNOTSUPP:
    case ENOSYS:
    case EINVAL:
        return "the file system does not support it";
    default:
        return "the system reports an error";
    }
}

const char *xpost_file_reason(int number)
{
    return xpost_translate(reason(number));
}

/* Appends `text` to the quoted path; false if it does not fit. */
static bool append_quoted(char *shown, size_t *length, const char *text)
{
    for (; *text; text++) {
        size_t need = *text == '\'' ? 4 : 1;
        if (*length + need + 2 > XPOST_PATH_SHOWN)
            return false;
        memcpy(shown + *length, *text == '\'' ? "'\\''" : text, need);
        *length += need;
    }
    return true;
}

void xpost_file_show(char shown[XPOST_PATH_SHOWN], const char *path, const char *name)
{
    char clean_path[150] = "", clean_name[96] = "";
    size_t path_length = strlen(path), skip = 0;
    size_t length = 1;
    /* A cut path must not be the path of something else, so it gets a strange beginning. */
    if (path_length >= sizeof clean_path)
        skip = path_length - sizeof clean_path + 1;
    xpost_utf8_sanitise(clean_path, sizeof clean_path, path + skip, path_length - skip);
    if (name)
        xpost_utf8_sanitise(clean_name, sizeof clean_name, name, strlen(name));
    shown[0] = '\'';
    bool whole = append_quoted(shown, &length, skip ? "(...)" : "") &&
                 append_quoted(shown, &length, clean_path) &&
                 append_quoted(shown, &length, name ? "/" : "") &&
                 append_quoted(shown, &length, clean_name);
    if (!whole) {
        memcpy(shown, "'(...)", 6);
        length = 6;
        append_quoted(shown, &length, clean_name);
    }
    shown[length] = '\'';
    shown[length + 1] = '\0';
}

int xpost_file_sync(int descriptor)
{
    int result;
#ifdef F_FULLFSYNC
    /* On macOS fsync does not reach the disk. */
    do
        result = fcntl(descriptor, F_FULLFSYNC);
    while (result != 0 && errno == EINTR);
    if (result == 0)
        return 0;
#endif
    do
        result = fsync(descriptor);
    while (result != 0 && errno == EINTR);
    return result;
}

/* Says why the file cannot be opened; `number` is errno of the attempt. */
static int refuse_to_open(const struct xpost_directory *directory, const char *name, int number,
                          struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    struct stat info;
    xpost_file_show(shown, directory->path, name);
    if (fstatat(directory->descriptor, name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        if (S_ISLNK(info.st_mode))
            return xpost_error_set(error, XPOST_STORE,
                                   "%s is a symbolic link, which is not followed here. Remove "
                                   "the link: rm %s",
                                   shown, shown);
        if (!S_ISREG(info.st_mode))
            return xpost_error_set(error, XPOST_STORE,
                                   "%s is not a regular file. Move it aside: mv %s %s.old",
                                   shown, shown, shown);
    }
    if (number == EACCES)
        return xpost_error_set(error, XPOST_STORE,
                               "%s cannot be opened: permission denied. Mend it: chmod 600 %s",
                               shown, shown);
    return xpost_error_set(error, XPOST_STORE, "%s cannot be opened: %s (error %d).", shown,
                           xpost_file_reason(number), number);
}

/* The checks of an open file.  A file that was replaced or removed in between has no link at
 * all, which is fine. */
static int check_file(const struct xpost_directory *directory, const char *name,
                      const struct stat *info, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, directory->path, name);
    if (!S_ISREG(info->st_mode))
        return xpost_error_set(error, XPOST_STORE,
                               "%s is not a regular file. Move it aside: mv %s %s.old", shown,
                               shown, shown);
    if (info->st_uid != geteuid())
        return xpost_file_refuse_owner(shown, info->st_uid, error);
    if (info->st_mode & OTHERS)
        return xpost_error_set(error, XPOST_STORE,
                               "Other users can get at %s (its mode is %03o). Mend it: chmod "
                               "600 %s",
                               shown, (unsigned)(info->st_mode & 0777), shown);
    if (info->st_nlink > 1) {
        char place[XPOST_PATH_SHOWN];
        xpost_file_show(place, directory->path, NULL);
        return xpost_error_set(
            error, XPOST_STORE,
            "%s has other names (hard links), through which others may reach "
            "it. Mend it: cd %s && cp -p %s %s.copy && mv %s.copy %s",
            name, place, name, name, name, name);
    }
    return 0;
}

int xpost_file_check(const struct xpost_directory *directory, const char *name,
                     struct xpost_error *error)
{
    struct stat info;
    if (fstatat(directory->descriptor, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : refuse_to_open(directory, name, errno, error);
    if (S_ISLNK(info.st_mode))
        return refuse_to_open(directory, name, ELOOP, error);
    return check_file(directory, name, &info, error) == 0 ? 1 : -1;
}

static int open_retrying(const struct xpost_directory *directory, const char *name, int flags)
{
    int descriptor;
    do
        descriptor = openat(directory->descriptor, name,
                            flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

/* Reads the file of `size` bytes with as few calls as possible: one, as a shorter read than was
 * asked for is the end of a regular file. */
static int read_whole(int descriptor, char *block, size_t size, size_t *length)
{
    while (*length < size) {
        ssize_t count = read(descriptor, block + *length, size + 1 - *length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        if (count == 0)
            break;
        *length += (size_t)count;
    }
    return 0;
}

static int read_contents(const struct xpost_directory *directory, const char *name,
                         int descriptor, struct xpost_buffer *contents,
                         struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    struct stat info;
    size_t length = 0;
    xpost_file_show(shown, directory->path, name);
    if (fstat(descriptor, &info) != 0)
        return xpost_error_set(error, XPOST_STORE, "%s cannot be examined: %s (error %d).",
                               shown, xpost_file_reason(errno), errno);
    if (check_file(directory, name, &info, error) != 0)
        return -1;
    size_t size = (size_t)info.st_size;
    if (size > contents->maximum)
        return xpost_error_set(error, XPOST_STORE,
                               "%s is too large (%zu bytes; at most %zu are read). Move it "
                               "aside.",
                               shown, size, contents->maximum);
    char *block = malloc(size + 1);
    if (!block)
        return xpost_error_no_memory(error);
    int result = read_whole(descriptor, block, size, &length);
    if (result != 0) {
        xpost_error_set(error, XPOST_STORE, "%s cannot be read: %s (error %d).", shown,
                        xpost_file_reason(errno), errno);
    } else if (length > size) {
        result = xpost_error_set(error, XPOST_STORE, "%s changed while it was read. Try again.",
                                 shown);
    } else {
        xpost_buffer_append(contents, block, length);
        if (contents->failed)
            result = xpost_error_no_memory(error);
    }
    xpost_wipe(block, length);
    free(block);
    return result;
}

int xpost_file_read(const struct xpost_directory *directory, const char *name,
                    struct xpost_buffer *contents, struct xpost_error *error)
{
    int descriptor = open_retrying(directory, name, O_RDONLY);
    if (descriptor < 0 && errno == ENOENT)
        return 0;
    if (descriptor < 0)
        return refuse_to_open(directory, name, errno, error);
    int result = read_contents(directory, name, descriptor, contents, error);
    close(descriptor);
    return result == 0 ? 1 : -1;
}

int xpost_file_refuse_owner(const char *shown, unsigned long owner, struct xpost_error *error)
{
    return xpost_error_set(
        error, XPOST_STORE,
        "%s belongs to another user (number %lu). Run this as that user; only "
        "if it should be yours: sudo chown -R %lu %s",
        shown, owner, (unsigned long)geteuid(), shown);
}

/* An unusual umask takes the owner's own rights away, too. */
static int give_owner_rights(int descriptor, struct stat *info)
{
    if ((info->st_mode & 0600) == 0600)
        return 0;
    return fchmod(descriptor, 0600) == 0 ? fstat(descriptor, info) : -1;
}

int xpost_file_open(const struct xpost_directory *directory, const char *name, bool durable,
                    struct xpost_error *error)
{
    struct stat info;
    bool made = false;
    int descriptor = open_retrying(directory, name, O_RDWR);
    if (descriptor < 0 && errno == ENOENT) {
        descriptor = open_retrying(directory, name, O_RDWR | O_CREAT);
        made = true;
    }
    if (descriptor < 0)
        return refuse_to_open(directory, name, errno, error);
    int result = 0;
    if (fstat(descriptor, &info) != 0 || (made && give_owner_rights(descriptor, &info) != 0) ||
        (made && durable && xpost_directory_sync(directory) != 0)) {
        char shown[XPOST_PATH_SHOWN];
        int number = errno;
        xpost_file_show(shown, directory->path, name);
        result = xpost_error_set(error, XPOST_STORE, "%s cannot be used: %s (error %d).", shown,
                                 xpost_file_reason(number), number);
    } else {
        result = check_file(directory, name, &info, error);
    }
    if (result != 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

int xpost_file_ensure(const struct xpost_directory *directory, const char *name,
                      struct xpost_error *error)
{
    int descriptor = xpost_file_open(directory, name, true, error);
    if (descriptor < 0)
        return -1;
    close(descriptor);
    return 0;
}
