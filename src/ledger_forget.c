#include "clock.h"
#include "ledger_internal.h"

#include <sqlite3.h>

enum {
    PART = 100,     /* submissions between two looks at the clock */
    HOLD = 200,     /* milliseconds that others are held up, about */
    PAUSE = 110,    /* SQLite looks for its turn every 100 ms at least */
    CLEARING = 500, /* milliseconds for other readers to finish */
    SMALL = 32 << 20,
};

int xpost_ledger_remove(struct xpost_ledger *ledger, const char *key, struct xpost_error *error)
{
    if (xpost_ledger_run_text(ledger, XPOST_SQL_FORGET_POSTS, key, error) != 0 ||
        xpost_ledger_run_text(ledger, XPOST_SQL_FORGET_SUBMISSION, key, error) != 0)
        return -1;
    return sqlite3_changes(ledger->database) > 0;
}

/* True if the file can be written anew while others wait, and in memory. */
static bool is_small(struct xpost_ledger *ledger)
{
    struct xpost_error ignored;
    int64_t pages, free_pages, size;
    return xpost_ledger_number(ledger, "PRAGMA page_count", &pages, &ignored) == 0 &&
           xpost_ledger_number(ledger, "PRAGMA freelist_count", &free_pages, &ignored) == 0 &&
           xpost_ledger_number(ledger, "PRAGMA page_size", &size, &ignored) == 0 &&
           (pages - free_pages) * size <= SMALL;
}

/* Makes the files lose what was removed.  Secure deletion wipes rows, but not the copies that
 * SQLite leaves in the gaps of pages when it moves rows from one to another; writing the file
 * anew does.  The write-ahead log holds it all until it is emptied, which others who are
 * reading may prevent: then it goes when the log is next emptied. */
void xpost_ledger_clear(struct xpost_ledger *ledger)
{
    sqlite3 *database = ledger->database;
    sqlite3_busy_timeout(database, ledger->timeout < CLEARING ? ledger->timeout : CLEARING);
    if (is_small(ledger))
        (void)sqlite3_exec(database, "VACUUM", NULL, NULL, NULL);
    /* The first one holds nobody up, and leaves little to do for the second one. */
    (void)sqlite3_wal_checkpoint_v2(database, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    (void)sqlite3_wal_checkpoint_v2(database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(database, ledger->timeout);
}

int xpost_ledger_forget(struct xpost_ledger *ledger, const char *key, struct xpost_error *error)
{
    if (xpost_ledger_check_in_place(ledger, error) != 0 ||
        xpost_ledger_run_plain(ledger, XPOST_SQL_BEGIN, error) != 0)
        return -1;
    int removed = xpost_ledger_remove(ledger, key, error);
    if (removed >= 0 && xpost_ledger_run_plain(ledger, XPOST_SQL_COMMIT, error) != 0)
        removed = -1;
    if (removed < 0)
        xpost_ledger_rollback(ledger);
    return removed;
}

/* How far the removing by age has come. */
struct sweep {
    const struct xpost_ledger_age *age;
    int64_t created_at, number; /* of the last submission that was looked at */
    bool ended;
};

static bool is_spared(const struct xpost_ledger_age *age, sqlite3_stmt *row)
{
    const char *key = (const char *)sqlite3_column_text(row, 0);
    return age->spare && sqlite3_column_int(row, 3) && (!key || age->spare(key, age->user));
}

/* Lists the next ones that may go. */
static int list_part(struct xpost_ledger *ledger, struct sweep *sweep,
                     struct xpost_ledger_keys *keys, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    bool failed = false;
    if (xpost_ledger_prepare(ledger, XPOST_SQL_FORGETTABLE, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_number(&binder, sweep->age->before);
    xpost_ledger_bind_number(&binder, sweep->created_at);
    xpost_ledger_bind_number(&binder, sweep->number);
    xpost_ledger_bind_text(&binder, sweep->age->account);
    xpost_ledger_bind_number(&binder, PART);
    int rows = 0, result = xpost_ledger_step(&binder);
    while (result == SQLITE_ROW && !failed) {
        if (!is_spared(sweep->age, binder.statement))
            failed = !xpost_ledger_keys_append(keys, binder.statement);
        rows++;
        sweep->created_at = sqlite3_column_int64(binder.statement, 1);
        sweep->number = sqlite3_column_int64(binder.statement, 2);
        if (!failed)
            result = sqlite3_step(binder.statement);
    }
    sweep->ended = rows < PART;
    return xpost_ledger_finish(ledger, binder.statement, result, failed, error);
}

static int remove_part(struct xpost_ledger *ledger, struct sweep *sweep, int64_t *count,
                       struct xpost_error *error)
{
    struct xpost_ledger_keys keys = {0};
    int result = list_part(ledger, sweep, &keys, error);
    for (size_t i = 0; result == 0 && i < keys.count; i++) {
        int removed = xpost_ledger_remove(ledger, keys.items[i], error);
        if (removed < 0)
            result = -1;
        else
            *count += removed;
    }
    xpost_ledger_keys_release(&keys);
    return result;
}

/* One transaction, as long as others may be held up. */
static int remove_some(struct xpost_ledger *ledger, struct sweep *sweep, int64_t *count,
                       struct xpost_error *error)
{
    int64_t removed = 0;
    if (xpost_ledger_check_in_place(ledger, error) != 0 ||
        xpost_ledger_run_plain(ledger, XPOST_SQL_BEGIN, error) != 0)
        return -1;
    int64_t deadline = xpost_clock_milliseconds() + HOLD;
    int result;
    do
        result = remove_part(ledger, sweep, &removed, error);
    while (result == 0 && !sweep->ended && xpost_clock_milliseconds() < deadline);
    if (result == 0)
        result = xpost_ledger_run_plain(ledger, XPOST_SQL_COMMIT, error);
    if (result == 0)
        *count += removed;
    else
        xpost_ledger_rollback(ledger);
    return result;
}

static int tell_partial(int64_t count, struct xpost_error *error)
{
    struct xpost_error cause = *error;
    return xpost_error_set(error, cause.code, "%lld entries were removed, but not the rest. %s",
                           (long long)count, cause.message);
}

int xpost_ledger_forget_older(struct xpost_ledger *ledger, const struct xpost_ledger_age *age,
                              int64_t *count, struct xpost_error *error)
{
    struct sweep sweep = {.age = age, .created_at = INT64_MIN, .number = INT64_MIN};
    *count = 0;
    int result = remove_some(ledger, &sweep, count, error);
    while (result == 0 && !sweep.ended) {
        sqlite3_sleep(PAUSE);
        result = remove_some(ledger, &sweep, count, error);
    }
    if (*count > 0)
        xpost_ledger_clear(ledger);
    return result == 0 || *count == 0 ? result : tell_partial(*count, error);
}
