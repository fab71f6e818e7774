#include "check.h"

#include "error.h"
#include "utf8.h"

#include <stdlib.h>

static struct xpost_error error;

static void test_error__names_every_code_of_the_contract(void)
{
    static const char *const names[] = {"ok",
                                        "bad_client_id",
                                        "not_logged_in",
                                        "login_denied",
                                        "login_timeout",
                                        "login_failed",
                                        "login_required",
                                        "revoked_elsewhere",
                                        "scope_missing",
                                        "invalid_request",
                                        "over_limit",
                                        "duplicate",
                                        "forbidden",
                                        "not_found",
                                        "not_enrolled",
                                        "credits_depleted",
                                        "usage_capped",
                                        "rate_limited",
                                        "media_rejected",
                                        "media_timeout",
                                        "server",
                                        "network",
                                        "tls",
                                        "unknown_outcome",
                                        "cancelled",
                                        "busy",
                                        "store",
                                        "config"};
    size_t count = sizeof names / sizeof *names;
    CHECK_NUMBER(XPOST_CONFIG, count - 1);
    for (size_t i = 0; i < count; i++)
        CHECK_TEXT(xpost_code_name((enum xpost_code)i), names[i]);
}

static void test_error__names_the_outcomes(void)
{
    CHECK(!xpost_outcome_name(XPOST_OUTCOME_NONE));
    CHECK_TEXT(xpost_outcome_name(XPOST_NOT_POSTED), "not_posted");
    CHECK_TEXT(xpost_outcome_name(XPOST_OUTCOME_UNKNOWN), "unknown");
    CHECK_TEXT(xpost_outcome_name(XPOST_POSTED), "posted");
}

static void test_set__fills_code_and_message_and_clears_the_rest(void)
{
    memset(&error, 'x', sizeof error);
    CHECK_NUMBER(xpost_error_set(&error, XPOST_STORE, "File '%s' has %d bytes.", "a", 3), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK_TEXT(error.message, "File 'a' has 3 bytes.");
    CHECK_NUMBER(error.outcome, XPOST_OUTCOME_NONE);
    CHECK_NUMBER(error.http_status, 0);
    CHECK_NUMBER(error.retry_at, 0);
    CHECK_TEXT(error.key, "");
    CHECK_TEXT(error.detail, "");
    xpost_error_clear(&error);
    CHECK_NUMBER(error.code, XPOST_OK);
    CHECK_TEXT(error.message, "");
}

static void test_set__may_quote_the_error_that_it_replaces(void)
{
    xpost_error_set(&error, XPOST_SERVER, "inner");
    xpost_error_set(&error, XPOST_STORE, "outer: %s", error.message);
    CHECK_TEXT(error.message, "outer: inner");
}

static void test_set__makes_arguments_harmless(void)
{
    xpost_error_set(&error, XPOST_CONFIG, "%s",
                    "a\x1b]0;t\x07\nb\xe2\x80\xae"
                    "c\xff");
    CHECK_TEXT(error.message, "a ]0;t  b\xef\xbf\xbd"
                              "c\xef\xbf\xbd");
}

static void test_set__cuts_between_characters(void)
{
    char text[3 * 1000 + 1];
    for (size_t i = 0; i < 1000; i++)
        memcpy(text + 3 * i, "\xe3\x81\x82", 4);
    for (size_t lead = 0; lead < 4; lead++) {
        xpost_error_set(&error, XPOST_CONFIG, "%.*s%s", (int)lead, "abc", text);
        size_t length = strlen(error.message);
        CHECK(length < sizeof error.message);
        CHECK(xpost_utf8_valid(error.message, length - length % 3 + lead % 3));
    }
}

static void test_set__cuts_valid_text_to_valid_text(void)
{
    char text[2048];
    for (size_t length = XPOST_MESSAGE_MAX - 8; length < XPOST_MESSAGE_MAX + 8; length++) {
        for (size_t i = 0; i + 4 <= length; i += 4)
            memcpy(text + i, "\xf0\x9f\x90\xa6", 4);
        text[length - length % 4] = '\0';
        xpost_error_detail(&error, text, strlen(text));
        CHECK(xpost_utf8_valid(error.detail, strlen(error.detail)));
        CHECK(!strstr(error.detail, "\xef\xbf\xbd"));
    }
}

static void test_detail__keeps_code_and_message(void)
{
    static const char words[] = "one\0two\r\n";
    xpost_error_set(&error, XPOST_SERVER, "message");
    xpost_error_detail(&error, words, sizeof words - 1);
    CHECK_NUMBER(error.code, XPOST_SERVER);
    CHECK_TEXT(error.message, "message");
    CHECK_TEXT(error.detail, "one two  ");
}

static void detail(const char *text)
{
    xpost_error_detail(&error, text, strlen(text));
}

static void test_redact__takes_every_occurrence_out(void)
{
    detail("token=verysecrettoken;verysecrettokenverysecrettoken!");
    xpost_error_redact(&error, "verysecrettoken");
    CHECK_TEXT(error.detail, "token=[secret];[secret][secret]!");
}

static void test_redact__ignores_nothing_and_short_texts(void)
{
    detail("invalid_request");
    xpost_error_redact(&error, NULL);
    xpost_error_redact(&error, "");
    xpost_error_redact(&error, "invalid");
    CHECK_TEXT(error.detail, "invalid_request");
}

static void test_redact__ends_for_secrets_that_resemble_its_mark(void)
{
    detail("[secret] [secret][secret]");
    xpost_error_redact(&error, "[secret]");
    CHECK_TEXT(error.detail, "[secret] [secret][secret]");
    detail("secret][secret][secret][");
    xpost_error_redact(&error, "secret][");
    CHECK_TEXT(error.detail, "[secret][secret][secret]");
}

static void test_redact__takes_out_what_a_cut_left_of_a_secret(void)
{
    static const char secret[] = "bWRWa3gzdnk3WHRGU1o0bmRRcTJ5VUxWX1lZTDdJSUtmaWcxbTVxdEFXcW5";
    char text[XPOST_MESSAGE_MAX + 100];
    for (size_t kept = 8; kept < sizeof secret; kept++) {
        memset(text, '.', sizeof text);
        size_t at = XPOST_MESSAGE_MAX - 1 - kept;
        memcpy(text + at, secret, sizeof secret - 1);
        xpost_error_detail(&error, text, sizeof text);
        xpost_error_redact(&error, secret);
        CHECK(!strstr(error.detail, "bWRWa3gz"));
    }
}

static void test_redact__leaves_other_text_alone(void)
{
    detail("a sentence that ends in verysecr");
    xpost_error_redact(&error, "quiteanothersecret");
    CHECK_TEXT(error.detail, "a sentence that ends in verysecr");
}

/* The words of the documentation, one for each code. */
static void test_retry__is_decided_for_every_code(void)
{
    static const struct {
        enum xpost_code code;
        const char *retry;
    } wanted[] = {
        {XPOST_BAD_CLIENT_ID, "login"},
        {XPOST_NOT_LOGGED_IN, "login"},
        {XPOST_LOGIN_DENIED, "login"},
        {XPOST_LOGIN_TIMEOUT, "login"},
        {XPOST_LOGIN_FAILED, "login"},
        {XPOST_LOGIN_REQUIRED, "login"},
        {XPOST_REVOKED_ELSEWHERE, "login"},
        {XPOST_SCOPE_MISSING, "login"},
        {XPOST_INVALID_REQUEST, "never"},
        {XPOST_OVER_LIMIT, "never"},
        {XPOST_DUPLICATE, "never"},
        {XPOST_FORBIDDEN, "never"},
        {XPOST_NOT_FOUND, "never"},
        {XPOST_NOT_ENROLLED, "never"},
        {XPOST_CREDITS_DEPLETED, "later"},
        {XPOST_USAGE_CAPPED, "later"},
        {XPOST_RATE_LIMITED, "later"},
        {XPOST_MEDIA_REJECTED, "never"},
        {XPOST_MEDIA_TIMEOUT, "later"},
        {XPOST_SERVER, "later"},
        {XPOST_NETWORK, "later"},
        {XPOST_TLS, "later"},
        {XPOST_UNKNOWN_OUTCOME, "later"},
        {XPOST_CANCELLED, "later"},
        {XPOST_BUSY, "later"},
        {XPOST_STORE, "later"},
        {XPOST_CONFIG, "never"},
    };
    size_t count = sizeof wanted / sizeof *wanted;
    CHECK_NUMBER(count, XPOST_CONFIG);
    for (size_t i = 0; i < count; i++) {
        CHECK_NUMBER(wanted[i].code, i + 1);
        xpost_error_set(&error, wanted[i].code, "message");
        CHECK_TEXT(xpost_retry_name(xpost_error_retry(&error)), wanted[i].retry);
    }
}

static void test_retry__of_a_case_goes_before_that_of_its_code(void)
{
    xpost_error_set(&error, XPOST_UNKNOWN_OUTCOME, "message");
    CHECK_NUMBER(xpost_error_set_retry(&error, XPOST_RETRY_NEVER), -1);
    CHECK_NUMBER(xpost_error_retry(&error), XPOST_RETRY_NEVER);
    CHECK_NUMBER(error.code, XPOST_UNKNOWN_OUTCOME);
    xpost_error_set(&error, XPOST_UNKNOWN_OUTCOME, "message");
    CHECK_NUMBER(xpost_error_retry(&error), XPOST_RETRY_LATER);
    CHECK_TEXT(xpost_retry_name(XPOST_RETRY_BY_CODE), "later");
}

static void test_no_memory__says_so(void)
{
    CHECK_NUMBER(xpost_error_no_memory(&error), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK(strstr(error.message, "memory"));
}

int main(void)
{
    RUN(test_error__names_every_code_of_the_contract);
    RUN(test_error__names_the_outcomes);
    RUN(test_set__fills_code_and_message_and_clears_the_rest);
    RUN(test_set__may_quote_the_error_that_it_replaces);
    RUN(test_set__makes_arguments_harmless);
    RUN(test_set__cuts_between_characters);
    RUN(test_set__cuts_valid_text_to_valid_text);
    RUN(test_detail__keeps_code_and_message);
    RUN(test_redact__takes_every_occurrence_out);
    RUN(test_redact__ignores_nothing_and_short_texts);
    RUN(test_redact__ends_for_secrets_that_resemble_its_mark);
    RUN(test_redact__takes_out_what_a_cut_left_of_a_secret);
    RUN(test_redact__leaves_other_text_alone);
    RUN(test_retry__is_decided_for_every_code);
    RUN(test_retry__of_a_case_goes_before_that_of_its_code);
    RUN(test_no_memory__says_so);
    return check_report();
}
