/* Logging in: the authorization code flow with PKCE, steps 1 to 6.
 * Sees secrets: authorization code, code verifier, client secret, tokens. */
#ifndef XPOST_LOGIN_H
#define XPOST_LOGIN_H

#include "callback.h"
#include "client.h"

struct xpost_login_request {
    /* NULL: from the settings, or as the account has it. */
    const char *client_id;
    const char *client_secret; /* "" : there is none */
    const char *account;
    const char *redirect_uris; /* separated by spaces */
    const char *scopes;
    int timeout_seconds; /* for the user's answer */

    /* The URL that has to be opened in a browser, and the redirect URL that it will lead to.
     * Called once, and again where an answer that was pasted was too old, a few times at most.
     * Returns 1 if it opened a browser, 0 to have the user's started, 2 if none is to be
     * started, -1 with `error` set to give up. */
    int (*on_url)(void *user, const char *url, const char *redirect_uri,
                  struct xpost_error *error);

    /* Asked about four times a second for a redirect URL that was pasted: *pasted (owned by the
     * callee, valid until the next call) and its length, *pasted NULL if there is none.
     * `problem` says once what was wrong with the last one.  Returns -1 with `error` set to
     * give up.  May be NULL. */
    int (*on_wait)(void *user, const char *problem, const char **pasted, size_t *length,
                   struct xpost_error *error);
    void *user;
};

struct xpost_login_result {
    struct xpost_account account; /* as it is stored now */
    bool confidential;
    /* Who signed in, and what was allowed, in words for the user. */
    char summary[XPOST_MESSAGE_MAX];
    /* What the user should know although the login succeeded; "" if nothing. */
    char warning[XPOST_MESSAGE_MAX];
};

/* The tokens are on disk before anything else is asked of X; that X cannot tell then who signed
 * in does not undo the login.  Codes: bad_client_id, login_denied, login_timeout, login_failed,
 * cancelled, busy (every port is taken), config, store, network, tls, server. */
int xpost_login(const struct xpost_operation *operation,
                const struct xpost_login_request *request, struct xpost_login_result *result,
                struct xpost_error *error);
void xpost_login_result_release(struct xpost_login_result *result);

#endif
