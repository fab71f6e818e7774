#include "oauth.h"

#include "buffer.h"
#include "crypto.h"
#include "error.h"
#include "json.h"
#include "memory.h"
#include "translate.h"
#include "url.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TOKEN_MAX = 8192, LIFETIME_MAX = 10000000 };

static int random_text(char *out, size_t size, struct xpost_error *error)
{
    unsigned char bytes[32];
    struct xpost_buffer text = XPOST_BUFFER(64);
    int result = xpost_crypto_random(bytes, sizeof bytes, error);
    if (result == 0) {
        xpost_crypto_base64url(&text, bytes, sizeof bytes);
        if (text.failed || text.length + 1 != size)
            result = xpost_error_no_memory(error);
        else
            memcpy(out, text.data, size);
    }
    xpost_wipe(bytes, sizeof bytes);
    xpost_buffer_release(&text);
    return result;
}

static int make_challenge(struct xpost_authorization *authorization, struct xpost_error *error)
{
    unsigned char hash[XPOST_SHA256_SIZE];
    struct xpost_buffer text = XPOST_BUFFER(64);
    if (xpost_crypto_sha256(hash, authorization->verifier, XPOST_VERIFIER_SIZE, error) != 0)
        return -1;
    xpost_crypto_base64url(&text, hash, sizeof hash);
    int result = text.failed ? xpost_error_no_memory(error) : 0;
    if (result == 0)
        memcpy(authorization->challenge, text.data, sizeof authorization->challenge);
    xpost_buffer_release(&text);
    return result;
}

int xpost_authorization_create(struct xpost_authorization *authorization,
                               struct xpost_error *error)
{
    if (random_text(authorization->verifier, sizeof authorization->verifier, error) != 0 ||
        random_text(authorization->state, sizeof authorization->state, error) != 0 ||
        make_challenge(authorization, error) != 0) {
        xpost_authorization_release(authorization);
        return -1;
    }
    return 0;
}

void xpost_authorization_release(struct xpost_authorization *authorization)
{
    xpost_wipe(authorization, sizeof *authorization);
}

bool xpost_oauth_is_confidential(const struct xpost_oauth_client *client)
{
    return !xpost_string_empty(client->secret);
}

/* scope-token = 1*( %x21 / %x23-5B / %x5D-7E ), separated by single spaces (RFC 6749, 3.3) */
int xpost_oauth_check_scopes(const char *scopes, struct xpost_error *error)
{
    bool word = false;
    for (const char *at = scopes; *at; at++) {
        if (*at == ' ' && word) {
            word = false;
        } else if (*at > ' ' && *at <= '~' && *at != '"' && *at != '\\') {
            word = true;
        } else {
            word = false;
            break;
        }
    }
    if (word)
        return 0;
    return xpost_error_set(error, XPOST_INVALID_REQUEST,
                           "The scopes have to be names separated by single spaces, such as "
                           "'tweet.read tweet.write users.read offline.access'.");
}

bool xpost_oauth_has_scope(const char *scopes, const char *scope)
{
    size_t length = strlen(scope);
    for (const char *at = scopes; at && *at;) {
        size_t word = strcspn(at, " ");
        if (word == length && memcmp(at, scope, length) == 0)
            return true;
        at += word;
        at += strspn(at, " ");
    }
    return false;
}

int xpost_oauth_authorize_url(struct xpost_buffer *out, const char *authorize_url,
                              const struct xpost_oauth_client *client, const char *redirect_uri,
                              const char *scopes,
                              const struct xpost_authorization *authorization,
                              struct xpost_error *error)
{
    xpost_buffer_text(out, authorize_url);
    xpost_buffer_text(out, strchr(authorize_url, '?') ? "&" : "?");
    struct xpost_buffer query = XPOST_BUFFER(out->maximum);
    xpost_url_pair(&query, "response_type", "code");
    xpost_url_pair(&query, "client_id", client->id);
    xpost_url_pair(&query, "redirect_uri", redirect_uri);
    xpost_url_pair(&query, "scope", scopes);
    xpost_url_pair(&query, "state", authorization->state);
    xpost_url_pair(&query, "code_challenge", authorization->challenge);
    xpost_url_pair(&query, "code_challenge_method", "S256");
    if (query.failed)
        out->failed = true;
    xpost_buffer_text(out, xpost_buffer_string(&query));
    xpost_buffer_release(&query);
    return out->failed ? xpost_error_no_memory(error) : 0;
}

/* A public client names itself in the body; a confidential one in the header alone. */
static int finish_body(struct xpost_buffer *out, const struct xpost_oauth_client *client,
                       struct xpost_error *error)
{
    if (!xpost_oauth_is_confidential(client))
        xpost_url_pair(out, "client_id", client->id);
    return out->failed ? xpost_error_no_memory(error) : 0;
}

int xpost_oauth_code_body(struct xpost_buffer *out, const struct xpost_oauth_client *client,
                          const char *code, const char *redirect_uri, const char *verifier,
                          struct xpost_error *error)
{
    xpost_url_pair(out, "grant_type", "authorization_code");
    xpost_url_pair(out, "code", code);
    xpost_url_pair(out, "redirect_uri", redirect_uri);
    xpost_url_pair(out, "code_verifier", verifier);
    return finish_body(out, client, error);
}

int xpost_oauth_refresh_body(struct xpost_buffer *out, const struct xpost_oauth_client *client,
                             const char *refresh_token, struct xpost_error *error)
{
    xpost_url_pair(out, "grant_type", "refresh_token");
    xpost_url_pair(out, "refresh_token", refresh_token);
    return finish_body(out, client, error);
}

int xpost_oauth_revoke_body(struct xpost_buffer *out, const struct xpost_oauth_client *client,
                            const char *token, const char *hint, struct xpost_error *error)
{
    xpost_url_pair(out, "token", token);
    xpost_url_pair(out, "token_type_hint", hint);
    return finish_body(out, client, error);
}

void xpost_tokens_release(struct xpost_tokens *tokens)
{
    xpost_secret_free(tokens->access_token);
    xpost_secret_free(tokens->refresh_token);
    free(tokens->scopes);
    *tokens = (struct xpost_tokens){0};
}

/* b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"=" (RFC 6750, 2.1) */
bool xpost_oauth_token_valid(const char *token)
{
    size_t length =
        strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                      "-._~+/");
    size_t padding = strspn(token + length, "=");
    return length > 0 && token[length + padding] == '\0' && length + padding <= TOKEN_MAX;
}

static int unusable(struct xpost_error *error, const char *what)
{
    return xpost_error_set(
        error, XPOST_LOGIN_FAILED,
        "X's answer to the token request cannot be used: %s. Try again; if it "
        "stays so, check the address of the token server.",
        xpost_translate(what));
}

static int copy_tokens(struct xpost_tokens *tokens, const struct xpost_json *reply,
                       struct xpost_error *error)
{
    const char *type = xpost_json_member_string(reply, "token_type");
    const char *access = xpost_json_member_string(reply, "access_token");
    const char *refresh = xpost_json_member_string(reply, "refresh_token");
    const char *scopes = xpost_json_member_string(reply, "scope");
    struct xpost_error ignored;
    if (!access || !xpost_oauth_token_valid(access))
        return unusable(error, "it has no valid access token");
    if (!type || strcasecmp(type, "bearer") != 0)
        return unusable(error, "its token is not of the type 'bearer'");
    if (refresh && !xpost_oauth_token_valid(refresh))
        return unusable(error, "its refresh token is not valid");
    if (scopes && xpost_oauth_check_scopes(scopes, &ignored) != 0)
        scopes = NULL;
    if (!xpost_json_integer(xpost_json_member(reply, "expires_in"), &tokens->lifetime) ||
        tokens->lifetime < 1 || tokens->lifetime > LIFETIME_MAX)
        tokens->lifetime = 0;
    if (xpost_string_set(&tokens->access_token, access) != 0 ||
        xpost_string_set(&tokens->refresh_token, refresh) != 0 ||
        xpost_string_set(&tokens->scopes, scopes) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

int xpost_oauth_read_tokens(struct xpost_tokens *tokens, const char *body, size_t length,
                            struct xpost_error *error)
{
    *tokens = (struct xpost_tokens){0};
    struct xpost_json *reply = xpost_json_parse(body, length, error);
    if (!reply)
        return error->code == XPOST_BUSY ? -1 : unusable(error, "it is not valid JSON");
    int result = copy_tokens(tokens, reply, error);
    xpost_json_free(reply);
    if (result != 0)
        xpost_tokens_release(tokens);
    return result;
}

static void copy_sanitised(char *out, size_t size, const char *text)
{
    xpost_utf8_sanitise(out, size, text ? text : "", text ? strlen(text) : 0);
}

/* X answers a dead token with invalid_request where RFC 6749 has invalid_grant. */
static enum xpost_oauth_refusal classify(const struct xpost_oauth_error *error)
{
    if (strcmp(error->error, "invalid_grant") == 0)
        return XPOST_REFUSAL_GRANT;
    if (strcmp(error->error, "invalid_client") == 0 ||
        strcmp(error->error, "unauthorized_client") == 0)
        return XPOST_REFUSAL_CLIENT;
    if (strcmp(error->error, "invalid_request") == 0 &&
        (strstr(error->description, "token was invalid") ||
         strstr(error->description, "code was invalid")))
        return XPOST_REFUSAL_GRANT;
    if (strcmp(error->error, "server_error") == 0 ||
        strcmp(error->error, "temporarily_unavailable") == 0 || !*error->error)
        return XPOST_REFUSAL_SERVER;
    return XPOST_REFUSAL_REQUEST;
}

void xpost_oauth_read_error(struct xpost_oauth_error *out, long status, const char *body,
                            size_t length)
{
    *out = (struct xpost_oauth_error){.refusal = XPOST_REFUSAL_SERVER};
    struct xpost_error ignored;
    struct xpost_json *reply = xpost_json_parse(body, length, &ignored);
    const char *description = xpost_json_member_string(reply, "error_description");
    if (!description)
        description = xpost_json_member_string(reply, "detail");
    copy_sanitised(out->error, sizeof out->error, xpost_json_member_string(reply, "error"));
    copy_sanitised(out->description, sizeof out->description, description);
    xpost_json_free(reply);
    if (status >= 400 && status < 500 && status != 429 && status != 408)
        out->refusal = classify(out);
}
