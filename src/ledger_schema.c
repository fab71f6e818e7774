#include "file.h"
#include "ledger_internal.h"

#include <sqlite3.h>
#include <stdio.h>

/* "xpos"; file(1) and other programs know the file by it. */
#define APPLICATION_ID           2020634483
#define TEXT_OF(number)          TEXT_OF_EXPANDED(number)
#define TEXT_OF_EXPANDED(number) #number

/* Writes down in a submission what its posts tell. */
#define SUMMARISE                                                                              \
    "UPDATE submission SET unfinished = EXISTS (SELECT 1 FROM post"                            \
    " WHERE post.key = submission.key AND state <> 'posted'),"                                 \
    " last_sent_at = (SELECT max(sent_at) FROM post"                                           \
    " WHERE post.key = submission.key AND state IN ('intent', 'unknown', 'posted'))"

/* Step n makes version n + 1 out of version n.  A released step is never changed.
 *
 * Both tables have rowids: the rows of a post are far too large for a clustered key, and
 * `number` keeps the order of submissions of the same second. */
static const char *const steps[] = {
    "PRAGMA application_id = " TEXT_OF(
        APPLICATION_ID) ";"
                        "CREATE TABLE submission ("
                        " number INTEGER PRIMARY KEY,"
                        " key TEXT NOT NULL UNIQUE,"
                        " account TEXT NOT NULL,"
                        " user_id TEXT,"
                        " username TEXT,"
                        " created_at INTEGER NOT NULL"
                        ");"
                        "CREATE INDEX submission_by_account ON submission (account);"
                        "CREATE TABLE post ("
                        " key TEXT NOT NULL REFERENCES submission (key),"
                        " position INTEGER NOT NULL CHECK (position >= 0),"
                        " text TEXT,"
                        " request TEXT,"
                        " state TEXT NOT NULL CHECK (state IN"
                        "  ('draft', 'intent', 'not_sent', 'rejected', 'unknown', 'posted')),"
                        " id TEXT,"
                        " cost INTEGER NOT NULL,"
                        " code TEXT,"
                        " http_status INTEGER NOT NULL,"
                        " message TEXT,"
                        " sent_at INTEGER NOT NULL,"
                        " settled_at INTEGER NOT NULL,"
                        " PRIMARY KEY (key, position)"
                        ");",
    /* What is asked for often is told by the submission itself, so that an index can have it in
     * order; triggers keep it true whoever writes, an xpost of version 1 that is still running
     * included. */
    "ALTER TABLE post ADD COLUMN doubted_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE post ADD COLUMN boot TEXT;"
    "ALTER TABLE post ADD COLUMN uptime INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE post ADD COLUMN deleted_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE submission ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE submission ADD COLUMN last_sent_at INTEGER;" /* NULL: nothing can be out */
    "UPDATE post SET doubted_at = sent_at WHERE state = 'unknown';"
    "CREATE INDEX post_unfinished ON post (key, state) WHERE state <> 'posted';"
    "CREATE INDEX post_out ON post (key, sent_at, state)"
    " WHERE state IN ('intent', 'unknown', 'posted');"
    "CREATE INDEX post_by_id ON post (id) WHERE id IS NOT NULL;" SUMMARISE ";"
    "CREATE INDEX submission_by_time ON submission (created_at);"
    "CREATE INDEX submission_by_sending ON submission (account, last_sent_at)"
    " WHERE last_sent_at IS NOT NULL;"
    "CREATE INDEX submission_unfinished ON submission (number) WHERE unfinished;"
    "CREATE INDEX submission_unfinished_by_account ON submission (account) WHERE unfinished;"
    "CREATE TRIGGER post_added AFTER INSERT ON post"
    " BEGIN " SUMMARISE " WHERE key = new.key; END;"
    "CREATE TRIGGER post_settled AFTER UPDATE OF state, sent_at ON post"
    " BEGIN " SUMMARISE " WHERE key = new.key; END;",
};

enum { VERSION = sizeof steps / sizeof steps[0] };

int xpost_ledger_execute(struct xpost_ledger *ledger, const char *sql,
                         struct xpost_error *error)
{
    int result = sqlite3_exec(ledger->database, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

int xpost_ledger_number(struct xpost_ledger *ledger, const char *sql, int64_t *number,
                        struct xpost_error *error)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(ledger->database, sql, -1, &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
        *number = sqlite3_column_int64(statement, 0);
        result = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

void xpost_ledger_rollback(struct xpost_ledger *ledger)
{
    if (!sqlite3_get_autocommit(ledger->database))
        (void)sqlite3_exec(ledger->database, "ROLLBACK", NULL, NULL, NULL);
}

static int judge(const struct xpost_ledger *ledger, int64_t application, int64_t version,
                 int64_t tables, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    bool is_new = application == 0 && version == 0 && tables == 0;
    xpost_file_show(shown, ledger->directory, XPOST_LEDGER_FILE);
    if (!is_new && application != APPLICATION_ID)
        return xpost_error_set(error, XPOST_STORE,
                               "%s is a database of another program. Move it aside: mv "
                               "%s{,.other}",
                               shown, shown);
    if (version < 0 || version > VERSION)
        return xpost_error_set(error, XPOST_STORE,
                               "The ledger %s was written by a newer xpost (its version is "
                               "%lld, this xpost knows %d). Update xpost.",
                               shown, (long long)version, VERSION);
    return 0;
}

int xpost_ledger_identify(struct xpost_ledger *ledger, struct xpost_error *error)
{
    int64_t application = 0, version = 0, tables = 0;
    /* In one transaction, as another process may be making the tables at this moment. */
    if (xpost_ledger_execute(ledger, "BEGIN", error) != 0)
        return -1;
    int result = -1;
    if (xpost_ledger_number(ledger, "PRAGMA application_id", &application, error) == 0 &&
        xpost_ledger_number(ledger, "PRAGMA user_version", &version, error) == 0 &&
        xpost_ledger_number(ledger, "SELECT count(*) FROM sqlite_master", &tables, error) == 0)
        result = judge(ledger, application, version, tables, error);
    xpost_ledger_rollback(ledger);
    return result;
}

/* Takes the next step, unless another process took it just now. */
static int take_step(struct xpost_ledger *ledger, int64_t expected, struct xpost_error *error)
{
    char mark[64];
    int64_t version = 0;
    snprintf(mark, sizeof mark, "PRAGMA user_version = %d", (int)expected + 1);
    if (xpost_ledger_execute(ledger, "BEGIN IMMEDIATE", error) != 0)
        return -1;
    int result = xpost_ledger_number(ledger, "PRAGMA user_version", &version, error);
    if (result == 0 && version == expected &&
        (xpost_ledger_execute(ledger, steps[expected], error) != 0 ||
         xpost_ledger_execute(ledger, mark, error) != 0))
        result = -1;
    if (result == 0)
        result = xpost_ledger_execute(ledger, "COMMIT", error);
    if (result != 0)
        xpost_ledger_rollback(ledger);
    return result;
}

int xpost_ledger_migrate(struct xpost_ledger *ledger, struct xpost_error *error)
{
    for (;;) {
        int64_t version = 0;
        if (xpost_ledger_number(ledger, "PRAGMA user_version", &version, error) != 0)
            return -1;
        if (version == VERSION)
            return 0;
        if (version < 0 || version > VERSION)
            return judge(ledger, APPLICATION_ID, version, 0, error);
        if (take_step(ledger, version, error) != 0)
            return -1;
    }
}
