#include "revoke.h"

#include "cancel.h"
#include "error.h"
#include "lock.h"
#include "memory.h"
#include "renew.h"
#include "token_request.h"

#include <string.h>

enum { LOCK_WAIT = 45000 /* milliseconds */ };

static bool revoke(const struct xpost_operation *operation, const struct xpost_account *account,
                   const char *token, const char *hint)
{
    struct xpost_oauth_client app = {account->client_id, account->client_secret};
    struct xpost_buffer body = XPOST_BUFFER(64 * 1024);
    struct xpost_http_response response = {.body = XPOST_BUFFER(0)};
    struct xpost_error ignored;
    bool revoked =
        xpost_oauth_revoke_body(&body, &app, token, hint, &ignored) == 0 &&
        xpost_token_request(operation, account->name, &app, account->endpoints.revoke_url,
                            &body, &response, &ignored) == 0 &&
        response.status == 200;
    xpost_cancel_end(operation->cancel);
    xpost_http_response_release(&response);
    xpost_buffer_release(&body);
    return revoked;
}

bool xpost_revoke_tokens(const struct xpost_operation *operation,
                         const struct xpost_account *account)
{
    /* The refresh token first: it is the one that lives long. */
    bool refresh = !account->refresh_token ||
                   revoke(operation, account, account->refresh_token, "refresh_token");
    bool access = !account->access_token ||
                  revoke(operation, account, account->access_token, "access_token");
    return refresh && access;
}

static int forget(struct xpost_accounts *accounts, void *user, struct xpost_error *error)
{
    const char *name = user;
    (void)error;
    if (!xpost_accounts_find(accounts, name))
        return 1;
    xpost_accounts_remove(accounts, name);
    return 0;
}

int xpost_logout(const struct xpost_operation *operation, const char *name, char **forgotten,
                 bool *revoked, struct xpost_error *error)
{
    struct xpost_account account = {0};
    struct xpost_lock lock = XPOST_LOCK_NONE;
    *forgotten = NULL;
    if (xpost_load_account(operation, name, &account, error) != 0)
        return -1;
    struct xpost_store *store = &operation->client->store;
    /* Under the lock, so that no renewal is under way, and the tokens are the latest. */
    int result = xpost_store_lock_renewal(store, account.name, LOCK_WAIT, operation->cancel,
                                          &lock, error);
    if (result == 0) {
        char *wanted = account.name;
        account.name = NULL;
        xpost_account_release(&account);
        result = xpost_load_account(operation, wanted, &account, error);
        xpost_secret_free(wanted);
    }
    if (result == 0) {
        *revoked = xpost_revoke_tokens(operation, &account);
        /* Of another user, perhaps, if X never said who logged in last. */
        if (account.previous && !xpost_revoke_tokens(operation, account.previous))
            *revoked = false;
        result = xpost_store_update(store, forget, account.name, error) < 0 ? -1 : 0;
    }
    if (result == 0) {
        *forgotten = account.name;
        account.name = NULL;
    }
    xpost_lock_release(&lock);
    xpost_account_release(&account);
    return result;
}
