/* The loopback listener that waits for the browser to come back (RFC 8252 section 7.3).
 * Sees secrets: the authorization code.
 *
 * Bound to exactly the address and port of the redirect URI; for "localhost" both 127.0.0.1 and
 * ::1, the latter if the machine has it.  Requests that do not belong to the login are answered
 * and forgotten; slow, broken or many clients cannot hold up the true one. */
#ifndef XPOST_LISTENER_H
#define XPOST_LISTENER_H

#include "callback.h"

#include <stddef.h>
#include <stdint.h>

struct xpost_listener;
struct xpost_cancel;
struct xpost_error;

/* Opens the first of the redirect URIs (separated by spaces) whose port is free.  Code config
 * if one is not fit for a loopback login; busy if every port is taken, naming them. */
struct xpost_listener *xpost_listener_open(const char *redirect_uris,
                                           struct xpost_error *error);
void xpost_listener_close(struct xpost_listener *listener);

/* The redirect URI that was opened, byte for byte as it was given. */
const char *xpost_listener_redirect_uri(const struct xpost_listener *listener);

/* What to wait for.  `poll` is asked about four times a second, and at once when a signal
 * interrupts the wait, for an answer that came another way. */
struct xpost_listener_wait {
    const char *state;
    int64_t deadline; /* xpost_clock_milliseconds */
    const struct xpost_cancel *cancel;
    /* Returns 1 with `callback` filled if an answer was pasted, 0 if not, -1 with `error` set
     * to end the wait.  May be NULL. */
    int (*poll)(void *user, struct xpost_callback *callback, struct xpost_error *error);
    void *user;
};

/* Waits for the answer to the login: 0 with `callback` of kind CODE or REFUSED; -1 with code
 * login_timeout or cancelled.  The browser has its page before this returns; the port is closed
 * before this returns, so that nothing can be answered twice. */
int xpost_listener_wait(struct xpost_listener *listener, const struct xpost_listener_wait *wait,
                        struct xpost_callback *callback, struct xpost_error *error);

#endif
