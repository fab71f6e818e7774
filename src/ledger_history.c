#include "ledger_internal.h"
#include "memory.h"

#include <sqlite3.h>
#include <stdlib.h>

void xpost_ledger_keys_release(struct xpost_ledger_keys *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        free(keys->items[i]);
    free(keys->items);
    *keys = (struct xpost_ledger_keys){0};
}

bool xpost_ledger_keys_append(struct xpost_ledger_keys *keys, sqlite3_stmt *row)
{
    bool failed = false;
    char **items = xpost_list_reserve(keys->items, keys->count, &keys->room, sizeof *items);
    if (!items)
        return false;
    keys->items = items;
    char *key = xpost_ledger_copy_text(row, 0, &failed);
    if (!key)
        return false;
    keys->items[keys->count++] = key;
    return true;
}

static enum xpost_ledger_statement statement_of(const struct xpost_ledger_query *query)
{
    if (query->unfinished)
        return query->account ? XPOST_SQL_UNFINISHED_OF_ACCOUNT : XPOST_SQL_UNFINISHED;
    return query->account ? XPOST_SQL_HISTORY_OF_ACCOUNT : XPOST_SQL_HISTORY;
}

static int read_keys(struct xpost_ledger *ledger, const struct xpost_ledger_query *query,
                     struct xpost_ledger_keys *keys, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    bool failed = false;
    if (xpost_ledger_prepare(ledger, statement_of(query), &binder, error) != 0)
        return -1;
    xpost_ledger_bind_number(&binder, query->limit);
    xpost_ledger_bind_text(&binder, query->before);
    if (query->account)
        xpost_ledger_bind_text(&binder, query->account);
    int result = xpost_ledger_step(&binder);
    while (result == SQLITE_ROW && !failed) {
        failed = !xpost_ledger_keys_append(keys, binder.statement);
        if (!failed)
            result = sqlite3_step(binder.statement);
    }
    return xpost_ledger_finish(ledger, binder.statement, result, failed, error);
}

/* The keys are read first, so that no statement is under way while `visit` runs, which may then
 * use the ledger itself. */
int xpost_ledger_history(struct xpost_ledger *ledger, const struct xpost_ledger_query *query,
                         int (*visit)(struct xpost_submission *submission, void *user),
                         void *user, struct xpost_error *error)
{
    struct xpost_ledger_keys keys = {0};
    int result = query->limit > 0 ? read_keys(ledger, query, &keys, error) : 0;
    for (size_t i = 0; result == 0 && i < keys.count; i++) {
        struct xpost_submission submission;
        int found = xpost_ledger_find(ledger, keys.items[i], &submission, error);
        if (found < 0)
            result = -1;
        else if (found == 1)
            result = visit(&submission, user);
        xpost_submission_release(&submission);
    }
    xpost_ledger_keys_release(&keys);
    return result;
}
