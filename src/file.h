/* A private directory and the files in it: whole-file reads, and files made for others to open.
 *
 * Everything happens relative to a descriptor of the directory, with O_NOFOLLOW and O_CLOEXEC.
 * A directory or file that belongs to somebody else, that others can read or write, that is a
 * symbolic link or has other hard links is refused with the command that mends it; it is never
 * mended silently, and never overwritten.  Errors have code store. */
#ifndef XPOST_FILE_H
#define XPOST_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct xpost_buffer;
struct xpost_error;

struct xpost_directory {
    int descriptor; /* -1: closed */
    char *path;
};

#define XPOST_DIRECTORY_CLOSED                                                                 \
    {                                                                                          \
        .descriptor = -1                                                                       \
    }

/* Opens the absolute `path`; makes it (mode 0700 from its creation) and its parents if missing.
 */
int xpost_directory_open(struct xpost_directory *directory, const char *path,
                         struct xpost_error *error);
void xpost_directory_close(struct xpost_directory *directory);

/* False if its path is another directory now, or none. */
bool xpost_directory_is_current(const struct xpost_directory *directory);

/* Makes what was created, renamed or removed in the directory survive a power cut.  Returns -1
 * with errno set; a file system that cannot do this is no failure. */
int xpost_directory_sync(const struct xpost_directory *directory);

/* Reads the whole file into `contents` (up to its maximum).  Returns 1, or 0 if there is no
 * such file, or -1. */
int xpost_file_read(const struct xpost_directory *directory, const char *name,
                    struct xpost_buffer *contents, struct xpost_error *error);

/* Opens `name` for reading and writing, with the checks, and makes it with mode 0600 (by its
 * creation) if it is missing; with `durable`, a new file survives a power cut.  Returns the
 * descriptor or -1. */
int xpost_file_open(const struct xpost_directory *directory, const char *name, bool durable,
                    struct xpost_error *error);

/* Makes sure that `name` exists with mode 0600 (made so by its creation) and passes the checks,
 * for libraries that open files by path. */
int xpost_file_ensure(const struct xpost_directory *directory, const char *name,
                      struct xpost_error *error);

/* The checks alone, without opening the file.  Returns 1 if it passes them, 0 if there is no
 * such file, or -1. */
int xpost_file_check(const struct xpost_directory *directory, const char *name,
                     struct xpost_error *error);

/* Makes the file's contents survive a power cut.  Returns -1 with errno set. */
int xpost_file_sync(int descriptor);

/* Why a system call failed, in plain words that do not depend on the locale. */
const char *xpost_file_reason(int number);

/* Refuses a file or directory of another user.  Returns -1. */
int xpost_file_refuse_owner(const char *shown, unsigned long owner, struct xpost_error *error);

enum { XPOST_PATH_SHOWN = 256 };

/* `path`, or `path`/`name`, as it may stand in a message and in a command: sanitised, in single
 * quotes, the beginning of a long one left out. */
void xpost_file_show(char shown[XPOST_PATH_SHOWN], const char *path, const char *name);

#endif
