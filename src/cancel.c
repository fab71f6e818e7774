#define _GNU_SOURCE /* pipe2 */
#include "cancel.h"

#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct xpost_cancel {
    atomic_bool requested;
    int pipe[2];
};

static int open_pipe(int ends[2])
{
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC | O_NONBLOCK);
#else
    if (pipe(ends) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        if (fcntl(ends[i], F_SETFD, FD_CLOEXEC) != 0 ||
            fcntl(ends[i], F_SETFL, O_NONBLOCK) != 0) {
            close(ends[0]);
            close(ends[1]);
            return -1;
        }
    }
    return 0;
#endif
}

struct xpost_cancel *xpost_cancel_new(struct xpost_error *error)
{
    struct xpost_cancel *cancel = calloc(1, sizeof *cancel);
    if (!cancel) {
        xpost_error_no_memory(error);
        return NULL;
    }
    if (open_pipe(cancel->pipe) != 0) {
        xpost_error_set(error, XPOST_BUSY,
                        "Too many files are open (%d). Close some and try again.", errno);
        free(cancel);
        return NULL;
    }
    return cancel;
}

void xpost_cancel_free(struct xpost_cancel *cancel)
{
    if (!cancel)
        return;
    close(cancel->pipe[0]);
    close(cancel->pipe[1]);
    free(cancel);
}

void xpost_cancel_request(struct xpost_cancel *cancel)
{
    if (!atomic_exchange(&cancel->requested, true)) {
        /* The byte is never read, so the pipe stays readable; one byte always fits. */
        ssize_t written = write(cancel->pipe[1], "", 1);
        (void)written;
    }
}

bool xpost_cancel_requested(const struct xpost_cancel *cancel)
{
    return cancel && atomic_load(&cancel->requested);
}

int xpost_cancel_descriptor(const struct xpost_cancel *cancel)
{
    return cancel ? cancel->pipe[0] : -1;
}
