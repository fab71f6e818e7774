/* Replacing a file whole, so that a crash at any moment leaves the old one or the new one.
 * Errors have code store. */
#ifndef XPOST_REPLACEMENT_H
#define XPOST_REPLACEMENT_H

#include <stddef.h>

struct xpost_directory;
struct xpost_error;

/* A replacement under way: a new file in the same directory, with a random name.  `directory`
 * must outlive it. */
struct xpost_replacement {
    const struct xpost_directory *directory;
    int descriptor; /* -1: none */
    char name[96];
    char temporary[128];
};

#define XPOST_REPLACEMENT_NONE                                                                 \
    {                                                                                          \
        .descriptor = -1                                                                       \
    }

/* Creates the new file and reserves `size` bytes of disk for it, so that a full disk is noticed
 * now.  Removes what killed processes left behind (temporary files of `name` older than an hour
 * that no process holds). */
int xpost_replacement_begin(struct xpost_replacement *replacement,
                            const struct xpost_directory *directory, const char *name,
                            size_t size, struct xpost_error *error);

/* Writes `data`, fsync, rename over `name`, fsync of the directory.  On failure the old file is
 * as it was, and the new one is removed; but if only the last fsync failed, the new file is in
 * place, and the message says that it may not survive a power cut. */
int xpost_replacement_commit(struct xpost_replacement *replacement, const void *data,
                             size_t length, struct xpost_error *error);

/* Removes the new file.  Does nothing if there is none. */
void xpost_replacement_abandon(struct xpost_replacement *replacement);

#endif
