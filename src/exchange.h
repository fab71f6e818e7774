/* Step 5 and 6 of a login: the authorization code for tokens.
 * Sees secrets: authorization code, code verifier, client secret, tokens. */
#ifndef XPOST_EXCHANGE_H
#define XPOST_EXCHANGE_H

#include "client.h"
#include "oauth.h"

struct xpost_exchange {
    struct xpost_oauth_client app;
    const char *token_url;
    const char *code;
    const char *redirect_uri;
    const char *verifier;
    bool *too_old; /* becomes true where X no longer accepts the code; may be NULL */
};

/* Sends the code, once; again only if the server could not be reached and the code can still be
 * alive (30 seconds at X). */
int xpost_exchange_code(const struct xpost_operation *operation,
                        const struct xpost_exchange *exchange, struct xpost_tokens *tokens,
                        struct xpost_error *error);

#endif
