#define _GNU_SOURCE /* pipe2 */
#include "wakeup.h"

#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

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

int xpost_wakeup_open(struct xpost_wakeup *wakeup, struct xpost_error *error)
{
    *wakeup = (struct xpost_wakeup)XPOST_WAKEUP_CLOSED;
    if (open_pipe(wakeup->ends) == 0)
        return 0;
    return xpost_error_set(error, XPOST_BUSY,
                           "No descriptor could be had (%s). Close some files and try again.",
                           strerror(errno));
}

void xpost_wakeup_close(struct xpost_wakeup *wakeup)
{
    for (int i = 0; i < 2; i++)
        if (wakeup->ends[i] >= 0)
            close(wakeup->ends[i]);
    *wakeup = (struct xpost_wakeup)XPOST_WAKEUP_CLOSED;
}

int xpost_wakeup_descriptor(const struct xpost_wakeup *wakeup)
{
    return wakeup->ends[0];
}

void xpost_wakeup_signal(const struct xpost_wakeup *wakeup)
{
    int saved = errno;
    /* A full pipe is readable, which is all that is wanted. */
    ssize_t written = write(wakeup->ends[1], "", 1);
    (void)written;
    errno = saved;
}

void xpost_wakeup_clear(const struct xpost_wakeup *wakeup)
{
    char bytes[64];
    while (read(wakeup->ends[0], bytes, sizeof bytes) > 0)
        continue;
}
