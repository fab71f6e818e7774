#include "ledger_internal.h"
#include "memory.h"

#include <sqlite3.h>

/* Which of the history: ?1 is the limit, ?2 the key of the entry before which to begin or NULL.
 * The indexes are named so that no version of SQLite can think a scan the better way. */
#define HISTORY(index, condition)                                                              \
    "SELECT key FROM submission " index " WHERE " condition                                    \
    " number < CASE WHEN ?2 IS NULL THEN 9223372036854775807"                                  \
    " ELSE (SELECT number FROM submission WHERE key = ?2) END"                                 \
    " ORDER BY number DESC LIMIT ?1"

static const char *const statements[XPOST_SQL_COUNT] = {
    [XPOST_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [XPOST_SQL_COMMIT] = "COMMIT",
    [XPOST_SQL_ADD_SUBMISSION] =
        "INSERT INTO submission (key, account, user_id, username, created_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
    [XPOST_SQL_ADD_POST] =
        "INSERT INTO post (key, position, state, id, code, http_status, message, sent_at,"
        " settled_at, request, doubted_at, deleted_at, boot, uptime, text, cost)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    [XPOST_SQL_SETTLE] = "UPDATE post SET state = ?3, id = ?4, code = ?5, http_status = ?6,"
                         " message = ?7, sent_at = ?8, settled_at = ?9, request = ?10,"
                         " doubted_at = ?11, deleted_at = ?12, boot = ?13, uptime = ?14"
                         " WHERE key = ?1 AND position = ?2",
    [XPOST_SQL_CLAIM] = "UPDATE submission SET account = ?2, user_id = ?3, username = ?4"
                        " WHERE key = ?1 AND account = ''",
    [XPOST_SQL_FIND_SUBMISSION] = "SELECT key, account, user_id, username, created_at"
                                  " FROM submission WHERE key = ?1",
    [XPOST_SQL_FIND_POSTS] =
        "SELECT position, text, request, state, id, cost, code,"
        " http_status, message, sent_at, settled_at, doubted_at, deleted_at,"
        " boot, uptime"
        " FROM post WHERE key = ?1 ORDER BY position",
    [XPOST_SQL_FIND_LAST] = "SELECT key FROM submission INDEXED BY submission_by_sending"
                            " WHERE account = ?1 AND last_sent_at IS NOT NULL"
                            " ORDER BY last_sent_at DESC, number DESC LIMIT 1",
    [XPOST_SQL_HAS_ID] = "SELECT 1 FROM post INDEXED BY post_by_id WHERE id = ?1 LIMIT 1",
    [XPOST_SQL_FIND_BESIDE] =
        "SELECT id, uptime FROM submission CROSS JOIN post USING (key)"
        " WHERE number BETWEEN (SELECT number FROM submission WHERE key = ?1) - 100"
        " AND (SELECT number FROM submission WHERE key = ?1) + 100"
        " AND boot = ?2 AND id IS NOT NULL AND doubted_at = 0"
        " ORDER BY number DESC LIMIT 1",
    [XPOST_SQL_HISTORY] = HISTORY("", ""),
    [XPOST_SQL_HISTORY_OF_ACCOUNT] =
        HISTORY("INDEXED BY submission_by_account", "account = ?3 AND"),
    [XPOST_SQL_UNFINISHED] = HISTORY("INDEXED BY submission_unfinished", "unfinished AND"),
    [XPOST_SQL_UNFINISHED_OF_ACCOUNT] = HISTORY("INDEXED BY submission_unfinished_by_account",
                                                "unfinished AND account = ?3 AND"),
    [XPOST_SQL_MARK_DELETED] = "UPDATE post INDEXED BY post_by_id SET deleted_at = ?2"
                               " WHERE id = ?1 AND deleted_at = 0",
    [XPOST_SQL_IS_DRAFT] = "SELECT min(state = 'draft') FROM post WHERE key = ?1",
    [XPOST_SQL_FORGET_POSTS] = "DELETE FROM post WHERE key = ?1",
    [XPOST_SQL_FORGET_SUBMISSION] = "DELETE FROM submission WHERE key = ?1",
    [XPOST_SQL_FORGETTABLE] =
        "SELECT key, created_at, number, unfinished"
        " FROM submission INDEXED BY submission_by_time"
        " WHERE created_at < ?1 AND (created_at, number) > (?2, ?3)"
        " AND (?4 IS NULL OR account = ?4) AND NOT EXISTS"
        " (SELECT 1 FROM post INDEXED BY post_unfinished WHERE post.key = submission.key"
        " AND state <> 'posted' AND state IN ('draft', 'intent', 'unknown'))"
        " ORDER BY created_at, number LIMIT ?5",
};

const char *xpost_ledger_sql(enum xpost_ledger_statement which)
{
    return statements[which];
}

int xpost_ledger_prepare(struct xpost_ledger *ledger, enum xpost_ledger_statement which,
                         struct xpost_ledger_binder *binder, struct xpost_error *error)
{
    sqlite3_stmt **statement = &ledger->statements[which];
    int result = SQLITE_OK;
    if (!*statement)
        result = sqlite3_prepare_v3(ledger->database, statements[which], -1,
                                    SQLITE_PREPARE_PERSISTENT, statement, NULL);
    *binder = (struct xpost_ledger_binder){.statement = *statement};
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

void xpost_ledger_bind_text(struct xpost_ledger_binder *binder, const char *text)
{
    if (binder->result == SQLITE_OK)
        binder->result =
            sqlite3_bind_text(binder->statement, ++binder->index, text, -1, SQLITE_STATIC);
}

void xpost_ledger_bind_number(struct xpost_ledger_binder *binder, int64_t number)
{
    if (binder->result == SQLITE_OK)
        binder->result = sqlite3_bind_int64(binder->statement, ++binder->index, number);
}

int xpost_ledger_step(const struct xpost_ledger_binder *binder)
{
    return binder->result == SQLITE_OK ? sqlite3_step(binder->statement) : binder->result;
}

static void reset(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

char *xpost_ledger_copy_text(sqlite3_stmt *row, int column, bool *failed)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return NULL;
    char *copy = xpost_string_copy((const char *)sqlite3_column_text(row, column));
    if (!copy)
        *failed = true;
    return copy;
}

int xpost_ledger_finish(struct xpost_ledger *ledger, sqlite3_stmt *statement, int result,
                        bool failed, struct xpost_error *error)
{
    reset(statement);
    if (failed)
        return xpost_error_no_memory(error);
    return result == SQLITE_DONE ? 0 : xpost_ledger_fail(ledger, result, error);
}

int xpost_ledger_run(const struct xpost_ledger_binder *binder)
{
    int result = xpost_ledger_step(binder);
    reset(binder->statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

int xpost_ledger_run_plain(struct xpost_ledger *ledger, enum xpost_ledger_statement which,
                           struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    if (xpost_ledger_prepare(ledger, which, &binder, error) != 0)
        return -1;
    int result = xpost_ledger_run(&binder);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

int xpost_ledger_run_text(struct xpost_ledger *ledger, enum xpost_ledger_statement which,
                          const char *text, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    if (xpost_ledger_prepare(ledger, which, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_text(&binder, text);
    int result = xpost_ledger_run(&binder);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}
