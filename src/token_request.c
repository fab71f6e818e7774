#include "token_request.h"

#include "buffer.h"
#include "crypto.h"
#include "error.h"
#include "url.h"

#include <string.h>

enum { SECRET_SENT_MAX = 8192 };

int xpost_token_request(const struct xpost_operation *operation, const char *identity,
                        const struct xpost_oauth_client *app, const char *url,
                        const struct xpost_buffer *body, struct xpost_http_response *response,
                        struct xpost_error *error)
{
    bool confidential = xpost_oauth_is_confidential(app);
    struct xpost_http_request request = {
        .method = "POST",
        .url = url,
        .identity = identity,
        .basic_user = confidential ? app->id : NULL,
        .basic_secret = confidential ? app->secret : NULL,
        .content_type = "application/x-www-form-urlencoded",
        .body = xpost_buffer_string(body),
        .body_length = body->length,
        .once = true,
    };
    *response = (struct xpost_http_response){.body = XPOST_BUFFER(XPOST_RESPONSE_MAX)};
    struct xpost_http *http = xpost_client_http(operation->client, error);
    if (!http)
        return -1;
    return xpost_http_perform(http, &request, operation->cancel, response, error);
}

void xpost_token_redact(const struct xpost_oauth_client *app, struct xpost_error *error)
{
    struct xpost_buffer pair = XPOST_BUFFER(SECRET_SENT_MAX);
    struct xpost_buffer basic = XPOST_BUFFER(SECRET_SENT_MAX);
    xpost_error_redact(error, app->secret);
    if (!xpost_oauth_is_confidential(app))
        return;
    xpost_url_encode(&pair, app->id);
    xpost_buffer_text(&pair, ":");
    size_t id_length = pair.length;
    xpost_url_encode(&pair, app->secret);
    if (!pair.failed) {
        xpost_error_redact(error, pair.data + id_length);
        xpost_crypto_base64(&basic, pair.data, pair.length);
        xpost_error_redact(error, basic.data);
    }
    xpost_buffer_release(&basic);
    xpost_buffer_release(&pair);
}

int xpost_token_describe_client(const struct xpost_oauth_client *app,
                                const struct xpost_oauth_error *refusal, long status,
                                struct xpost_error *error)
{
    if (!xpost_oauth_is_confidential(app))
        xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "X does not accept this Client ID without a Client Secret. If the app's type is "
            "'Web App' or 'Automated App' (X's console, User authentication settings), log in "
            "again with its secret, from Keys and tokens: as client_secret, or in "
            "XPOST_CLIENT_SECRET. Otherwise check the Client ID.");
    else
        xpost_error_set(error, XPOST_BAD_CLIENT_ID,
                        "X does not accept this Client Secret with this Client ID. "
                        "'Regenerate' ends an older secret: copy both again from X's console, "
                        "Keys and tokens, 'OAuth 2.0 Client ID and Client Secret', and log in "
                        "again. If the app's type is 'Native App' or 'Single page App', it has "
                        "none: log in without a Client Secret (XPOST_CLIENT_SECRET).");
    error->http_status = status;
    xpost_error_detail(error, refusal->description, strlen(refusal->description));
    return -1;
}

int xpost_token_describe_server(const struct xpost_http_response *response,
                                const struct xpost_oauth_error *refusal,
                                struct xpost_error *error)
{
    if (response->status == 429)
        xpost_error_set(error, XPOST_RATE_LIMITED,
                        "X allows no more token requests for now. Try again later.");
    else
        xpost_error_set(
            error, XPOST_SERVER,
            "X's token server has a problem (status %ld). Try again later; the login "
            "is kept.",
            response->status);
    error->http_status = response->status;
    error->retry_at = response->retry_at;
    xpost_error_detail(error, refusal->description, strlen(refusal->description));
    return -1;
}
