/* What the ledger keeps and gives back. */
#define _XOPEN_SOURCE 700
#include "check.h"
#include "ledger_support.h"

#include <sqlite3.h>

enum { LONG_TEXT = 25000 };

static void test_ledger__keeps_every_field(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_ledger_post posts[2];
    struct xpost_submission submission = sample("key-1", &posts[0], "one"), found;
    submission.posts = posts;
    submission.count = 2;
    submission.user_id = (char *)(size_t) "2244994945";
    submission.username = (char *)(size_t) "someone";
    posts[1] = (struct xpost_ledger_post){
        .position = 1,
        .text = (char *)(size_t) "two",
        .request = (char *)(size_t) "{}",
        .state = XPOST_STATE_REJECTED,
        .id = (char *)(size_t) "1346889436626259968",
        .cost = 200000,
        .code = XPOST_RATE_LIMITED,
        .http_status = 429,
        .message = (char *)(size_t) "Wait.",
        .sent_at = 5000000000,
        .settled_at = 5000000001,
        .doubted_at = 4999999999,
        .boot = (char *)(size_t) "a-boot",
        .uptime = 12345,
        .deleted_at = 5000000002,
    };
    CHECK(ledger && xpost_ledger_add(ledger, &submission, &error) == 0);
    CHECK_NUMBER(xpost_ledger_find(ledger, "key-1", &found, &error), 1);
    CHECK_TEXT(found.key, "key-1");
    CHECK_TEXT(found.account, "main");
    CHECK_TEXT(found.user_id, "2244994945");
    CHECK_TEXT(found.username, "someone");
    CHECK_NUMBER(found.created_at, 1700000000);
    CHECK_NUMBER(found.count, 2);
    if (found.count == 2) {
        const struct xpost_ledger_post *post = &found.posts[1];
        CHECK_TEXT(found.posts[0].text, "one");
        CHECK_NUMBER(found.posts[0].state, XPOST_STATE_INTENT);
        CHECK_NUMBER(post->position, 1);
        CHECK_TEXT(post->text, "two");
        CHECK_TEXT(post->request, "{}");
        CHECK_NUMBER(post->state, XPOST_STATE_REJECTED);
        CHECK_TEXT(post->id, "1346889436626259968");
        CHECK_NUMBER(post->cost, 200000);
        CHECK_NUMBER(post->code, XPOST_RATE_LIMITED);
        CHECK_NUMBER(post->http_status, 429);
        CHECK_TEXT(post->message, "Wait.");
        CHECK_NUMBER(post->sent_at, 5000000000);
        CHECK_NUMBER(post->settled_at, 5000000001);
        CHECK_NUMBER(post->doubted_at, 4999999999);
        CHECK_TEXT(post->boot, "a-boot");
        CHECK_NUMBER(post->uptime, 12345);
        CHECK_NUMBER(post->deleted_at, 5000000002);
    }
    xpost_submission_release(&found);
    xpost_ledger_close(ledger);
}

static void test_ledger__gives_missing_fields_back_as_missing(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_ledger_post post;
    struct xpost_submission submission = sample("k", &post, NULL), found;
    post.request = NULL;
    post.sent_at = 0;
    CHECK(ledger && xpost_ledger_add(ledger, &submission, &error) == 0);
    CHECK_NUMBER(xpost_ledger_find(ledger, "k", &found, &error), 1);
    CHECK(!found.user_id && !found.username);
    CHECK(found.count == 1 && !found.posts[0].text && !found.posts[0].request &&
          !found.posts[0].id && !found.posts[0].message);
    CHECK(found.count == 1 && found.posts[0].code == XPOST_OK && found.posts[0].sent_at == 0 &&
          found.posts[0].settled_at == 0 && found.posts[0].http_status == 0 &&
          found.posts[0].doubted_at == 0 && found.posts[0].deleted_at == 0);
    xpost_submission_release(&found);
    xpost_ledger_close(ledger);
}

static void test_ledger__keeps_any_text_exactly(void)
{
    static char longest[LONG_TEXT * 4 + 1];
    for (int i = 0; i < LONG_TEXT; i++)
        memcpy(longest + (size_t)i * 4, "\xf0\x9f\x98\x80", 4);
    const char *const texts[] = {
        "",
        "こんにちは、世界。",
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80 \xf0\x9f\x87\xaf\xf0\x9f\x87\xb5",
        "line\nline\r\n\n\ttab \x01 \x7f \xc2\x85",
        "'; DROP TABLE post; -- \" ? ?1 :a $b %s \\",
        "e\xcc\x81 and \xc3\xa9",
        "  spaces at both ends  ",
        "0123", /* must not become a number */
        longest,
    };
    fresh();
    struct xpost_ledger *ledger = open_here();
    for (size_t i = 0; ledger && i < sizeof texts / sizeof texts[0]; i++) {
        char key[32];
        struct xpost_submission found;
        snprintf(key, sizeof key, "text-%zu", i);
        CHECK_NUMBER(add_one(ledger, key, texts[i]), 0);
        CHECK_NUMBER(xpost_ledger_find(ledger, key, &found, &error), 1);
        CHECK(found.count == 1);
        if (found.count == 1)
            CHECK_TEXT(found.posts[0].text, texts[i]);
        xpost_submission_release(&found);
    }
    xpost_ledger_close(ledger);
}

static void test_ledger__refuses_a_key_that_is_taken(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_submission found;
    CHECK_NUMBER(add_one(ledger, "same", "first"), 0);
    CHECK_NUMBER(add_one(ledger, "same", "second"), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    CHECK(strstr(error.message, "same") != NULL);
    CHECK_NUMBER(xpost_ledger_find(ledger, "same", &found, &error), 1);
    CHECK(found.count == 1 && strcmp(found.posts[0].text, "first") == 0);
    xpost_submission_release(&found);
    CHECK_NUMBER(add_one(ledger, "other", "third"), 0);
    xpost_ledger_close(ledger);
}

static void test_ledger__adds_all_posts_or_none(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_ledger_post posts[2];
    struct xpost_submission submission = sample("half", &posts[0], "one");
    posts[1] = posts[0]; /* the same position twice */
    submission.posts = posts;
    submission.count = 2;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK_TEXT(state_of_key(ledger, "half"), "absent");
    posts[1].position = 1;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
    xpost_ledger_close(ledger);
}

static void test_ledger__settles_one_post_of_a_thread(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_ledger_post posts[2];
    struct xpost_submission submission = sample("thread", &posts[0], "one"), found;
    posts[1] = posts[0];
    posts[1].position = 1;
    submission.posts = posts;
    submission.count = 2;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
    posts[1].state = XPOST_STATE_UNKNOWN;
    posts[1].code = XPOST_NETWORK;
    posts[1].message = (char *)(size_t) "The answer did not come.";
    posts[1].request = (char *)(size_t) "{\"reply\":1}";
    posts[1].doubted_at = 1700000001;
    posts[1].deleted_at = 1700000009;
    CHECK_NUMBER(xpost_ledger_settle(ledger, "thread", &posts[1], &error), 0);
    CHECK_NUMBER(xpost_ledger_find(ledger, "thread", &found, &error), 1);
    CHECK(found.count == 2 && found.posts[0].state == XPOST_STATE_INTENT);
    CHECK(found.count == 2 && found.posts[1].state == XPOST_STATE_UNKNOWN &&
          found.posts[1].code == XPOST_NETWORK);
    if (found.count == 2) {
        CHECK_TEXT(found.posts[1].request, "{\"reply\":1}");
        CHECK_TEXT(found.posts[1].text, "one");
        CHECK_NUMBER(found.posts[1].doubted_at, 1700000001);
        CHECK_NUMBER(found.posts[1].deleted_at, 1700000009);
        CHECK_NUMBER(found.posts[0].deleted_at, 0);
    }
    xpost_submission_release(&found);
    xpost_ledger_close(ledger);
}

static void test_ledger__does_not_settle_what_it_does_not_hold(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(settle_one(ledger, "nothing", "1"), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK_TEXT(state_of_key(ledger, "nothing"), "absent");
    xpost_ledger_close(ledger);
}

static void test_ledger__keeps_its_contents_when_closed(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
    CHECK_NUMBER(settle_one(ledger, "k", "7"), 0);
    xpost_ledger_close(ledger);
    xpost_ledger_close(NULL);
    ledger = open_here();
    CHECK_TEXT(state_of_key(ledger, "k"), "posted");
    xpost_ledger_close(ledger);
}

static void test_ledger__names_states_and_its_library(void)
{
    CHECK_TEXT(xpost_post_state_name(XPOST_STATE_DRAFT), "draft");
    CHECK_TEXT(xpost_post_state_name(XPOST_STATE_NOT_SENT), "not_sent");
    CHECK_TEXT(xpost_post_state_name(XPOST_STATE_POSTED), "posted");
    CHECK_TEXT(xpost_ledger_version(), sqlite3_libversion());
}

int main(int count, char **arguments)
{
    (void)count;
    make_base(arguments[0]);
    RUN(test_ledger__keeps_every_field);
    RUN(test_ledger__gives_missing_fields_back_as_missing);
    RUN(test_ledger__keeps_any_text_exactly);
    RUN(test_ledger__refuses_a_key_that_is_taken);
    RUN(test_ledger__adds_all_posts_or_none);
    RUN(test_ledger__settles_one_post_of_a_thread);
    RUN(test_ledger__does_not_settle_what_it_does_not_hold);
    RUN(test_ledger__keeps_its_contents_when_closed);
    RUN(test_ledger__names_states_and_its_library);
    remove_base();
    return check_report();
}
