#include "sending.h"

#include "api.h"
#include "buffer.h"
#include "cancel.h"
#include "clock.h"
#include "create.h"
#include "error.h"
#include "memory.h"
#include "post_check.h"
#include "reconcile.h"
#include "renew.h"
#include "submission.h"
#include "translate.h"
#include "url.h"
#include "user.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Pauses, in seconds, before a post is sent again that X refused because it did not see yet
 * what the post answers, which was made a moment ago. */
static const int sight_pauses[] = {2, 3, 5, 10};
enum {
    SIGHT_PAUSES = sizeof sight_pauses / sizeof *sight_pauses,
    CAUSE_MAX = 600 /* bytes of a message within another */
};

static struct xpost_ledger_post *entry_of(const struct xpost_sending *sending, size_t index)
{
    return &sending->submission->posts[index];
}

/* --- what is told --- */

static void tell(const struct xpost_sending *sending, size_t index,
                 enum xpost_progress_state state, int64_t until)
{
    const struct xpost_progress progress = {
        .number = (int)index + 1,
        .total = (int)sending->submission->count,
        .state = state,
        .until = until,
    };
    xpost_operation_progress(sending->operation, &progress);
}

static bool is_thread(const struct xpost_sending *sending)
{
    return sending->submission->count > 1;
}

static void tell_posted(const struct xpost_sending *sending, size_t index)
{
    const struct xpost_ledger_post *entry = entry_of(sending, index);
    struct xpost_buffer url = XPOST_BUFFER(XPOST_URL_MAX + 64);
    if (!is_thread(sending))
        return;
    if (entry->id)
        xpost_api_post_url(&url, sending->account->endpoints.api_url, entry->id);
    const struct xpost_progress progress = {
        .number = (int)index + 1,
        .total = (int)sending->submission->count,
        .state = XPOST_PROGRESS_POSTED,
        .id = entry->id,
        .url = url.length ? xpost_buffer_string(&url) : NULL,
        .text = entry->text,
    };
    xpost_operation_progress(sending->operation, &progress);
    xpost_buffer_release(&url);
}

/* --- before a post is sent --- */

/* Waits, and says so.  What was done so far is recorded, so nothing has to be finished. */
static int wait_for(const struct xpost_sending *sending, size_t index, int64_t seconds,
                    struct xpost_error *error)
{
    struct xpost_error why = *error;
    xpost_cancel_end(sending->operation->cancel);
    tell(sending, index, XPOST_PROGRESS_WAITING, xpost_clock_now() + seconds);
    if (xpost_operation_pause(sending->operation, seconds * 1000, error) == 0)
        return 0;
    error->retry_at = why.retry_at;
    error->outcome = XPOST_NOT_POSTED;
    return -1;
}

static int make_ready(const struct xpost_sending *sending, struct xpost_error *error)
{
    struct xpost_account *account = sending->account;
    if (xpost_post_check_scopes(account, error) != 0 ||
        xpost_renew(sending->operation, account, XPOST_RENEW_IF_DUE, NULL, error) != 0)
        return -1;
    if (account->user_unconfirmed && account->user_id)
        return xpost_confirm_user(sending->operation, account, error);
    return 0;
}

bool xpost_send_is_ready(const struct xpost_account *account,
                         const struct xpost_submission *submission)
{
    struct xpost_error ignored;
    return xpost_post_check_scopes(account, &ignored) == 0 && !account->user_unconfirmed &&
           !xpost_account_renewal_due(account, xpost_clock_now()) &&
           !xpost_post_media_any(submission);
}

/* Uploads what is attached to the post, which may take longer than a token lasts. */
static int upload_media(struct xpost_sending *sending, size_t index, struct xpost_error *error)
{
    if (!xpost_attachments_any(entry_of(sending, index)->request))
        return 0;
    if (xpost_post_media_upload(&sending->media, sending->operation, sending->account,
                                sending->submission, index, error) != 0)
        return -1;
    return make_ready(sending, error);
}

/* Looks for a post that may be out. */
static int look_for(const struct xpost_sending *sending, size_t index,
                    struct xpost_error *error)
{
    size_t reads = 0;
    struct xpost_error why;
    tell(sending, index, XPOST_PROGRESS_CHECKING, 0);
    if (xpost_reconcile(sending->operation, sending->account, sending->submission, index,
                        &reads, &why) == 0)
        return 0;
    if (why.code == XPOST_CANCELLED || why.code == XPOST_STORE) {
        *error = why;
    } else {
        char cause[CAUSE_MAX];
        xpost_utf8_sanitise(cause, sizeof cause, why.message, strlen(why.message));
        xpost_error_set(error, XPOST_UNKNOWN_OUTCOME,
                        "An earlier attempt to post this got no clear answer, so it may be out "
                        "already, and it is not sent again. Whether it is could not be found "
                        "out: %s",
                        cause);
        error->http_status = why.http_status;
        error->retry_at = why.retry_at;
        error->retry = xpost_error_retry(&why);
        xpost_error_detail(error, why.detail, strlen(why.detail));
    }
    error->outcome = XPOST_OUTCOME_UNKNOWN;
    return -1;
}

/* A post that is out, as X said when it refused it as a duplicate, but with an id that it did
 * not say. */
static int find_parent(const struct xpost_sending *sending, size_t index,
                       struct xpost_error *error)
{
    size_t reads = 0;
    tell(sending, index - 1, XPOST_PROGRESS_CHECKING, 0);
    if (xpost_reconcile(sending->operation, sending->account, sending->submission, index - 1,
                        &reads, error) == 0)
        return 0;
    if (error->code == XPOST_NOT_FOUND) {
        xpost_error_set(
            error, XPOST_NOT_FOUND,
            "The post before it is out, but is not to be seen on your timeline yet, "
            "so it cannot be answered. Go on in a minute, with resume.");
        xpost_error_set_retry(error, XPOST_RETRY_LATER);
    }
    error->outcome = XPOST_NOT_POSTED;
    return -1;
}

/* What a post of a thread answers has to be there, and known. */
static int check_parent(const struct xpost_sending *sending, size_t index,
                        struct xpost_error *error)
{
    const struct xpost_ledger_post *parent = index > 0 ? entry_of(sending, index - 1) : NULL;
    if (!parent)
        return 0;
    if (parent->deleted_at)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The posts before it were deleted, so the thread cannot go on. "
                               "Post the rest anew, with another key.");
    if (parent->id)
        return 0;
    return find_parent(sending, index, error);
}

/* --- one post --- */

/* If this cannot be written the intent stays, which is on the safe side. */
static void record(struct xpost_sending *sending, size_t index, enum xpost_post_state state,
                   const struct xpost_error *why)
{
    struct xpost_error unsettled;
    sending->unrecorded = xpost_submission_settle(sending->ledger, sending->submission, index,
                                                  state, why, &unsettled) != 0 &&
                          state == XPOST_STATE_POSTED;
    if (!sending->unrecorded)
        return;
    char cause[CAUSE_MAX];
    xpost_utf8_sanitise(cause, sizeof cause, unsettled.message, strlen(unsettled.message));
    snprintf(sending->warning, XPOST_MESSAGE_MAX,
             xpost_translate("The post is out, but that could not be written down (%s), so its "
                             "key will be taken for one whose outcome is not known."),
             cause);
}

/* A post that is out, with the text of one that X refuses as a duplicate. */
struct other {
    const struct xpost_submission *submission;
    size_t index;
    bool found;
};

static int look_for_other(struct xpost_submission *earlier, void *user)
{
    struct other *other = user;
    const struct xpost_submission *submission = other->submission;
    bool same_key = strcmp(earlier->key, submission->key) == 0;
    for (size_t i = 0; i < earlier->count; i++)
        if (earlier->posts[i].state == XPOST_STATE_POSTED && !(same_key && i == other->index) &&
            xpost_string_equal(earlier->posts[i].text, submission->posts[other->index].text))
            other->found = true;
    return 0;
}

/* X has this text already, and an earlier attempt had no clear outcome: that was the post,
 * unless it was another one, which nobody can tell. */
static enum xpost_post_state judge_duplicate(const struct xpost_sending *sending, size_t index,
                                             struct xpost_error *error)
{
    enum { LOOK_BACK = 50 /* submissions */ };
    struct xpost_error ignored;
    struct other other = {.submission = sending->submission, .index = index};
    struct xpost_ledger_query query = {.account = sending->submission->account,
                                       .limit = LOOK_BACK};
    if (xpost_ledger_history(sending->ledger, &query, look_for_other, &other, &ignored) == 0 &&
        !other.found)
        return XPOST_STATE_POSTED;
    const struct xpost_error why = *error;
    xpost_error_set(error, XPOST_UNKNOWN_OUTCOME,
                    "X says that it has this text already. That may be an earlier attempt of "
                    "this post, which got no clear answer, or another post with the same text. "
                    "Look at your timeline, or use check later.");
    error->http_status = why.http_status;
    xpost_error_detail(error, why.detail, strlen(why.detail));
    error->outcome = XPOST_OUTCOME_UNKNOWN;
    return XPOST_STATE_UNKNOWN;
}

/* With the intent in the ledger: whatever happens to this process now, the ledger says that the
 * post may be out.  Returns the state it is in afterwards. */
static enum xpost_post_state send_intended(struct xpost_sending *sending, size_t index,
                                           struct xpost_error *error)
{
    struct xpost_ledger_post *entry = entry_of(sending, index);
    char id[XPOST_ID_MAX + 1];
    char *body = xpost_post_media_body(&sending->media, sending->submission, index, error);
    enum xpost_post_state state = XPOST_STATE_NOT_SENT;
    if (body)
        state = xpost_create(sending->operation, sending->account, body, id, error);
    free(body);
    if (state == XPOST_STATE_POSTED && xpost_string_set(&entry->id, id) != 0) {
        xpost_error_no_memory(error);
        error->outcome = XPOST_POSTED;
        return XPOST_STATE_INTENT;
    }
    if (state == XPOST_STATE_REJECTED && error->code == XPOST_DUPLICATE && entry->doubted_at)
        state = judge_duplicate(sending, index, error);
    record(sending, index, state, state == XPOST_STATE_POSTED ? NULL : error);
    return state;
}

/* One attempt.  Returns the state; not_sent with an error, too, where nothing could be begun.
 */
static enum xpost_post_state attempt(struct xpost_sending *sending, size_t index,
                                     struct xpost_error *error)
{
    bool intended = sending->intended;
    sending->intended = false;
    if (intended)
        return send_intended(sending, index, error);
    if (make_ready(sending, error) != 0 || upload_media(sending, index, error) != 0) {
        record(sending, index, XPOST_STATE_NOT_SENT, error);
        return XPOST_STATE_NOT_SENT;
    }
    if (xpost_submission_settle(sending->ledger, sending->submission, index, XPOST_STATE_INTENT,
                                NULL, error) != 0) {
        error->outcome = XPOST_NOT_POSTED; /* whatever the ledger may say now */
        return XPOST_STATE_NOT_SENT;
    }
    return send_intended(sending, index, error);
}

/* Of a post that is out from an earlier attempt the id is looked for; without it the post is
 * out all the same. */
static void find_id(const struct xpost_sending *sending, size_t index)
{
    size_t reads = 0;
    struct xpost_error ignored;
    if (entry_of(sending, index)->id)
        return;
    tell(sending, index, XPOST_PROGRESS_CHECKING, 0);
    if (xpost_reconcile(sending->operation, sending->account, sending->submission, index,
                        &reads, &ignored) != 0)
        snprintf(sending->warning, XPOST_MESSAGE_MAX, "%s",
                 xpost_translate("The post is out: X has it already, from an earlier attempt. "
                                 "Its id could not be found yet; check finds it later."));
}

/* How often a post was refused for reasons that pass. */
struct refusals {
    int unseen;  /* X did not see what it answers */
    int limited; /* by a rate limit */
};

/* How many seconds to wait before a refused post is sent again; -1 where that is of no use, or
 * not allowed. */
static int64_t pause_before_next(struct xpost_sending *sending, size_t index,
                                 struct refusals *refusals, const struct xpost_error *error)
{
    if (error->code == XPOST_NOT_FOUND && index > 0 && refusals->unseen < SIGHT_PAUSES)
        return sight_pauses[refusals->unseen++];
    if (error->code != XPOST_RATE_LIMITED || error->retry_at == 0)
        return -1;
    int64_t seconds = error->retry_at - xpost_clock_now();
    /* A server that always says "now" is not asked without end. */
    int64_t least = (int64_t)1 << refusals->limited;
    if (seconds < least)
        seconds = least;
    if (seconds > sending->wait)
        return -1;
    sending->wait -= (int)seconds;
    refusals->limited++;
    return seconds;
}

static int send_one(struct xpost_sending *sending, size_t index, struct xpost_error *error)
{
    struct refusals refusals = {0};
    for (;;) {
        if (is_thread(sending))
            tell(sending, index, XPOST_PROGRESS_SENDING, 0);
        enum xpost_post_state state = attempt(sending, index, error);
        if (state == XPOST_STATE_POSTED) {
            find_id(sending, index);
            return 0;
        }
        /* Or, what was not sent, because its media could not be uploaded yet. */
        if (state != XPOST_STATE_REJECTED &&
            (state != XPOST_STATE_NOT_SENT || error->code != XPOST_RATE_LIMITED))
            return -1;
        int64_t seconds = pause_before_next(sending, index, &refusals, error);
        if (error->code == XPOST_NOT_FOUND && index > 0)
            xpost_error_set_retry(error, XPOST_RETRY_LATER); /* what it answers is out */
        if (seconds < 0 || wait_for(sending, index, seconds, error) != 0)
            return -1;
    }
}

/* --- the whole --- */

/* Once more: the next post must not go out while the ledger doubts this one. */
static void record_again(struct xpost_sending *sending, size_t index)
{
    if (!sending->unrecorded)
        return;
    record(sending, index, XPOST_STATE_POSTED, NULL);
    if (!sending->unrecorded)
        sending->warning[0] = '\0';
}

/* Ends what had to be finished, unless it was the last: then whoever cancels now still hears
 * that the outcome is not known. */
static int go_on(struct xpost_sending *sending, size_t index, struct xpost_error *error)
{
    bool is_last = index + 1 == sending->submission->count;
    if (!is_last) {
        record_again(sending, index);
        xpost_cancel_end(sending->operation->cancel);
    }
    tell_posted(sending, index);
    if (is_last)
        return 0;
    if (sending->unrecorded)
        return xpost_error_set(error, XPOST_STORE, "%s", sending->warning);
    if (!xpost_operation_stopped(sending->operation))
        return 0;
    return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
}

static int send_next(struct xpost_sending *sending, size_t index, struct xpost_error *error)
{
    const struct xpost_ledger_post *entry = entry_of(sending, index);
    if (!sending->intended && xpost_post_is_uncertain(entry->state)) {
        xpost_cancel_doubt(sending->operation->cancel, true);
        if (look_for(sending, index, error) != 0)
            return -1;
        xpost_cancel_doubt(sending->operation->cancel, false);
    }
    if (entry->state == XPOST_STATE_POSTED)
        return 0;
    if (check_parent(sending, index, error) != 0)
        return -1;
    return send_one(sending, index, error);
}

/* What cannot be attached is found out before the first post of a thread is out.  Not while it
 * has to be found out whether one is out already: that comes first. */
static int check_media(struct xpost_sending *sending, struct xpost_error *error)
{
    const struct xpost_submission *submission = sending->submission;
    size_t at = xpost_submission_next(submission);
    if (at == submission->count || xpost_post_is_uncertain(submission->posts[at].state) ||
        !xpost_post_media_any(submission) ||
        xpost_post_media_check(submission, sending->account, &at, error) == 0)
        return 0;
    if (!xpost_post_is_uncertain(submission->posts[at].state))
        record(sending, at, XPOST_STATE_NOT_SENT, error);
    xpost_post_place(at, submission->count, error);
    return -1;
}

static int send_all(struct xpost_sending *sending, struct xpost_error *error)
{
    size_t count = sending->submission->count;
    for (size_t i = xpost_submission_next(sending->submission); i < count; i++) {
        xpost_error_clear(error);
        size_t at = i;
        int result = send_next(sending, i, error);
        if (result == 0) {
            result = go_on(sending, i, error);
            at = i + 1;
        }
        if (result != 0) {
            xpost_post_place(at, count, error);
            return -1;
        }
    }
    return 0;
}

int xpost_send(struct xpost_sending *sending, struct xpost_error *error)
{
    int result = check_media(sending, error);
    return result == 0 ? send_all(sending, error) : result;
}
