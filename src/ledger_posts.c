#include "file.h"
#include "ledger_internal.h"

#include <sqlite3.h>
#include <string.h>

/* The first fourteen values, which adding and settling have in common. */
static void bind_outcome(struct xpost_ledger_binder *binder, const char *key,
                         const struct xpost_ledger_post *post)
{
    xpost_ledger_bind_text(binder, key);
    xpost_ledger_bind_number(binder, post->position);
    xpost_ledger_bind_text(binder, xpost_post_state_name(post->state));
    xpost_ledger_bind_text(binder, post->id);
    xpost_ledger_bind_text(binder, post->code == XPOST_OK ? NULL : xpost_code_name(post->code));
    xpost_ledger_bind_number(binder, post->http_status);
    xpost_ledger_bind_text(binder, post->message);
    xpost_ledger_bind_number(binder, post->sent_at);
    xpost_ledger_bind_number(binder, post->settled_at);
    xpost_ledger_bind_text(binder, post->request);
    xpost_ledger_bind_number(binder, post->doubted_at);
    xpost_ledger_bind_number(binder, post->deleted_at);
    xpost_ledger_bind_text(binder, post->boot);
    xpost_ledger_bind_number(binder, post->uptime);
}

/* Returns 1 if its key is taken. */
static int add_submission(struct xpost_ledger *ledger,
                          const struct xpost_submission *submission, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    if (xpost_ledger_prepare(ledger, XPOST_SQL_ADD_SUBMISSION, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_text(&binder, submission->key);
    xpost_ledger_bind_text(&binder, submission->account);
    xpost_ledger_bind_text(&binder, submission->user_id);
    xpost_ledger_bind_text(&binder, submission->username);
    xpost_ledger_bind_number(&binder, submission->created_at);
    int result = xpost_ledger_run(&binder);
    if (result == SQLITE_CONSTRAINT_UNIQUE || result == SQLITE_CONSTRAINT_PRIMARYKEY)
        return 1;
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

static int add_post(struct xpost_ledger *ledger, const char *key,
                    const struct xpost_ledger_post *post, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    if (xpost_ledger_prepare(ledger, XPOST_SQL_ADD_POST, &binder, error) != 0)
        return -1;
    bind_outcome(&binder, key, post);
    xpost_ledger_bind_text(&binder, post->text);
    xpost_ledger_bind_number(&binder, post->cost);
    int result = xpost_ledger_run(&binder);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

int xpost_ledger_check_in_place(struct xpost_ledger *ledger, struct xpost_error *error)
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

/* Removes the draft that has the key; anything else keeps it. */
static int make_way(struct xpost_ledger *ledger, const char *key, struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    bool is_draft = false;
    if (xpost_ledger_prepare(ledger, XPOST_SQL_IS_DRAFT, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_text(&binder, key);
    int result = xpost_ledger_step(&binder);
    if (result == SQLITE_ROW) {
        is_draft = sqlite3_column_int(binder.statement, 0) == 1;
        result = sqlite3_step(binder.statement);
    }
    if (xpost_ledger_finish(ledger, binder.statement, result, false, error) != 0)
        return -1;
    if (!is_draft)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The key \"%s\" is taken: something was submitted with it "
                               "before. Use another key.",
                               key);
    return xpost_ledger_remove(ledger, key, error) < 0 ? -1 : 0;
}

static int add_all(struct xpost_ledger *ledger, const struct xpost_submission *submission,
                   struct xpost_error *error)
{
    int result = add_submission(ledger, submission, error);
    if (result == 1) {
        result = make_way(ledger, submission->key, error);
        if (result == 0)
            result = add_submission(ledger, submission, error);
    }
    for (size_t i = 0; result == 0 && i < submission->count; i++)
        result = add_post(ledger, submission->key, &submission->posts[i], error);
    return result;
}

static int begin(struct xpost_ledger *ledger, struct xpost_error *error)
{
    if (xpost_ledger_check_in_place(ledger, error) != 0)
        return -1;
    return xpost_ledger_run_plain(ledger, XPOST_SQL_BEGIN, error);
}

/* Ends the transaction: for good if `result` says that all went well. */
static int end(struct xpost_ledger *ledger, int result, struct xpost_error *error)
{
    if (result >= 0 && xpost_ledger_run_plain(ledger, XPOST_SQL_COMMIT, error) != 0)
        result = -1;
    if (result < 0)
        xpost_ledger_rollback(ledger);
    return result;
}

int xpost_ledger_add(struct xpost_ledger *ledger, const struct xpost_submission *submission,
                     struct xpost_error *error)
{
    if (begin(ledger, error) != 0)
        return -1;
    return end(ledger, add_all(ledger, submission, error), error);
}

/* Returns 1 if the draft's key is free, or that of a draft with one of the two texts. */
static int may_take_place(struct xpost_ledger *ledger, const struct xpost_submission *draft,
                          const char *replaces, struct xpost_error *error)
{
    struct xpost_submission there;
    int found = xpost_ledger_find(ledger, draft->key, &there, error);
    if (found <= 0)
        return found < 0 ? -1 : 1;
    const struct xpost_ledger_post *first = &there.posts[0];
    bool may =
        there.count == 1 && first->state == XPOST_STATE_DRAFT &&
        (strcmp(first->text, replaces) == 0 || strcmp(first->text, draft->posts[0].text) == 0);
    xpost_submission_release(&there);
    return may;
}

int xpost_ledger_add_draft(struct xpost_ledger *ledger, const struct xpost_submission *draft,
                           const char *replaces, char *other, struct xpost_error *error)
{
    struct xpost_submission elsewhere = *draft;
    elsewhere.key = other;
    if (begin(ledger, error) != 0)
        return -1;
    int may = may_take_place(ledger, draft, replaces, error);
    int result = may < 0 ? -1 : add_all(ledger, may ? draft : &elsewhere, error);
    return end(ledger, result == 0 && !may ? 1 : result, error);
}

int xpost_ledger_settle(struct xpost_ledger *ledger, const char *key,
                        const struct xpost_ledger_post *post, struct xpost_error *error)
{
    if (xpost_ledger_check_in_place(ledger, error) != 0)
        return -1;
    struct xpost_ledger_binder binder;
    if (xpost_ledger_prepare(ledger, XPOST_SQL_SETTLE, &binder, error) != 0)
        return -1;
    bind_outcome(&binder, key, post);
    int result = xpost_ledger_run(&binder);
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
    if (xpost_ledger_check_in_place(ledger, error) != 0)
        return -1;
    struct xpost_ledger_binder binder;
    if (xpost_ledger_prepare(ledger, XPOST_SQL_CLAIM, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_text(&binder, submission->key);
    xpost_ledger_bind_text(&binder, submission->account);
    xpost_ledger_bind_text(&binder, submission->user_id);
    xpost_ledger_bind_text(&binder, submission->username);
    int result = xpost_ledger_run(&binder);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}

int xpost_ledger_mark_deleted(struct xpost_ledger *ledger, const char *id, int64_t when,
                              struct xpost_error *error)
{
    struct xpost_ledger_binder binder;
    if (xpost_ledger_check_in_place(ledger, error) != 0 ||
        xpost_ledger_prepare(ledger, XPOST_SQL_MARK_DELETED, &binder, error) != 0)
        return -1;
    xpost_ledger_bind_text(&binder, id);
    xpost_ledger_bind_number(&binder, when);
    int result = xpost_ledger_run(&binder);
    return result == SQLITE_OK ? 0 : xpost_ledger_fail(ledger, result, error);
}
