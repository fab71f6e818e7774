/* X's errors, in each shape that was seen. */
#include "check.h"

#include "api.h"
#include "error.h"
#include "http.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdlib.h>

static struct xpost_error error;

static enum xpost_code code_of(long status, const char *body)
{
    struct xpost_http_response response = {.sent = XPOST_ANSWERED, .status = status};
    response.body.data = (char *)(uintptr_t)body;
    response.body.length = strlen(body);
    memset(&error, 'x', sizeof error);
    CHECK_NUMBER(xpost_api_read_problem(&response, &error), -1);
    CHECK(error.message[0] && error.http_status == status);
    CHECK(xpost_utf8_valid(error.detail, strlen(error.detail)));
    return error.code;
}

#define TYPE(host, last) "\"type\":\"https://" host "/2/problems/" last "\""

static void test_problem__of_the_plain_shape(void)
{
    CHECK_NUMBER(code_of(401,
                         "{\"title\":\"Unauthorized\",\"type\":\"about:blank\",\"status\":401,"
                         "\"detail\":\"Unauthorized\"}"),
                 XPOST_LOGIN_REQUIRED);
    CHECK_TEXT(error.detail, "Unauthorized");
    CHECK_NUMBER(code_of(403,
                         "{\"title\":\"Forbidden\",\"type\":\"about:blank\",\"status\":403,"
                         "\"detail\":\"You are not allowed to create a Tweet with duplicate "
                         "content.\"}"),
                 XPOST_DUPLICATE);
    CHECK_NUMBER(code_of(403,
                         "{\"title\":\"Forbidden\",\"type\":\"about:blank\",\"status\":403,"
                         "\"detail\":\"Forbidden\"}"),
                 XPOST_FORBIDDEN);
    CHECK_NUMBER(code_of(503,
                         "{\"title\":\"Service Unavailable\",\"detail\":\"Service Unavailable"
                         "\",\"type\":\"about:blank\",\"status\":503}"),
                 XPOST_SERVER);
    CHECK_NUMBER(code_of(404, "{\"title\":\"Not Found Error\"," TYPE("api.x.com",
                                                                     "resource-not-found") "}"),
                 XPOST_NOT_FOUND);
    CHECK_TEXT(error.detail, "Not Found Error");
}

static void test_problem__of_money_and_caps(void)
{
    CHECK_NUMBER(code_of(429,
                         "{\"account_id\":\"1\",\"product_name\":\"p\",\"title\":"
                         "\"UsageCapExceeded\",\"period\":\"Monthly\",\"scope\":\"Product\","
                         "\"detail\":\"Usage cap exceeded: Monthly product cap\"," TYPE(
                             "api.twitter.com", "usage-capped") "}"),
                 XPOST_USAGE_CAPPED);
    CHECK_NUMBER(
        code_of(402, "{\"title\":\"CreditsDepleted\",\"detail\":\"Your enrolled account [N] "
                     "does not have any credits to fulfill this request.\"," TYPE(
                         "api.twitter.com", "credits") "}"),
        XPOST_CREDITS_DEPLETED);
    CHECK_NUMBER(code_of(403, "{\"title\":\"CreditsDepleted\"}"), XPOST_CREDITS_DEPLETED);
    CHECK_NUMBER(code_of(402, ""), XPOST_CREDITS_DEPLETED);
    CHECK_NUMBER(code_of(403, "{" TYPE("api.x.com", "usage-capped") "}"), XPOST_USAGE_CAPPED);
}

static void test_problem__of_enrolment(void)
{
    static const char *const hosts[] = {"api.twitter.com", "api.x.com"};
    for (size_t i = 0; i < 2; i++) {
        char body[512];
        snprintf(
            body, sizeof body,
            "{\"client_id\":\"1\",\"detail\":\"When authenticating requests ...\",\"title\":"
            "\"Client Forbidden\",\"reason\":\"client-not-enrolled\",\"type\":"
            "\"https://%s/2/problems/client-forbidden\"}",
            hosts[i]);
        CHECK_NUMBER(code_of(403, body), XPOST_NOT_ENROLLED);
        CHECK(strncmp(error.message, "This app", 8) == 0);
    }
    CHECK_NUMBER(code_of(403,
                         "{" TYPE("api.x.com",
                                  "client-forbidden") ",\"reason\":"
                                                      "\"user-not-enrolled\",\"registration_"
                                                      "url\":\"https://console.x.com\"}"),
                 XPOST_NOT_ENROLLED);
    CHECK(strncmp(error.message, "Your X account", 14) == 0);
}

static void test_problem__of_permission(void)
{
    CHECK_NUMBER(
        code_of(403, "{\"title\":\"Unsupported Authentication\",\"detail\":\"Authenticating "
                     "with OAuth 2.0 Application-Only is forbidden for this endpoint.\"," TYPE(
                         "api.twitter.com", "unsupported-authentication") "}"),
        XPOST_FORBIDDEN);
    CHECK(strstr(error.message, "token of a user"));
    CHECK_NUMBER(code_of(403, "{" TYPE("api.twitter.com", "oauth1-permissions") "}"),
                 XPOST_FORBIDDEN);
    CHECK(strstr(error.message, "Read and write"));
    CHECK_NUMBER(
        code_of(403, "{\"detail\":\"You can only reply to or quote posts where you are "
                     "mentioned or are the author.\"," TYPE("api.x.com",
                                                            "not-authorized-for-resource") "}"),
        XPOST_FORBIDDEN);
    CHECK(strstr(error.message, "reply to or quote only"));
    CHECK_NUMBER(code_of(403,
                         "{\"detail\":\"Reply to this conversation is not allowed because you "
                         "have not been mentioned\"}"),
                 XPOST_FORBIDDEN);
    CHECK_NUMBER(
        code_of(403, "{\"detail\":\"You attempted to reply to a Tweet that is deleted or not "
                     "visible to you.\"}"),
        XPOST_NOT_FOUND);
}

static void test_problem__of_the_older_shape_with_errors(void)
{
    CHECK_NUMBER(code_of(400,
                         "{\"errors\":[{\"parameters\":{\"media.media_ids\":[\"123\"]},"
                         "\"message\":\"Your media IDs are invalid.\"}],\"title\":\"Invalid "
                         "Request\",\"detail\":\"One or more parameters to your request was "
                         "invalid.\"," TYPE("api.twitter.com", "invalid-request") "}"),
                 XPOST_MEDIA_REJECTED);
    CHECK_TEXT(error.detail, "Your media IDs are invalid.");
    CHECK_NUMBER(xpost_error_retry(&error), XPOST_RETRY_LATER);
    CHECK_NUMBER(code_of(400,
                         "{\"errors\":[{\"parameters\":{\"$.reply\":[\"{}\"]},\"message\":"
                         "\"$.reply.in_reply_to_tweet_id: is missing but it is required\"}],"
                         "\"title\":\"Invalid Request\"}"),
                 XPOST_INVALID_REQUEST);
    CHECK_TEXT(error.detail, "$.reply.in_reply_to_tweet_id: is missing but it is required");
    CHECK_NUMBER(
        code_of(400,
                "{" TYPE("api.x.com", "invalid-request") ",\"title\":\"Invalid Request"
                                                         "\",\"detail\":\"flat\",\"parameter\":"
                                                         "\"text\",\"value\":\"\"}"),
        XPOST_INVALID_REQUEST);
    CHECK_TEXT(error.detail, "flat");
}

static void test_problem__of_version_1_1(void)
{
    CHECK_NUMBER(
        code_of(429, "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}"),
        XPOST_RATE_LIMITED);
    CHECK_NUMBER(
        code_of(403, "{\"errors\":[{\"code\":187,\"message\":\"Status is a duplicate.\"}]}"),
        XPOST_DUPLICATE);
    CHECK_NUMBER(code_of(400, "{\"errors\":[{\"code\":187,\"message\":\"x\"}]}"),
                 XPOST_DUPLICATE);
    CHECK_NUMBER(code_of(403, "{\"errors\":[{\"code\":385,\"message\":\"x\"}]}"),
                 XPOST_NOT_FOUND);
    CHECK_NUMBER(code_of(400,
                         "{\"errors\":[{\"code\":186,\"message\":\"Tweet needs to be a bit "
                         "shorter.\"}]}"),
                 XPOST_OVER_LIMIT);
    CHECK_NUMBER(
        code_of(403, "{\"errors\":[{\"code\":415,\"message\":\"Callback URL not approved\"}]}"),
        XPOST_FORBIDDEN);
    CHECK_TEXT(error.detail, "Callback URL not approved");
    CHECK_NUMBER(code_of(400, "{\"code\":88,\"message\":\"Rate limit exceeded\"}"),
                 XPOST_RATE_LIMITED);
    CHECK_NUMBER(code_of(500, "{\"code\":131,\"message\":\"Internal error\"}"), XPOST_SERVER);
    CHECK_TEXT(error.detail, "Internal error");
}

static void test_problem__of_the_oauth_shape(void)
{
    CHECK_NUMBER(
        code_of(400, "{\"error\":\"invalid_request\",\"error_description\":\"described\"}"),
        XPOST_INVALID_REQUEST);
    CHECK_TEXT(error.detail, "described");
    CHECK_NUMBER(code_of(401, "{\"error\":\"unauthorized_client\"}"), XPOST_LOGIN_REQUIRED);
    CHECK_TEXT(error.detail, "unauthorized_client");
}

static void test_problem__that_is_not_json(void)
{
    static const char html[] = "<!DOCTYPE html>\n<html><head><title>502</title></head>\x1b[2J";
    CHECK_NUMBER(code_of(413, ""), XPOST_INVALID_REQUEST);
    CHECK_TEXT(error.detail, "");
    CHECK_NUMBER(code_of(400, "media type unrecognized"), XPOST_INVALID_REQUEST);
    CHECK_TEXT(error.detail, "media type unrecognized");
    CHECK_NUMBER(code_of(404, ""), XPOST_NOT_FOUND);
    CHECK_NUMBER(code_of(502, html), XPOST_SERVER);
    CHECK(strlen(error.detail) <= 200 && !strchr(error.detail, '\x1b') &&
          !strchr(error.detail, '\n'));
    static char large[100000];
    memset(large, 'a', sizeof large - 1);
    CHECK_NUMBER(code_of(500, large), XPOST_SERVER);
    CHECK(strlen(error.detail) <= 200);
    CHECK_NUMBER(code_of(403, "\xEF\xBB\xBF{\"title\":\"x\"}"), XPOST_FORBIDDEN);
}

static void test_problem__of_redirects_and_odd_statuses(void)
{
    static const long redirects[] = {300, 301, 302, 303, 304, 307, 308, 399};
    for (size_t i = 0; i < sizeof redirects / sizeof *redirects; i++) {
        CHECK_NUMBER(code_of(redirects[i], ""), XPOST_SERVER);
        CHECK(strstr(error.message, "never followed"));
    }
    CHECK_NUMBER(code_of(200, "{\"errors\":[{\"message\":\"partial\"}]}"), XPOST_SERVER);
    CHECK_NUMBER(code_of(600, ""), XPOST_SERVER);
    CHECK_NUMBER(code_of(0, ""), XPOST_SERVER);
}

static void test_problem__tells_when_to_try_again(void)
{
    struct xpost_http_response response = {.status = 429, .retry_at = 1234};
    xpost_api_read_problem(&response, &error);
    CHECK_NUMBER(error.code, XPOST_RATE_LIMITED);
    CHECK_NUMBER(error.retry_at, 1234);
    response.day_limit = true;
    xpost_api_read_problem(&response, &error);
    CHECK(strstr(error.message, "24 hours"));
    response.status = 503;
    xpost_api_read_problem(&response, &error);
    CHECK_NUMBER(error.retry_at, 1234);
    response.status = 403;
    xpost_api_read_problem(&response, &error);
    CHECK_NUMBER(error.retry_at, 0);
}

static void test_problem__survives_any_type_of_any_field(void)
{
    static const char *const names[] = {"type",   "title",   "reason",
                                        "detail", "errors",  "code",
                                        "error",  "message", "error_description"};
    static const char *const values[] = {"null",
                                         "true",
                                         "-1",
                                         "1.5",
                                         "\"\"",
                                         "\"/\"",
                                         "[]",
                                         "[[]]",
                                         "[null]",
                                         "[{}]",
                                         "{}",
                                         "{\"0\":1}",
                                         "[{\"message\":{}}]",
                                         "[{\"message\":1,\"code\":\"88\"}]",
                                         "\"\\u001b\\u202e\""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (size_t j = 0; j < sizeof values / sizeof *values; j++) {
            char body[128];
            snprintf(body, sizeof body, "{\"%s\":%s}", names[i], values[j]);
            CHECK_NUMBER(code_of(403, body), XPOST_FORBIDDEN);
            CHECK_NUMBER(code_of(400, body), XPOST_INVALID_REQUEST);
            CHECK(!strchr(error.detail, '\x1b'));
        }
    }
}

static void test_problem__gives_every_status_a_code(void)
{
    for (long status = 300; status < 600; status++) {
        enum xpost_code wanted = status == 401                    ? XPOST_LOGIN_REQUIRED
                                 : status == 402                  ? XPOST_CREDITS_DEPLETED
                                 : status == 403                  ? XPOST_FORBIDDEN
                                 : status == 404                  ? XPOST_NOT_FOUND
                                 : status == 429                  ? XPOST_RATE_LIMITED
                                 : status >= 400 && status <= 499 ? XPOST_INVALID_REQUEST
                                                                  : XPOST_SERVER;
        CHECK_NUMBER(code_of(status, "{}"), wanted);
    }
}

int main(void)
{
    RUN(test_problem__of_the_plain_shape);
    RUN(test_problem__of_money_and_caps);
    RUN(test_problem__of_enrolment);
    RUN(test_problem__of_permission);
    RUN(test_problem__of_the_older_shape_with_errors);
    RUN(test_problem__of_version_1_1);
    RUN(test_problem__of_the_oauth_shape);
    RUN(test_problem__that_is_not_json);
    RUN(test_problem__of_redirects_and_odd_statuses);
    RUN(test_problem__tells_when_to_try_again);
    RUN(test_problem__survives_any_type_of_any_field);
    RUN(test_problem__gives_every_status_a_code);
    return check_report();
}
