/* What comes back from a login: the browser's request to the redirect URI, or the same URL
 * pasted by hand.  No I/O. Sees secrets: the authorization code.
 *
 * The state is checked here, before anything else that the request says is believed. */
#ifndef XPOST_CALLBACK_H
#define XPOST_CALLBACK_H

#include "oauth.h"

#include <stdbool.h>
#include <stddef.h>

enum { XPOST_CALLBACK_REQUEST_MAX = 8192 };

enum xpost_callback_kind {
    XPOST_CALLBACK_INCOMPLETE, /* the head of the request has not ended yet */
    XPOST_CALLBACK_FOREIGN,    /* not an answer to this login: say `status`, keep waiting */
    XPOST_CALLBACK_CODE,       /* the user allowed it */
    XPOST_CALLBACK_REFUSED,    /* the user, or X, did not */
};

/* Wipe with xpost_callback_release. */
struct xpost_callback {
    enum xpost_callback_kind kind;
    int status;         /* FOREIGN: HTTP status to answer with (400, 404, 405, 421, 431) */
    const char *reason; /* FOREIGN: why, and what to do, in the user's language; a constant */
    char code[XPOST_CODE_MAX + 1];
    char error[64];        /* REFUSED: such as "access_denied"; sanitised */
    char description[512]; /* REFUSED: sanitised */
};

/* What a request must match. */
struct xpost_callback_expected {
    const char *host; /* "127.0.0.1:8739", exactly as the browser will send it */
    const char *path; /* "/callback" */
    size_t path_length;
    const char *state;
};

void xpost_callback_read_request(struct xpost_callback *callback,
                                 const struct xpost_callback_expected *expected,
                                 const char *data, size_t length);

/* `redirect_uri` is the one of this login.  White space and quotes around the text, and line
 * breaks inside, are forgiven; a bare code is not accepted, as it has no state. */
void xpost_callback_read_pasted(struct xpost_callback *callback, const char *redirect_uri,
                                const char *state, const char *text, size_t length);

void xpost_callback_release(struct xpost_callback *callback);

#endif
