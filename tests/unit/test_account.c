#define _POSIX_C_SOURCE 200809L
#include "account.h"
#include "clock.h"
#include "error.h"
#include "memory.h"
#include "oauth.h"

#include "check.h"
#include "example_account.h"

#include <stdlib.h>

static struct xpost_error error;

static void put(struct xpost_accounts *accounts, const char *name)
{
    struct xpost_account account = example_account(name);
    CHECK_NUMBER(xpost_accounts_put(accounts, &account, &error), 0);
}

static int read_text(struct xpost_accounts *accounts, const char *text)
{
    xpost_error_clear(&error);
    return xpost_accounts_read(accounts, text, strlen(text), &error);
}

static void test_name__accepts_what_people_call_their_accounts(void)
{
    static const char *const names[] = {
        "a",
        "work",
        "@XDevelopers",
        "会社",
        "my-account_2",
        "\U0001F426",
        "0123456789012345678901234567890123456789012345678901234567890123"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK_NUMBER(xpost_account_check_name(names[i], &error), 0);
}

static void test_name__refuses_what_could_deceive(void)
{
    static const char *const names[] = {
        "",
        "01234567890123456789012345678901234567890123456789012345678901234",
        "a b",
        "a/b",
        "../a",
        "a\n",
        "\033[31m",
        "a\x7F",
        "a\xFF",
        "\xC2\x85",
        "\u202Eabc",
        "a\u00A0",
        "a\u3000b",
        "a\u200B",
        "\xED\xA0\x80",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK_NUMBER(xpost_account_check_name(names[i], &error), -1);
        CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
        CHECK(!strchr(error.message, '\033'));
    }
}

static void test_accounts__first_becomes_the_default_and_keeps_to_it(void)
{
    struct xpost_accounts accounts = {0};
    CHECK(!xpost_accounts_find(&accounts, "work"));
    put(&accounts, "work");
    put(&accounts, "home");
    put(&accounts, "work");
    CHECK_NUMBER(accounts.count, 2);
    CHECK_TEXT(accounts.default_name, "work");
    CHECK(!xpost_accounts_find(&accounts, "wor"));
    CHECK(!xpost_accounts_find(&accounts, "Work"));
    xpost_accounts_remove(&accounts, "absent");
    xpost_accounts_remove(&accounts, "home");
    CHECK_TEXT(accounts.default_name, "work");
    put(&accounts, "home");
    put(&accounts, "third");
    /* No other takes the place of the default by itself; the next login does. */
    xpost_accounts_remove(&accounts, "work");
    CHECK(!accounts.default_name);
    put(&accounts, "third");
    CHECK_TEXT(accounts.default_name, "third");
    xpost_accounts_remove(&accounts, "home");
    xpost_accounts_remove(&accounts, "third");
    CHECK_NUMBER(accounts.count, 0);
    CHECK(!accounts.default_name);
    xpost_accounts_release(&accounts);
    xpost_accounts_release(&accounts);
}

static void test_accounts__round_trip_keeps_every_field(void)
{
    struct xpost_accounts accounts = {0}, again;
    struct xpost_account bare = {.name = EXAMPLE_TEXT("bare")};
    struct xpost_account full = example_account("日本語アカウント");
    CHECK_NUMBER(xpost_accounts_put(&accounts, &full, &error), 0);
    bare.client_id = full.client_id;
    bare.endpoints = full.endpoints;
    bare.access_token = full.access_token;
    CHECK_NUMBER(xpost_accounts_put(&accounts, &bare, &error), 0);
    char *text = xpost_accounts_write(&accounts, &error);
    CHECK(text);
    CHECK_NUMBER(read_text(&again, text), 0);
    CHECK_NUMBER(again.count, 2);
    CHECK_TEXT(again.default_name, "日本語アカウント");
    CHECK(same_account(&again.items[0], &full));
    CHECK(same_account(&again.items[1], &bare));
    char *text_again = xpost_accounts_write(&again, &error);
    CHECK_TEXT(text_again, text);
    xpost_secret_free(text);
    xpost_secret_free(text_again);
    xpost_accounts_release(&again);
    xpost_accounts_release(&accounts);
}

static void test_accounts__none_at_all_can_be_kept(void)
{
    struct xpost_accounts accounts = {0}, again;
    char *text = xpost_accounts_write(&accounts, &error);
    CHECK_NUMBER(read_text(&again, text), 0);
    CHECK_NUMBER(again.count, 0);
    CHECK(!again.default_name);
    xpost_secret_free(text);
}

static void test_accounts__what_is_shown_is_made_harmless(void)
{
    struct xpost_accounts accounts = {0}, again;
    struct xpost_account account = example_account("a");
    account.display_name = EXAMPLE_TEXT("\033[31m\u202Ered\n");
    CHECK_NUMBER(xpost_accounts_put(&accounts, &account, &error), 0);
    char *text = xpost_accounts_write(&accounts, &error);
    CHECK(text && !strstr(text, "\\u001b") && !strstr(text, "\u202E"));
    CHECK_NUMBER(read_text(&again, text), 0);
    CHECK_TEXT(again.items[0].display_name, " [31m\uFFFDred ");
    xpost_secret_free(text);
    xpost_accounts_release(&again);
    xpost_accounts_release(&accounts);
}

static void test_accounts__what_could_not_be_read_is_not_written(void)
{
    struct xpost_account bad[6];
    for (size_t i = 0; i < 6; i++)
        bad[i] = example_account("a");
    bad[0].access_token = EXAMPLE_TEXT("CANARY\r\nX-Evil: 1");
    bad[1].refresh_token = EXAMPLE_TEXT("CANARY token");
    bad[2].endpoints.api_url = EXAMPLE_TEXT("http://example.com/CANARY");
    bad[3].client_id = NULL;
    bad[4].expires_at = -1;
    bad[5].user_id = EXAMPLE_TEXT("12345678901234567890");
    for (size_t i = 0; i < 6; i++) {
        struct xpost_accounts accounts = {0};
        xpost_error_clear(&error);
        CHECK_NUMBER(xpost_accounts_put(&accounts, &bad[i], &error), 0);
        CHECK(!xpost_accounts_write(&accounts, &error));
        CHECK_NUMBER(error.code, XPOST_STORE);
        CHECK(strstr(error.message, "'a'") && !strstr(error.message, "CANARY"));
        xpost_accounts_release(&accounts);
    }
}

/* Takes the text of one good account, with `from` replaced by `to`. */
static char *spoiled(const char *from, const char *to)
{
    struct xpost_accounts accounts = {0};
    put(&accounts, "first");
    put(&accounts, "second");
    char *text = xpost_accounts_write(&accounts, &error);
    xpost_accounts_release(&accounts);
    char *at = text ? strstr(text, from) : NULL;
    CHECK(at);
    if (!at)
        return text;
    size_t before = (size_t)(at - text), size = strlen(text) + strlen(to) + 1;
    char *result = calloc(1, size);
    snprintf(result, size, "%.*s%s%s", (int)before, text, to, at + strlen(from));
    free(text);
    return result;
}

static void test_accounts__bad_values_are_named_but_not_shown(void)
{
    static const struct {
        const char *from, *to, *words;
    } cases[] = {
        {"access-token-CANARY", "CANARY\\r\\nX: y", "'first' has no usable \"access_token\""},
        {"access-token-CANARY", "", "'first' has no usable \"access_token\""},
        {"\"access-token-CANARY\"", "5", "'first' has no usable \"access_token\""},
        {"refresh-token-CANARY", "CANARY\\u0080", "'first' has no usable \"refresh_token\""},
        {"UUhoaFd4", "CANARY\\u0007", "'first' has no usable \"client_id\""},
        {"secret ", "CANARY\\n", "'first' has no usable \"client_secret\""},
        {"http://127.0.0.1:8080/", "http://CANARY/", "'first' has no usable \"token_url\""},
        {"https://api.x.com/2/oauth2/revoke", "file:///CANARY",
         "'first' has no usable \"revoke_url\""},
        {"1346889436626259968", "13468894366262599681", "'first' has no usable \"user_id\""},
        {"1346889436626259968", "-1", "'first' has no usable \"user_id\""},
        {"1800007200", "-1", "'first' has no usable \"expires_at\""},
        {"1800007200", "9223372036854775807", "'first' has no usable \"expires_at\""},
        {"1800007200", "1.5", "'first' has no usable \"expires_at\""},
        {"1800007200", "\"CANARY\"", "'first' has no usable \"expires_at\""},
        {"\"user_unconfirmed\": true", "\"user_unconfirmed\": 1", "user_unconfirmed"},
        {"\"name\": \"first\"", "\"name\": \"a b\"", "number 1 has no usable \"name\""},
        {"\"name\": \"first\"", "\"other\": \"x\"", "number 1 has no usable \"name\""},
        {"\"name\": \"second\"", "\"name\": \"first\"", "'first' twice"},
        {"\"default\": \"first\"", "\"default\": \"fist\"", "\"default\""},
        {"\"default\": \"first\"", "\"default\": 1", "\"default\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct xpost_accounts accounts;
        char *text = spoiled(cases[i].from, cases[i].to);
        CHECK_NUMBER(read_text(&accounts, text), -1);
        CHECK_NUMBER(error.code, XPOST_STORE);
        if (!strstr(error.message, cases[i].words))
            CHECK_TEXT(error.message, cases[i].words);
        CHECK(!strstr(error.message, "CANARY"));
        CHECK(accounts.count == 0 && !accounts.items && !accounts.default_name);
        free(text);
    }
}

static void test_accounts__each_kind_of_damage_is_told_apart(void)
{
    static const char *const texts[] = {
        "",
        "{\"version\":1,\"accounts\":[{\"name\":\"a\"",
        "{\"hello\":1}",
        "{\"version\":2,\"profiles\":{}}",
        "{\"version\":1,\"accounts\":{}}",
        "{\"version\":1,\"accounts\":[null]}",
    };
    enum { COUNT = sizeof texts / sizeof *texts };
    char messages[COUNT][XPOST_MESSAGE_MAX];
    for (size_t i = 0; i < COUNT; i++) {
        struct xpost_accounts accounts;
        CHECK_NUMBER(read_text(&accounts, texts[i]), -1);
        CHECK_NUMBER(error.code, XPOST_STORE);
        memcpy(messages[i], error.message, sizeof messages[i]);
        for (size_t k = 0; k < i; k++)
            CHECK(strcmp(messages[i], messages[k]) != 0);
        CHECK((strstr(error.message, "Move the file aside") != NULL) == (i != 3));
    }
    CHECK(strstr(messages[0], "empty"));
    CHECK(strstr(messages[1], "not valid JSON"));
    CHECK(strstr(messages[2], "not written by xpost"));
    CHECK(strstr(messages[3], "newer xpost") && strstr(messages[3], "Update xpost"));
}

static void test_accounts__other_json_is_refused(void)
{
    static const char *const texts[] = {"null",
                                        "[]",
                                        "5",
                                        "\"x\"",
                                        "{}",
                                        "{\"version\":\"1\"}",
                                        "{\"version\":0,\"accounts\":[]}",
                                        "{\"version\":1}",
                                        "{\"version\":1,\"version\":1,\"accounts\":[]}",
                                        "{\"version\":1,\"accounts\":[]} x",
                                        "{\"version\":1.0,\"accounts\":[]}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct xpost_accounts accounts;
        CHECK_NUMBER(read_text(&accounts, texts[i]), -1);
        CHECK_NUMBER(error.code, XPOST_STORE);
    }
    struct xpost_accounts accounts;
    static const char zero[] = "{\"version\":1,\"accounts\":[]}\0 ";
    CHECK_NUMBER(xpost_accounts_read(&accounts, zero, sizeof zero - 1, &error), -1);
}

static void test_accounts__every_cut_of_the_text_is_refused(void)
{
    char *text = spoiled("first", "first");
    for (size_t length = 0; length + 1 < strlen(text); length++) {
        struct xpost_accounts accounts;
        if (xpost_accounts_read(&accounts, text, length, &error) != -1)
            CHECK_NUMBER(length, -1);
    }
    free(text);
}

static void test_accounts__a_thousand_are_read_quickly(void)
{
    struct xpost_accounts accounts = {0}, again;
    char name[32];
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "account-%d", i);
        put(&accounts, name);
    }
    char *text = xpost_accounts_write(&accounts, &error);
    CHECK(text);
    int64_t begun = check_processor_milliseconds();
    CHECK_NUMBER(read_text(&again, text), 0);
    int64_t taken = check_processor_milliseconds() - begun;
    CHECK(taken < 3000); /* under valgrind, too */
    CHECK_NUMBER(again.count, 1000);
    xpost_secret_free(text);
    xpost_accounts_release(&again);
    xpost_accounts_release(&accounts);
}

static void test_tokens__missing_ones_keep_the_old(void)
{
    struct xpost_account account, example = example_account("a");
    struct xpost_tokens tokens = {.access_token = EXAMPLE_TEXT("new"), .lifetime = 7200};
    CHECK_NUMBER(xpost_account_copy(&account, &example, &error), 0);
    CHECK_NUMBER(xpost_account_set_tokens(&account, &tokens, 1900000000, &error), 0);
    CHECK_TEXT(account.access_token, "new");
    CHECK_TEXT(account.refresh_token, "refresh-token-CANARY");
    CHECK_TEXT(account.scopes, example.scopes);
    CHECK_NUMBER(account.expires_at, 1900007200);
    CHECK_NUMBER(account.lifetime, 7200);
    tokens.refresh_token = EXAMPLE_TEXT("next");
    tokens.scopes = EXAMPLE_TEXT("tweet.read");
    tokens.lifetime = 0;
    CHECK_NUMBER(xpost_account_set_tokens(&account, &tokens, 1900000000, &error), 0);
    CHECK_TEXT(account.refresh_token, "next");
    CHECK_TEXT(account.scopes, "tweet.read");
    CHECK_NUMBER(account.expires_at, 0);
    tokens.lifetime = INT64_MAX;
    CHECK_NUMBER(xpost_account_set_tokens(&account, &tokens, 1900000000, &error), 0);
    CHECK_NUMBER(account.expires_at, 0);
    xpost_account_release(&account);
}

static bool due(int64_t expires_at, int64_t lifetime, int64_t now)
{
    struct xpost_account account = {.expires_at = expires_at, .lifetime = lifetime};
    return xpost_account_renewal_due(&account, now);
}

static void test_renewal__is_due_shortly_before_the_end(void)
{
    CHECK(!due(10000, 7200, 10000 - 30));
    CHECK(due(10000, 7200, 10000 - 29));
    CHECK(due(10000, 7200, 10000));
    CHECK(due(10000, 7200, 20000));
    /* A short life: a tenth of it. */
    CHECK(!due(10000, 100, 10000 - 10));
    CHECK(due(10000, 100, 10000 - 9));
    CHECK(!due(10000, 5, 10000 - 1));
    CHECK(due(10000, 5, 10000));
    CHECK(!due(10000, 0, 10000 - 30));
    CHECK(due(10000, 0, 10000 - 29));
    CHECK(due(0, 7200, 10000));
    CHECK(due(0, 0, -5));
}

/* A clock that jumps by a day, and back, must not cause more than one renewal too many. */
static void test_renewal__survives_a_clock_that_jumps(void)
{
    static const int64_t jumps[] = {86400, -86400};
    for (size_t i = 0; i < 2; i++) {
        int64_t now = 1800000000, expires_at = now + 7200;
        int renewals = 0;
        for (int step = 0; step < 600; step++) {
            now += 10 + (step == 300 ? jumps[i] : 0);
            if (due(expires_at, 7200, now)) {
                renewals++;
                expires_at = now + 7200;
            }
        }
        CHECK(renewals <= 1);
    }
    /* A clock that was years ahead when the token came. */
    CHECK(due(4000000000, 7200, 1800000000));
    CHECK(due(XPOST_ACCOUNT_TIME_MAX, 7200, 0));
}

int main(void)
{
    RUN(test_name__accepts_what_people_call_their_accounts);
    RUN(test_name__refuses_what_could_deceive);
    RUN(test_accounts__first_becomes_the_default_and_keeps_to_it);
    RUN(test_accounts__round_trip_keeps_every_field);
    RUN(test_accounts__none_at_all_can_be_kept);
    RUN(test_accounts__what_is_shown_is_made_harmless);
    RUN(test_accounts__what_could_not_be_read_is_not_written);
    RUN(test_accounts__bad_values_are_named_but_not_shown);
    RUN(test_accounts__each_kind_of_damage_is_told_apart);
    RUN(test_accounts__other_json_is_refused);
    RUN(test_accounts__every_cut_of_the_text_is_refused);
    RUN(test_accounts__a_thousand_are_read_quickly);
    RUN(test_tokens__missing_ones_keep_the_old);
    RUN(test_renewal__is_due_shortly_before_the_end);
    RUN(test_renewal__survives_a_clock_that_jumps);
    return check_report();
}
