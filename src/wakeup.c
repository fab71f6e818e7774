#define _POSIX_C_SOURCE 200809L
#include "wakeup.h"

#include "error.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/eventfd.h>
#endif

/* On Linux both ends are one descriptor, which counts the signals; elsewhere it is a pipe. */
static int open_ends(int ends[2])
{
#ifdef __linux__
    ends[0] = ends[1] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return ends[0] < 0 ? -1 : 0;
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
    if (open_ends(wakeup->ends) == 0)
        return 0;
    return xpost_error_set(error, XPOST_BUSY,
                           "No descriptor could be had (%s). Close some files and try again.",
                           xpost_file_reason(errno));
}

void xpost_wakeup_close(struct xpost_wakeup *wakeup)
{
    if (wakeup->ends[1] != wakeup->ends[0])
        close(wakeup->ends[1]);
    if (wakeup->ends[0] >= 0)
        close(wakeup->ends[0]);
    *wakeup = (struct xpost_wakeup)XPOST_WAKEUP_CLOSED;
}

int xpost_wakeup_descriptor(const struct xpost_wakeup *wakeup)
{
    return wakeup->ends[0];
}

void xpost_wakeup_signal(const struct xpost_wakeup *wakeup)
{
    int saved = errno;
    /* As much as an eventfd takes.  If it is full it is readable, which is all that is wanted.
     */
    static const uint64_t one = 1;
    ssize_t written = write(wakeup->ends[1], &one, sizeof one);
    (void)written;
    errno = saved;
}

void xpost_wakeup_clear(const struct xpost_wakeup *wakeup)
{
    uint64_t counts[8];
    ssize_t had;
    do {
        had = read(wakeup->ends[0], counts, sizeof counts);
    } while (had > 0 && wakeup->ends[0] != wakeup->ends[1]);
}
