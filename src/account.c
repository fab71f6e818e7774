#include "account.h"

#include "error.h"
#include "memory.h"
#include "oauth.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum { RENEW_BEFORE = 30, ONE_DAY = 86400 };

void xpost_account_release(struct xpost_account *account)
{
    xpost_secret_free(account->name);
    xpost_secret_free(account->client_id);
    xpost_secret_free(account->client_secret);
    xpost_endpoints_release(&account->endpoints);
    xpost_secret_free(account->redirect_uri);
    xpost_secret_free(account->scopes);
    xpost_secret_free(account->access_token);
    xpost_secret_free(account->refresh_token);
    xpost_secret_free(account->user_id);
    xpost_secret_free(account->username);
    xpost_secret_free(account->display_name);
    xpost_secret_free(account->subscription);
    xpost_account_drop_previous(account);
    *account = (struct xpost_account){0};
}

void xpost_accounts_release(struct xpost_accounts *accounts)
{
    for (size_t i = 0; i < accounts->count; i++)
        xpost_account_release(&accounts->items[i]);
    free(accounts->items);
    free(accounts->default_name);
    *accounts = (struct xpost_accounts){0};
}

static int copy_previous(struct xpost_account *to, const struct xpost_account *from)
{
    struct xpost_error ignored;
    if (!from->previous)
        return 0;
    to->previous = calloc(1, sizeof *to->previous);
    return to->previous ? xpost_account_copy(to->previous, from->previous, &ignored) : -1;
}

int xpost_account_copy(struct xpost_account *to, const struct xpost_account *from,
                       struct xpost_error *error)
{
    struct xpost_account copy = *from;
    copy.name = NULL;
    copy.client_id = copy.client_secret = NULL;
    copy.endpoints = (struct xpost_endpoints){0};
    copy.redirect_uri = copy.scopes = NULL;
    copy.access_token = copy.refresh_token = NULL;
    copy.user_id = copy.username = copy.display_name = copy.subscription = NULL;
    copy.previous = NULL;
    if (xpost_string_set(&copy.name, from->name) != 0 ||
        xpost_string_set(&copy.client_id, from->client_id) != 0 ||
        xpost_string_set(&copy.client_secret, from->client_secret) != 0 ||
        xpost_string_set(&copy.endpoints.authorize_url, from->endpoints.authorize_url) != 0 ||
        xpost_string_set(&copy.endpoints.token_url, from->endpoints.token_url) != 0 ||
        xpost_string_set(&copy.endpoints.revoke_url, from->endpoints.revoke_url) != 0 ||
        xpost_string_set(&copy.endpoints.api_url, from->endpoints.api_url) != 0 ||
        xpost_string_set(&copy.redirect_uri, from->redirect_uri) != 0 ||
        xpost_string_set(&copy.scopes, from->scopes) != 0 ||
        xpost_string_set(&copy.access_token, from->access_token) != 0 ||
        xpost_string_set(&copy.refresh_token, from->refresh_token) != 0 ||
        xpost_string_set(&copy.user_id, from->user_id) != 0 ||
        xpost_string_set(&copy.username, from->username) != 0 ||
        xpost_string_set(&copy.display_name, from->display_name) != 0 ||
        xpost_string_set(&copy.subscription, from->subscription) != 0 ||
        copy_previous(&copy, from) != 0) {
        xpost_account_release(&copy);
        return xpost_error_no_memory(error);
    }
    *to = copy;
    return 0;
}

/* Spaces beyond ASCII's look like the end of a name, too. */
static bool holds_space(const char *name)
{
    static const char *const spaces[] = {
        " ",      "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002",
        "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
        "\u2009", "\u200A", "\u200B", "\u202F", "\u205F", "\u3000",
    };
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strstr(name, spaces[i]))
            return true;
    return false;
}

int xpost_account_check_name(const char *name, struct xpost_error *error)
{
    char clean[XPOST_ACCOUNT_NAME_MAX * 3 + 1];
    size_t length = strlen(name);
    if (length == 0)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The name of an account must not be empty.");
    if (length > XPOST_ACCOUNT_NAME_MAX)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The name of an account must not be longer than %d bytes; this "
                               "one has %zu.",
                               XPOST_ACCOUNT_NAME_MAX, length);
    xpost_utf8_sanitise(clean, sizeof clean, name, length);
    if (strcmp(clean, name) != 0 || holds_space(name) || strchr(name, '/'))
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The account name '%s' cannot be used: a name is UTF-8 without "
                               "spaces, '/', control characters and marks that cannot be seen.",
                               clean);
    return 0;
}

struct xpost_account *xpost_accounts_find(const struct xpost_accounts *accounts,
                                          const char *name)
{
    for (size_t i = 0; i < accounts->count; i++)
        if (strcmp(accounts->items[i].name, name) == 0)
            return &accounts->items[i];
    return NULL;
}

/* Makes room for one more, and makes sure that there is a default. */
static int make_room(struct xpost_accounts *accounts, const char *name)
{
    struct xpost_account *items =
        realloc(accounts->items, (accounts->count + 1) * sizeof *accounts->items);
    if (!items)
        return -1;
    accounts->items = items;
    return accounts->default_name ? 0 : xpost_string_set(&accounts->default_name, name);
}

int xpost_accounts_put(struct xpost_accounts *accounts, const struct xpost_account *account,
                       struct xpost_error *error)
{
    struct xpost_account copy;
    if (xpost_account_copy(&copy, account, error) != 0)
        return -1;
    struct xpost_account *place = xpost_accounts_find(accounts, copy.name);
    if (place) {
        if (!accounts->default_name &&
            xpost_string_set(&accounts->default_name, copy.name) != 0) {
            xpost_account_release(&copy);
            return xpost_error_no_memory(error);
        }
        xpost_account_release(place);
        *place = copy;
        return 0;
    }
    if (make_room(accounts, copy.name) != 0) {
        xpost_account_release(&copy);
        return xpost_error_no_memory(error);
    }
    accounts->items[accounts->count++] = copy;
    return 0;
}

void xpost_accounts_remove(struct xpost_accounts *accounts, const char *name)
{
    struct xpost_account *gone = xpost_accounts_find(accounts, name);
    if (!gone)
        return;
    bool was_default = xpost_string_equal(accounts->default_name, gone->name);
    size_t after = accounts->count - (size_t)(gone - accounts->items) - 1;
    xpost_account_release(gone);
    memmove(gone, gone + 1, after * sizeof *gone);
    accounts->count--;
    /* No other takes its place by itself: what is posted without a name would go there. */
    if (was_default) {
        free(accounts->default_name);
        accounts->default_name = NULL;
    }
}

int xpost_account_set_tokens(struct xpost_account *account, const struct xpost_tokens *tokens,
                             int64_t now, struct xpost_error *error)
{
    char *access_token = xpost_string_copy(tokens->access_token);
    char *refresh_token = xpost_string_copy(tokens->refresh_token);
    char *scopes = xpost_string_copy(tokens->scopes);
    /* All or nothing: half of a pair is worse than none. */
    if (!access_token || (tokens->refresh_token && !refresh_token) ||
        (tokens->scopes && !scopes)) {
        xpost_secret_free(access_token);
        xpost_secret_free(refresh_token);
        xpost_secret_free(scopes);
        return xpost_error_no_memory(error);
    }
    xpost_secret_free(account->access_token);
    account->access_token = access_token;
    if (refresh_token) {
        xpost_secret_free(account->refresh_token);
        account->refresh_token = refresh_token;
    }
    if (scopes) {
        xpost_secret_free(account->scopes);
        account->scopes = scopes;
    }
    bool usable = tokens->lifetime > 0 && tokens->lifetime <= XPOST_ACCOUNT_TIME_MAX - now;
    account->lifetime = usable ? tokens->lifetime : 0;
    account->expires_at = usable ? now + tokens->lifetime : 0;
    return 0;
}

int xpost_account_copy_tokens(struct xpost_account *to, const struct xpost_account *from,
                              struct xpost_error *error)
{
    const struct xpost_tokens tokens = {
        .access_token = from->access_token,
        .refresh_token = from->refresh_token,
        .scopes = from->scopes,
    };
    if (xpost_account_set_tokens(to, &tokens, 0, error) != 0)
        return -1;
    to->expires_at = from->expires_at;
    to->lifetime = from->lifetime;
    to->logged_in_at = from->logged_in_at;
    to->refreshed_at = from->refreshed_at;
    return 0;
}

bool xpost_account_renewal_due(const struct xpost_account *account, int64_t now)
{
    int64_t lifetime = account->lifetime;
    int64_t left = account->expires_at - now;
    if (account->expires_at == 0 || left <= 0)
        return true;
    /* More than it ever had: the clock was wrong when the token came, or is wrong now.  A day
     * is let pass, so that clocks which disagree a little do not renew in turns. */
    if (lifetime > 0 && left - ONE_DAY > lifetime)
        return true;
    if (left >= RENEW_BEFORE)
        return false;
    return lifetime <= 0 || left * 10 < lifetime;
}
