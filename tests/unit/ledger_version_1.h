/* A ledger as an xpost of schema version 1 left it. */
#ifndef LEDGER_VERSION_1_H
#define LEDGER_VERSION_1_H

#include "ledger_support.h"

#define VERSION_1                                                                              \
    "PRAGMA journal_mode = WAL;"                                                               \
    "BEGIN;"                                                                                   \
    "PRAGMA application_id = 2020634483;"                                                      \
    "PRAGMA user_version = 1;"                                                                 \
    "CREATE TABLE submission ("                                                                \
    " number INTEGER PRIMARY KEY,"                                                             \
    " key TEXT NOT NULL UNIQUE,"                                                               \
    " account TEXT NOT NULL,"                                                                  \
    " user_id TEXT,"                                                                           \
    " username TEXT,"                                                                          \
    " created_at INTEGER NOT NULL"                                                             \
    ");"                                                                                       \
    "CREATE INDEX submission_by_account ON submission (account);"                              \
    "CREATE TABLE post ("                                                                      \
    " key TEXT NOT NULL REFERENCES submission (key),"                                          \
    " position INTEGER NOT NULL CHECK (position >= 0),"                                        \
    " text TEXT,"                                                                              \
    " request TEXT,"                                                                           \
    " state TEXT NOT NULL CHECK (state IN"                                                     \
    "  ('draft', 'intent', 'not_sent', 'rejected', 'unknown', 'posted')),"                     \
    " id TEXT,"                                                                                \
    " cost INTEGER NOT NULL,"                                                                  \
    " code TEXT,"                                                                              \
    " http_status INTEGER NOT NULL,"                                                           \
    " message TEXT,"                                                                           \
    " sent_at INTEGER NOT NULL,"                                                               \
    " settled_at INTEGER NOT NULL,"                                                            \
    " PRIMARY KEY (key, position)"                                                             \
    ");"                                                                                       \
    "INSERT INTO submission VALUES"                                                            \
    " (1, 'old', 'main', '17', 'someone', 1700000000),"                                        \
    " (2, 'doubt', 'main', NULL, NULL, 1700000100),"                                           \
    " (3, 'half', 'other', NULL, NULL, 1700000200),"                                           \
    " (5, 'open', '', NULL, NULL, 1700000300);"                                                \
    "INSERT INTO post VALUES"                                                                  \
    " ('old', 0, 'text of the post', '{\"text\":\"x\"}', 'posted', '7', 15000, NULL, 201,"     \
    "  NULL, 1700000001, 1700000002),"                                                         \
    " ('doubt', 0, 'doubt', '{}', 'unknown', NULL, 15000, 'network', 0, 'No answer.',"         \
    "  1700000101, 1700000102),"                                                               \
    " ('half', 0, 'one', '{}', 'posted', '8', 15000, NULL, 201, NULL, 1700000201, "            \
    "1700000202),"                                                                             \
    " ('half', 1, 'two', '{}', 'rejected', NULL, 15000, 'forbidden', 403, 'No.', 1700000203,"  \
    "  1700000204),"                                                                           \
    " ('open', 0, 'open', '{}', 'not_sent', NULL, 15000, NULL, 0, NULL, 0, 0);"                \
    "COMMIT;"

/* Opens the file without the ledger, to which it may be strange. */
static inline sqlite3 *open_plainly(void)
{
    sqlite3 *database = NULL;
    if (sqlite3_open(path_of("ledger.db"), &database) != SQLITE_OK ||
        chmod(path_of("ledger.db"), 0600) != 0)
        exit(2);
    sqlite3_busy_timeout(database, 5000);
    return database;
}

static inline int do_plainly(sqlite3 *database, const char *sql)
{
    char *message = NULL;
    int result = sqlite3_exec(database, sql, NULL, NULL, &message);
    if (message)
        printf("%s\n", message);
    sqlite3_free(message);
    return result;
}

static inline int64_t number_plainly(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *row = NULL;
    int64_t number = -1;
    if (sqlite3_prepare_v2(database, sql, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

/* The version of the file: 1 or 2 if it has all that belongs to that one and nothing of the
 * other, else 0. */
static inline int64_t whole_version(sqlite3 *database)
{
    int64_t version = number_plainly(database, "PRAGMA user_version");
    int64_t schema = number_plainly(database, "SELECT count(*) FROM sqlite_master");
    int64_t columns =
        number_plainly(database, "SELECT (SELECT count(*) FROM pragma_table_info('post')) +"
                                 " (SELECT count(*) FROM pragma_table_info('submission'))");
    int64_t sound = number_plainly(database, "SELECT count(*) FROM pragma_integrity_check"
                                             " WHERE integrity_check = 'ok'");
    if (sound == 1 && version == 1 && schema == 5 && columns == 18)
        return 1;
    return sound == 1 && version == 2 && schema == 14 && columns == 24 ? 2 : 0;
}

/* Makes a ledger of version 1; with `count`, with so many submissions more. */
static inline void make_version_1(int count)
{
    char sql[1024];
    sqlite3 *database = open_plainly();
    snprintf(sql, sizeof sql,
             "BEGIN;"
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT INTO submission (key, account, created_at)"
             " SELECT 'key-' || i, 'many', i FROM n;"
             "INSERT INTO post SELECT key, 0, printf('%%.*c', 200, 'x'), '{}',"
             " CASE created_at %% 10 WHEN 0 THEN 'unknown' ELSE 'posted' END, '1', 15000, NULL,"
             " 201, NULL, created_at, created_at FROM submission WHERE account = 'many';"
             "COMMIT",
             count);
    if (do_plainly(database, VERSION_1) != SQLITE_OK ||
        (count > 0 && do_plainly(database, sql) != SQLITE_OK))
        exit(2);
    sqlite3_close(database);
}

#endif
