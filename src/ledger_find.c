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
    free(post->boot);
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

/* Returns 1, or 0 if there is none, or -1. */
static int read_submission(struct xpost_ledger *ledger, const char *key,
                           struct xpost_submission *submission, struct xpost_error *error)
{
    bool failed = false, found = false;
    struct xpost_ledger_binder binder;
    if (xpost_ledger_prepare(ledger, XPOST_SQL_FIND_SUBMISSION, &binder, error) != 0)
        return -1;
    sqlite3_stmt *row = binder.statement;
    xpost_ledger_bind_text(&binder, key);
    int result = xpost_ledger_step(&binder);
    if (result == SQLITE_ROW) {
        found = true;
        submission->key = xpost_ledger_copy_text(row, 0, &failed);
        submission->account = xpost_ledger_copy_text(row, 1, &failed);
        submission->user_id = xpost_ledger_copy_text(row, 2, &failed);
        submission->username = xpost_ledger_copy_text(row, 3, &failed);
        submission->created_at = sqlite3_column_int64(row, 4);
        result = sqlite3_step(row);
    }
    if (xpost_ledger_finish(ledger, row, result, failed, error) != 0)
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
        .text = xpost_ledger_copy_text(row, 1, failed),
        .request = xpost_ledger_copy_text(row, 2, failed),
        .id = xpost_ledger_copy_text(row, 4, failed),
        .cost = sqlite3_column_int64(row, 5),
        .code = code ? code_of(code) : XPOST_OK,
        .http_status = (long)sqlite3_column_int64(row, 7),
        .message = xpost_ledger_copy_text(row, 8, failed),
        .sent_at = sqlite3_column_int64(row, 9),
        .settled_at = sqlite3_column_int64(row, 10),
        .doubted_at = sqlite3_column_int64(row, 11),
        .deleted_at = sqlite3_column_int64(row, 12),
        .boot = xpost_ledger_copy_text(row, 13, failed),
        .uptime = sqlite3_column_int64(row, 14),
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
    struct xpost_ledger_binder binder;
    if (xpost_ledger_prepare(ledger, XPOST_SQL_FIND_POSTS, &binder, error) != 0)
        return -1;
    sqlite3_stmt *row = binder.statement;
    xpost_ledger_bind_text(&binder, key);
    int result = xpost_ledger_step(&binder);
    while (result == SQLITE_ROW) {
        result = read_post(row, submission, &room, &failed);
        if (result == SQLITE_ROW)
            result = sqlite3_step(row);
    }
    return xpost_ledger_finish(ledger, row, result, failed, error);
}

int xpost_ledger_find(struct xpost_ledger *ledger, const char *key,
                      struct xpost_submission *submission, struct xpost_error *error)
{
    *submission = (struct xpost_submission){0};
    int found = read_submission(ledger, key, submission, error);
    if (found == 1 && read_posts(ledger, key, submission, error) != 0)
        found = -1;
    if (found == 1 && submission->count == 0)
        found = 0; /* somebody else's work: nothing of ours has no posts */
    if (found != 1)
        xpost_submission_release(submission);
    return found;
}

int xpost_ledger_find_last(struct xpost_ledger *ledger, const char *account,
                           struct xpost_submission *submission, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    bool failed = false;
    char *key = NULL;
    *submission = (struct xpost_submission){0};
    if (xpost_ledger_check_in_place(ledger, error) != 0 ||
        xpost_ledger_prepare(ledger, XPOST_SQL_FIND_LAST, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_text(&binder, account);
    int result = xpost_ledger_step(&binder);
    if (result == SQLITE_ROW) {
        key = xpost_ledger_copy_text(binder.statement, 0, &failed);
        result = sqlite3_step(binder.statement);
    }
    int found = xpost_ledger_finish(ledger, binder.statement, result, failed, error);
    if (found == 0 && key)
        found = xpost_ledger_find(ledger, key, submission, error);
    free(key);
    return found;
}

int xpost_ledger_has_id(struct xpost_ledger *ledger, const char *id, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    bool found = false;
    if (xpost_ledger_check_in_place(ledger, error) != 0 ||
        xpost_ledger_prepare(ledger, XPOST_SQL_HAS_ID, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_text(&binder, id);
    int result = xpost_ledger_step(&binder);
    if (result == SQLITE_ROW) {
        found = true;
        result = sqlite3_step(binder.statement);
    }
    if (xpost_ledger_finish(ledger, binder.statement, result, false, error) != 0)
        return -1;
    return found;
}

int xpost_ledger_find_beside(struct xpost_ledger *ledger, const char *key, const char *boot,
                             char *id, int64_t *uptime, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    int found = 0;
    if (xpost_ledger_check_in_place(ledger, error) != 0 ||
        xpost_ledger_prepare(ledger, XPOST_SQL_FIND_BESIDE, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_text(&binder, key);
    xpost_ledger_bind_text(&binder, boot);
    int result = xpost_ledger_step(&binder);
    if (result == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(binder.statement, 0);
        size_t length = text ? strlen(text) : 0;
        if (length > 0 && length <= XPOST_LEDGER_ID_MAX) {
            memcpy(id, text, length + 1);
            *uptime = sqlite3_column_int64(binder.statement, 1);
            found = 1;
        }
        result = sqlite3_step(binder.statement);
    }
    if (xpost_ledger_finish(ledger, binder.statement, result, false, error) != 0)
        return -1;
    return found;
}
