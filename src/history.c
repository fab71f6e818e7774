#include "history.h"

#include <stdlib.h>

static int keep(struct xpost_submission *submission, void *user)
{
    struct xpost_history *history = user;
    if (submission->count == 0)
        return 0;
    if (history->count == history->room) {
        size_t more = history->room ? history->room * 2 : 32;
        struct xpost_submission *items = realloc(history->items, more * sizeof *items);
        if (!items)
            return 1;
        history->items = items;
        history->room = more;
    }
    history->items[history->count++] = *submission;
    *submission = (struct xpost_submission){0};
    return 0;
}

int xpost_history_read(const struct xpost_operation *operation, const char *account, int limit,
                       struct xpost_history *history, struct xpost_error *error)
{
    struct xpost_client *client = operation->client;
    if (xpost_store_is_missing(client->config.state_directory))
        return 0;
    struct xpost_ledger *ledger = xpost_client_ledger(client, error);
    if (!ledger || xpost_store_read(&client->store, &history->accounts, error) != 0)
        return -1;
    int result = xpost_ledger_history(ledger, account, limit, keep, history, error);
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
