/* An account with every field in use, and a comparison of all fields. */
#ifndef EXAMPLE_ACCOUNT_H
#define EXAMPLE_ACCOUNT_H

#include "account.h"
#include "memory.h"

#define EXAMPLE_TEXT(text) ((char *)(uintptr_t)(text))

/* Its strings are constants: copy it, never release it. */
static inline struct xpost_account example_account(const char *name)
{
    struct xpost_account account = {
        .name = EXAMPLE_TEXT(name),
        .client_id = EXAMPLE_TEXT("UUhoaFd4TjJ2d0xQbVNfQ0pTWmI6MTpjaQ"),
        .client_secret = EXAMPLE_TEXT("secret \"with\" quotes \\ and 秘密"),
        .redirect_uri = EXAMPLE_TEXT("http://127.0.0.1:8739/callback"),
        .scopes = EXAMPLE_TEXT("tweet.read tweet.write offline.access"),
        .access_token = EXAMPLE_TEXT("access-token-CANARY"),
        .refresh_token = EXAMPLE_TEXT("refresh-token-CANARY"),
        .expires_at = 1800007200,
        .lifetime = 7200,
        .logged_in_at = 1800000000,
        .refreshed_at = 1800000001,
        .user_id = EXAMPLE_TEXT("1346889436626259968"),
        .username = EXAMPLE_TEXT("XDevelopers"),
        .display_name = EXAMPLE_TEXT("開発者 \U0001F426 \"x\""),
        .subscription = EXAMPLE_TEXT("Premium"),
        .user_asked_at = 1800000002,
        .user_unconfirmed = true,
    };
    account.endpoints.authorize_url = EXAMPLE_TEXT("https://x.com/i/oauth2/authorize");
    account.endpoints.token_url = EXAMPLE_TEXT("http://127.0.0.1:8080/2/oauth2/token");
    account.endpoints.revoke_url = EXAMPLE_TEXT("https://api.x.com/2/oauth2/revoke");
    account.endpoints.api_url = EXAMPLE_TEXT("https://api.x.com");
    return account;
}

static inline bool same_account(const struct xpost_account *left,
                                const struct xpost_account *right)
{
    const struct xpost_endpoints *one = &left->endpoints, *other = &right->endpoints;
    return xpost_string_equal(left->name, right->name) &&
           xpost_string_equal(left->client_id, right->client_id) &&
           xpost_string_equal(left->client_secret, right->client_secret) &&
           xpost_string_equal(one->authorize_url, other->authorize_url) &&
           xpost_string_equal(one->token_url, other->token_url) &&
           xpost_string_equal(one->revoke_url, other->revoke_url) &&
           xpost_string_equal(one->api_url, other->api_url) &&
           xpost_string_equal(left->redirect_uri, right->redirect_uri) &&
           xpost_string_equal(left->scopes, right->scopes) &&
           xpost_string_equal(left->access_token, right->access_token) &&
           xpost_string_equal(left->refresh_token, right->refresh_token) &&
           left->expires_at == right->expires_at && left->lifetime == right->lifetime &&
           left->logged_in_at == right->logged_in_at &&
           left->refreshed_at == right->refreshed_at &&
           xpost_string_equal(left->user_id, right->user_id) &&
           xpost_string_equal(left->username, right->username) &&
           xpost_string_equal(left->display_name, right->display_name) &&
           xpost_string_equal(left->subscription, right->subscription) &&
           left->user_asked_at == right->user_asked_at &&
           left->user_unconfirmed == right->user_unconfirmed;
}

#endif
