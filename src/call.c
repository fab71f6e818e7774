#include "call.h"

#include "api.h"
#include "buffer.h"
#include "error.h"
#include "memory.h"
#include "oauth.h"
#include "pause.h"
#include "renew.h"
#include "url.h"

#include <string.h>

static int describe_missing(const char *account, const char *scope, struct xpost_error *error)
{
    if (strcmp(scope, "tweet.write") == 0)
        return xpost_error_set(
            error, XPOST_SCOPE_MISSING,
            "Account '%s' did not allow posts: the scope tweet.write is missing. Log in again "
            "(:XLogin %s in Neovim, login{} in a script) and allow it. If X does not ask for "
            "it, set App permissions to 'Read and write' in X's console, User authentication "
            "settings.",
            account, account);
    return xpost_error_set(error, XPOST_SCOPE_MISSING,
                           "Account '%s' did not allow this: the scope %s is missing. Log in "
                           "again (:XLogin %s in Neovim, login{} in a script) and allow it.",
                           account, scope, account);
}

int xpost_require_scopes(const struct xpost_account *account, const char *scopes,
                         struct xpost_error *error)
{
    for (const char *at = scopes; *at;) {
        char scope[64];
        size_t length = strcspn(at, " ");
        if (length < sizeof scope) {
            memcpy(scope, at, length);
            scope[length] = '\0';
            if (!xpost_oauth_has_scope(account->scopes, scope))
                return describe_missing(account->name, scope, error);
        }
        at += length;
        at += strspn(at, " ");
    }
    return 0;
}

enum {
    TRIES = 3,   /* of what was certainly not sent */
    PAUSE = 500, /* milliseconds before the second try; twice that before the third */
};

static int perform_once(const struct xpost_operation *operation,
                        const struct xpost_account *account, const struct xpost_call *call,
                        const char *url, struct xpost_http_response *response,
                        struct xpost_error *error)
{
    struct xpost_http *http = xpost_client_http(operation->client, error);
    if (!http)
        return -1;
    if (!call->quiet) {
        struct xpost_step step = xpost_step_describe(XPOST_STEP_API_REQUEST, 0, 0);
        xpost_operation_step(operation, &step);
    }
    struct xpost_http_request request = {
        .method = call->method,
        .url = url,
        .identity = account->name,
        .bearer = account->access_token,
        .content_type = call->body ? "application/json" : call->source_type,
        .body = call->body,
        .source = call->source,
        .body_length = call->body ? strlen(call->body) : call->source_length,
        .once = call->once,
        .timeout_seconds = call->timeout_seconds,
    };
    int result = xpost_http_perform(http, &request, operation->cancel, response, error);
    if (result != 0)
        xpost_error_redact(error, account->access_token);
    return result;
}

/* What could not be reached is tried again: not a byte of it was sent. */
static int perform(const struct xpost_operation *operation, const struct xpost_account *account,
                   const struct xpost_call *call, const char *url,
                   struct xpost_http_response *response, struct xpost_error *error)
{
    for (int attempt = 1;; attempt++) {
        int result = perform_once(operation, account, call, url, response, error);
        if (result == 0 || response->sent != XPOST_NOT_SENT || error->code != XPOST_NETWORK ||
            attempt == TRIES)
            return result;
        if (xpost_pause(PAUSE * attempt, operation->cancel, error) != 0)
            return -1;
        xpost_http_response_release(response);
    }
}

/* An answer that came from X itself, or from something that did not act either. */
static bool is_plain_unauthorized(const struct xpost_http_response *response)
{
    char id[XPOST_ID_MAX + 1];
    enum xpost_body_kind kind =
        xpost_api_read_created(xpost_buffer_string(&response->body), response->body.length, id);
    return response->status == 401 &&
           xpost_outcome_of_create(response->sent, response->status, kind) == XPOST_NOT_POSTED;
}

int xpost_call_perform(const struct xpost_operation *operation, struct xpost_account *account,
                       const struct xpost_call *call, struct xpost_http_response *response,
                       struct xpost_error *error)
{
    struct xpost_buffer url = XPOST_BUFFER(XPOST_URL_MAX);
    *response = (struct xpost_http_response){.body = XPOST_BUFFER(XPOST_RESPONSE_MAX)};
    int result = xpost_api_url(&url, account->endpoints.api_url, call->path, call->id, error);
    if (call->query)
        xpost_buffer_format(&url, "?%s", call->query);
    if (result == 0 && url.failed)
        result = xpost_error_no_memory(error);
    if (result == 0 && !call->renewed)
        result = xpost_renew(operation, account, XPOST_RENEW_IF_DUE, NULL, error);
    if (result == 0)
        result = perform(operation, account, call, xpost_buffer_string(&url), response, error);
    if (result == 0 && is_plain_unauthorized(response) && account->refresh_token) {
        struct xpost_http_response unauthorized = *response;
        *response = (struct xpost_http_response){.body = XPOST_BUFFER(XPOST_RESPONSE_MAX)};
        result = xpost_renew(operation, account, XPOST_RENEW_REJECTED, NULL, error);
        if (result == 0)
            result =
                perform(operation, account, call, xpost_buffer_string(&url), response, error);
        if (result == 0 && is_plain_unauthorized(response))
            xpost_renew_was_in_vain(operation, account);
        xpost_http_response_release(&unauthorized);
    }
    xpost_buffer_release(&url);
    return result;
}
