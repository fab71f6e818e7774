#include "user.h"

#include "api.h"
#include "buffer.h"
#include "call.h"
#include "clock.h"
#include "error.h"
#include "memory.h"
#include "renew.h"
#include "revoke.h"

#include <string.h>

enum { LOOKUP_TIMEOUT = 15 };

static int look_up(const struct xpost_operation *operation, struct xpost_account *account,
                   bool quiet, struct xpost_user *user, struct xpost_error *error)
{
    struct xpost_http_response response;
    struct xpost_call call = {
        .method = "GET",
        .path = "/2/users/me",
        .query = "user.fields=subscription_type,verified_type",
        .quiet = quiet,
        .timeout_seconds = LOOKUP_TIMEOUT,
    };
    int result = xpost_require_scopes(account, "tweet.read users.read", error);
    response = (struct xpost_http_response){.body = XPOST_BUFFER(0)};
    if (result == 0)
        result = xpost_call_perform(operation, account, &call, &response, error);
    if (result == 0 && response.status != 200)
        result = xpost_api_read_problem(&response, error);
    else if (result == 0)
        result = xpost_api_read_user(user, xpost_buffer_string(&response.body),
                                     response.body.length, error);
    if (result != 0)
        xpost_error_redact(error, account->access_token);
    xpost_http_response_release(&response);
    return result;
}

static int set_user(struct xpost_account *account, const struct xpost_user *user,
                    struct xpost_error *error)
{
    if (xpost_string_set(&account->user_id, user->id) != 0 ||
        xpost_string_set(&account->username, user->username) != 0 ||
        xpost_string_set(&account->display_name, user->name) != 0 ||
        xpost_string_set(&account->subscription, user->subscription) != 0)
        return xpost_error_no_memory(error);
    account->user_asked_at = xpost_clock_now();
    account->user_unconfirmed = false;
    return 0;
}

struct confirming {
    const char *name;
    const char *access_token; /* whose owner was asked for */
    const struct xpost_user *user;
};

/* Writes down who the tokens on disk belong to, if they still are those that X was asked about.
 */
static int store_user(struct xpost_accounts *accounts, void *context, struct xpost_error *error)
{
    const struct confirming *confirming = context;
    struct xpost_account *stored = xpost_accounts_find(accounts, confirming->name);
    if (!stored || !xpost_string_equal(stored->access_token, confirming->access_token))
        return 1;
    xpost_account_drop_previous(stored);
    return set_user(stored, confirming->user, error);
}

/* Puts back what the account was before the login.  The new tokens go to the account of the
 * user who signed in, if there is one of the same app, because X has just ended its old ones.
 */
static int undo_login(struct xpost_accounts *accounts, void *context, struct xpost_error *error)
{
    const struct confirming *confirming = context;
    struct xpost_account *stored = xpost_accounts_find(accounts, confirming->name);
    if (!stored || !xpost_string_equal(stored->access_token, confirming->access_token) ||
        !stored->previous)
        return 1;
    for (size_t i = 0; i < accounts->count; i++) {
        struct xpost_account *other = &accounts->items[i];
        if (other != stored && xpost_string_equal(other->user_id, confirming->user->id) &&
            xpost_string_equal(other->client_id, stored->client_id) &&
            xpost_string_equal(other->endpoints.api_url, stored->endpoints.api_url))
            return xpost_account_move_login(stored, other, error);
    }
    return xpost_account_restore_previous(stored, error);
}

static bool belongs_to_another(const struct xpost_account *account, const char *user_id,
                               struct xpost_accounts *accounts)
{
    for (size_t i = 0; i < accounts->count; i++)
        if (strcmp(accounts->items[i].name, account->name) != 0 &&
            xpost_string_equal(accounts->items[i].user_id, user_id) &&
            xpost_string_equal(accounts->items[i].access_token, account->access_token))
            return true;
    return false;
}

static int refuse_user(const struct xpost_operation *operation, struct xpost_account *account,
                       const struct xpost_user *user, struct xpost_error *error)
{
    struct xpost_store *store = &operation->client->store;
    struct confirming confirming = {account->name, account->access_token, user};
    struct xpost_accounts accounts = {0};
    int undone = xpost_store_update(store, undo_login, &confirming, error);
    if (undone < 0)
        return -1;
    if (undone == 0 && xpost_store_read(store, &accounts, error) == 0 &&
        !belongs_to_another(account, user->id, &accounts))
        xpost_revoke_tokens(operation, account);
    xpost_accounts_release(&accounts);
    return xpost_error_set(
        error, XPOST_LOGIN_FAILED,
        "You signed in at X as @%s, but account '%s' belongs to @%s. Its login "
        "is unchanged. Sign in at x.com as @%s and log in again, or give this "
        "login another account name.",
        user->username, account->name, account->username ? account->username : account->user_id,
        account->username ? account->username : account->user_id);
}

static int ask_user(const struct xpost_operation *operation, struct xpost_account *account,
                    bool quiet, struct xpost_error *error)
{
    struct xpost_user user = {0};
    if (look_up(operation, account, quiet, &user, error) != 0)
        return -1;
    int result = 0;
    if (account->user_id && strcmp(account->user_id, user.id) != 0) {
        result = refuse_user(operation, account, &user, error);
    } else {
        struct confirming confirming = {account->name, account->access_token, &user};
        result = xpost_store_update(&operation->client->store, store_user, &confirming, error);
        if (result >= 0)
            result = set_user(account, &user, error);
    }
    xpost_user_release(&user);
    return result;
}

int xpost_confirm_user(const struct xpost_operation *operation, struct xpost_account *account,
                       struct xpost_error *error)
{
    return ask_user(operation, account, true, error);
}

int xpost_me(const struct xpost_operation *operation, const char *name, bool fresh,
             struct xpost_account *account, struct xpost_error *error)
{
    if (xpost_load_account(operation, name, account, error) != 0)
        return -1;
    if (!fresh && account->user_id && !account->user_unconfirmed)
        return 0;
    int result = ask_user(operation, account, false, error);
    if (result != 0)
        xpost_account_release(account);
    return result;
}
