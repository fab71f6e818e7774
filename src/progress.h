/* How a post or a thread goes on, told while it does. */
#ifndef XPOST_PROGRESS_H
#define XPOST_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

struct xpost_buffer;

enum xpost_progress_state {
    XPOST_PROGRESS_SENDING,    /* a post is about to be sent */
    XPOST_PROGRESS_POSTED,     /* it is out */
    XPOST_PROGRESS_WAITING,    /* for a rate limit, or for X to see the post before */
    XPOST_PROGRESS_CHECKING,   /* whether it is out already */
    XPOST_PROGRESS_UPLOADING,  /* a file of it */
    XPOST_PROGRESS_PROCESSING, /* X is not done with that file */
};

struct xpost_progress {
    int number; /* of the post, from 1; 0: it is about none */
    int total;
    enum xpost_progress_state state;
    int64_t until;    /* WAITING: seconds since 1970 */
    const char *id;   /* POSTED; may be NULL */
    const char *url;  /* likewise */
    const char *text; /* POSTED */
    const char *path; /* UPLOADING, PROCESSING */
    int64_t sent;     /* UPLOADING: bytes of the file, */
    int64_t size;     /* of so many */
};

/* "sending", "posted", "waiting", "checking", "uploading", "processing". */
const char *xpost_progress_state_name(enum xpost_progress_state state);

/* Appends it in a form that can be copied from one thread to another. */
void xpost_progress_pack(struct xpost_buffer *out, const struct xpost_progress *progress);

/* Reads that form; the strings are borrowed from `data`. */
struct xpost_progress xpost_progress_unpack(const void *data);

#endif
