/* Answers of the token endpoint. */
#include "check.h"

#include "error.h"
#include "oauth.h"

#include <stdlib.h>

static struct xpost_error error;
static struct xpost_tokens tokens;

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static int read_bytes(const char *body, size_t length)
{
    char *copy = malloc(length ? length : 1);
    memcpy(copy, body, length);
    xpost_tokens_release(&tokens);
    xpost_error_clear(&error);
    int result = xpost_oauth_read_tokens(&tokens, copy, length, &error);
    free(copy);
    if (result != 0) {
        CHECK_NUMBER(error.code, XPOST_LOGIN_FAILED);
        CHECK(!tokens.access_token && !tokens.refresh_token && !tokens.scopes);
    }
    return result;
}

static int read_text(const char *body)
{
    return read_bytes(body, strlen(body));
}

static void test_read_tokens__takes_the_answer_of_x(void)
{
    CHECK_NUMBER(
        read_text("{\"token_type\":\"bearer\",\"expires_in\":7200,\"access_token\":\"YTpjYXQ6MQ"
                  "\",\"scope\":\"tweet.write users.read\",\"refresh_token\":\"cnQ6MQ\","
                  "\"more\":[1]}"),
        0);
    CHECK_TEXT(tokens.access_token, "YTpjYXQ6MQ");
    CHECK_TEXT(tokens.refresh_token, "cnQ6MQ");
    CHECK_TEXT(tokens.scopes, "tweet.write users.read");
    CHECK_NUMBER(tokens.lifetime, 7200);
}

static void test_read_tokens__needs_no_more_than_token_and_type(void)
{
    CHECK_NUMBER(read_text("{\"token_type\":\"BEARER\",\"access_token\":\"a\"}"), 0);
    CHECK_TEXT(tokens.access_token, "a");
    CHECK(!tokens.refresh_token && !tokens.scopes && tokens.lifetime == 0);
    CHECK_NUMBER(
        read_text("{\"token_type\":\"Bearer\",\"access_token\":\"a\",\"refresh_token\":null,"
                  "\"scope\":null,\"expires_in\":null}"),
        0);
    CHECK(!tokens.refresh_token && !tokens.scopes && tokens.lifetime == 0);
}

static const char *const values[] = {"null", "true",          "false",  "0",  "-1",
                                     "1.5",  "7200",          "\"\"",   "[]", "[\"a\"]",
                                     "{}",   "{\"a\":\"b\"}", "\"a b\""};
enum { VALUES = sizeof values / sizeof *values };

static int read_with(const char *access, const char *type, const char *refresh,
                     const char *scope, const char *lifetime)
{
    char body[512];
    snprintf(body, sizeof body,
             "{\"access_token\":%s,\"token_type\":%s,\"refresh_token\":%s,\"scope\":%s,"
             "\"expires_in\":%s}",
             access, type, refresh, scope, lifetime);
    return read_text(body);
}

static void test_read_tokens__survives_any_type_of_any_field(void)
{
    for (size_t i = 0; i < VALUES; i++) {
        bool string = values[i][0] == '"';
        CHECK_NUMBER(read_with(values[i], "\"bearer\"", "\"r\"", "\"s\"", "1"), -1);
        CHECK_NUMBER(read_with("\"a\"", values[i], "\"r\"", "\"s\"", "1"), -1);
        /* A refresh token of another type is none; one that is no token spoils the answer. */
        CHECK_NUMBER(read_with("\"a\"", "\"bearer\"", values[i], "\"s\"", "1"),
                     string ? -1 : 0);
        CHECK(!tokens.refresh_token);
        CHECK_NUMBER(read_with("\"a\"", "\"bearer\"", "\"r\"", values[i], "1"), 0);
        if (strcmp(values[i], "\"a b\"") == 0)
            CHECK_TEXT(tokens.scopes, "a b");
        else
            CHECK(!tokens.scopes);
        CHECK_NUMBER(read_with("\"a\"", "\"bearer\"", "\"r\"", "\"s\"", values[i]), 0);
        CHECK_NUMBER(tokens.lifetime, strcmp(values[i], "7200") == 0 ? 7200 : 0);
        CHECK_TEXT(tokens.refresh_token, "r");
    }
}

static void test_read_tokens__believes_only_a_sensible_lifetime(void)
{
    static const struct {
        const char *text;
        int64_t lifetime;
    } lifetimes[] = {
        {"1", 1},
        {"10000000", 10000000},
        {"10000001", 0},
        {"0", 0},
        {"-7200", 0},
        {"7200.0", 0},
        {"7.2e3", 0},
        {"\"7200\"", 0},
        {"9223372036854775807", 0},
        {"-9223372036854775808", 0},
    };
    for (size_t i = 0; i < sizeof lifetimes / sizeof *lifetimes; i++) {
        CHECK_NUMBER(read_with("\"a\"", "\"bearer\"", "\"r\"", "\"s\"", lifetimes[i].text), 0);
        CHECK_NUMBER(tokens.lifetime, lifetimes[i].lifetime);
    }
}

static void test_read_tokens__refuses_tokens_that_could_break_a_header(void)
{
    static const char *const bad[] = {
        "\"a\\r\\nX-Evil: 1\"",
        "\"a\\n\"",
        "\"a\\rb\"",
        "\"a b\"",
        "\"a\\u007fb\"",
        "\"\\u00e9\"",
        "\"a\xc3\xa9\"",
        "\"a\\tb\"",
        "\"a\\u0001\"",
        "\"\"",
        "\"=\"",
        "\"a=b\"",
        "\"a,b\"",
        "\"a:b\"",
        "\"a\\\\b\"",
        "\"a\\\"b\"",
        "\"a;b\"",
        "\"a%20\"",
        "\"\\u3042\"",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_NUMBER(read_with(bad[i], "\"bearer\"", "\"r\"", "\"s\"", "1"), -1);
        CHECK_NUMBER(read_with("\"a\"", "\"bearer\"", bad[i], "\"s\"", "1"), -1);
    }
    CHECK_NUMBER(read_with("\"aZ09-._~+/==\"", "\"bearer\"", "\"aZ09-._~+/=\"", "\"s\"", "1"),
                 0);
}

static void test_read_tokens__refuses_other_types(void)
{
    CHECK_NUMBER(read_text("{\"token_type\":\"mac\",\"access_token\":\"a\"}"), -1);
    CHECK_NUMBER(read_text("{\"token_type\":\"bearer \",\"access_token\":\"a\"}"), -1);
    CHECK_NUMBER(read_text("{\"access_token\":\"a\"}"), -1);
    CHECK_NUMBER(read_text("{\"token_type\":\"bearer\"}"), -1);
}

static void test_read_tokens__refuses_what_is_not_strictly_json(void)
{
    static const char nul[] = "{\"token_type\":\"bearer\",\"access_token\":\"a\"}\0{}";
    static const char *const bodies[] = {
        "",
        " ",
        "null",
        "true",
        "[]",
        "\"a\"",
        "{}",
        "<html>",
        "token_type=bearer&access_token=a",
        "{\"token_type\":\"bearer\",\"access_token\":\"a\",\"access_token\":\"b\"}",
        "{\"token_type\":\"bearer\",\"access_token\":\"a\"} x",
        "{\"token_type\":\"bearer\",\"access_token\":\"a\\u0000b\"}",
        "{\"token_type\":\"bearer\",\"access_token\":\"a\",\"expires_in\":NaN}",
        "{\"token_type\":\"bearer\",\"access_token\":\"a\",\"expires_in\":1e999}",
        ("{\"token_type\":\"bearer\",\"access_token\":\"a\",\"expires_in\":"
         "99999999999999999999}"),
        "[{\"token_type\":\"bearer\",\"access_token\":\"a\"}]",
        "\xEF\xBB\xBF{\"token_type\":\"bearer\",\"access_token\":\"a\"}",
        "{\"data\":{\"token_type\":\"bearer\",\"access_token\":\"a\"}}",
    };
    CHECK_NUMBER(read_bytes(nul, sizeof nul - 1), -1);
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        CHECK_NUMBER(read_text(bodies[i]), -1);
}

static void test_read_tokens__ignores_what_the_error_held_before(void)
{
    memset(&error, 0, sizeof error);
    error.code = XPOST_BUSY;
    CHECK_NUMBER(xpost_oauth_read_tokens(&tokens, "null", 4, &error), -1);
    CHECK_NUMBER(error.code, XPOST_LOGIN_FAILED);
}

static void test_read_tokens__never_repeats_the_answer_in_an_error(void)
{
    read_text(
        "{\"token_type\":\"mac\",\"access_token\":\"CANARY\",\"refresh_token\":\"CANARY\"}");
    CHECK(!strstr(error.message, "CANARY") && !strstr(error.detail, "CANARY"));
}

static void test_token__is_a_b64token_of_at_most_8_kib(void)
{
    static char text[8194];
    memset(text, 'a', sizeof text - 1);
    CHECK(!xpost_oauth_token_valid(text));
    text[8192] = '\0';
    CHECK(xpost_oauth_token_valid(text));
    text[8191] = '=';
    CHECK(xpost_oauth_token_valid(text));
    for (int c = 1; c < 256; c++) {
        char one[4] = {'a', (char)c, 'b', '\0'};
        bool allowed =
            strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/", c) !=
            NULL;
        CHECK(xpost_oauth_token_valid(one) == allowed);
    }
    CHECK(!xpost_oauth_token_valid(""));
}

static const enum xpost_oauth_refusal GRANT = XPOST_REFUSAL_GRANT,
                                      CLIENT = XPOST_REFUSAL_CLIENT,
                                      REQUEST = XPOST_REFUSAL_REQUEST,
                                      SERVER = XPOST_REFUSAL_SERVER;

static enum xpost_oauth_refusal refusal_of(long status, const char *body)
{
    struct xpost_oauth_error refusal;
    xpost_oauth_read_error(&refusal, status, body, strlen(body));
    return refusal.refusal;
}

#define OAUTH(error, description)                                                              \
    "{\"error\":\"" error "\",\"error_description\":\"" description "\"}"

static void test_read_error__tells_a_dead_grant(void)
{
    static const char *const bodies[] = {
        OAUTH("invalid_grant", "anything"),
        "{\"error\":\"invalid_grant\"}",
        OAUTH("invalid_request", "Value passed for the token was invalid."),
        OAUTH("invalid_request", "Value passed for the authorization code was invalid."),
        "{\"error\":\"invalid_request\",\"error_description\":\"Value passed for the "
        "authorization "
        "code was invalid.\",\"errors\":[{\"message\":\"x\"}]}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        CHECK_NUMBER(refusal_of(400, bodies[i]), GRANT);
        CHECK_NUMBER(refusal_of(401, bodies[i]), GRANT);
    }
}

static void test_read_error__tells_a_client_that_is_not_accepted(void)
{
    CHECK_NUMBER(
        refusal_of(401, OAUTH("unauthorized_client", "Missing valid authorization header")),
        CLIENT);
    CHECK_NUMBER(refusal_of(401, OAUTH("invalid_client", "")), CLIENT);
    CHECK_NUMBER(refusal_of(400, "{\"error\":\"invalid_client\"}"), CLIENT);
    CHECK_NUMBER(refusal_of(403, OAUTH("unauthorized_client", "x")), CLIENT);
}

static void test_read_error__tells_a_wrong_request(void)
{
    CHECK_NUMBER(
        refusal_of(400, OAUTH("invalid_request", "Value passed for the redirect uri did "
                                                 "not match the uri of the authorization "
                                                 "code.")),
        REQUEST);
    CHECK_NUMBER(
        refusal_of(400, OAUTH("invalid_request", "Value passed for the code verifier did "
                                                 "not match the code challenge.")),
        REQUEST);
    CHECK_NUMBER(refusal_of(400, OAUTH("invalid_request", "Missing required parameter "
                                                          "[grant_type].")),
                 REQUEST);
    CHECK_NUMBER(refusal_of(400, OAUTH("unsupported_grant_type", "")), REQUEST);
    CHECK_NUMBER(refusal_of(400, OAUTH("invalid_scope", "")), REQUEST);
    CHECK_NUMBER(refusal_of(400, "{\"error\":\"invalid_request\"}"), REQUEST);
}

static void test_read_error__takes_all_else_for_trouble_of_the_server(void)
{
    static const char *const bodies[] = {
        "",
        "<html>502</html>",
        "null",
        "[]",
        "{}",
        "{\"error\":\"\"}",
        "{\"error\":null}",
        "{\"error\":{\"code\":1}}",
        "{\"error\":[\"invalid_grant\"]}",
        "{\"error\":7}",
        OAUTH("server_error", ""),
        OAUTH("temporarily_unavailable", "token was invalid"),
        ("{\"title\":\"Unauthorized\",\"type\":\"about:blank\",\"status\":401,\"detail\":"
         "\"Unauthorized\"}"),
        "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}",
        "{\"error_description\":\"Value passed for the token was invalid.\"}",
        "{\"error\":\"invalid_grant\",\"error\":\"invalid_grant\"}",
        "{\"error\":\"invalid_grant\"} trailing",
        "{\"error\":\"invalid_grant",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        for (long status = 400; status < 405; status++)
            CHECK_NUMBER(refusal_of(status, bodies[i]), SERVER);
}

static void test_read_error__never_takes_a_grant_for_dead_on_other_statuses(void)
{
    static const long statuses[] = {0,   100, 200, 201, 204, 301, 302, 307, 308,
                                    399, 408, 429, 500, 502, 503, 504, 599};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        CHECK_NUMBER(refusal_of(statuses[i], "{\"error\":\"invalid_grant\"}"), SERVER);
}

static void test_read_error__keeps_the_words_harmless_and_short(void)
{
    struct xpost_oauth_error refusal;
    char body[4096];
    snprintf(body, sizeof body, OAUTH("%0*d", "%s\\u001b[31m\\n%0*d\\u202e"), 200, 7, "a", 2000,
             7);
    xpost_oauth_read_error(&refusal, 400, body, strlen(body));
    CHECK_NUMBER(strlen(refusal.error), sizeof refusal.error - 1);
    CHECK_NUMBER(strlen(refusal.description), sizeof refusal.description - 1);
    CHECK(strncmp(refusal.description, "a [31m 000", 10) == 0);
    xpost_oauth_read_error(&refusal, 400, "{\"detail\":\"in detail\"}", 22);
    CHECK_TEXT(refusal.description, "in detail");
    CHECK_TEXT(refusal.error, "");
}

int main(void)
{
    RUN(test_read_tokens__takes_the_answer_of_x);
    RUN(test_read_tokens__needs_no_more_than_token_and_type);
    RUN(test_read_tokens__survives_any_type_of_any_field);
    RUN(test_read_tokens__believes_only_a_sensible_lifetime);
    RUN(test_read_tokens__refuses_tokens_that_could_break_a_header);
    RUN(test_read_tokens__refuses_other_types);
    RUN(test_read_tokens__refuses_what_is_not_strictly_json);
    RUN(test_read_tokens__ignores_what_the_error_held_before);
    RUN(test_read_tokens__never_repeats_the_answer_in_an_error);
    RUN(test_token__is_a_b64token_of_at_most_8_kib);
    RUN(test_read_error__tells_a_dead_grant);
    RUN(test_read_error__tells_a_client_that_is_not_accepted);
    RUN(test_read_error__tells_a_wrong_request);
    RUN(test_read_error__takes_all_else_for_trouble_of_the_server);
    RUN(test_read_error__never_takes_a_grant_for_dead_on_other_statuses);
    RUN(test_read_error__keeps_the_words_harmless_and_short);
    xpost_tokens_release(&tokens);
    return check_report();
}
