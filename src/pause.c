#define _POSIX_C_SOURCE 200809L
#include "pause.h"

#include "cancel.h"
#include "clock.h"
#include "error.h"

#include <poll.h>

int xpost_pause(int milliseconds, const struct xpost_cancel *cancel, struct xpost_error *error)
{
    struct pollfd cancelled = {.fd = xpost_cancel_descriptor(cancel), .events = POLLIN};
    int64_t end = xpost_clock_milliseconds() + milliseconds;
    for (int64_t left = milliseconds; left > 0; left = end - xpost_clock_milliseconds()) {
        poll(&cancelled, 1, (int)left); /* a descriptor of -1 is ignored */
        if (xpost_cancel_requested(cancel))
            return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
    }
    return 0;
}
