/* A file of media, open to be read.
 *
 * Type, size and bytes are those of one open file, whatever becomes of its name.  Only regular
 * files are opened, and never in a way that waits.  Errors have code media_rejected. */
#ifndef XPOST_MEDIA_FILE_H
#define XPOST_MEDIA_FILE_H

#include "media_type.h"

#include <stdint.h>
#include <sys/stat.h>

struct xpost_error;

struct xpost_media_file {
    int descriptor;
    const char *path; /* borrowed */
    struct xpost_media_type type;
    int64_t size;
    struct stat seen; /* when it was opened */
};

/* Opens it, and finds out what it is.  Refuses what X does not take: what is neither image nor
 * video, is empty, or too large. */
int xpost_media_file_open(struct xpost_media_file *file, const char *path,
                          struct xpost_error *error);
void xpost_media_file_close(struct xpost_media_file *file);

/* Reads exactly `length` bytes from `offset` on. */
int xpost_media_file_read(const struct xpost_media_file *file, int64_t offset, char *out,
                          size_t length, struct xpost_error *error);

/* Makes sure that it is as it was when it was opened, and still has its name. */
int xpost_media_file_check(const struct xpost_media_file *file, struct xpost_error *error);

#endif
