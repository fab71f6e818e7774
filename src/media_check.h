/* The files of one post: what they are, and what X would refuse about them.  Reads their
 * beginnings. */
#ifndef XPOST_MEDIA_CHECK_H
#define XPOST_MEDIA_CHECK_H

#include "api.h"
#include "media_type.h"

struct xpost_error;

struct xpost_media_facts {
    struct xpost_media_type type; /* its name is NULL where the file cannot be used */
    int64_t bytes;
};

/* Fills `facts`, of as many as the post has files (of XPOST_MEDIA_MAX at most), and tells of
 * everything that is wrong.  Stops when `tell` returns non-zero, and returns that; -1 with
 * `error` filled when memory runs out. */
int xpost_media_check(const struct xpost_attachment *attachments, size_t count,
                      struct xpost_media_facts facts[XPOST_MEDIA_MAX],
                      int (*tell)(const struct xpost_error *why, void *user), void *user,
                      struct xpost_error *error);

/* Stops at the first thing that is wrong, which fills `error`. */
int xpost_media_check_all(const struct xpost_attachment *attachments, size_t count,
                          struct xpost_error *error);

#endif
