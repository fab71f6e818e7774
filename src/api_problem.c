/* X's errors: every shape that it is known to send, and what each one means for the user. */
#include "api.h"
#include "buffer.h"
#include "error.h"
#include "json.h"

#include <stdint.h>
#include <string.h>

/* What an answer says, whatever its shape; "" where it says nothing. */
struct problem {
    const char *type; /* the last part of the problem's URI */
    const char *title;
    const char *reason;
    const char *detail;
    int64_t code; /* of version 1.1; 0 if none */
};

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static const char *last_part(const char *uri)
{
    const char *slash = strrchr(uri, '/');
    return slash ? slash + 1 : uri;
}

static const char *first_of(const char *one, const char *other)
{
    return one && *one ? one : or_empty(other);
}

static struct problem read_problem(const struct xpost_json *reply)
{
    const struct xpost_json *first = xpost_json_item(xpost_json_member(reply, "errors"), 0);
    /* Beside "errors", the outer type of the older shape only says "invalid request". */
    struct problem problem = {
        .type = last_part(first_of(xpost_json_member_string(reply, "type"),
                                   xpost_json_member_string(first, "type"))),
        .title = first_of(xpost_json_member_string(reply, "title"),
                          xpost_json_member_string(first, "title")),
        .reason = or_empty(xpost_json_member_string(reply, "reason")),
        .detail = first_of(xpost_json_member_string(reply, "detail"),
                           xpost_json_member_string(reply, "error_description")),
    };
    const char *inner = first_of(xpost_json_member_string(first, "message"),
                                 xpost_json_member_string(first, "detail"));
    if (*inner)
        problem.detail = inner;
    if (!*problem.detail)
        problem.detail = first_of(xpost_json_member_string(reply, "message"), problem.title);
    if (!*problem.detail)
        problem.detail = or_empty(xpost_json_member_string(reply, "error"));
    if (!xpost_json_integer(xpost_json_member(first, "code"), &problem.code) &&
        !xpost_json_integer(xpost_json_member(reply, "code"), &problem.code))
        problem.code = 0;
    return problem;
}

static bool says(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static bool is_duplicate(const struct problem *problem)
{
    return says(problem->detail, "duplicate content") ||
           says(problem->detail, "is a duplicate") || problem->code == 187;
}

static bool is_cap(const struct problem *problem)
{
    return strcmp(problem->type, "usage-capped") == 0 ||
           strcmp(problem->title, "UsageCapExceeded") == 0 ||
           says(problem->detail, "spending limit") || says(problem->detail, "spend cap") ||
           says(problem->detail, "SpendCap");
}

static bool is_no_credit(long status, const struct problem *problem)
{
    return status == 402 || strcmp(problem->type, "credits") == 0 ||
           strcmp(problem->title, "CreditsDepleted") == 0;
}

static bool is_reply_policy(const struct problem *problem)
{
    return strcmp(problem->type, "not-authorized-for-resource") == 0 ||
           says(problem->detail, "only reply to or quote") ||
           says(problem->detail, "Reply to this conversation is not allowed");
}

static bool is_invisible_parent(const struct problem *problem)
{
    return problem->code == 385 || says(problem->detail, "deleted or not visible");
}

static int not_enrolled(bool user, struct xpost_error *error)
{
    return xpost_error_set(
        error, XPOST_NOT_ENROLLED,
        user ? "Your X account is not enrolled for X's API, so X refuses every request. In X's "
               "console (console.x.com) open Apps, Manage apps, Move to package, choose "
               "Pay-per-use and the Production environment."
             : "This app is not enrolled for X's API, so X refuses every request. In X's "
               "console (console.x.com) open Apps, Manage apps, Move to package, choose "
               "Pay-per-use and the Production environment.");
}

static int forbidden(const struct problem *problem, struct xpost_error *error)
{
    if (is_duplicate(problem))
        return xpost_error_set(error, XPOST_DUPLICATE,
                               "X refused this post because you have posted the same text "
                               "recently. Change the text to post it again.");
    if (strcmp(problem->type, "client-forbidden") == 0 || says(problem->reason, "not-enrolled"))
        return not_enrolled(says(problem->reason, "user"), error);
    if (strcmp(problem->type, "unsupported-authentication") == 0) {
        xpost_error_set(error, XPOST_FORBIDDEN,
                        "X wants the access token of a user here, not that of an app. Log "
                        "in again.");
        return xpost_error_set_retry(error, XPOST_RETRY_LOGIN);
    }
    if (strcmp(problem->type, "oauth1-permissions") == 0) {
        xpost_error_set(error, XPOST_FORBIDDEN,
                        "This app may not write. In X's console set its permissions to "
                        "'Read and write', then log in again.");
        return xpost_error_set_retry(error, XPOST_RETRY_LOGIN);
    }
    if (is_reply_policy(problem))
        return xpost_error_set(
            error, XPOST_FORBIDDEN,
            "X lets an app reply to or quote only your own posts and posts that "
            "mention you. This will not change by trying again.");
    if (is_invisible_parent(problem))
        return xpost_error_set(error, XPOST_NOT_FOUND,
                               "The post to reply to was deleted, or is not visible to you.");
    return xpost_error_set(
        error, XPOST_FORBIDDEN,
        "X does not allow this. Check the app's permissions (Read and write) "
        "and the account's state in X's console; trying again will not help.");
}

static int bad_request(const struct problem *problem, struct xpost_error *error)
{
    if (says(problem->detail, "media IDs are invalid")) {
        xpost_error_set(error, XPOST_MEDIA_REJECTED,
                        "X does not accept the attached media. Try again: they are "
                        "uploaded anew.");
        return xpost_error_set_retry(error, XPOST_RETRY_LATER);
    }
    if (says(problem->detail, "bit shorter") || problem->code == 186)
        return xpost_error_set(error, XPOST_OVER_LIMIT,
                               "The text is too long for a post. Shorten it.");
    if (is_duplicate(problem))
        return forbidden(problem, error);
    if (is_invisible_parent(problem))
        return forbidden(problem, error);
    return xpost_error_set(
        error, XPOST_INVALID_REQUEST,
        "X did not accept the request. Trying the same again will not help.");
}

static int too_many(const struct xpost_http_response *response, struct xpost_error *error)
{
    if (response->day_limit)
        return xpost_error_set(
            error, XPOST_RATE_LIMITED,
            "X's limit for 24 hours is used up. Try again after it is reset.");
    return xpost_error_set(
        error, XPOST_RATE_LIMITED,
        response->retry_at
            ? "X allows no more requests of this kind for now. Try again in a while."
            : "X allows no more requests of this kind for now. Try again in 15 minutes.");
}

static int classify(const struct xpost_http_response *response, const struct problem *problem,
                    struct xpost_error *error)
{
    long status = response->status;
    if (is_no_credit(status, problem))
        return xpost_error_set(error, XPOST_CREDITS_DEPLETED,
                               "The app's credits at X are used up. Buy some in X's console "
                               "(console.x.com, Billing), then try again.");
    if (is_cap(problem))
        return xpost_error_set(error, XPOST_USAGE_CAPPED,
                               "A usage cap or spending limit of your X developer account is "
                               "reached. Raise it in X's console, or wait for the next cycle.");
    if (status == 429 || problem->code == 88)
        return too_many(response, error);
    switch (status) {
    case 401:
        return xpost_error_set(
            error, XPOST_LOGIN_REQUIRED,
            "X does not accept this login. If X has no outage, log in again.");
    case 403:
        return forbidden(problem, error);
    case 404:
        return xpost_error_set(
            error, XPOST_NOT_FOUND,
            "X does not know this. It may have been deleted; check the id, and "
            "the address of the API.");
    default:
        break;
    }
    if (status >= 400 && status < 500)
        return bad_request(problem, error);
    if (status >= 300 && status < 400)
        return xpost_error_set(error, XPOST_SERVER,
                               "The server wants to send the request elsewhere (status %ld), "
                               "which is never followed. Check the address of the API.",
                               status);
    return xpost_error_set(error, XPOST_SERVER,
                           "X has a problem (status %ld). Try again later.", status);
}

int xpost_api_read_problem(const struct xpost_http_response *response,
                           struct xpost_error *error)
{
    struct xpost_error ignored;
    const char *body = xpost_buffer_string(&response->body);
    struct xpost_json *reply = xpost_json_parse(body, response->body.length, &ignored);
    struct problem problem = read_problem(reply);
    classify(response, &problem, error);
    error->http_status = response->status;
    if (error->code == XPOST_RATE_LIMITED || error->code == XPOST_SERVER)
        error->retry_at = response->retry_at;
    if (*problem.detail)
        xpost_error_detail(error, problem.detail, strlen(problem.detail));
    else
        xpost_error_detail(error, body,
                           response->body.length < 200 ? response->body.length : 200);
    xpost_json_free(reply);
    return -1;
}
