#include "submission.h"

#include "buffer.h"
#include "clock.h"
#include "memory.h"
#include "post_check.h"
#include "price.h"
#include "url.h"

#include <stdlib.h>
#include <string.h>

static int describe(struct xpost_ledger_post *entry, const struct xpost_post *post,
                    const struct xpost_prices *prices, struct xpost_error *error)
{
    entry->state = XPOST_STATE_NOT_SENT;
    entry->cost = xpost_price_of_post(prices, post);
    entry->request = xpost_api_create_body(post, error);
    if (!entry->request)
        return -1;
    return xpost_string_set(&entry->text, post->text) == 0 ? 0 : xpost_error_no_memory(error);
}

int xpost_submission_make(struct xpost_submission *submission, const char *key,
                          const struct xpost_post_request *request,
                          const struct xpost_account *account,
                          const struct xpost_prices *prices, struct xpost_error *error)
{
    *submission = (struct xpost_submission){.created_at = xpost_clock_now()};
    submission->posts = calloc(request->count, sizeof *submission->posts);
    if (!submission->posts || xpost_string_set(&submission->key, key) != 0 ||
        xpost_string_set(&submission->account, account->name ? account->name : "") != 0 ||
        xpost_string_set(&submission->user_id, account->user_id) != 0 ||
        xpost_string_set(&submission->username, account->username) != 0)
        return xpost_error_no_memory(error);
    for (size_t i = 0; i < request->count; i++) {
        struct xpost_ledger_post *entry = &submission->posts[submission->count++];
        entry->position = (int)i;
        if (describe(entry, &request->posts[i], prices, error) != 0)
            return -1;
    }
    return 0;
}

static void release_posted(struct xpost_posted *posted)
{
    free(posted->id);
    free(posted->url);
    free(posted->text);
    *posted = (struct xpost_posted){0};
}

static int list(const struct xpost_ledger_post *entry, const char *api_url,
                struct xpost_posted *posted)
{
    struct xpost_buffer url = XPOST_BUFFER(XPOST_URL_MAX + 64);
    if (entry->id) {
        xpost_api_post_url(&url, api_url, entry->id);
        posted->url = xpost_buffer_take(&url);
        if (!posted->url)
            return -1;
    }
    return xpost_string_set(&posted->id, entry->id) != 0 ||
                   xpost_string_set(&posted->text, entry->text) != 0
               ? -1
               : 0;
}

int xpost_submission_result(const struct xpost_submission *submission, const char *api_url,
                            struct xpost_post_result *result, struct xpost_error *error)
{
    xpost_post_result_release(result);
    result->posts = calloc(submission->count + 1, sizeof *result->posts);
    if (!result->posts)
        return xpost_error_no_memory(error);
    for (size_t i = 0; i < submission->count; i++) {
        const struct xpost_ledger_post *entry = &submission->posts[i];
        if (entry->state != XPOST_STATE_POSTED)
            continue;
        result->cost += entry->cost;
        struct xpost_posted *posted = &result->posts[result->count];
        if (list(entry, api_url ? api_url : XPOST_DEFAULT_API_URL, posted) != 0) {
            release_posted(posted);
            return xpost_error_no_memory(error);
        }
        result->count++;
    }
    return 0;
}

void xpost_post_result_release(struct xpost_post_result *result)
{
    if (!result)
        return;
    for (size_t i = 0; i < result->count; i++)
        release_posted(&result->posts[i]);
    free(result->posts);
    result->posts = NULL;
    result->count = 0;
    result->cost = 0;
}

bool xpost_submission_is_same(const struct xpost_submission *one,
                              const struct xpost_submission *other)
{
    if (one->count != other->count)
        return false;
    for (size_t i = 0; i < one->count; i++)
        if (!xpost_string_equal(one->posts[i].request, other->posts[i].request))
            return false;
    return true;
}

bool xpost_submission_is_draft(const struct xpost_submission *submission)
{
    return submission->count == 1 && submission->posts[0].state == XPOST_STATE_DRAFT;
}

bool xpost_submission_can_resume(const struct xpost_submission *submission)
{
    size_t next = xpost_submission_next(submission);
    return next < submission->count && !xpost_submission_is_draft(submission) &&
           (next == 0 || !submission->posts[next - 1].deleted_at);
}

size_t xpost_submission_unsettled(const struct xpost_submission *submission)
{
    size_t index = 0;
    while (index < submission->count) {
        const struct xpost_ledger_post *entry = &submission->posts[index];
        if (xpost_post_is_uncertain(entry->state) ||
            (entry->state == XPOST_STATE_POSTED && !entry->id && !entry->deleted_at))
            break;
        index++;
    }
    return index;
}

bool xpost_submission_can_check(const struct xpost_submission *submission)
{
    return xpost_submission_unsettled(submission) < submission->count;
}

bool xpost_submission_can_undo(const struct xpost_submission *submission)
{
    bool any = false;
    for (size_t i = 0; i < submission->count; i++)
        any |= submission->posts[i].state == XPOST_STATE_POSTED &&
               !submission->posts[i].deleted_at;
    return any && !xpost_submission_can_check(submission);
}

static const char *skip_between(const char *text)
{
    return text + strspn(text, " \t\r\n-");
}

bool xpost_submission_covers(const struct xpost_submission *submission, const char *text)
{
    const char *at = skip_between(text);
    for (size_t i = 0; i < submission->count; i++) {
        const char *part = skip_between(submission->posts[i].text);
        size_t length = strlen(part);
        while (length > 0 && strchr(" \t\r\n-", part[length - 1]))
            length--;
        if (strncmp(at, part, length) != 0)
            return false;
        at = skip_between(at + length);
    }
    return *at == '\0';
}

size_t xpost_submission_next(const struct xpost_submission *submission)
{
    size_t index = 0;
    while (index < submission->count && submission->posts[index].state == XPOST_STATE_POSTED)
        index++;
    return index;
}

/* By every clock that there is; those that nobody sets tell of the first attempt in doubt. */
static int note_sending(struct xpost_ledger_post *entry)
{
    entry->sent_at = xpost_clock_now();
    if (entry->doubted_at)
        return 0;
    entry->uptime = xpost_clock_uptime();
    return xpost_string_set(&entry->boot, xpost_clock_boot());
}

void xpost_submission_doubt(struct xpost_ledger_post *entry)
{
    if (entry->doubted_at == 0)
        entry->doubted_at = entry->sent_at;
}

int xpost_submission_note(struct xpost_ledger_post *entry, enum xpost_post_state state,
                          const struct xpost_error *why, struct xpost_error *error)
{
    if (xpost_string_set(&entry->message, why ? why->message : NULL) != 0 ||
        (state == XPOST_STATE_INTENT && note_sending(entry) != 0))
        return xpost_error_no_memory(error);
    entry->state = state;
    entry->code = why ? why->code : XPOST_OK;
    entry->http_status = why ? why->http_status : 0;
    if (state != XPOST_STATE_INTENT)
        entry->settled_at = xpost_clock_now();
    if (state == XPOST_STATE_UNKNOWN)
        xpost_submission_doubt(entry);
    return 0;
}

int xpost_submission_settle(struct xpost_ledger *ledger, struct xpost_submission *submission,
                            size_t index, enum xpost_post_state state,
                            const struct xpost_error *why, struct xpost_error *error)
{
    struct xpost_ledger_post *entry = &submission->posts[index];
    if (xpost_submission_note(entry, state, why, error) != 0)
        return -1;
    return xpost_ledger_settle(ledger, submission->key, entry, error);
}

char *xpost_submission_body(const struct xpost_submission *submission, size_t index,
                            struct xpost_error *error)
{
    const char *request = submission->posts[index].request;
    char *body = NULL;
    if (index > 0)
        return xpost_api_reply_body(request, submission->posts[index - 1].id, error);
    body = xpost_string_copy(request);
    if (!body)
        xpost_error_no_memory(error);
    return body;
}
