/* What the ledger keeps and gives back. */
#define _XOPEN_SOURCE 700
#include "check.h"
#include "clock.h"
#include "ledger_support.h"

#include <sqlite3.h>

enum { LONG_TEXT = 25000, MANY = 100000 };

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
          found.posts[0].settled_at == 0 && found.posts[0].http_status == 0);
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
    CHECK_NUMBER(xpost_ledger_settle(ledger, "thread", &posts[1], &error), 0);
    CHECK_NUMBER(xpost_ledger_find(ledger, "thread", &found, &error), 1);
    CHECK(found.count == 2 && found.posts[0].state == XPOST_STATE_INTENT);
    CHECK(found.count == 2 && found.posts[1].state == XPOST_STATE_UNKNOWN &&
          found.posts[1].code == XPOST_NETWORK);
    if (found.count == 2) {
        CHECK_TEXT(found.posts[1].request, "{\"reply\":1}");
        CHECK_TEXT(found.posts[1].text, "one");
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

struct visits {
    int count;
    int stop_after;
    char keys[256];
    struct xpost_ledger *ledger;
};

static int visit(struct xpost_submission *submission, void *user)
{
    struct visits *visits = user;
    size_t length = strlen(visits->keys);
    if (visits->count < 20)
        snprintf(visits->keys + length, sizeof visits->keys - length, "%s ", submission->key);
    return ++visits->count == visits->stop_after ? 42 : 0;
}

static void test_ledger__shows_the_newest_first(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    const struct {
        const char *key, *account;
        int64_t time;
    } rows[] = {{"z", "main", 10},
                {"b", "other", 30},
                {"x", "main", 20},
                {"a", "main", 20},
                {"y", "main", 20}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct xpost_ledger_post post;
        struct xpost_submission submission = sample(rows[i].key, &post, "t");
        submission.account = (char *)(size_t)rows[i].account;
        submission.created_at = rows[i].time;
        CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
    }
    struct visits all = {0}, main_only = {0}, stopped = {.stop_after = 2}, none = {0};
    CHECK_NUMBER(xpost_ledger_history(ledger, NULL, 10, visit, &all, &error), 0);
    /* As they were recorded, whatever the clock said then. */
    CHECK_TEXT(all.keys, "y a x b z ");
    CHECK_NUMBER(xpost_ledger_history(ledger, "main", 3, visit, &main_only, &error), 0);
    CHECK_TEXT(main_only.keys, "y a x ");
    CHECK_NUMBER(xpost_ledger_history(ledger, NULL, 10, visit, &stopped, &error), 42);
    CHECK_TEXT(stopped.keys, "y a ");
    CHECK_NUMBER(xpost_ledger_history(ledger, "nobody", 10, visit, &none, &error), 0);
    CHECK_NUMBER(xpost_ledger_history(ledger, NULL, 0, visit, &none, &error), 0);
    CHECK_NUMBER(xpost_ledger_history(ledger, NULL, -1, visit, &none, &error), 0);
    CHECK_NUMBER(none.count, 0);
    xpost_ledger_close(ledger);
}

/* Settles and looks back while it is visited. */
static int visit_and_use(struct xpost_submission *submission, void *user)
{
    struct visits *visits = user, inner = {0};
    visits->count++;
    CHECK_NUMBER(settle_one(visits->ledger, submission->key, "1"), 0);
    CHECK_NUMBER(xpost_ledger_history(visits->ledger, NULL, 5, visit, &inner, &error), 0);
    CHECK_NUMBER(inner.count, 3);
    return 0;
}

static void test_ledger__can_be_used_while_its_history_is_visited(void)
{
    fresh();
    struct visits visits = {.ledger = open_here()};
    CHECK_NUMBER(add_one(visits.ledger, "a", "t"), 0);
    CHECK_NUMBER(add_one(visits.ledger, "b", "t"), 0);
    CHECK_NUMBER(add_one(visits.ledger, "c", "t"), 0);
    CHECK_NUMBER(xpost_ledger_history(visits.ledger, NULL, 10, visit_and_use, &visits, &error),
                 0);
    CHECK_NUMBER(visits.count, 3);
    CHECK_TEXT(state_of_key(visits.ledger, "a"), "posted");
    xpost_ledger_close(visits.ledger);
}

/* Makes a ledger with `count` submissions, half of each of two accounts, by other means. */
static struct xpost_ledger *filled(int count)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    char sql[1024];
    snprintf(sql, sizeof sql,
             "BEGIN;"
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT INTO submission (key, account, created_at)"
             " SELECT hex(randomblob(16)), CASE i %% 2 WHEN 1 THEN 'main' ELSE 'other' END, i "
             "FROM n;"
             "INSERT INTO post SELECT key, 0, printf('%%.*c', 200, 'x'), '{}', 'posted', '1',"
             " 15000, NULL, 201, NULL, 1, 1 FROM submission; COMMIT",
             count);
    if (ledger)
        CHECK_NUMBER(sqlite3_exec(ledger->database, sql, NULL, NULL, NULL), SQLITE_OK);
    return ledger;
}

/* The shortest of several times of 50 looks at the history, in milliseconds. */
static int64_t time_history(struct xpost_ledger *ledger, const char *account)
{
    int64_t best = INT64_MAX;
    for (int round = 0; round < 7; round++) {
        int64_t begun = xpost_clock_milliseconds();
        for (int i = 0; i < 50; i++) {
            struct visits visits = {0};
            CHECK_NUMBER(xpost_ledger_history(ledger, account, 20, visit, &visits, &error), 0);
            CHECK_NUMBER(visits.count, 20);
        }
        int64_t took = xpost_clock_milliseconds() - begun;
        if (took < best)
            best = took;
    }
    return best;
}

static void test_ledger__history_stays_fast_with_many_submissions(void)
{
    struct xpost_ledger *small = filled(40);
    int64_t small_time = time_history(small, NULL), small_account = time_history(small, "main");
    xpost_ledger_close(small);
    struct xpost_ledger *large = filled(MANY);
    int64_t large_time = time_history(large, NULL), large_account = time_history(large, "main");
    xpost_ledger_close(large);
    printf("history of 20, 50 times: %lld and %lld ms with 40 submissions, %lld and %lld ms "
           "with %d\n",
           (long long)small_time, (long long)small_account, (long long)large_time,
           (long long)large_account, MANY);
    CHECK(large_time <= 4 * small_time + 20);
    CHECK(large_account <= 4 * small_account + 20);
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
    RUN(test_ledger__shows_the_newest_first);
    RUN(test_ledger__can_be_used_while_its_history_is_visited);
    RUN(test_ledger__history_stays_fast_with_many_submissions);
    RUN(test_ledger__names_states_and_its_library);
    remove_base();
    return check_report();
}
