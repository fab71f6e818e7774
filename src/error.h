/* What went wrong, in a form that fits in the caller's own struct.
 *
 * Every function of the core that can fail takes a `struct xpost_error *` last, fills it, and
 * returns -1 (or NULL).  Nothing here allocates, so running out of memory can be reported too.
 *
 * `message` is a sentence for the user: what happened, and what to do.  `detail` holds the
 * server's own words, made harmless for a terminal.  Neither ever holds a token, an
 * authorization code, a code verifier or a client secret. */
#ifndef XPOST_ERROR_H
#define XPOST_ERROR_H

#include <stddef.h>
#include <stdint.h>

/* The codes that callers may rely on (they are part of the public interface). */
#define XPOST_CODES(X)                                                                         \
    X(BAD_CLIENT_ID, "bad_client_id")                                                          \
    X(NOT_LOGGED_IN, "not_logged_in")                                                          \
    X(LOGIN_DENIED, "login_denied")                                                            \
    X(LOGIN_TIMEOUT, "login_timeout")                                                          \
    X(LOGIN_FAILED, "login_failed")                                                            \
    X(LOGIN_REQUIRED, "login_required")                                                        \
    X(REVOKED_ELSEWHERE, "revoked_elsewhere")                                                  \
    X(SCOPE_MISSING, "scope_missing")                                                          \
    X(INVALID_REQUEST, "invalid_request")                                                      \
    X(OVER_LIMIT, "over_limit")                                                                \
    X(DUPLICATE, "duplicate")                                                                  \
    X(FORBIDDEN, "forbidden")                                                                  \
    X(NOT_FOUND, "not_found")                                                                  \
    X(NOT_ENROLLED, "not_enrolled")                                                            \
    X(CREDITS_DEPLETED, "credits_depleted")                                                    \
    X(USAGE_CAPPED, "usage_capped")                                                            \
    X(RATE_LIMITED, "rate_limited")                                                            \
    X(MEDIA_REJECTED, "media_rejected")                                                        \
    X(MEDIA_TIMEOUT, "media_timeout")                                                          \
    X(SERVER, "server")                                                                        \
    X(NETWORK, "network")                                                                      \
    X(TLS, "tls")                                                                              \
    X(UNKNOWN_OUTCOME, "unknown_outcome")                                                      \
    X(CANCELLED, "cancelled")                                                                  \
    X(BUSY, "busy")                                                                            \
    X(STORE, "store")                                                                          \
    X(CONFIG, "config")

enum xpost_code {
    XPOST_OK = 0,
#define XPOST_CODE_ENUM(name, text) XPOST_##name,
    XPOST_CODES(XPOST_CODE_ENUM)
#undef XPOST_CODE_ENUM
};

/* What became of a post. */
enum xpost_outcome {
    XPOST_OUTCOME_NONE = 0, /* no post was concerned */
    XPOST_NOT_POSTED,
    XPOST_OUTCOME_UNKNOWN,
    XPOST_POSTED,
};

/* What a program that nobody watches should do after an error.  Nothing here is about what may
 * be out already: the same key is safe in each case. */
enum xpost_retry {
    XPOST_RETRY_BY_CODE = 0, /* not decided yet: what xpost_error_retry makes of the code */
    XPOST_RETRY_LATER,       /* the same again, after a while: nothing is wrong with it */
    XPOST_RETRY_LOGIN,       /* the same again, after a person has logged in anew */
    XPOST_RETRY_NEVER,       /* not as it is: a person has to change something first */
};

enum { XPOST_KEY_MAX = 128, XPOST_MESSAGE_MAX = 1024 };

struct xpost_error {
    enum xpost_code code;
    enum xpost_outcome outcome;
    enum xpost_retry retry;      /* where the case decides, and not its code */
    long http_status;            /* 0: no answer */
    int64_t retry_at;            /* seconds since 1970; 0: not known */
    char key[XPOST_KEY_MAX + 1]; /* key of the post concerned; "" if none */
    char message[XPOST_MESSAGE_MAX];
    char detail[XPOST_MESSAGE_MAX];
};

/* The name that users see, such as "rate_limited"; "ok" for XPOST_OK. */
const char *xpost_code_name(enum xpost_code code);

/* "not_posted", "unknown", "posted", or NULL for XPOST_OUTCOME_NONE. */
const char *xpost_outcome_name(enum xpost_outcome outcome);

/* What to do after `error`: one of the last three. */
enum xpost_retry xpost_error_retry(const struct xpost_error *error);

/* Decides it for a case whose code would say something else.  Returns -1. */
int xpost_error_set_retry(struct xpost_error *error, enum xpost_retry retry);

/* "later", "login", "never"; "later" too where it is not decided yet. */
const char *xpost_retry_name(enum xpost_retry retry);

/* Empties `error`.  Call it before an operation whose error is looked at afterwards. */
void xpost_error_clear(struct xpost_error *error);

/* Sets code and message, which is `format` in the user's language (see translate.h); clears
 * every other field.  Returns -1, so that a failing function can end with `return
 * xpost_error_set(error, ...)`. */
int xpost_error_set(struct xpost_error *error, enum xpost_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Keeps the server's words: copied, cut to size, made harmless (see xpost_utf8_sanitise). */
void xpost_error_detail(struct xpost_error *error, const char *text, size_t length);

/* Takes a secret that a server may have repeated out of the detail.  NULL and short texts are
 * ignored. */
void xpost_error_redact(struct xpost_error *error, const char *secret);

/* Reports that memory ran out.  Returns -1. */
int xpost_error_no_memory(struct xpost_error *error);

#endif
