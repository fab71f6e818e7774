#include "create.h"

#include "api.h"
#include "buffer.h"
#include "call.h"
#include "error.h"
#include "translate.h"

#include <stdio.h>
#include <string.h>

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
        accepted ? "X seems to have taken the post, but did not say its id. It is not "
                   "known whether the post is out, so it is not sent again. Use check "
                   "to look for it on your timeline."
                 : "X gave no clear answer to the post. It is not known whether the post "
                   "is out, so it is not sent again. Use check to look for it on your "
                   "timeline.");
    error->http_status = response->status;
    error->retry_at = response->retry_at;
    if (!*why.detail && response->status) /* its message is advice that does not fit here */
        snprintf(why.detail, sizeof why.detail, xpost_translate("status %ld"),
                 response->status);
    const char *detail = *why.detail ? why.detail : why.message;
    xpost_error_detail(error, detail, strlen(detail));
}

enum xpost_post_state xpost_create(const struct xpost_operation *operation,
                                   struct xpost_account *account, const char *body, char *id,
                                   struct xpost_error *error)
{
    struct xpost_http_response response;
    struct xpost_call call = {
        .method = "POST", .path = "/2/tweets", .body = body, .once = true, .renewed = true};
    xpost_error_clear(error);
    int answered = xpost_call_perform(operation, account, &call, &response, error);
    enum xpost_body_kind kind =
        xpost_api_read_created(xpost_buffer_string(&response.body), response.body.length, id);
    enum xpost_outcome outcome = xpost_outcome_of_create(response.sent, response.status, kind);
    enum xpost_post_state state = state_of(outcome, response.sent);
    if (answered == 0 && outcome != XPOST_POSTED)
        xpost_api_read_problem(&response, error);
    if (outcome == XPOST_OUTCOME_UNKNOWN)
        describe_unknown(&response, error);
    xpost_error_redact(error, account->access_token);
    xpost_http_response_release(&response);
    error->outcome = outcome;
    return state;
}
