#include "post.h"

#include "buffer.h"
#include "call.h"
#include "clock.h"
#include "error.h"
#include "json.h"
#include "lock.h"
#include "memory.h"
#include "post_check.h"
#include "post_key.h"
#include "price.h"
#include "renew.h"
#include "url.h"
#include "user.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_LOCK_WAIT = 60000, /* milliseconds; longer than a create can take */
};

/* One call of post. */
struct posting {
    const struct xpost_operation *operation;
    const struct xpost_post_request *request;
    struct xpost_ledger *ledger;
    struct xpost_account account;
    struct xpost_submission submission; /* as it is in the ledger */
    struct xpost_post_result *result;
};

static int choose_key(struct posting *posting, struct xpost_error *error)
{
    const char *given = posting->request->key;
    if (!given)
        return xpost_key_make(posting->result->key, error);
    if (xpost_key_check(given, error) != 0)
        return -1;
    memcpy(posting->result->key, given, strlen(given) + 1);
    return 0;
}

/* --- the ledger --- */

/* Makes the submission as it will stand in the ledger. */
static int describe(struct posting *posting, const char *key, struct xpost_error *error)
{
    const struct xpost_post *post = &posting->request->post;
    struct xpost_submission *submission = &posting->submission;
    struct xpost_ledger_post *entry = calloc(1, sizeof *entry);
    const char *name = posting->account.name;
    if (!entry)
        return xpost_error_no_memory(error);
    submission->posts = entry;
    submission->count = 1;
    submission->created_at = xpost_clock_now();
    entry->state = XPOST_STATE_NOT_SENT;
    entry->cost = xpost_price_of_post(post->text, post->text_length);
    entry->request = xpost_api_create_body(post, error);
    if (!entry->request)
        return -1;
    if (xpost_string_set(&submission->key, key) != 0 ||
        xpost_string_set(&submission->account, name ? name : "") != 0 ||
        xpost_string_set(&submission->user_id, posting->account.user_id) != 0 ||
        xpost_string_set(&submission->username, posting->account.username) != 0 ||
        xpost_string_set(&entry->text, post->text) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

/* Sets the state and, from `why` if it is not NULL, the reason. */
static int note(struct xpost_ledger_post *entry, enum xpost_post_state state,
                const struct xpost_error *why, struct xpost_error *error)
{
    entry->state = state;
    entry->code = why ? why->code : XPOST_OK;
    entry->http_status = why ? why->http_status : 0;
    if (state == XPOST_STATE_INTENT)
        entry->sent_at = xpost_clock_now();
    else
        entry->settled_at = xpost_clock_now();
    if (xpost_string_set(&entry->message, why ? why->message : NULL) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

/* Records state and reason. */
static int settle(struct posting *posting, enum xpost_post_state state,
                  const struct xpost_error *why, struct xpost_error *error)
{
    struct xpost_ledger_post *entry = &posting->submission.posts[0];
    if (note(entry, state, why, error) != 0)
        return -1;
    return xpost_ledger_settle(posting->ledger, posting->submission.key, entry, error);
}

static int fill_result(struct posting *posting, struct xpost_error *error)
{
    const struct xpost_ledger_post *entry = &posting->submission.posts[0];
    struct xpost_post_result *result = posting->result;
    const char *api_url = posting->account.endpoints.api_url;
    if (!api_url) /* the account is gone; its post is not */
        api_url = posting->operation->client->config.api_url;
    struct xpost_buffer url = XPOST_BUFFER(XPOST_URL_MAX + 64);
    result->cost = entry->cost;
    if (entry->id) {
        xpost_api_post_url(&url, api_url ? api_url : XPOST_DEFAULT_API_URL, entry->id);
        result->url = xpost_buffer_take(&url);
    }
    if ((entry->id && !result->url) || xpost_string_set(&result->id, entry->id) != 0 ||
        xpost_string_set(&result->text, entry->text) != 0)
        return xpost_error_no_memory(error);
    return 0;
}

/* --- one create --- */

static enum xpost_post_state state_of(enum xpost_outcome outcome, enum xpost_sent sent)
{
    switch (outcome) {
    case XPOST_POSTED:
        return XPOST_STATE_POSTED;
    case XPOST_NOT_POSTED:
        return sent == XPOST_NOT_SENT ? XPOST_STATE_NOT_SENT : XPOST_STATE_REJECTED;
    case XPOST_OUTCOME_NONE:
    case XPOST_OUTCOME_UNKNOWN:
        break;
    }
    return XPOST_STATE_UNKNOWN;
}

/* Turns what is known of an unknown outcome into one error. */
static void describe_unknown(const struct xpost_http_response *response,
                             struct xpost_error *error)
{
    struct xpost_error why = *error;
    bool accepted = response->status >= 200 && response->status < 300;
    xpost_error_set(
        error, XPOST_UNKNOWN_OUTCOME,
        "%s It is not known whether the post is out, so it is not sent again. Look at "
        "your timeline.",
        accepted ? "X took the post, but did not say its id."
                 : "X gave no clear answer to the post.");
    error->http_status = response->status;
    error->retry_at = response->retry_at;
    xpost_error_detail(error, *why.detail ? why.detail : why.message,
                       strlen(*why.detail ? why.detail : why.message));
}

/* Sends the create once.  Fills `id` if it was posted. */
static enum xpost_outcome create(struct posting *posting, char *id, enum xpost_sent *sent,
                                 struct xpost_error *error)
{
    struct xpost_http_response response;
    struct xpost_call call = {
        .method = "POST",
        .path = "/2/tweets",
        .body = posting->submission.posts[0].request,
        .once = true,
        .renewed = true,
    };
    xpost_error_clear(error);
    int answered =
        xpost_call_perform(posting->operation, &posting->account, &call, &response, error);
    enum xpost_body_kind kind =
        xpost_api_read_created(xpost_buffer_string(&response.body), response.body.length, id);
    *sent = response.sent;
    enum xpost_outcome outcome = xpost_outcome_of_create(response.sent, response.status, kind);
    if (answered == 0 && outcome != XPOST_POSTED)
        xpost_api_read_problem(&response, error);
    if (outcome == XPOST_OUTCOME_UNKNOWN)
        describe_unknown(&response, error);
    xpost_error_redact(error, posting->account.access_token);
    xpost_http_response_release(&response);
    error->outcome = outcome;
    return outcome;
}

/* Everything that has to be right before a byte may leave. */
static int make_ready(struct posting *posting, struct xpost_error *error)
{
    const struct xpost_operation *operation = posting->operation;
    if (xpost_post_check_scopes(&posting->account, error) != 0 ||
        xpost_renew(operation, &posting->account, XPOST_RENEW_IF_DUE, NULL, error) != 0)
        return -1;
    if (posting->account.user_unconfirmed && posting->account.user_id)
        return xpost_confirm_user(operation, &posting->account, error);
    return 0;
}

/* With the intent in the ledger: whatever happens to this process now, the ledger says that the
 * post may be out. */
static int send_intended(struct posting *posting, struct xpost_error *error)
{
    char id[XPOST_ID_MAX + 1];
    enum xpost_sent sent = XPOST_NOT_SENT;
    struct xpost_error unsettled;
    enum xpost_outcome outcome = create(posting, id, &sent, error);
    bool posted = outcome == XPOST_POSTED;
    if (posted && xpost_string_set(&posting->submission.posts[0].id, id) != 0) {
        xpost_error_no_memory(error);
        error->outcome = XPOST_POSTED;
        return -1;
    }
    /* If this cannot be written the intent stays, which is on the safe side. */
    if (settle(posting, state_of(outcome, sent), posted ? NULL : error, &unsettled) != 0)
        snprintf(
            posting->result->warning, sizeof posting->result->warning,
            "The post is out, but that could not be written down (%.500s), so its key will "
            "be taken for one whose outcome is not known.",
            unsettled.message);
    return posted ? fill_result(posting, error) : -1;
}

static int send(struct posting *posting, struct xpost_error *error)
{
    struct xpost_error unsettled;
    if (make_ready(posting, error) != 0) {
        settle(posting, XPOST_STATE_NOT_SENT, error, &unsettled);
        return -1;
    }
    return settle(posting, XPOST_STATE_INTENT, NULL, error) != 0
               ? -1
               : send_intended(posting, error);
}

static bool is_ready(const struct xpost_account *account)
{
    struct xpost_error ignored;
    return xpost_post_check_scopes(account, &ignored) == 0 && !account->user_unconfirmed &&
           !xpost_account_renewal_due(account, xpost_clock_now());
}

/* A post that the ledger has not seen.  Where nothing has to be asked of X first it is recorded
 * as intended at once, which saves a write. */
static int send_new(struct posting *posting, struct xpost_error *error)
{
    struct xpost_ledger_post *entry = &posting->submission.posts[0];
    bool ready = is_ready(&posting->account);
    if (ready) {
        entry->state = XPOST_STATE_INTENT;
        entry->sent_at = xpost_clock_now();
    }
    if (xpost_ledger_add(posting->ledger, &posting->submission, error) != 0)
        return -1;
    return ready ? send_intended(posting, error) : send(posting, error);
}

/* --- a key that was used before --- */

static int resume(struct posting *posting, struct xpost_error *error)
{
    struct xpost_ledger_post *entry = &posting->submission.posts[0];
    switch (entry->state) {
    case XPOST_STATE_POSTED:
        return fill_result(posting, error);
    case XPOST_STATE_DRAFT:
    case XPOST_STATE_NOT_SENT:
    case XPOST_STATE_REJECTED:
        return send(posting, error);
    case XPOST_STATE_INTENT:
    case XPOST_STATE_UNKNOWN:
        break;
    }
    return xpost_post_refuse_uncertain(error);
}

/* --- the whole --- */

/* What was kept without a login belongs to the account that finishes it. */
static int claim(struct posting *posting, struct xpost_submission *earlier,
                 struct xpost_error *error)
{
    const struct xpost_submission *now = &posting->submission;
    if (*earlier->account)
        return 0;
    if (xpost_string_set(&earlier->account, now->account) != 0 ||
        xpost_string_set(&earlier->user_id, now->user_id) != 0 ||
        xpost_string_set(&earlier->username, now->username) != 0)
        return xpost_error_no_memory(error);
    return xpost_ledger_claim(posting->ledger, earlier, error);
}

/* With the key's lock held. */
static int post_locked(struct posting *posting, struct xpost_error *error)
{
    struct xpost_submission earlier = {0};
    int found = xpost_ledger_find(posting->ledger, posting->result->key, &earlier, error);
    if (found < 0)
        return -1;
    if (found == 0)
        return send_new(posting, error);
    const struct xpost_submission *now = &posting->submission;
    if (xpost_post_check_key_use(&earlier, now->posts[0].request, now->account, error) != 0 ||
        claim(posting, &earlier, error) != 0) {
        xpost_submission_release(&earlier);
        return -1;
    }
    xpost_submission_release(&posting->submission);
    posting->submission = earlier;
    return resume(posting, error);
}

/* A text that cannot be posted as things are is kept all the same, unless its key is taken.  In
 * one write: the key's lock is not held here, so another process may be using what was written.
 */
static void keep_text(struct posting *posting, const char *key, const struct xpost_error *why)
{
    struct xpost_error ignored;
    const struct xpost_post *post = &posting->request->post;
    xpost_submission_release(&posting->submission);
    if (xpost_utf8_valid_length(post->text, post->text_length) == post->text_length &&
        !memchr(post->text, '\0', post->text_length) && describe(posting, key, &ignored) == 0 &&
        note(&posting->submission.posts[0], XPOST_STATE_NOT_SENT, why, &ignored) == 0)
        xpost_ledger_add(posting->ledger, &posting->submission, &ignored);
}

static int with_lock(struct posting *posting, struct xpost_error *error)
{
    char name[XPOST_KEY_LOCK_NAME_SIZE];
    struct xpost_lock lock = XPOST_LOCK_NONE;
    const struct xpost_directory *directory = &posting->operation->client->store.directory;
    if (xpost_key_lock_name(name, posting->result->key, error) != 0)
        return -1;
    if (xpost_lock_take_once(&lock, directory, name, KEY_LOCK_WAIT, posting->operation->cancel,
                             error) != 0) {
        /* Another process is posting with this key. */
        if (error->code == XPOST_BUSY)
            error->outcome = XPOST_OUTCOME_UNKNOWN;
        else if (error->code == XPOST_CANCELLED)
            keep_text(posting, posting->result->key, error);
        return -1;
    }
    int result = post_locked(posting, error);
    xpost_lock_release_once(&lock, directory, name);
    return result;
}

/* What an earlier call with this key posted is its result, even if nothing could be posted now.
 * Returns 1 if there is such a result. */
static int find_posted(struct posting *posting)
{
    struct xpost_error ignored;
    struct xpost_submission *earlier = &posting->submission;
    char *request = xpost_api_create_body(&posting->request->post, &ignored);
    bool found =
        request &&
        xpost_ledger_find(posting->ledger, posting->result->key, earlier, &ignored) == 1 &&
        xpost_post_is_result(earlier, request, posting->request->account);
    free(request);
    if (!found)
        xpost_submission_release(earlier);
    else if (!posting->account.name)
        xpost_store_load(&posting->operation->client->store, earlier->account,
                         &posting->account, &ignored);
    return found && resume(posting, &ignored) == 0;
}

static int check_length(const struct xpost_post_request *request, struct xpost_error *error)
{
    struct xpost_text_count count;
    if (xpost_post_count(request, &count, error) != 0 ||
        xpost_post_check_characters(&count, error) != 0)
        return -1;
    return xpost_post_check_weight(&count, error);
}

/* A text that has to be changed is kept under a key of its own, so that the caller's is still
 * free for the text that it becomes. */
static int refuse_text(struct posting *posting, const struct xpost_error *why)
{
    struct xpost_error ignored;
    char key[XPOST_KEY_MAX + 1];
    if (why->code == XPOST_OVER_LIMIT && find_posted(posting))
        return 0;
    if (!posting->request->key)
        keep_text(posting, posting->result->key, why);
    else if (xpost_key_make(key, &ignored) == 0)
        keep_text(posting, key, why);
    return -1;
}

static int run(struct posting *posting, struct xpost_error *error)
{
    const struct xpost_operation *operation = posting->operation;
    const struct xpost_post_request *request = posting->request;
    if (choose_key(posting, error) != 0)
        return -1;
    posting->ledger = xpost_client_ledger(operation->client, error);
    if (!posting->ledger)
        return -1;
    if (xpost_api_check_post(&request->post, error) != 0 || check_length(request, error) != 0)
        return refuse_text(posting, error);
    if (xpost_load_account(operation, request->account, &posting->account, error) != 0) {
        if (find_posted(posting))
            return 0;
        keep_text(posting, posting->result->key, error);
        return -1;
    }
    if (describe(posting, posting->result->key, error) != 0)
        return -1;
    return with_lock(posting, error);
}

int xpost_post(const struct xpost_operation *operation,
               const struct xpost_post_request *request, struct xpost_post_result *result,
               struct xpost_error *error)
{
    *result = (struct xpost_post_result){0};
    struct posting posting = {.operation = operation, .request = request, .result = result};
    xpost_error_clear(error);
    int status = run(&posting, error);
    if (status != 0) {
        memcpy(error->key, result->key, sizeof error->key);
        if (error->outcome == XPOST_OUTCOME_NONE)
            error->outcome = XPOST_NOT_POSTED;
        xpost_post_result_release(result);
    }
    xpost_submission_release(&posting.submission);
    xpost_account_release(&posting.account);
    return status;
}

void xpost_post_result_release(struct xpost_post_result *result)
{
    free(result->id);
    free(result->url);
    free(result->text);
    result->id = result->url = result->text = NULL;
}
