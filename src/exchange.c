#include "exchange.h"

#include "cancel.h"
#include "clock.h"
#include "error.h"
#include "pause.h"
#include "token_request.h"

#include <string.h>

enum { CODE_LIFE = 30000, PAUSE = 1000 /* milliseconds */ };

static bool says(const struct xpost_oauth_error *refusal, const char *part)
{
    return strstr(refusal->description, part) != NULL;
}

static int describe_request(const struct xpost_oauth_error *refusal, struct xpost_error *error)
{
    if (says(refusal, "redirect uri"))
        return xpost_error_set(
            error, XPOST_LOGIN_FAILED,
            "X refused the login because the redirect URL differs from the one "
            "that it was started with. Log in again.");
    if (says(refusal, "code verifier"))
        return xpost_error_set(
            error, XPOST_LOGIN_FAILED,
            "X refused the login because the code belongs to another attempt. "
            "Log in again, and use the newest link only.");
    return xpost_error_set(error, XPOST_LOGIN_FAILED,
                           "X refused the login. Check the app's settings in X's console "
                           "(OAuth 2.0 on, redirect URL registered), then log in again.");
}

static int refused(const struct xpost_exchange *exchange,
                   const struct xpost_http_response *response, struct xpost_error *error)
{
    struct xpost_oauth_error refusal;
    xpost_oauth_read_error(&refusal, response->status, xpost_buffer_string(&response->body),
                           response->body.length);
    switch (refusal.refusal) {
    case XPOST_REFUSAL_SERVER:
        xpost_token_describe_server(response, &refusal, error);
        break;
    case XPOST_REFUSAL_CLIENT:
        xpost_token_describe_client(&exchange->app, &refusal, response->status, error);
        break;
    case XPOST_REFUSAL_GRANT:
        if (exchange->too_old)
            *exchange->too_old = true;
        xpost_error_set(error, XPOST_LOGIN_FAILED,
                        "X no longer accepts the authorization code: it lives 30 seconds, and "
                        "works once. Log in again, and paste the redirect URL at once.");
        break;
    case XPOST_REFUSAL_REQUEST:
        describe_request(&refusal, error);
        break;
    }
    error->http_status = response->status;
    xpost_error_detail(error, refusal.description, strlen(refusal.description));
    xpost_error_redact(error, exchange->code);
    xpost_error_redact(error, exchange->verifier);
    xpost_token_redact(&exchange->app, error);
    return -1;
}

/* One attempt; *sent tells how far it came. */
static int attempt(const struct xpost_operation *operation,
                   const struct xpost_exchange *exchange, const struct xpost_buffer *body,
                   enum xpost_sent *sent, struct xpost_tokens *tokens,
                   struct xpost_error *error)
{
    struct xpost_http_response response;
    int result = xpost_token_request(operation, "login", &exchange->app, exchange->token_url,
                                     body, &response, error);
    *sent = response.sent;
    if (result == 0 && response.status != 200)
        result = refused(exchange, &response, error);
    else if (result == 0)
        result = xpost_oauth_read_tokens(tokens, xpost_buffer_string(&response.body),
                                         response.body.length, error);
    else if (*sent == XPOST_MAYBE_SENT && error->code == XPOST_NETWORK) {
        struct xpost_error why = *error;
        xpost_error_set(
            error, XPOST_NETWORK,
            "X gave no full answer to the authorization code, which works only once. "
            "Log in again.");
        xpost_error_detail(error, why.detail, strlen(why.detail));
    }
    xpost_http_response_release(&response);
    return result;
}

int xpost_exchange_code(const struct xpost_operation *operation,
                        const struct xpost_exchange *exchange, struct xpost_tokens *tokens,
                        struct xpost_error *error)
{
    struct xpost_buffer body = XPOST_BUFFER(64 * 1024);
    int64_t deadline = xpost_clock_milliseconds() + CODE_LIFE - PAUSE;
    enum xpost_sent sent = XPOST_NOT_SENT;
    int result = xpost_oauth_code_body(&body, &exchange->app, exchange->code,
                                       exchange->redirect_uri, exchange->verifier, error);
    while (result == 0) {
        result = attempt(operation, exchange, &body, &sent, tokens, error);
        if (result == 0 || sent != XPOST_NOT_SENT || error->code != XPOST_NETWORK ||
            xpost_clock_milliseconds() > deadline)
            break;
        result = xpost_pause(PAUSE, operation->cancel, error);
    }
    xpost_buffer_release(&body);
    return result;
}
