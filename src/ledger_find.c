#include "ledger_internal.h"
#include "memory.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const char *const state_names[] = {
    [XPOST_STATE_DRAFT] = "draft",       [XPOST_STATE_INTENT] = "intent",
    [XPOST_STATE_NOT_SENT] = "not_sent", [XPOST_STATE_REJECTED] = "rejected",
    [XPOST_STATE_UNKNOWN] = "unknown",   [XPOST_STATE_POSTED] = "posted",
};

enum { STATES = sizeof state_names / sizeof state_names[0] };

const char *xpost_post_state_name(enum xpost_post_state state)
{
    return state_names[state];
}

static bool state_of(const char *name, enum xpost_post_state *state)
{
    for (int i = 0; name && i < STATES; i++)
        if (strcmp(state_names[i], name) == 0) {
            *state = (enum xpost_post_state)i;
            return true;
        }
    return false;
}

/* A later version may know more codes without a change of the tables; what those mean for the
 * user is in the message. */
static enum xpost_code code_of(const char *name)
{
#define CODE_IF_NAMED(code, text)                                                              \
    if (strcmp(name, text) == 0)                                                               \
        return XPOST_##code;
    XPOST_CODES(CODE_IF_NAMED)
#undef CODE_IF_NAMED
    return XPOST_SERVER;
}

static void release_post(struct xpost_ledger_post *post)
{
    free(post->text);
    free(post->request);
    free(post->id);
    free(post->message);
}

void xpost_submission_release(struct xpost_submission *submission)
{
    if (!submission)
        return;
    for (size_t i = 0; i < submission->count; i++)
        release_post(&submission->posts[i]);
    free(submission->posts);
    free(submission->key);
    free(submission->account);
    free(submission->user_id);
    free(submission->username);
    memset(submission, 0, sizeof *submission);
}

/* Copies a text column; NULL stays NULL.  Sets `failed` when memory runs out. */
static char *copy_text(sqlite3_stmt *row, int column, bool *failed)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return NULL;
    char *copy = xpost_string_copy((const char *)sqlite3_column_text(row, column));
    if (!copy)
        *failed = true;
    return copy;
}

/* Ends reading: turns the last result of the statement into ours. */
static int finish(struct xpost_ledger *ledger, sqlite3_stmt *statement, int result, bool failed,
                  struct xpost_error *error)
{
    xpost_ledger_reset(statement);
    if (failed)
        return xpost_error_no_memory(error);
    return result == SQLITE_DONE ? 0 : xpost_ledger_fail(ledger, result, error);
}

/* Returns 1, or 0 if there is none, or -1. */
static int read_submission(struct xpost_ledger *ledger, const char *key,
                           struct xpost_submission *submission, struct xpost_error *error)
{
    bool failed = false, found = false;
    sqlite3_stmt *row = xpost_ledger_prepare(ledger, XPOST_SQL_FIND_SUBMISSION, error);
    if (!row)
        return -1;
    int result = sqlite3_bind_text(row, 1, key, -1, SQLITE_STATIC);
    if (result == SQLITE_OK)
        result = sqlite3_step(row);
    if (result == SQLITE_ROW) {
        found = true;
        submission->key = copy_text(row, 0, &failed);
        submission->account = copy_text(row, 1, &failed);
        submission->user_id = copy_text(row, 2, &failed);
        submission->username = copy_text(row, 3, &failed);
        submission->created_at = sqlite3_column_int64(row, 4);
        result = sqlite3_step(row);
    }
    if (finish(ledger, row, result, failed, error) != 0)
        return -1;
    return found;
}

/* Appends the row.  Returns a result of SQLite. */
static int read_post(sqlite3_stmt *row, struct xpost_submission *submission, size_t *room,
                     bool *failed)
{
    if (submission->count == *room) {
        size_t more = *room ? *room * 2 : 4;
        struct xpost_ledger_post *posts =
            realloc(submission->posts, more * sizeof *submission->posts);
        if (!posts) {
            *failed = true;
            return SQLITE_NOMEM;
        }
        submission->posts = posts;
        *room = more;
    }
    struct xpost_ledger_post *post = &submission->posts[submission->count++];
    const char *code = (const char *)sqlite3_column_text(row, 6);
    *post = (struct xpost_ledger_post){
        .position = sqlite3_column_int(row, 0),
        .text = copy_text(row, 1, failed),
        .request = copy_text(row, 2, failed),
        .id = copy_text(row, 4, failed),
        .cost = sqlite3_column_int64(row, 5),
        .code = code ? code_of(code) : XPOST_OK,
        .http_status = (long)sqlite3_column_int64(row, 7),
        .message = copy_text(row, 8, failed),
        .sent_at = sqlite3_column_int64(row, 9),
        .settled_at = sqlite3_column_int64(row, 10),
    };
    if (!state_of((const char *)sqlite3_column_text(row, 3), &post->state))
        return SQLITE_CORRUPT;
    return *failed ? SQLITE_NOMEM : SQLITE_ROW;
}

static int read_posts(struct xpost_ledger *ledger, const char *key,
                      struct xpost_submission *submission, struct xpost_error *error)
{
    bool failed = false;
    size_t room = 0;
    sqlite3_stmt *row = xpost_ledger_prepare(ledger, XPOST_SQL_FIND_POSTS, error);
    if (!row)
        return -1;
    int result = sqlite3_bind_text(row, 1, key, -1, SQLITE_STATIC);
    if (result == SQLITE_OK)
        result = sqlite3_step(row);
    while (result == SQLITE_ROW) {
        result = read_post(row, submission, &room, &failed);
        if (result == SQLITE_ROW)
            result = sqlite3_step(row);
    }
    return finish(ledger, row, result, failed, error);
}

int xpost_ledger_find(struct xpost_ledger *ledger, const char *key,
                      struct xpost_submission *submission, struct xpost_error *error)
{
    *submission = (struct xpost_submission){0};
    int found = read_submission(ledger, key, submission, error);
    if (found == 1 && read_posts(ledger, key, submission, error) != 0)
        found = -1;
    if (found != 1)
        xpost_submission_release(submission);
    return found;
}

/* The keys of a part of the history. */
struct keys {
    char **items;
    size_t count;
    size_t room;
};

static void release_keys(struct keys *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        free(keys->items[i]);
    free(keys->items);
}

static bool append_key(struct keys *keys, sqlite3_stmt *row)
{
    bool failed = false;
    if (keys->count == keys->room) {
        size_t more = keys->room ? keys->room * 2 : 32;
        char **items = realloc(keys->items, more * sizeof *items);
        if (!items)
            return false;
        keys->items = items;
        keys->room = more;
    }
    char *key = copy_text(row, 0, &failed);
    if (!key)
        return false;
    keys->items[keys->count++] = key;
    return true;
}

static int read_keys(struct xpost_ledger *ledger, const char *account, int limit,
                     struct keys *keys, struct xpost_error *error)
{
    bool failed = false;
    sqlite3_stmt *row = xpost_ledger_prepare(
        ledger, account ? XPOST_SQL_HISTORY_OF_ACCOUNT : XPOST_SQL_HISTORY, error);
    if (!row)
        return -1;
    int result = sqlite3_bind_int(row, 1, limit);
    if (result == SQLITE_OK && account)
        result = sqlite3_bind_text(row, 2, account, -1, SQLITE_STATIC);
    if (result == SQLITE_OK)
        result = sqlite3_step(row);
    while (result == SQLITE_ROW && !failed) {
        failed = !append_key(keys, row);
        if (!failed)
            result = sqlite3_step(row);
    }
    return finish(ledger, row, result, failed, error);
}

/* The keys are read first, so that no statement is under way while `visit` runs, which may then
 * use the ledger itself. */
int xpost_ledger_history(struct xpost_ledger *ledger, const char *account, int limit,
                         int (*visit)(struct xpost_submission *submission, void *user),
                         void *user, struct xpost_error *error)
{
    struct keys keys = {0};
    int result = limit > 0 ? read_keys(ledger, account, limit, &keys, error) : 0;
    for (size_t i = 0; result == 0 && i < keys.count; i++) {
        struct xpost_submission submission;
        int found = xpost_ledger_find(ledger, keys.items[i], &submission, error);
        if (found < 0)
            result = -1;
        else if (found == 1)
            result = visit(&submission, user);
        xpost_submission_release(&submission);
    }
    release_keys(&keys);
    return result;
}
