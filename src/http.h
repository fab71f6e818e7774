/* One HTTP client.  The only user of libcurl.
 * Sees secrets: access tokens, and client secrets in Basic authentication.
 *
 * Policy, the same for every request: https only, or http to a loopback address; certificates
 * are verified, and nothing turns that off; no redirect is followed; no cookie, no netrc, no
 * compression; HTTP/1.1; limits on time and size.
 *
 * A request that must not be made twice (`once`) has a body that libcurl cannot rewind, so that
 * libcurl itself is unable to repeat it when a kept connection turns out to be dead.
 *
 * Threads: an xpost_http belongs to one thread at a time. */
#ifndef XPOST_HTTP_H
#define XPOST_HTTP_H

#include "buffer.h"

#include <stdbool.h>
#include <stdint.h>

struct xpost_http;
struct xpost_cancel;
struct xpost_config;
struct xpost_error;

enum { XPOST_RESPONSE_MAX = 1 << 20 };

/* A body that is read while it is sent. */
struct xpost_http_source {
    /* Fills `out` with `length` bytes of it, from `offset` on.  -1 with `error` filled ends the
     * request, which then fails with that error. */
    int (*read)(void *user, size_t offset, char *out, size_t length, struct xpost_error *error);
    void *user;
};

struct xpost_http_request {
    const char *method; /* GET, POST, DELETE */
    const char *url;
    const char *identity;   /* requests of different identities never share a connection */
    const char *bearer;     /* access token, or NULL */
    const char *basic_user; /* client id and secret for Basic, or NULL */
    const char *basic_secret;
    const char *content_type; /* of the body, or NULL */
    const char *body;
    const struct xpost_http_source *source; /* in the place of `body`, or NULL */
    size_t body_length;
    /* Never repeated, and never abandoned once it has begun: then xpost_cancel_begin was
     * called, and the caller calls xpost_cancel_end when all is recorded. */
    bool once;
    int timeout_seconds; /* for the whole request; 0: 30 s, with a source 30 s without a byte */
};

/* How far a request came. */
enum xpost_sent {
    XPOST_NOT_SENT = 0, /* certainly no byte of it left */
    XPOST_MAYBE_SENT,   /* it began; there is no complete answer */
    XPOST_ANSWERED,     /* a complete answer was read */
};

struct xpost_http_response {
    enum xpost_sent sent;
    long status;  /* 0 unless answered (or the status line came before the failure) */
    int64_t date; /* when the server says it answered, by its own clock; 0: not said */
    struct xpost_buffer body;
    int64_t retry_at; /* from Retry-After or X's rate-limit headers, corrected by the server's
                         own Date, at most 900 s (15 minutes) ahead; 0 if none */
    bool day_limit;   /* X's 24 hour limit is used up */
};

/* Initialises OpenSSL and libcurl once for the process.  On the host's main thread. */
int xpost_http_initialise(struct xpost_error *error);

struct xpost_http *xpost_http_new(const struct xpost_config *config, struct xpost_error *error);
void xpost_http_free(struct xpost_http *http);

/* Makes the request.  Returns 0 if it was answered, whatever the status.  Returns -1 and fills
 * `error` (network, tls, cancelled, server, config) otherwise; response->sent tells then what
 * may have happened.  Release the response in each case. */
int xpost_http_perform(struct xpost_http *http, const struct xpost_http_request *request,
                       struct xpost_cancel *cancel, struct xpost_http_response *response,
                       struct xpost_error *error);
void xpost_http_response_release(struct xpost_http_response *response);

/* Where the certificates are that are trusted: a file, or a hashed directory; NULL where
 * libcurl knows its own. */
const char *xpost_http_certificates(const struct xpost_http *http, bool *directory);

/* Version of libcurl in use. */
const char *xpost_http_version(void);

#endif
