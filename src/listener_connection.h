/* One connection to the loopback listener: its request is read, a page is written, and the rest
 * is read away.  Nothing here blocks.
 * Sees secrets: the authorization code; it is wiped as soon as the request has been read. */
#ifndef XPOST_LISTENER_CONNECTION_H
#define XPOST_LISTENER_CONNECTION_H

#include "callback.h"

#include <stdint.h>

enum xpost_connection_stage {
    XPOST_CONNECTION_FREE = 0,
    XPOST_CONNECTION_READING,
    XPOST_CONNECTION_WRITING,
    /* The page is out.  Closing with bytes unread would make the system reset the connection,
     * and the browser would throw the page away. */
    XPOST_CONNECTION_LINGERING,
};

struct xpost_connection {
    enum xpost_connection_stage stage;
    int descriptor;
    int64_t since; /* xpost_clock_milliseconds */
    int64_t until; /* closed then, whatever it does */
    const char *page;
    size_t page_left;
    size_t length;
    char data[XPOST_CALLBACK_REQUEST_MAX];
};

/* Takes over the descriptor. */
void xpost_connection_start(struct xpost_connection *connection, int descriptor, int64_t now);

/* Does nothing if it is closed already. */
void xpost_connection_close(struct xpost_connection *connection);

/* What to poll for. */
short xpost_connection_events(const struct xpost_connection *connection);

/* Goes on as far as possible.  True if the answer to the login has been read into `callback`:
 * its page is written by the calls that follow. */
bool xpost_connection_continue(struct xpost_connection *connection,
                               const struct xpost_callback_expected *expected,
                               struct xpost_callback *callback, int64_t now);

#endif
