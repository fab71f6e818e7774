#define _POSIX_C_SOURCE 200809L
#include "media_file.h"

#include "error.h"
#include "file.h"
#include "translate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MIB = 1024 * 1024 };

/* The most that X takes, in MiB.  (X's best practices for media) */
enum { IMAGE_MAX = 5, GIF_MAX = 15, VIDEO_MAX = 512 };

static int refuse(const struct xpost_media_file *file, const char *why,
                  struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, file->path, NULL);
    return xpost_error_set(error, XPOST_MEDIA_REJECTED, "%s cannot be attached: %s", shown,
                           xpost_translate(why));
}

static int refuse_by_system(const struct xpost_media_file *file, int number,
                            struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, file->path, NULL);
    if (number == ENOENT && strstr(file->path, "://"))
        return refuse(file, "it is an address, not a file. Save what is there, and name that.",
                      error);
    if (number == ENOENT)
        return refuse(file, "there is no such file. Check its name and folder.", error);
    return xpost_error_set(error, XPOST_MEDIA_REJECTED, "%s cannot be read: %s (error %d).",
                           shown, xpost_file_reason(number), number);
}

static int check_regular(const struct xpost_media_file *file, struct xpost_error *error)
{
    if (S_ISDIR(file->seen.st_mode))
        return refuse(file, "it is a folder. Name a file in it.", error);
    if (!S_ISREG(file->seen.st_mode))
        return refuse(file, "it is not a regular file.", error);
    /* So are those of the kernel that look like files. */
    if (file->seen.st_size == 0)
        return refuse(file, "it is empty.", error);
    return 0;
}

/* A device is not even opened, which might have an effect; what has taken the file's place by
 * then is looked at once more. */
static int open_regular(struct xpost_media_file *file, struct xpost_error *error)
{
    if (stat(file->path, &file->seen) != 0)
        return refuse_by_system(file, errno, error);
    if (check_regular(file, error) != 0)
        return -1;
    do
        file->descriptor = open(file->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    while (file->descriptor < 0 && errno == EINTR);
    if (file->descriptor < 0 || fstat(file->descriptor, &file->seen) != 0)
        return refuse_by_system(file, errno, error);
    return check_regular(file, error);
}

static int read_type(struct xpost_media_file *file, struct xpost_error *error)
{
    size_t length =
        file->size < XPOST_MEDIA_HEAD ? (size_t)file->size : (size_t)XPOST_MEDIA_HEAD;
    char *head = malloc(length);
    if (!head)
        return xpost_error_no_memory(error);
    int result = xpost_media_file_read(file, 0, head, length, error);
    if (result == 0)
        file->type = xpost_media_type_read(head, length);
    free(head);
    return result;
}

static int check_type(const struct xpost_media_file *file, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, file->path, NULL);
    if (file->type.kind != XPOST_MEDIA_OTHER)
        return 0;
    if (file->type.name)
        return xpost_error_set(
            error, XPOST_MEDIA_REJECTED,
            "%s is %s, which X does not take. Convert it to JPEG, PNG, GIF, WEBP or MP4.",
            shown, xpost_translate(file->type.name));
    return xpost_error_set(error, XPOST_MEDIA_REJECTED,
                           "%s is, by what it holds, no image or video that X takes: JPEG, "
                           "PNG, GIF, WEBP, MP4, QuickTime or WebM.",
                           shown);
}

static int check_size(const struct xpost_media_file *file, struct xpost_error *error)
{
    static const int limits[] = {
        [XPOST_MEDIA_OTHER] = 0,
        [XPOST_MEDIA_IMAGE] = IMAGE_MAX,
        [XPOST_MEDIA_GIF] = GIF_MAX,
        [XPOST_MEDIA_VIDEO] = VIDEO_MAX,
    };
    char shown[XPOST_PATH_SHOWN];
    int most = limits[file->type.kind];
    double size = (double)file->size / (double)MIB + 0.05;
    if (file->size <= (int64_t)most * MIB)
        return 0;
    xpost_file_show(shown, file->path, NULL);
    if (file->type.kind == XPOST_MEDIA_IMAGE)
        return xpost_error_set(error, XPOST_MEDIA_REJECTED,
                               "%s is too large: it has %.1f MiB, and X takes images of at "
                               "most %d MiB. Make it smaller.",
                               shown, size, most);
    if (file->type.kind == XPOST_MEDIA_GIF)
        return xpost_error_set(error, XPOST_MEDIA_REJECTED,
                               "%s is too large: it has %.1f MiB, and X takes moving GIFs of "
                               "at most %d MiB. Make it smaller.",
                               shown, size, most);
    return xpost_error_set(error, XPOST_MEDIA_REJECTED,
                           "%s is too large: it has %.1f MiB, and X takes videos of at most %d "
                           "MiB. Make it smaller.",
                           shown, size, most);
}

int xpost_media_file_open(struct xpost_media_file *file, const char *path,
                          struct xpost_error *error)
{
    *file = (struct xpost_media_file){.descriptor = -1, .path = path};
    int result = open_regular(file, error);
    if (result == 0) {
        file->size = (int64_t)file->seen.st_size;
        result = read_type(file, error);
    }
    if (result == 0 && (check_type(file, error) != 0 || check_size(file, error) != 0))
        result = -1;
    if (result != 0)
        xpost_media_file_close(file);
    return result;
}

void xpost_media_file_close(struct xpost_media_file *file)
{
    if (file->descriptor >= 0)
        close(file->descriptor);
    file->descriptor = -1;
}

static int refuse_changed(const struct xpost_media_file *file, struct xpost_error *error)
{
    refuse(file, "it changed while it was read. Try again when it is complete.", error);
    return xpost_error_set_retry(error, XPOST_RETRY_LATER);
}

int xpost_media_file_read(const struct xpost_media_file *file, int64_t offset, char *out,
                          size_t length, struct xpost_error *error)
{
    for (size_t done = 0; done < length;) {
        ssize_t count =
            pread(file->descriptor, out + done, length - done, (off_t)(offset + (int64_t)done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return refuse_by_system(file, errno, error);
        if (count == 0)
            return refuse_changed(file, error);
        done += (size_t)count;
    }
    return 0;
}

static bool is_same_time(const struct stat *one, const struct stat *other)
{
#ifdef __APPLE__
    return one->st_mtimespec.tv_sec == other->st_mtimespec.tv_sec &&
           one->st_mtimespec.tv_nsec == other->st_mtimespec.tv_nsec;
#else
    return one->st_mtim.tv_sec == other->st_mtim.tv_sec &&
           one->st_mtim.tv_nsec == other->st_mtim.tv_nsec;
#endif
}

int xpost_media_file_check(const struct xpost_media_file *file, struct xpost_error *error)
{
    struct stat now, named;
    if (fstat(file->descriptor, &now) != 0 || stat(file->path, &named) != 0 ||
        now.st_size != file->seen.st_size || !is_same_time(&now, &file->seen) ||
        named.st_dev != file->seen.st_dev || named.st_ino != file->seen.st_ino)
        return refuse_changed(file, error);
    return 0;
}
