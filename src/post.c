#include "post.h"

#include "cancel.h"
#include "error.h"
#include "key_lock.h"
#include "memory.h"
#include "post_check.h"
#include "renew.h"
#include "sending.h"
#include "thread.h"
#include "translate.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

/* One call of post, or of resume. */
struct posting {
    const struct xpost_operation *operation;
    const struct xpost_post_request *given;   /* by the caller; NULL in resume */
    const struct xpost_post_request *request; /* the posts that go out; likewise */
    struct xpost_thread thread;               /* that it is made of */
    int wait;
    struct xpost_ledger *ledger;
    struct xpost_account account;
    struct xpost_submission submission; /* as it is in the ledger, or will be */
    bool known;                         /* what the ledger has under the key was read */
    struct xpost_post_result *result;
};

static int choose_key(struct posting *posting, struct xpost_error *error)
{
    const char *given = posting->given->key;
    if (!given)
        return xpost_key_make(posting->result->key, error);
    if (xpost_key_check(given, error) != 0)
        return -1;
    memcpy(posting->result->key, given, strlen(given) + 1);
    return 0;
}

/* --- sending --- */

static int send(struct posting *posting, bool intended, struct xpost_error *error)
{
    struct xpost_sending sending = {
        .operation = posting->operation,
        .ledger = posting->ledger,
        .account = &posting->account,
        .submission = &posting->submission,
        .wait = posting->wait,
        .intended = intended,
        .warning = posting->result->warning,
    };
    return xpost_send(&sending, error);
}

/* What the ledger has not seen.  Where nothing has to be asked of X first it is recorded as
 * intended at once, which saves a write. */
static int send_new(struct posting *posting, struct xpost_error *error)
{
    bool ready = xpost_send_is_ready(&posting->account, &posting->submission);
    if (ready && xpost_submission_note(&posting->submission.posts[0], XPOST_STATE_INTENT, NULL,
                                       error) != 0)
        return -1;
    if (xpost_ledger_add(posting->ledger, &posting->submission, error) != 0) {
        error->outcome = XPOST_NOT_POSTED; /* whatever the submission says */
        return -1;
    }
    return send(posting, ready, error);
}

/* What was kept without a login belongs to the account that finishes it. */
static int claim(struct posting *posting, struct xpost_error *error)
{
    const struct xpost_account *account = &posting->account;
    struct xpost_submission *submission = &posting->submission;
    if (*submission->account)
        return 0;
    if (xpost_string_set(&submission->account, account->name) != 0 ||
        xpost_string_set(&submission->user_id, account->user_id) != 0 ||
        xpost_string_set(&submission->username, account->username) != 0)
        return xpost_error_no_memory(error);
    return xpost_ledger_claim(posting->ledger, submission, error);
}

/* Somebody else may have logged in under the account's name meanwhile. */
static int check_owner(const struct posting *posting, struct xpost_error *error)
{
    const struct xpost_account *account = &posting->account;
    const struct xpost_submission *submission = &posting->submission;
    if (!submission->user_id || !account->user_id ||
        strcmp(submission->user_id, account->user_id) == 0)
        return 0;
    xpost_error_set(error, XPOST_INVALID_REQUEST,
                    "This was begun as @%s, but account '%s' belongs to @%s now. Log in "
                    "as @%s to finish it.",
                    submission->username ? submission->username : submission->user_id,
                    account->name, account->username ? account->username : account->user_id,
                    submission->username ? submission->username : submission->user_id);
    return xpost_error_set_retry(error, XPOST_RETRY_LOGIN);
}

static int send_rest(struct posting *posting, struct xpost_error *error)
{
    const struct xpost_submission *submission = &posting->submission;
    if (xpost_submission_next(submission) == submission->count)
        return 0;
    if (check_owner(posting, error) != 0 || claim(posting, error) != 0)
        return -1;
    return send(posting, false, error);
}

/* What an earlier call did is known from here on, so cancelling need not doubt it. */
static void know(struct posting *posting)
{
    posting->known = true;
    xpost_cancel_doubt(posting->operation->cancel, false);
}

/* True for the text of the request, whatever white space is at its ends. */
static bool is_given(const struct xpost_post_request *given, const char *text)
{
    static const char space[] = " \t\r\n";
    const char *wanted = given->posts[0].text + strspn(given->posts[0].text, space);
    size_t length = strlen(wanted);
    while (length > 0 && strchr(space, wanted[length - 1]))
        length--;
    text += strspn(text, space);
    return given->count == 1 && strncmp(text, wanted, length) == 0 &&
           text[length + strspn(text + length, space)] == '\0';
}

/* A draft that says something else than what takes its place, as somebody changed it
 * elsewhere, is kept under a key of its own. */
static int keep_draft(const struct posting *posting, struct xpost_submission *draft,
                      const struct xpost_submission *instead, struct xpost_error *error)
{
    char key[XPOST_KEY_MAX + 1];
    if (is_given(posting->given, draft->posts[0].text) ||
        xpost_submission_covers(instead, draft->posts[0].text))
        return 0;
    if (xpost_key_make(key, error) != 0)
        return -1;
    if (xpost_string_set(&draft->key, key) != 0)
        return xpost_error_no_memory(error);
    return xpost_ledger_add(posting->ledger, draft, error);
}

static int post_draft(const struct posting *posting, struct xpost_submission *draft,
                      struct xpost_error *error)
{
    /* Whoever wrote it for one account does not want it posted by another one by chance. */
    if (*draft->account && !posting->request->account &&
        strcmp(draft->account, posting->account.name) != 0)
        return xpost_error_set(
            error, XPOST_INVALID_REQUEST,
            "This draft is for account '%s', but would be posted as '%s'. Say "
            "which account is meant: account=.",
            draft->account, posting->account.name);
    return keep_draft(posting, draft, &posting->submission, error);
}

/* Under the lock: what an earlier call with this key has done, or is to be done now. */
static int post_locked(struct posting *posting, struct xpost_error *error)
{
    struct xpost_submission earlier;
    int found = xpost_ledger_find(posting->ledger, posting->result->key, &earlier, error);
    if (found < 0)
        return -1;
    know(posting);
    if (found == 0 || xpost_submission_is_draft(&earlier)) {
        int kept = found ? post_draft(posting, &earlier, error) : 0;
        xpost_submission_release(&earlier);
        return kept == 0 ? send_new(posting, error) : -1;
    }
    int result = xpost_post_check_key_use(&earlier, &posting->submission, error);
    xpost_submission_release(&posting->submission);
    posting->submission = earlier;
    if (result != 0) {
        /* What is out under this key is not of this call. */
        xpost_submission_release(&posting->submission);
        return -1;
    }
    return send_rest(posting, error);
}

/* --- what cannot be posted --- */

static bool is_text(const struct xpost_post_request *request)
{
    for (size_t i = 0; i < request->count; i++) {
        const struct xpost_post *post = &request->posts[i];
        if (xpost_utf8_valid_length(post->text, post->text_length) != post->text_length ||
            memchr(post->text, '\0', post->text_length))
            return false;
    }
    return true;
}

static const struct xpost_prices *prices_of(const struct posting *posting)
{
    return &posting->operation->client->config.prices;
}

/* Makes way for what is kept, where a draft has its key. */
static int make_way(const struct posting *posting, const struct xpost_submission *kept,
                    struct xpost_error *error)
{
    struct xpost_submission earlier;
    int result = xpost_ledger_find(posting->ledger, kept->key, &earlier, error);
    if (result != 1)
        return result;
    result =
        xpost_submission_is_draft(&earlier) ? keep_draft(posting, &earlier, kept, error) : 0;
    xpost_submission_release(&earlier);
    return result;
}

/* What cannot be posted as things are is kept all the same, unless its key is taken.  In one
 * write: the key's lock is not held here, so another process may be using what was written. */
static void keep_text(struct posting *posting, const struct xpost_post_request *request,
                      const char *key, const struct xpost_error *why)
{
    struct xpost_error ignored;
    struct xpost_submission kept = {0};
    if (is_text(request) &&
        xpost_submission_make(&kept, key, request, &posting->account, prices_of(posting),
                              &ignored) == 0 &&
        xpost_submission_note(&kept.posts[0], XPOST_STATE_NOT_SENT, why, &ignored) == 0 &&
        make_way(posting, &kept, &ignored) == 0)
        xpost_ledger_add(posting->ledger, &kept, &ignored);
    xpost_submission_release(&kept);
}

/* What an earlier call with this key posted is its result, even if nothing could be posted now.
 */
static bool find_posted(struct posting *posting)
{
    struct xpost_error ignored;
    struct xpost_submission earlier;
    const char *asked = posting->request->account;
    if (xpost_submission_make(&posting->submission, posting->result->key, posting->request,
                              &posting->account, prices_of(posting), &ignored) != 0 ||
        xpost_ledger_find(posting->ledger, posting->result->key, &earlier, &ignored) != 1)
        return false;
    bool found = xpost_post_is_result(&earlier, &posting->submission, asked);
    if (found && !posting->account.name)
        xpost_store_load(&posting->operation->client->store, earlier.account, &posting->account,
                         &ignored);
    struct xpost_submission *unused = found ? &posting->submission : &earlier;
    xpost_submission_release(unused);
    if (found)
        posting->submission = earlier;
    return found;
}

/* A text that has to be changed is kept as it was given, under a key of its own, so that the
 * caller's is still free for the text that it becomes. */
static int refuse_text(struct posting *posting, const struct xpost_error *why)
{
    struct xpost_error ignored;
    char key[XPOST_KEY_MAX + 1];
    if (why->code == XPOST_OVER_LIMIT && find_posted(posting))
        return 0;
    if (!posting->request->key)
        keep_text(posting, posting->given, posting->result->key, why);
    else if (xpost_key_make(key, &ignored) == 0)
        keep_text(posting, posting->given, key, why);
    return -1;
}

/* The first thing that is wrong, with its place in a thread. */
static int check_text(const struct xpost_post_request *request, struct xpost_error *error)
{
    if (xpost_post_check_thread(request, error) != 0)
        return -1;
    for (size_t i = 0; i < request->count; i++) {
        const struct xpost_post *post = &request->posts[i];
        struct xpost_text_count count;
        if (xpost_api_check_post(post, error) != 0 ||
            xpost_post_count(post, request->limit, &count, error) != 0 ||
            xpost_post_check_characters(&count, error) != 0 ||
            xpost_post_check_weight(&count, error) != 0) {
            xpost_post_place(i, request->count, error);
            return -1;
        }
    }
    return 0;
}

/* --- post --- */

static int with_lock(struct posting *posting,
                     int (*work)(struct posting *, struct xpost_error *),
                     struct xpost_error *error)
{
    struct xpost_key_lock lock;
    if (!posting->request || !posting->request->new_key)
        xpost_cancel_doubt(posting->operation->cancel, true);
    if (xpost_key_lock_take(&lock, posting->operation, posting->result->key, error) != 0) {
        if (error->code == XPOST_CANCELLED && posting->request)
            keep_text(posting, posting->request, posting->result->key, error);
        xpost_submission_release(&posting->submission); /* nothing of it is done by this call */
        return -1;
    }
    int result = work(posting, error);
    xpost_key_lock_release(&lock);
    return result;
}

static int post(struct posting *posting, struct xpost_error *error)
{
    const struct xpost_operation *operation = posting->operation;
    const struct xpost_post_request *request = &posting->thread.request;
    if (choose_key(posting, error) != 0)
        return -1;
    posting->ledger = xpost_client_ledger(operation->client, error);
    if (!posting->ledger)
        return -1;
    int made = xpost_thread_make(&posting->thread, posting->given, error);
    posting->request = request;
    if (made != 0 || check_text(request, error) != 0)
        return refuse_text(posting, error);
    if (xpost_load_account(operation, request->account, &posting->account, error) != 0) {
        if (find_posted(posting))
            return 0;
        keep_text(posting, posting->request, posting->result->key, error);
        return -1;
    }
    if (xpost_submission_make(&posting->submission, posting->result->key, request,
                              &posting->account, prices_of(posting), error) != 0)
        return -1;
    return with_lock(posting, post_locked, error);
}

/* Of the post at which it stopped, as far as the ledger knows. */
static enum xpost_outcome outcome_of(const struct xpost_submission *submission)
{
    size_t index = xpost_submission_next(submission);
    bool uncertain =
        index < submission->count && xpost_post_is_uncertain(submission->posts[index].state);
    return uncertain ? XPOST_OUTCOME_UNKNOWN : XPOST_NOT_POSTED;
}

/* Where a call came to nothing before it read what an earlier one with its key has done. */
static enum xpost_outcome outcome_of_key(const struct posting *posting)
{
    struct xpost_error ignored;
    struct xpost_submission earlier;
    if (posting->known)
        return outcome_of(&posting->submission);
    if (!posting->ledger || !*posting->result->key)
        return XPOST_NOT_POSTED;
    int found = xpost_ledger_find(posting->ledger, posting->result->key, &earlier, &ignored);
    if (found != 1) /* what the ledger cannot tell, this call has not posted */
        return XPOST_NOT_POSTED;
    enum xpost_outcome outcome = outcome_of(&earlier);
    xpost_submission_release(&earlier);
    return outcome;
}

/* Fills the result in each case, and releases the rest. */
static int finish(struct posting *posting, int status, struct xpost_error *error)
{
    struct xpost_error unlisted;
    struct xpost_post_result *result = posting->result;
    const char *api_url = posting->account.endpoints.api_url;
    if (!api_url) /* the account is gone; its post is not */
        api_url = posting->operation->client->config.api_url;
    int listed = xpost_submission_result(&posting->submission, api_url, result, &unlisted);
    if (status == 0 && listed != 0) {
        *error = unlisted;
        error->outcome = XPOST_POSTED;
        status = -1;
    }
    if (status == 0 && posting->submission.posts[0].deleted_at)
        snprintf(result->warning, sizeof result->warning, "%s",
                 xpost_translate("This was posted before, and deleted since. Post it anew with "
                                 "another key."));
    if (status != 0) {
        memcpy(error->key, result->key, sizeof error->key);
        if (error->outcome == XPOST_OUTCOME_NONE)
            error->outcome = outcome_of_key(posting);
    }
    xpost_submission_release(&posting->submission);
    xpost_account_release(&posting->account);
    return status;
}

int xpost_post(const struct xpost_operation *operation,
               const struct xpost_post_request *request, struct xpost_post_result *result,
               struct xpost_error *error)
{
    *result = (struct xpost_post_result){0};
    struct posting posting = {
        .operation = operation, .given = request, .wait = request->wait, .result = result};
    xpost_error_clear(error);
    int status = finish(&posting, post(&posting, error), error);
    xpost_thread_release(&posting.thread);
    return status;
}

/* --- resume --- */

/* What was refused here, before X was asked, would be refused there. */
static int check_refused(const struct xpost_submission *submission, struct xpost_error *error)
{
    for (size_t i = 0; i < submission->count; i++) {
        const struct xpost_ledger_post *entry = &submission->posts[i];
        if (entry->state == XPOST_STATE_NOT_SENT && entry->sent_at == 0 && entry->message &&
            (entry->code == XPOST_OVER_LIMIT || entry->code == XPOST_INVALID_REQUEST))
            return xpost_error_set(error, entry->code, "%s", entry->message);
    }
    return 0;
}

static int refuse_undone(struct xpost_error *error)
{
    return xpost_error_set(
        error, XPOST_INVALID_REQUEST,
        "This was posted, and deleted since. Post it anew with another key.");
}

static int resume_locked(struct posting *posting, struct xpost_error *error)
{
    struct xpost_submission *submission = &posting->submission;
    int found = xpost_ledger_find(posting->ledger, posting->result->key, submission, error);
    if (found < 0)
        return -1;
    know(posting);
    if (found == 0)
        return xpost_post_refuse_unknown_key(posting->result->key, error);
    if (xpost_submission_is_draft(submission))
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "This is a draft, which was never submitted. Post it with its "
                               "key.");
    if (xpost_submission_next(submission) == submission->count)
        return submission->posts[0].deleted_at ? refuse_undone(error) : 0;
    if (check_refused(submission, error) != 0)
        return -1;
    const char *name = *submission->account ? submission->account : NULL;
    if (xpost_load_account(posting->operation, name, &posting->account, error) != 0)
        return -1;
    return send_rest(posting, error);
}

static int resume(struct posting *posting, const char *key, struct xpost_error *error)
{
    if (xpost_key_check(key, error) != 0)
        return -1;
    memcpy(posting->result->key, key, strlen(key) + 1);
    posting->ledger = xpost_client_ledger(posting->operation->client, error);
    return posting->ledger ? with_lock(posting, resume_locked, error) : -1;
}

int xpost_resume(const struct xpost_operation *operation, const char *key, int wait,
                 struct xpost_post_result *result, struct xpost_error *error)
{
    *result = (struct xpost_post_result){0};
    struct posting posting = {.operation = operation, .wait = wait, .result = result};
    xpost_error_clear(error);
    return finish(&posting, resume(&posting, key, error), error);
}
