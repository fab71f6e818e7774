#include "check.h"

#include "api.h"
#include "buffer.h"
#include "error.h"
#include "json.h"
#include "random_text.h"
#include "utf8.h"

#include <stdlib.h>

static struct xpost_error error;

static void test_id__is_1_to_19_digits(void)
{
    static const char *const good[] = {"0", "1", "1445880548472328192", "9999999999999999999"};
    static const char *const bad[] = {
        "",     " ",    "-1",  "+1", "1 ",  " 1",  "1.0", "0x1", "1a",
        "1/2",  "../1", "1?a", "1#", "%31", "1\n", "１",  "1,",  "12345678901234567890",
        "null", "1\x7f"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(xpost_api_id_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!xpost_api_id_valid(bad[i]));
}

static void test_id__tells_when_it_was_made(void)
{
    CHECK_NUMBER(xpost_api_id_time("1445880548472328192"), 1633559760);
    CHECK_NUMBER(xpost_api_id_time("9999999999999999999"), 3673020765);
    static const char *const none[] = {"0", "20", "29999999999",
                                       "",  "x",  "1445880548472328192 "};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        CHECK_NUMBER(xpost_api_id_time(none[i]), 0);
}

static struct xpost_post post_of(const char *text)
{
    return (struct xpost_post){.text = text, .text_length = strlen(text)};
}

static void check_body(const struct xpost_post *post, const char *wanted)
{
    xpost_error_clear(&error);
    CHECK_NUMBER(xpost_api_check_post(post, &error), 0);
    char *body = xpost_api_create_body(post, &error);
    CHECK_TEXT(body, wanted);
    free(body);
}

static void test_create_body__is_exact_for_each_field(void)
{
    struct xpost_post post = post_of("Hello \"X\" \\ / \n <&> あ\U0001F426");
    check_body(&post, "{\"text\":\"Hello \\\"X\\\" \\\\ / \\n <&> あ\U0001F426\"}");
    post = post_of("a");
    post.reply_to = "1";
    check_body(&post, "{\"text\":\"a\",\"reply\":{\"in_reply_to_tweet_id\":\"1\"}}");
    post = post_of("a");
    post.quote = "2";
    check_body(&post, "{\"text\":\"a\",\"quote_tweet_id\":\"2\"}");
    post = post_of("a");
    post.community = "3";
    check_body(&post, "{\"text\":\"a\",\"community_id\":\"3\"}");
    post = post_of("a");
    post.edits = "4";
    check_body(&post, "{\"text\":\"a\",\"edit_options\":{\"previous_post_id\":\"4\"}}");
    post = post_of("a");
    post.made_with_ai = true;
    check_body(&post, "{\"text\":\"a\",\"made_with_ai\":true}");
    post = post_of("a");
    post.paid_partnership = true;
    check_body(&post, "{\"text\":\"a\",\"paid_partnership\":true}");
    post = post_of("");
    post.media_ids[0] = "9223372036854775808";
    post.media_ids[1] = "6";
    post.media_count = 2;
    check_body(&post,
               "{\"text\":\"\",\"media\":{\"media_ids\":[\"9223372036854775808\",\"6\"]}}");
    post = post_of("a");
    post.poll_options[0] = "はい";
    post.poll_options[1] = "\"no\"";
    post.poll_option_count = 2;
    post.poll_minutes = 10080;
    check_body(&post, "{\"text\":\"a\",\"poll\":{\"options\":[\"はい\",\"\\\"no\\\"\"],"
                      "\"duration_minutes\":10080}}");
}

static void test_create_body__knows_four_reply_settings(void)
{
    static const char *const good[] = {"following", "mentionedUsers", "subscribers",
                                       "verified"};
    static const char *const bad[] = {"everyone", "", "Following", "mentioned_users",
                                      "following "};
    for (size_t i = 0; i < 4; i++) {
        char wanted[64];
        struct xpost_post post = post_of("a");
        post.reply_settings = good[i];
        snprintf(wanted, sizeof wanted, "{\"text\":\"a\",\"reply_settings\":\"%s\"}", good[i]);
        check_body(&post, wanted);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct xpost_post post = post_of("a");
        post.reply_settings = bad[i];
        CHECK_NUMBER(xpost_api_check_post(&post, &error), -1);
        CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    }
}

static void test_create_body__keeps_10000_random_texts_exactly(void)
{
    for (int round = 0, rounds = check_effort(10000); round < rounds; round++) {
        char text[400];
        struct xpost_post post = {.text = text, .text_length = random_text(text, sizeof text)};
        char *body = xpost_api_create_body(&post, &error);
        struct xpost_json *json = xpost_json_parse(body, strlen(body), &error);
        CHECK_TEXT(xpost_json_member_string(json, "text"), text);
        xpost_json_free(json);
        free(body);
    }
}

static bool refused(const struct xpost_post *post)
{
    xpost_error_clear(&error);
    int result = xpost_api_check_post(post, &error);
    CHECK(result == 0 || (error.code == XPOST_INVALID_REQUEST && error.message[0]));
    return result != 0;
}

static void test_check__refuses_what_is_no_text(void)
{
    static const char *const bad[] = {"",          " ",
                                      "\n\t\r ",   "\xff",
                                      "a\xc0\x80", "\xed\xa0\x80",
                                      "\xe3\x81",  "ok \xf5\x80\x80\x80",
                                      "\u3000\n",  "\u00a0\u2003"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct xpost_post post = post_of(bad[i]);
        CHECK(refused(&post));
    }
    struct xpost_post zero = {.text = "a\0b", .text_length = 3};
    CHECK(refused(&zero));
    struct xpost_post media = post_of("");
    media.media_ids[0] = "1";
    media.media_count = 1;
    CHECK(!refused(&media));
}

static void test_check__names_the_byte_that_is_not_utf_8(void)
{
    struct xpost_post post = post_of("12345\xff");
    CHECK(refused(&post));
    CHECK(strstr(error.message, "byte 6"));
}

static void test_check__refuses_ids_that_are_none(void)
{
    static const char *const bad[] = {"", "../2", "1?x", "1/..", "12345678901234567890", "x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        for (int field = 0; field < 5; field++) {
            struct xpost_post post = post_of("a");
            post.reply_to = field == 0 ? bad[i] : NULL;
            post.quote = field == 1 ? bad[i] : NULL;
            post.community = field == 2 ? bad[i] : NULL;
            post.edits = field == 3 ? bad[i] : NULL;
            post.media_ids[0] = bad[i];
            post.media_count = field == 4;
            CHECK(refused(&post));
        }
    }
}

static void test_check__allows_one_of_poll_media_and_quote(void)
{
    static const struct xpost_attachment file = {"/a", NULL};
    for (int parts = 0; parts < 8; parts++) {
        struct xpost_post post = post_of("a");
        post.poll_options[0] = post.poll_options[1] = "o";
        post.poll_option_count = parts & 1 ? 2 : 0;
        post.poll_minutes = 5;
        post.media_ids[0] = "1";
        post.media_count = parts & 2 ? 1 : 0;
        post.quote = parts & 4 ? "2" : NULL;
        CHECK(refused(&post) == ((parts & (parts - 1)) != 0));
        post.attachments = &file;
        post.attachment_count = post.media_count;
        post.media_count = 0;
        CHECK(refused(&post) == ((parts & (parts - 1)) != 0));
    }
}

static struct xpost_post poll_of(size_t count, int64_t minutes, const char *option)
{
    struct xpost_post post = post_of("a");
    for (size_t i = 0; i < XPOST_POLL_OPTIONS_MAX; i++)
        post.poll_options[i] = option;
    post.poll_option_count = count;
    post.poll_minutes = minutes;
    return post;
}

static void test_check__limits_polls(void)
{
    static const int64_t minutes[] = {INT64_MIN, -5,    0,     4,     5,
                                      6,         10079, 10080, 10081, INT64_MAX};
    for (size_t count = 0; count < 8; count++) {
        struct xpost_post post = poll_of(count, 60, "o");
        CHECK(refused(&post) == (count == 1 || count > 4));
    }
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        struct xpost_post post = poll_of(2, minutes[i], "o");
        CHECK(refused(&post) == (minutes[i] < 5 || minutes[i] > 10080));
    }
    static const char *const good[] = {"1", "1234567890123456789012345",
                                       "ああああああああああああああああああああああああa"};
    static const char *const bad[] = {"", "12345678901234567890123456",
                                      "ああああああああああああああああああああああああああ",
                                      "\xff"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct xpost_post post = poll_of(4, 60, good[i]);
        CHECK(!refused(&post));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct xpost_post post = poll_of(4, 60, "o");
        post.poll_options[3] = bad[i];
        CHECK(refused(&post));
    }
}

static void test_check__allows_four_media(void)
{
    static const struct xpost_attachment files[7] = {{"/a", NULL}, {"/b", ""},  {"/c", "c"},
                                                     {"/d", "d"},  {"/e", "e"}, {"/f", "f"}};
    for (size_t count = 0; count < 7; count++) {
        struct xpost_post post = post_of("a");
        for (size_t i = 0; i < XPOST_MEDIA_MAX; i++)
            post.media_ids[i] = "1";
        post.media_count = count;
        CHECK(refused(&post) == (count > 4));
        post.media_count = 0;
        post.attachments = files;
        post.attachment_count = count;
        CHECK(refused(&post) == (count > 4));
    }
}

static void test_url__ends_with_a_checked_id(void)
{
    static const char *const bad[] = {"../2", "1?a=b", "1%2f", "1#", "", "1/../../x"};
    struct xpost_buffer out = XPOST_BUFFER(100);
    CHECK_NUMBER(xpost_api_url(&out, "https://api.x.com", "/2/tweets", "123", &error), 0);
    CHECK_TEXT(out.data, "https://api.x.com/2/tweets/123");
    xpost_buffer_release(&out);
    CHECK_NUMBER(xpost_api_url(&out, "https://api.x.com", "/2/users/me", NULL, &error), 0);
    CHECK_TEXT(out.data, "https://api.x.com/2/users/me");
    xpost_buffer_release(&out);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_NUMBER(xpost_api_url(&out, "https://api.x.com", "/2/tweets", bad[i], &error), -1);
        CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
        CHECK(out.length == 0);
    }
}

static void test_post_url__is_at_x_or_at_the_stand_in(void)
{
    static const char *const bases[][2] = {
        {"https://api.x.com", "https://x.com/i/status/12"},
        {"https://api.twitter.com", "https://x.com/i/status/12"},
        {"http://127.0.0.1:8080", "http://127.0.0.1:8080/i/status/12"},
        {"https://localhost:1", "https://localhost:1/i/status/12"},
        {"https://127.0.0.1.example.com", "https://x.com/i/status/12"},
    };
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        struct xpost_buffer out = XPOST_BUFFER(100);
        xpost_api_post_url(&out, bases[i][0], "12");
        CHECK_TEXT(out.data, bases[i][1]);
        xpost_buffer_release(&out);
    }
}

static enum xpost_body_kind created(const char *body, const char *wanted)
{
    char id[XPOST_ID_MAX + 1] = "unchanged";
    size_t length = strlen(body);
    char *copy = malloc(length ? length : 1);
    memcpy(copy, body, length);
    enum xpost_body_kind kind = xpost_api_read_created(copy, length, id);
    CHECK_TEXT(id, kind == XPOST_BODY_ID ? wanted : "unchanged");
    free(copy);
    return kind;
}

static void test_read_created__finds_the_id(void)
{
    static const char *const bodies[] = {
        "{\"data\":{\"id\":\"1445880548472328192\",\"text\":\"Hello\"}}",
        "{\"data\":{\"id\":\"1445880548472328192\",\"text\":\"a\",\"edit_history_tweet_ids\":["
        "\"1\"]},"
        "\"errors\":[{\"title\":\"partial\"}]}",
        " {\"errors\":null,\"data\":{\"id\":\"1445880548472328192\"}} \r\n",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        CHECK_NUMBER(created(bodies[i], "1445880548472328192"), XPOST_BODY_ID);
    CHECK_NUMBER(created("{\"data\":{\"id\":\"9999999999999999999\"}}", "9999999999999999999"),
                 XPOST_BODY_ID);
}

static void test_read_created__takes_nothing_else_for_an_id(void)
{
    static const char *const ids[] = {
        "null",    "true",           "1445880548472328192",      "1.5",    "\"\"",   "\"a\"",
        "[\"1\"]", "{\"id\":\"1\"}", "\"12345678901234567890\"", "\"-1\"", "\" 1\"", "\"1/..\"",
        "\"1\\n\""};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char body[128];
        snprintf(body, sizeof body, "{\"data\":{\"id\":%s,\"text\":\"a\"}}", ids[i]);
        CHECK_NUMBER(created(body, ""), XPOST_BODY_PROBLEM);
    }
    static const char *const problems[] = {
        "{}",
        "{\"data\":null}",
        "{\"data\":[{\"id\":\"1\"}]}",
        "{\"id\":\"1\"}",
        "{\"data\":\"1\"}",
        "{\"errors\":[{\"message\":\"m\"}]}",
        "{\"title\":\"Forbidden\",\"status\":403}",
    };
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
        CHECK_NUMBER(created(problems[i], ""), XPOST_BODY_PROBLEM);
    static const char *const others[] = {
        " ",
        "null",
        "[]",
        "\"1\"",
        "1",
        "<html></html>",
        "{\"data\":{\"id\":\"1\"}",
        "{\"data\":{\"id\":\"1\",\"id\":\"2\"}}",
        "{\"data\":{\"id\":\"1\"}}x",
        "{\"data\":{\"id\":\"1\",\"text\":\"\\ud800\"}}",
        "\xEF\xBB\xBF{\"data\":{\"id\":\"1\"}}",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK_NUMBER(created(others[i], ""), XPOST_BODY_OTHER);
    CHECK_NUMBER(created("", ""), XPOST_BODY_EMPTY);
}

static void test_read_created__knows_every_cut_of_an_answer(void)
{
    static const char body[] = "{\"data\":{\"id\":\"1445880548472328192\",\"text\":\"Hello\"}}";
    for (size_t length = 1; length < sizeof body - 1; length++) {
        char cut[sizeof body];
        snprintf(cut, sizeof cut, "%.*s", (int)length, body);
        CHECK_NUMBER(created(cut, ""), XPOST_BODY_OTHER);
    }
}

static bool deleted(long status, const char *body)
{
    return xpost_api_read_deleted(status, body, strlen(body));
}

static void test_read_deleted__wants_to_be_told(void)
{
    static const char *const bad[] = {"",
                                      "{}",
                                      "{\"data\":{}}",
                                      "{\"data\":{\"deleted\":false}}",
                                      "{\"data\":{\"deleted\":\"true\"}}",
                                      "{\"deleted\":true}",
                                      "{\"data\":{\"deleted\":1}}",
                                      "{\"data\":{\"deleted\":true}"};
    CHECK(deleted(200, "{\"data\":{\"deleted\":true}}"));
    CHECK(deleted(204, ""));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!deleted(200, bad[i]));
    for (long status = 100; status < 600; status++)
        if (status != 200 && status != 204)
            CHECK(!deleted(status, "{\"data\":{\"deleted\":true}}"));
}

static struct xpost_user user;

static int read_user(const char *id, const char *username, const char *name, const char *type)
{
    char body[1024];
    int length =
        snprintf(body, sizeof body,
                 "{\"data\":{\"id\":%s,\"username\":%s,\"name\":%s,\"subscription_type\":%s}}",
                 id, username, name, type);
    xpost_user_release(&user);
    xpost_error_clear(&error);
    int result = xpost_api_read_user(&user, body, (size_t)length, &error);
    CHECK(result == 0 || (error.code == XPOST_SERVER && !user.id && !user.username));
    return result;
}

static void test_read_user__takes_the_answer_of_x(void)
{
    CHECK_NUMBER(
        read_user("\"2244994945\"", "\"XDevelopers\"", "\"X Developers\"", "\"Premium\""), 0);
    CHECK_TEXT(user.id, "2244994945");
    CHECK_TEXT(user.username, "XDevelopers");
    CHECK_TEXT(user.name, "X Developers");
    CHECK_TEXT(user.subscription, "Premium");
}

static void test_read_user__survives_any_type_of_any_field(void)
{
    static const char *const values[] = {"null",    "true",    "1",      "1.5",
                                         "[]",      "{}",      "\"\"",   "\" \"",
                                         "\"\\n\"", "\"a/b\"", "\"@a\"", "\"\\u00e9\""};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        CHECK_NUMBER(read_user(values[i], "\"a\"", "\"n\"", "\"None\""), -1);
        CHECK_NUMBER(read_user("\"1\"", values[i], "\"n\"", "\"None\""), -1);
        CHECK_NUMBER(read_user("\"1\"", "\"a\"", values[i], "\"None\""), 0);
        CHECK(!user.name == (values[i][0] != '"'));
        CHECK_NUMBER(read_user("\"1\"", "\"a\"", "\"n\"", values[i]), 0);
        CHECK(!user.subscription == (values[i][0] != '"'));
    }
}

static void test_read_user__makes_the_name_harmless(void)
{
    CHECK_NUMBER(read_user("\"1\"", "\"a\"", "\"\\u001b[2J\\u202eevil\\n\"", "\"\\u0007\""), 0);
    CHECK_TEXT(user.name, " [2J\xef\xbf\xbd"
                          "evil ");
    CHECK_TEXT(user.subscription, " ");
    CHECK(xpost_utf8_valid(user.name, strlen(user.name)));
    xpost_user_release(&user);
    xpost_user_release(&user);
}

int main(void)
{
    RUN(test_id__is_1_to_19_digits);
    RUN(test_id__tells_when_it_was_made);
    RUN(test_create_body__is_exact_for_each_field);
    RUN(test_create_body__knows_four_reply_settings);
    RUN(test_create_body__keeps_10000_random_texts_exactly);
    RUN(test_check__refuses_what_is_no_text);
    RUN(test_check__names_the_byte_that_is_not_utf_8);
    RUN(test_check__refuses_ids_that_are_none);
    RUN(test_check__allows_one_of_poll_media_and_quote);
    RUN(test_check__limits_polls);
    RUN(test_check__allows_four_media);
    RUN(test_url__ends_with_a_checked_id);
    RUN(test_post_url__is_at_x_or_at_the_stand_in);
    RUN(test_read_created__finds_the_id);
    RUN(test_read_created__takes_nothing_else_for_an_id);
    RUN(test_read_created__knows_every_cut_of_an_answer);
    RUN(test_read_deleted__wants_to_be_told);
    RUN(test_read_user__takes_the_answer_of_x);
    RUN(test_read_user__survives_any_type_of_any_field);
    RUN(test_read_user__makes_the_name_harmless);
    return check_report();
}
