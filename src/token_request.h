/* One request to an OAuth endpoint of an account's app.
 * Sees secrets: all that such a request carries. */
#ifndef XPOST_TOKEN_REQUEST_H
#define XPOST_TOKEN_REQUEST_H

#include "client.h"
#include "http.h"
#include "oauth.h"

/* POSTs `body` to `url`, with Basic authentication for a confidential client.  As
 * xpost_http_perform; the request is never repeated. */
int xpost_token_request(const struct xpost_operation *operation, const char *identity,
                        const struct xpost_oauth_client *app, const char *url,
                        const struct xpost_buffer *body, struct xpost_http_response *response,
                        struct xpost_error *error);

/* Takes the app's secret out of the error's detail, as such and as it was sent. */
void xpost_token_redact(const struct xpost_oauth_client *app, struct xpost_error *error);

/* Describes a refusal that concerns the app: a Client ID or Client Secret that is wrong,
 * missing, or not wanted.  Returns -1. */
int xpost_token_describe_client(const struct xpost_oauth_client *app,
                                const struct xpost_oauth_error *refusal, long status,
                                struct xpost_error *error);

/* Describes an answer that says nothing about the grant: 5xx, 429, no OAuth at all.  Returns
 * -1. */
int xpost_token_describe_server(const struct xpost_http_response *response,
                                const struct xpost_oauth_error *refusal,
                                struct xpost_error *error);

#endif
