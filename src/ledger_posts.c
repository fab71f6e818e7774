#include "file.h"
#include "ledger_internal.h"

#include <sqlite3.h>

static const char *const statements[XPOST_SQL_COUNT] = {
    [XPOST_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [XPOST_SQL_COMMIT] = "COMMIT",
    [XPOST_SQL_ADD_SUBMISSION] =
        "INSERT INTO submission (key, account, user_id, username, created_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
    [XPOST_SQL_ADD_POST] =
        "INSERT INTO post (key, position, state, id, code, http_status, message, sent_at,"
        " settled_at, request, text, cost)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [XPOST_SQL_SETTLE] = "UPDATE post SET state = ?3, id = ?4, code = ?5, http_status = ?6,"
                         " message = ?7, sent_at = ?8, settled_at = ?9, request = ?10"
                         " WHERE key = ?1 AND position = ?2",
    [XPOST_SQL_CLAIM] = "UPDATE submission SET account = ?2, user_id = ?3, username = ?4"
                        " WHERE key = ?1 AND account = ''",
    [XPOST_SQL_FIND_SUBMISSION] = "SELECT key, account, user_id, username, created_at"
                                  " FROM submission WHERE key = ?1",
    [XPOST_SQL_FIND_POSTS] = "SELECT position, text, request, state, id, cost, code,"
                             " http_status, message, sent_at, settled_at"
                             " FROM post WHERE key = ?1 ORDER BY position",
    [XPOST_SQL_HISTORY] = "SELECT key FROM submission"
                          " ORDER BY number DESC LIMIT ?1",
    [XPOST_SQL_HISTORY_OF_ACCOUNT] = "SELECT key FROM submission WHERE account = ?2"
                                     " ORDER BY number DESC LIMIT ?1",
};

sqlite3_stmt *xpost_ledger_prepare(struct xpost_ledger *ledger,
                                   enum xpost_ledger_statement which, struct xpost_error *error)
{
    sqlite3_stmt **statement = &ledger->statements[which];
    if (*statement)
        return *statement;
    int result = sqlite3_prepare_v3(ledger->database, statements[which], -1,
                                    SQLITE_PREPARE_PERSISTENT, statement, NULL);
    if (result != SQLITE_OK)
        xpost_ledger_fail(ledger, result, error);
    return *statement;
}

void xpost_ledger_reset(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

/* Gives a statement its values one after the other; the first failure is kept. */
struct binder {
    sqlite3_stmt *statement;
    int index;
    int result;
};

static void bind_text(struct binder *binder, const char *text)
{
    if (binder->result == SQLITE_OK)
        binder->result =
            sqlite3_bind_text(binder->statement, ++binder->index, text, -1, SQLITE_STATIC);
}

static void bind_number(struct binder *binder, int64_t number)
{
    if (binder->result == SQLITE_OK)
        binder->result = sqlite3_bind_int64(binder->statement, ++binder->index, number);
}

/* Runs the statement to its end.  Returns a result of SQLite, SQLITE_OK for success. */
static int run(const struct binder *binder)
{
    int result = binder->result;
    if (result == SQLITE_OK)
        result = sqlite3_step(binder->statement);
    xpost_ledger_reset(binder->statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

static int run_plain(struct xpost_ledger *ledger, enum xpost_ledger_statement which,
                     struct xpost_error *error)
{
    struct binder binder = {.statement = xpost_ledger_prepare(ledger, which, error)};
    if (!binder.statement)
        return -1;
    int result = run(&binder);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

/* The first ten values, which adding and settling have in common. */
static void bind_outcome(struct binder *binder, const char *key,
                         const struct xpost_ledger_post *post)
{
    bind_text(binder, key);
    bind_number(binder, post->position);
    bind_text(binder, xpost_post_state_name(post->state));
    bind_text(binder, post->id);
    bind_text(binder, post->code == XPOST_OK ? NULL : xpost_code_name(post->code));
    bind_number(binder, post->http_status);
    bind_text(binder, post->message);
    bind_number(binder, post->sent_at);
    bind_number(binder, post->settled_at);
    bind_text(binder, post->request);
}

static int add_submission(struct xpost_ledger *ledger,
                          const struct xpost_submission *submission, struct xpost_error *error)
{
    struct binder binder = {.statement =
                                xpost_ledger_prepare(ledger, XPOST_SQL_ADD_SUBMISSION, error)};
    if (!binder.statement)
        return -1;
    bind_text(&binder, submission->key);
    bind_text(&binder, submission->account);
    bind_text(&binder, submission->user_id);
    bind_text(&binder, submission->username);
    bind_number(&binder, submission->created_at);
    int result = run(&binder);
    if (result == SQLITE_CONSTRAINT_UNIQUE || result == SQLITE_CONSTRAINT_PRIMARYKEY)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The key \"%s\" is taken: something was submitted with it "
                               "before. Use another key.",
                               submission->key);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

static int add_post(struct xpost_ledger *ledger, const char *key,
                    const struct xpost_ledger_post *post, struct xpost_error *error)
{
    struct binder binder = {.statement =
                                xpost_ledger_prepare(ledger, XPOST_SQL_ADD_POST, error)};
    if (!binder.statement)
        return -1;
    bind_outcome(&binder, key, post);
    bind_text(&binder, post->text);
    bind_number(&binder, post->cost);
    int result = run(&binder);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

/* A file that was moved or removed takes everything that is written to it along, where no other
 * process would find it. */
static int check_in_place(struct xpost_ledger *ledger, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    int moved = 0;
    if (sqlite3_file_control(ledger->database, "main", SQLITE_FCNTL_HAS_MOVED, &moved) !=
            SQLITE_OK ||
        !moved)
        return 0;
    xpost_file_show(shown, ledger->directory, XPOST_LEDGER_FILE);
    return xpost_error_set(error, XPOST_STORE,
                           "The ledger %s was moved, removed or replaced while it was in use. "
                           "Nothing was written. Restart the program, then try again.",
                           shown);
}

int xpost_ledger_add(struct xpost_ledger *ledger, const struct xpost_submission *submission,
                     struct xpost_error *error)
{
    if (check_in_place(ledger, error) != 0 || run_plain(ledger, XPOST_SQL_BEGIN, error) != 0)
        return -1;
    int result = add_submission(ledger, submission, error);
    for (size_t i = 0; result == 0 && i < submission->count; i++)
        result = add_post(ledger, submission->key, &submission->posts[i], error);
    if (result == 0)
        result = run_plain(ledger, XPOST_SQL_COMMIT, error);
    if (result != 0)
        xpost_ledger_rollback(ledger);
    return result;
}

int xpost_ledger_settle(struct xpost_ledger *ledger, const char *key,
                        const struct xpost_ledger_post *post, struct xpost_error *error)
{
    if (check_in_place(ledger, error) != 0)
        return -1;
    struct binder binder = {.statement = xpost_ledger_prepare(ledger, XPOST_SQL_SETTLE, error)};
    if (!binder.statement)
        return -1;
    bind_outcome(&binder, key, post);
    int result = run(&binder);
    if (result != SQLITE_OK)
        return xpost_ledger_fail(ledger, result, error);
    if (sqlite3_changes(ledger->database) == 1)
        return 0;
    return xpost_error_set(error, XPOST_STORE,
                           "The ledger holds no post %d of the key \"%s\", so its outcome "
                           "cannot be recorded.",
                           post->position + 1, key);
}

int xpost_ledger_claim(struct xpost_ledger *ledger, const struct xpost_submission *submission,
                       struct xpost_error *error)
{
    if (check_in_place(ledger, error) != 0)
        return -1;
    struct binder binder = {.statement = xpost_ledger_prepare(ledger, XPOST_SQL_CLAIM, error)};
    if (!binder.statement)
        return -1;
    bind_text(&binder, submission->key);
    bind_text(&binder, submission->account);
    bind_text(&binder, submission->user_id);
    bind_text(&binder, submission->username);
    int result = run(&binder);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}
