#define _POSIX_C_SOURCE 200809L
/* What plan tells of a post: the post itself, and what hinders it, in the words of post. */
#include "plan_rig.h"

#include "post.h"

static void test_plan__tells_what_would_be_sent(void)
{
    rig_begin();
    struct xpost_post_request request = rig_request("Hello \"you\"");
    rig_post.reply_settings = "verified";
    rig_plan(&request);
    CHECK_TEXT(plan.account, "main");
    CHECK_TEXT(plan.username, "XDevelopers");
    CHECK_NUMBER(plan.count, 1);
    CHECK_TEXT(plan.posts[0].text, "Hello \"you\"");
    CHECK_TEXT(plan.posts[0].request,
               "{\"text\":\"Hello \\\"you\\\"\",\"reply_settings\":\"verified\"}");
    CHECK_NUMBER(plan.posts[0].weight, 11);
    CHECK_NUMBER(plan.posts[0].limit, 280);
    CHECK(plan.posts[0].valid);
    CHECK_NUMBER(plan.posts[0].over_at, 11);
    CHECK_NUMBER(plan.posts[0].urls, 0);
    CHECK_NUMBER(plan.cost, 15000);
    CHECK_NUMBER(plan.problem_count, 0);
    CHECK_TEXT(plan.earlier_key, "");
    rig_end();
}

static void test_plan__tells_what_a_link_weighs_and_costs(void)
{
    rig_begin();
    struct xpost_post_request request = rig_request("see https://example.com/a/long/path");
    request.limit = 20;
    rig_plan(&request);
    CHECK_NUMBER(plan.posts[0].weight, 27);
    CHECK_NUMBER(plan.posts[0].limit, 20);
    CHECK_NUMBER(plan.posts[0].urls, 1);
    CHECK_NUMBER(plan.posts[0].over_at, 4);
    CHECK(!plan.posts[0].valid);
    CHECK_NUMBER(plan.cost, 200000);
    CHECK_NUMBER(rig_count(XPOST_OVER_LIMIT, true), 1);
    CHECK(plan.posts[0].request != NULL);
    rig_end();
}

static void test_plan__reckons_with_the_users_own_prices(void)
{
    rig_begin();
    rig_plan_text("Hello");
    CHECK_TEXT(plan.prices_date, XPOST_PRICES_DATE);
    scratch_must(xpost_prices_read(&client->config.prices, "post=0.02", &error) == 0, "prices");
    rig_plan_text("Hello");
    CHECK_NUMBER(plan.cost, 20000);
    CHECK(plan.prices_date == NULL);
    rig_end();
}

static void test_plan__takes_the_account_that_is_named(void)
{
    struct xpost_account other = rig_account("other");
    rig_begin();
    other.username = NULL;
    rig_store(&other);
    struct xpost_post_request request = rig_request("Hello");
    request.account = "other";
    rig_plan(&request);
    CHECK_TEXT(plan.account, "other");
    CHECK(plan.username == NULL);
    rig_end();
}

static void test_plan__writes_nothing(void)
{
    rig_begin();
    rig_plan_text("Hello");
    rig_plan_text("");
    CHECK_NUMBER(rig_ledger_size(), 0);
    rig_end();
}

static void test_plan__makes_no_directory(void)
{
    struct xpost_post_result result;
    struct xpost_post_request request = rig_request("Hello");
    rig_begin_with(NULL);
    request.key = "k";
    rig_plan(&request);
    CHECK_NUMBER(scratch_mode(state), -1);
    CHECK(plan.account == NULL && plan.username == NULL);
    CHECK_NUMBER(plan.posts[0].weight, 5);
    CHECK_TEXT(plan.posts[0].request, "{\"text\":\"Hello\"}");
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(rig_count(XPOST_NOT_LOGGED_IN, true), 1);
    /* The words are those of the account store. */
    CHECK_NUMBER(xpost_post(&operation, &request, &result, &error), -1);
    xpost_post_result_release(&result);
    CHECK_TEXT(plan.problems[0].message, error.message);
    rig_end();
}

static void test_plan__fails_where_nothing_can_be_read(void)
{
    rig_begin();
    char path[400];
    snprintf(path, sizeof path, "%s/accounts.json", state);
    scratch_write(path, "{", 0600);
    struct xpost_post_request request = rig_request("Hello");
    CHECK_NUMBER(xpost_plan(&operation, &request, &plan, &error), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK(plan.posts == NULL && plan.problems == NULL);
    rig_end();
}

static bool is_valid(const char *text, size_t length, bool has_media)
{
    static const struct xpost_attachment image = {"/image.png", NULL};
    struct xpost_post_request request = rig_request(text);
    rig_post.text_length = length;
    rig_post.attachments = &image;
    rig_post.attachment_count = has_media;
    rig_plan(&request);
    return plan.posts[0].valid;
}

static void test_plan__calls_a_blank_post_valid_where_something_is_attached(void)
{
    rig_begin();
    static const char *const blanks[] = {"", "\n", "\u3000 "};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        CHECK(is_valid(blanks[i], strlen(blanks[i]), true));
        CHECK(!is_valid(blanks[i], strlen(blanks[i]), false));
    }
    CHECK(!is_valid("a\xFF", 2, true));
    CHECK(!is_valid("a\0b", 3, true));
    CHECK(is_valid("a", 1, false));
    rig_end();
}

static void test_release__accepts_what_is_empty(void)
{
    struct xpost_plan empty = {0};
    xpost_plan_release(NULL);
    xpost_plan_release(&empty);
}

/* --- problems --- */

/* Post refuses the request as well, and what it says is among what plan says. */
static void check_same_words(struct xpost_post_request request, enum xpost_code code,
                             const char *what)
{
    struct xpost_post_result result;
    bool found = false;
    rig_plan(&request);
    CHECK_NUMBER(xpost_post(&operation, &request, &result, &error), -1);
    xpost_post_result_release(&result);
    for (size_t i = 0; i < plan.problem_count; i++)
        found |= plan.problems[i].refused && plan.problems[i].code == error.code &&
                 strcmp(plan.problems[i].message, error.message) == 0;
    if (found && error.code == code)
        return;
    check_failures_here++;
    printf("%s: post says %s: %s; plan says\n", what, xpost_code_name(error.code),
           error.message);
    for (size_t i = 0; i < plan.problem_count; i++)
        printf("    %s: %s\n", xpost_code_name(plan.problems[i].code),
               plan.problems[i].message);
}

static void check_text_refused(const char *text, size_t length, enum xpost_code code)
{
    struct xpost_post_request request = rig_request(text);
    rig_post.text_length = length;
    check_same_words(request, code, text);
    CHECK(!plan.posts[0].valid);
}

static void test_problems__of_the_text_are_those_of_post(void)
{
    static char text[300];
    memset(text, 'a', 281);
    rig_begin();
    check_text_refused("", 0, XPOST_INVALID_REQUEST);
    check_text_refused(" \r\n\t", 4, XPOST_INVALID_REQUEST);
    check_text_refused("a\0b", 3, XPOST_INVALID_REQUEST);
    CHECK_NUMBER(plan.posts[0].over_at, 3);
    CHECK(plan.posts[0].request == NULL);
    check_text_refused("caf\xE9", 4, XPOST_INVALID_REQUEST);
    check_text_refused("\xEF\xBB\xBFtext", 7, XPOST_INVALID_REQUEST);
    check_text_refused(text, 281, XPOST_OVER_LIMIT);
    CHECK_NUMBER(plan.posts[0].over_at, 280);
    char *huge = malloc(1 << 18);
    scratch_must(huge != NULL, "malloc");
    memset(huge, 'a', 1 << 18);
    huge[(1 << 18) - 1] = '\0';
    check_text_refused(huge, (1 << 18) - 1, XPOST_INVALID_REQUEST);
    free(huge);
    rig_end();
}

static void test_problems__of_the_form_are_those_of_post(void)
{
    static const struct xpost_attachment nameless = {"", NULL};
    static const struct xpost_post wrong[] = {
        {.reply_to = "12a"},
        {.quote = ""},
        {.community = "-1"},
        {.edits = "12345678901234567890"},
        {.reply_settings = "everyone"},
        {.poll_option_count = 1, .poll_options = {"a"}, .poll_minutes = 60},
        {.poll_option_count = 2, .poll_options = {"a", "b"}, .poll_minutes = 4},
        {.poll_option_count = 2, .poll_options = {"a", "\xFF"}, .poll_minutes = 60},
        {.poll_option_count = 2, .poll_options = {"a", "b"}, .poll_minutes = 60, .quote = "1"},
        {.media_count = 1, .media_ids = {"x"}},
        {.attachment_count = 1, .attachments = &nameless},
    };
    rig_begin();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char what[32];
        struct xpost_post_request request = rig_request("");
        rig_post = wrong[i];
        rig_post.text = "Hello";
        rig_post.text_length = 5;
        snprintf(what, sizeof what, "form %zu", i);
        check_same_words(request, XPOST_INVALID_REQUEST, what);
        CHECK(plan.posts[0].request == NULL);
        CHECK_NUMBER(rig_count(XPOST_INVALID_REQUEST, true), 1);
    }
    rig_end();
}

static void test_problems__of_the_key_are_those_of_post(void)
{
    struct xpost_post_request request = rig_request("Hello");
    rig_begin();
    request.key = "";
    check_same_words(request, XPOST_INVALID_REQUEST, "an empty key");
    request.key = "a\nb";
    check_same_words(request, XPOST_INVALID_REQUEST, "a key with a line end");
    rig_earlier("other text", "main", "Other", XPOST_STATE_POSTED, 60);
    request.key = "other text";
    check_same_words(request, XPOST_INVALID_REQUEST, "a key of another text");
    CHECK_TEXT(plan.earlier_key, "");
    rig_earlier("other account", "other", "Hello", XPOST_STATE_POSTED, 60);
    request.key = "other account";
    check_same_words(request, XPOST_INVALID_REQUEST, "a key of another account");
    CHECK_TEXT(plan.earlier_key, "");
    rig_end();
}

static void test_problems__of_the_account_are_those_of_post(void)
{
    struct xpost_post_request request = rig_request("Hello");
    struct xpost_account account = rig_account("reader");
    rig_begin();
    request.account = "mian";
    check_same_words(request, XPOST_NOT_LOGGED_IN, "an unknown account");
    CHECK(plan.account == NULL);
    account.scopes = EXAMPLE_TEXT("tweet.read users.read");
    rig_store(&account);
    request.account = "reader";
    check_same_words(request, XPOST_SCOPE_MISSING, "a missing scope");
    CHECK_TEXT(plan.account, "reader");
    account = rig_account("ended");
    account.refresh_token = NULL;
    account.expires_at = xpost_clock_now() - 1;
    rig_store(&account);
    request.account = "ended";
    check_same_words(request, XPOST_LOGIN_REQUIRED, "a login that has ended");
    rig_end();
}

static void test_problems__are_none_while_a_login_lasts(void)
{
    struct xpost_account account = rig_account("main");
    rig_begin_with(NULL);
    account.refresh_token = NULL;
    rig_store(&account);
    CHECK_NUMBER(rig_plan_text("Hello")->problem_count, 0);
    account = rig_account("main"); /* it has run out, and can be renewed */
    account.expires_at = 0;
    rig_store(&account);
    CHECK_NUMBER(rig_plan_text("Hello")->problem_count, 0);
    rig_end();
}

static void test_problems__of_other_servers_are_those_of_post(void)
{
    struct xpost_account account = rig_account("main");
    rig_begin_with("http://127.0.0.1:2");
    rig_store(&account);
    check_same_words(rig_request("Hello"), XPOST_CONFIG, "another server");
    CHECK_TEXT(plan.account, "main");
    rig_end();
}

static void test_problems__are_all_told(void)
{
    static const char text[] = "$ABC $DEF and some words more";
    struct xpost_account account = rig_account("main");
    rig_begin_with("http://127.0.0.1:2");
    account.scopes = EXAMPLE_TEXT("tweet.read");
    account.refresh_token = NULL;
    account.expires_at = 1;
    rig_store(&account);
    struct xpost_post_request request = rig_request(text);
    request.limit = 5;
    request.key = "\t";
    rig_post.reply_to = "x";
    rig_post.quote = "y";
    rig_post.reply_settings = "z";
    rig_post.poll_option_count = 1;
    rig_plan(&request);
    CHECK_NUMBER(rig_count(XPOST_INVALID_REQUEST, true), 5);
    CHECK_NUMBER(rig_count(XPOST_OVER_LIMIT, true), 1);
    CHECK_NUMBER(rig_count(XPOST_FORBIDDEN, true), 1);
    CHECK_NUMBER(rig_count(XPOST_CONFIG, true), 1);
    CHECK_NUMBER(rig_count(XPOST_SCOPE_MISSING, true), 1);
    CHECK_NUMBER(rig_count(XPOST_LOGIN_REQUIRED, true), 1);
    CHECK_NUMBER(plan.problem_count, 10);
    rig_post.reply_to = "1"; /* warnings of what may well be refused */
    rig_post.quote = "2";
    rig_plan(&request);
    CHECK_NUMBER(rig_count(XPOST_INVALID_REQUEST, true), 3);
    CHECK_NUMBER(rig_count(XPOST_FORBIDDEN, false), 2);
    rig_end();
}

static void test_problems__tell_of_more_than_one_cashtag(void)
{
    rig_begin();
    CHECK_NUMBER(rig_plan_text("$ABC goes up")->problem_count, 0);
    rig_plan_text("$ABC and $DEF go up");
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(rig_count(XPOST_FORBIDDEN, true), 1);
    CHECK(plan.problem_count && strstr(plan.problems[0].message, "2 cashtags"));
    rig_end();
}

static void test_problems__say_which_post_of_a_thread_has_them(void)
{
    struct xpost_post posts[2] = {{.text = "Fits", .text_length = 4}, {.text = ""}};
    struct xpost_post_request request = {.posts = posts, .count = 2};
    rig_begin();
    rig_plan(&request);
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(plan.problems[0].number, 2);
    CHECK_TEXT(plan.problems[0].message + strlen("Post 2 of 2: "), plan.problems[0].reason);
    request.count = 1;
    request.key = "\t";
    rig_plan(&request);
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(plan.problems[0].number, 0);
    CHECK_TEXT(plan.problems[0].message, plan.problems[0].reason);
    rig_end();
}

static void test_warnings__tell_of_replies_and_quotes(void)
{
    struct xpost_post_request request = rig_request("Hello");
    rig_begin();
    rig_post.reply_to = "1234";
    rig_plan(&request);
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(rig_count(XPOST_FORBIDDEN, false), 1);
    rig_earlier("mine", "main", "My own post", XPOST_STATE_POSTED, 1000000);
    CHECK_NUMBER(rig_plan(&request)->problem_count, 0);
    rig_post.reply_to = NULL;
    rig_post.quote = "1234";
    rig_plan(&request);
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(rig_count(XPOST_FORBIDDEN, false), 1);
    rig_end();
}

int main(void)
{
    scratch_begin();
    RUN(test_plan__tells_what_would_be_sent);
    RUN(test_plan__tells_what_a_link_weighs_and_costs);
    RUN(test_plan__reckons_with_the_users_own_prices);
    RUN(test_plan__takes_the_account_that_is_named);
    RUN(test_plan__writes_nothing);
    RUN(test_plan__makes_no_directory);
    RUN(test_plan__fails_where_nothing_can_be_read);
    RUN(test_plan__calls_a_blank_post_valid_where_something_is_attached);
    RUN(test_release__accepts_what_is_empty);
    RUN(test_problems__of_the_text_are_those_of_post);
    RUN(test_problems__of_the_form_are_those_of_post);
    RUN(test_problems__of_the_key_are_those_of_post);
    RUN(test_problems__of_the_account_are_those_of_post);
    RUN(test_problems__are_none_while_a_login_lasts);
    RUN(test_problems__of_other_servers_are_those_of_post);
    RUN(test_problems__are_all_told);
    RUN(test_problems__tell_of_more_than_one_cashtag);
    RUN(test_problems__say_which_post_of_a_thread_has_them);
    RUN(test_warnings__tell_of_replies_and_quotes);
    scratch_end();
    return check_report();
}
