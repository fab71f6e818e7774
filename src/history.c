#include "history.h"

#include "key_lock.h"
#include "memory.h"

#include <stdlib.h>

static int keep(struct xpost_submission *submission, void *user)
{
    struct xpost_history *history = user;
    if (submission->count == 0)
        return 0;
    struct xpost_submission *items =
        xpost_list_reserve(history->items, history->count, &history->room, sizeof *items);
    if (!items)
        return 1;
    history->items = items;
    history->items[history->count++] = *submission;
    *submission = (struct xpost_submission){0};
    return 0;
}

/* Takes over what was found, if anything was. */
static int keep_found(int found, struct xpost_submission *submission,
                      struct xpost_history *history)
{
    int result = found > 0 ? keep(submission, history) : found;
    xpost_submission_release(submission);
    return result;
}

static int read_one(struct xpost_ledger *ledger, const char *key, struct xpost_history *history,
                    struct xpost_error *error)
{
    struct xpost_submission submission = {0};
    int found = xpost_ledger_find(ledger, key, &submission, error);
    return keep_found(found, &submission, history);
}

int xpost_history_read_last(const struct xpost_operation *operation, const char *account,
                            struct xpost_history *history, struct xpost_error *error)
{
    struct xpost_client *client = operation->client;
    struct xpost_submission submission = {0};
    history->delete_price = xpost_price(&client->config.prices, XPOST_PRICE_DELETE);
    if (xpost_store_is_missing(client->config.state_directory))
        return 0;
    struct xpost_ledger *ledger = xpost_client_ledger(client, error);
    if (!ledger || xpost_store_read(&client->store, &history->accounts, error) != 0)
        return -1;
    if (!account)
        account =
            client->config.account ? client->config.account : history->accounts.default_name;
    int found = account ? xpost_ledger_find_last(ledger, account, &submission, error) : 0;
    int result = keep_found(found, &submission, history);
    return result > 0 ? xpost_error_no_memory(error) : result;
}

int xpost_history_read(const struct xpost_operation *operation,
                       const struct xpost_ledger_query *query, const char *key,
                       struct xpost_history *history, struct xpost_error *error)
{
    struct xpost_client *client = operation->client;
    history->delete_price = xpost_price(&client->config.prices, XPOST_PRICE_DELETE);
    if (xpost_store_is_missing(client->config.state_directory))
        return 0;
    struct xpost_ledger *ledger = xpost_client_ledger(client, error);
    if (!ledger || xpost_store_read(&client->store, &history->accounts, error) != 0)
        return -1;
    int result = key ? read_one(ledger, key, history, error)
                     : xpost_ledger_history(ledger, query, keep, history, error);
    return result > 0 ? xpost_error_no_memory(error) : result;
}

void xpost_history_release(struct xpost_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        xpost_submission_release(&history->items[i]);
    free(history->items);
    xpost_accounts_release(&history->accounts);
    *history = (struct xpost_history){0};
}

/* What is just being posted stays. */
static bool is_in_use(const char *key, void *user)
{
    struct xpost_key_lock lock;
    struct xpost_error ignored;
    if (xpost_key_lock_try(&lock, user, key, &ignored) != 0)
        return true;
    xpost_key_lock_release(&lock);
    return false;
}

static int forget_older(const struct xpost_operation *operation, struct xpost_ledger *ledger,
                        const struct xpost_history_forget *what, int64_t *forgotten,
                        struct xpost_error *error)
{
    struct xpost_operation own = *operation;
    const struct xpost_ledger_age age = {what->before, what->account, is_in_use, &own};
    return xpost_ledger_forget_older(ledger, &age, forgotten, error);
}

/* Under the key's lock, so that nobody is just posting it. */
static int forget_key(const struct xpost_operation *operation, struct xpost_ledger *ledger,
                      const char *key, struct xpost_error *error)
{
    struct xpost_key_lock lock;
    if (xpost_key_check(key, error) != 0 ||
        xpost_key_lock_try(&lock, operation, key, error) != 0)
        return -1;
    int result = xpost_ledger_forget(ledger, key, error);
    xpost_key_lock_release(&lock);
    return result;
}

int xpost_history_forget(const struct xpost_operation *operation,
                         const struct xpost_history_forget *what, int64_t *forgotten,
                         struct xpost_error *error)
{
    struct xpost_client *client = operation->client;
    *forgotten = 0;
    if (xpost_store_is_missing(client->config.state_directory))
        return 0;
    struct xpost_ledger *ledger = xpost_client_ledger(client, error);
    if (!ledger)
        return -1;
    if (what->count == 0)
        return forget_older(operation, ledger, what, forgotten, error);
    int result = 0;
    for (size_t i = 0; result >= 0 && i < what->count; i++) {
        if (xpost_operation_stopped(operation))
            result = xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
        else
            result = forget_key(operation, ledger, what->keys[i], error);
        *forgotten += result > 0;
    }
    if (*forgotten > 0)
        xpost_ledger_clear(ledger);
    return result < 0 ? -1 : 0;
}
