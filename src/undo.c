#include "undo.h"

#include "api.h"
#include "buffer.h"
#include "call.h"
#include "cancel.h"
#include "clock.h"
#include "error.h"
#include "key_lock.h"
#include "memory.h"
#include "post_check.h"
#include "price.h"
#include "renew.h"
#include "translate.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

enum { WHY_MAX = XPOST_MESSAGE_MAX - 128 };

/* --- one post --- */

/* False for what a gateway says while X does not answer. */
static bool is_problem(const struct xpost_http_response *response)
{
    char id[XPOST_ID_MAX + 1];
    return xpost_api_read_created(xpost_buffer_string(&response->body), response->body.length,
                                  id) == XPOST_BODY_PROBLEM;
}

static int delete_at_x(const struct xpost_operation *operation, struct xpost_account *account,
                       const char *id, struct xpost_error *error)
{
    struct xpost_http_response response = {.body = XPOST_BUFFER(0)};
    struct xpost_call call = {.method = "DELETE", .path = "/2/tweets", .id = id, .once = true};
    int result = xpost_call_perform(operation, account, &call, &response, error);
    if (result == 0 &&
        !xpost_api_read_deleted(response.status, xpost_buffer_string(&response.body),
                                response.body.length)) {
        result = xpost_api_read_problem(&response, error);
        if (response.status == 404 && !is_problem(&response))
            xpost_error_set(error, XPOST_SERVER,
                            "X's server has a problem (status 404, but not in X's words). Try "
                            "again later.");
        if (response.status == 200) {
            xpost_error_set(
                error, XPOST_SERVER,
                "X did not confirm that the post was deleted; it may have been gone "
                "already. Look at your timeline.");
            error->http_status = response.status;
        }
        xpost_error_redact(error, account->access_token);
    }
    xpost_http_response_release(&response);
    return result;
}

/* The ledger need not be there, or know of the post; and that it is gone does not depend on it.
 */
static void mark(const struct xpost_operation *operation, const char *id)
{
    struct xpost_error ignored;
    struct xpost_ledger *ledger = xpost_client_ledger(operation->client, &ignored);
    if (ledger)
        xpost_ledger_mark_deleted(ledger, id, xpost_clock_now(), &ignored);
}

int xpost_delete(const struct xpost_operation *operation, const char *account_name,
                 const char *id, struct xpost_error *error)
{
    struct xpost_account account = {0};
    if (!xpost_api_id_valid(id))
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The id of a post has to be 1 to 19 digits, as a string.");
    int result = xpost_load_account(operation, account_name, &account, error);
    if (result == 0)
        result = xpost_post_check_scopes(&account, error);
    if (result == 0)
        result = delete_at_x(operation, &account, id, error);
    if (result == 0 || error->code == XPOST_NOT_FOUND)
        mark(operation, id);
    xpost_account_release(&account);
    return result;
}

/* --- all posts of a submission --- */

/* What may be out, but is not known to be, cannot be deleted. */
static int check_deletable(const struct xpost_submission *submission, struct xpost_error *error)
{
    if (xpost_submission_can_undo(submission))
        return 0;
    if (xpost_submission_can_check(submission))
        return xpost_error_set(
            error, XPOST_UNKNOWN_OUTCOME,
            "It is not known whether a post of it is out, or what its id is. "
            "Check it first, then undo.");
    return xpost_error_set(error, XPOST_INVALID_REQUEST,
                           "There is nothing to undo: it is deleted already, or was never out. "
                           "To undo another post, give its key.");
}

static int check_account(const struct xpost_submission *submission, const char *name,
                         struct xpost_error *error)
{
    if (!name || strcmp(name, submission->account) == 0)
        return 0;
    return xpost_error_set(error, XPOST_INVALID_REQUEST,
                           "This was posted as account '%s', not as '%s'. Nothing was deleted.",
                           submission->account, name);
}

static int delete_all(const struct xpost_operation *operation, struct xpost_account *account,
                      struct xpost_submission *submission, int64_t *cost,
                      struct xpost_error *error)
{
    struct xpost_ledger *ledger = operation->client->ledger;
    for (size_t i = submission->count; i > 0; i--) {
        struct xpost_ledger_post *entry = &submission->posts[i - 1];
        if (entry->state != XPOST_STATE_POSTED || entry->deleted_at)
            continue;
        if (xpost_operation_stopped(operation))
            return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
        int result = delete_at_x(operation, account, entry->id, error);
        if (result != 0 && error->code != XPOST_NOT_FOUND)
            return -1;
        if (result == 0) /* failures are not billed */
            *cost += xpost_price(&operation->client->config.prices, XPOST_PRICE_DELETE);
        entry->deleted_at = xpost_clock_now();
        if (xpost_ledger_mark_deleted(ledger, entry->id, entry->deleted_at, error) != 0)
            return -1;
        xpost_cancel_end(operation->cancel);
    }
    return 0;
}

static int find(const struct xpost_operation *operation,
                const struct xpost_undo_request *request, struct xpost_submission *submission,
                struct xpost_error *error)
{
    struct xpost_account account = {0};
    struct xpost_ledger *ledger = operation->client->ledger;
    if (request->key) {
        int found = xpost_ledger_find(ledger, request->key, submission, error);
        return found == 0 ? xpost_post_refuse_unknown_key(request->key, error)
                          : (found > 0 ? 0 : -1);
    }
    if (xpost_load_account(operation, request->account, &account, error) != 0)
        return -1;
    int found = xpost_ledger_find_last(ledger, account.name, submission, error);
    if (found == 0)
        xpost_error_set(error, XPOST_INVALID_REQUEST,
                        "There is nothing to undo: nothing was posted as account '%s' yet.",
                        account.name);
    xpost_account_release(&account);
    return found > 0 ? 0 : -1;
}

/* What is deleted of a thread that could not be deleted as a whole. */
static void place(const struct xpost_submission *submission, struct xpost_error *error)
{
    char why[WHY_MAX];
    size_t deleted = 0;
    for (size_t i = 0; i < submission->count; i++)
        deleted += submission->posts[i].deleted_at != 0;
    if (deleted == 0 || deleted == submission->count)
        return;
    xpost_utf8_sanitise(why, sizeof why, error->message, strlen(error->message));
    snprintf(error->message, sizeof error->message,
             xpost_translate("%zu of %zu posts are deleted; undo goes on with the rest. %s"),
             deleted, submission->count, why);
}

static int undo_as(const struct xpost_operation *operation, struct xpost_account *account,
                   struct xpost_submission *submission, int64_t *cost,
                   struct xpost_error *error)
{
    if (xpost_post_check_scopes(account, error) != 0)
        return -1;
    if (submission->user_id && account->user_id &&
        strcmp(submission->user_id, account->user_id) != 0)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "Account '%s' belongs to another user now than the one who "
                               "posted this. Log in as that one to delete it.",
                               account->name);
    return delete_all(operation, account, submission, cost, error);
}

/* With the key's lock held; reads the submission again, as it may have changed meanwhile. */
static int undo_locked(const struct xpost_operation *operation, const char *key,
                       const char *account_name, struct xpost_post_result *result,
                       struct xpost_error *error)
{
    struct xpost_submission submission;
    struct xpost_account account = {0};
    int64_t cost = 0;
    int found = xpost_ledger_find(operation->client->ledger, key, &submission, error);
    if (found <= 0)
        return found == 0 ? xpost_post_refuse_unknown_key(key, error) : -1;
    int status = check_account(&submission, account_name, error);
    if (status == 0)
        status = check_deletable(&submission, error);
    if (status == 0)
        status = xpost_load_account(operation, submission.account, &account, error);
    if (status == 0)
        status = undo_as(operation, &account, &submission, &cost, error);
    if (status != 0)
        place(&submission, error);
    if (status == 0)
        status = xpost_submission_result(&submission, account.endpoints.api_url, result, error);
    result->cost = cost;
    xpost_account_release(&account);
    xpost_submission_release(&submission);
    return status;
}

int xpost_undo(const struct xpost_operation *operation,
               const struct xpost_undo_request *request, struct xpost_post_result *result,
               struct xpost_error *error)
{
    struct xpost_key_lock lock;
    struct xpost_submission submission = {0};
    *result = (struct xpost_post_result){0};
    xpost_error_clear(error);
    if (!xpost_client_ledger(operation->client, error) ||
        (request->key && xpost_key_check(request->key, error) != 0) ||
        find(operation, request, &submission, error) != 0)
        return -1;
    size_t length = strlen(submission.key);
    memcpy(result->key, submission.key, length < XPOST_KEY_MAX ? length : XPOST_KEY_MAX);
    xpost_submission_release(&submission);
    int status = xpost_key_lock_take(&lock, operation, result->key, error);
    if (status == 0) {
        status = undo_locked(operation, result->key, request->account, result, error);
        xpost_key_lock_release(&lock);
    }
    memcpy(error->key, result->key, sizeof error->key);
    if (status != 0)
        xpost_post_result_release(result);
    return status;
}
