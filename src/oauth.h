/* OAuth 2.0, authorization code with PKCE: building requests and reading replies.  No I/O but
 * random numbers.  (RFC 6749, RFC 7636, RFC 7009; X: authorization-code, user-access-token)
 * Sees secrets: client secret, authorization code, code verifier, tokens. */
#ifndef XPOST_OAUTH_H
#define XPOST_OAUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_buffer;
struct xpost_error;
struct xpost_http_response;

enum { XPOST_VERIFIER_SIZE = 43, XPOST_STATE_SIZE = 43, XPOST_CODE_MAX = 2048 };

/* The values of one login attempt; wiped by release. */
struct xpost_authorization {
    char verifier[XPOST_VERIFIER_SIZE + 1];  /* 32 random bytes, base64url */
    char challenge[XPOST_VERIFIER_SIZE + 1]; /* base64url(SHA-256(verifier)) */
    char state[XPOST_STATE_SIZE + 1];        /* 32 random bytes, base64url */
};

int xpost_authorization_create(struct xpost_authorization *authorization,
                               struct xpost_error *error);
void xpost_authorization_release(struct xpost_authorization *authorization);

/* The app: a public client has no secret. */
struct xpost_oauth_client {
    const char *id;
    const char *secret; /* NULL or "" for a public client */
};

bool xpost_oauth_is_confidential(const struct xpost_oauth_client *client);

/* Copies a Client ID or a Client Secret, without the white space and quotes that were copied
 * along, over *field; NULL where nothing is left.  -1 when memory runs out. */
int xpost_oauth_set_key(char **field, const char *text) __attribute__((warn_unused_result));

/* Refuses what is certainly no Client ID or no Client Secret (API key, Bearer token, OAuth 1.0a
 * token, numeric app id, an access token, each in the place of the other, ...), naming the
 * field of X's console that is meant (code bad_client_id). */
int xpost_oauth_check_client(const struct xpost_oauth_client *client,
                             struct xpost_error *error);

/* Space-separated scope names, each one a scope-token of RFC 6749. */
int xpost_oauth_check_scopes(const char *scopes, struct xpost_error *error);

/* True if the space-separated list holds `scope`. */
bool xpost_oauth_has_scope(const char *scopes, const char *scope);

/* The URL to open in the browser. */
int xpost_oauth_authorize_url(struct xpost_buffer *out, const char *authorize_url,
                              const struct xpost_oauth_client *client, const char *redirect_uri,
                              const char *scopes,
                              const struct xpost_authorization *authorization,
                              struct xpost_error *error);

/* Bodies of the token and revocation requests (application/x-www-form-urlencoded).  A public
 * client is named in the body; a confidential one only in the Authorization header. */
int xpost_oauth_code_body(struct xpost_buffer *out, const struct xpost_oauth_client *client,
                          const char *code, const char *redirect_uri, const char *verifier,
                          struct xpost_error *error);
int xpost_oauth_refresh_body(struct xpost_buffer *out, const struct xpost_oauth_client *client,
                             const char *refresh_token, struct xpost_error *error);
int xpost_oauth_revoke_body(struct xpost_buffer *out, const struct xpost_oauth_client *client,
                            const char *token, const char *hint, struct xpost_error *error);

/* What a token response holds; owned strings. */
struct xpost_tokens {
    char *access_token;
    char *refresh_token; /* NULL if none came */
    char *scopes;        /* NULL if the reply names none: then those asked for were granted */
    int64_t lifetime;    /* seconds; 0 if the reply tells none that can be used */
};

void xpost_tokens_release(struct xpost_tokens *tokens);

/* Reads the answer of the token endpoint with status 200.  Code login_failed if it is not
 * usable. */
int xpost_oauth_read_tokens(struct xpost_tokens *tokens, const char *body, size_t length,
                            struct xpost_error *error);

/* Why the token endpoint refused. */
enum xpost_oauth_refusal {
    XPOST_REFUSAL_GRANT,   /* the code or refresh token is dead: invalid_grant, and X's own
                              invalid_request "Value passed for the token was invalid" */
    XPOST_REFUSAL_CLIENT,  /* Client ID or Client Secret is wrong, missing or not wanted */
    XPOST_REFUSAL_REQUEST, /* redirect URI, code verifier or another parameter */
    XPOST_REFUSAL_SERVER,  /* 5xx, 429, not OAuth at all: says nothing about the grant */
};

struct xpost_oauth_error {
    enum xpost_oauth_refusal refusal;
    char error[64];
    char description[512]; /* the server's words, sanitised */
};

/* Reads any other answer of an OAuth endpoint. */
void xpost_oauth_read_error(struct xpost_oauth_error *out, long status, const char *body,
                            size_t length);

/* A token as RFC 6750 allows it in a header (b64token), of at most 8 KiB. */
bool xpost_oauth_token_valid(const char *token);

#endif
