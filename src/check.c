#include "check.h"

#include "call.h"
#include "error.h"
#include "key_lock.h"
#include "memory.h"
#include "post_check.h"
#include "price.h"
#include "reconcile.h"
#include "renew.h"
#include "translate.h"

#include <stdio.h>
#include <string.h>

/* What the user saw himself. */
static int take_word(struct xpost_ledger *ledger, const struct xpost_check_request *request,
                     struct xpost_submission *submission, size_t index,
                     struct xpost_error *error)
{
    struct xpost_ledger_post *entry = &submission->posts[index];
    bool posted = request->outcome == XPOST_POSTED;
    if (request->id && (!posted || !xpost_api_id_valid(request->id)))
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The id of a post that is out has to be 1 to 19 digits, as a "
                               "string.");
    int known = request->id ? xpost_ledger_has_id(ledger, request->id, error) : 0;
    if (known != 0)
        return known < 0
                   ? -1
                   : xpost_error_set(error, XPOST_INVALID_REQUEST,
                                     "The post %s is another one of the history.", request->id);
    if (posted && xpost_string_set(&entry->id, request->id) != 0)
        return xpost_error_no_memory(error);
    xpost_submission_doubt(entry);
    return xpost_submission_settle(ledger, submission, index,
                                   posted ? XPOST_STATE_POSTED : XPOST_STATE_NOT_SENT, NULL,
                                   error);
}

/* The post that the user speaks of, who saw something else than what was believed. */
static int find_mistaken(const struct xpost_submission *submission, enum xpost_outcome outcome,
                         size_t *index, struct xpost_error *error)
{
    *index = xpost_submission_next(submission);
    bool believed =
        *index == submission->count ? outcome == XPOST_POSTED : outcome == XPOST_NOT_POSTED;
    if (believed) {
        *index = submission->count; /* nothing is to be changed */
        return 0;
    }
    if (*index < submission->count && submission->posts[*index].sent_at)
        return 0;
    return xpost_error_set(
        error, XPOST_INVALID_REQUEST,
        *index < submission->count
            ? "This was never sent, so it cannot be out."
            : "X said that this is out, and what its id is. To take it back, "
              "undo it.");
}

static int settle_found(const struct xpost_operation *operation,
                        const struct xpost_check_request *request,
                        struct xpost_submission *submission, size_t index,
                        struct xpost_check_result *result, struct xpost_error *error)
{
    struct xpost_account account = {0};
    struct xpost_ledger *ledger = operation->client->ledger;
    bool was_out = submission->posts[index].state == XPOST_STATE_POSTED;
    if (request->outcome != XPOST_OUTCOME_NONE)
        return take_word(ledger, request, submission, index, error);
    int status = xpost_load_account(
        operation, *submission->account ? submission->account : NULL, &account, error);
    if (status == 0)
        status = xpost_require_scopes(&account, "tweet.read users.read", error);
    if (status == 0)
        status = xpost_reconcile(operation, &account, submission, index, &result->reads, error);
    result->cost = (int64_t)result->reads *
                   xpost_price(&operation->client->config.prices, XPOST_PRICE_READ);
    xpost_account_release(&account);
    if (status != 0 && was_out && error->code == XPOST_NOT_FOUND)
        return 0; /* it is out, which was the question */
    if (status != 0 && error->outcome == XPOST_OUTCOME_NONE)
        error->outcome = was_out ? XPOST_POSTED : XPOST_OUTCOME_UNKNOWN;
    return status;
}

static int fill(struct xpost_check_result *result, const struct xpost_submission *submission,
                size_t index, const char *api_url, struct xpost_error *error)
{
    /* Of a thread that stopped: what became of the post at which it did. */
    size_t at = index < submission->count ? index : xpost_submission_next(submission);
    bool out = at == submission->count || submission->posts[at].state == XPOST_STATE_POSTED;
    result->outcome = out ? XPOST_POSTED : XPOST_NOT_POSTED;
    result->total = (int)submission->count;
    if (submission->posts[0].deleted_at)
        snprintf(result->result.warning, sizeof result->result.warning, "%s",
                 xpost_translate("This was posted, and deleted since."));
    return xpost_submission_result(submission, api_url, &result->result, error);
}

/* With the key's lock held. */
static int check(const struct xpost_operation *operation,
                 const struct xpost_check_request *request, struct xpost_check_result *result,
                 struct xpost_error *error)
{
    struct xpost_submission submission;
    struct xpost_accounts accounts = {0};
    struct xpost_client *client = operation->client;
    int found = xpost_ledger_find(client->ledger, request->key, &submission, error);
    if (found <= 0)
        return found < 0 ? -1 : xpost_post_refuse_unknown_key(request->key, error);
    size_t index = xpost_submission_unsettled(&submission);
    int status = 0;
    if (index == submission.count && request->outcome != XPOST_OUTCOME_NONE)
        status = find_mistaken(&submission, request->outcome, &index, error);
    if (status == 0 && index < submission.count)
        status = settle_found(operation, request, &submission, index, result, error);
    if (status == 0)
        status = xpost_store_read(&client->store, &accounts, error);
    if (status == 0) {
        const struct xpost_account *account =
            xpost_accounts_find(&accounts, submission.account);
        status = fill(result, &submission, index, account ? account->endpoints.api_url : NULL,
                      error);
    }
    xpost_accounts_release(&accounts);
    xpost_submission_release(&submission);
    return status;
}

int xpost_check(const struct xpost_operation *operation,
                const struct xpost_check_request *request, struct xpost_check_result *result,
                struct xpost_error *error)
{
    struct xpost_key_lock lock;
    *result = (struct xpost_check_result){0};
    xpost_error_clear(error);
    if (xpost_key_check(request->key, error) != 0)
        return -1;
    memcpy(result->result.key, request->key, strlen(request->key) + 1);
    if (!xpost_client_ledger(operation->client, error) ||
        xpost_key_lock_take(&lock, operation, request->key, error) != 0)
        return -1;
    int status = check(operation, request, result, error);
    xpost_key_lock_release(&lock);
    memcpy(error->key, result->result.key, sizeof error->key);
    return status;
}

void xpost_check_result_release(struct xpost_check_result *result)
{
    xpost_post_result_release(&result->result);
}
