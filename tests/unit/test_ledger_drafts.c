/* Drafts that give way, and what was posted last, has an id, or was deleted. */
#define _XOPEN_SOURCE 700
#include "check.h"
#include "clock.h"
#include "ledger_support.h"

enum { SAVES = 200 };

static int keep_key(struct xpost_submission *submission, void *user)
{
    snprintf(user, 64, "%s", submission->key);
    return 1;
}

/* The key of the newest submission. */
static const char *newest(struct xpost_ledger *ledger)
{
    static char key[64];
    struct xpost_ledger_query query = {.limit = 1};
    *key = '\0';
    xpost_ledger_history(ledger, &query, keep_key, key, &error);
    return key;
}

static void test_ledger__replaces_a_draft_by_what_is_submitted(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_ledger_post posts[2];
    struct xpost_submission thread = sample("a", &posts[0], "one"), found;
    CHECK_NUMBER(save_draft(ledger, "a", "draft"), 0);
    CHECK_NUMBER(add_one(ledger, "b", "text"), 0);
    CHECK_TEXT(newest(ledger), "b");
    posts[1] = posts[0];
    posts[1].position = 1;
    posts[1].state = XPOST_STATE_NOT_SENT;
    thread.posts = posts;
    thread.count = 2;
    thread.account = (char *)(size_t) "second";
    thread.created_at = 1800000000;
    CHECK_NUMBER(xpost_ledger_add(ledger, &thread, &error), 0);
    CHECK_TEXT(newest(ledger), "a");
    CHECK_NUMBER(xpost_ledger_find(ledger, "a", &found, &error), 1);
    CHECK_NUMBER(found.count, 2);
    CHECK_NUMBER(found.created_at, 1800000000);
    CHECK_TEXT(found.account, "second");
    CHECK(found.count == 2 && found.posts[0].state == XPOST_STATE_INTENT);
    xpost_submission_release(&found);
    /* It is none any more. */
    CHECK_NUMBER(save_draft(ledger, "a", "again"), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    CHECK_NUMBER(add_one(ledger, "a", "again"), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    CHECK_TEXT(text_of_key(ledger, "a"), "one");
    xpost_ledger_close(ledger);
    CHECK_NUMBER(directly("SELECT count(*) FROM post"), 3);
    CHECK_NUMBER(directly("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

static void test_ledger__saves_a_draft_again(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(save_draft(ledger, "a", "first"), 0);
    CHECK_NUMBER(save_draft(ledger, "b", "other"), 0);
    CHECK_NUMBER(save_draft(ledger, "a", "second"), 0);
    CHECK_TEXT(text_of_key(ledger, "a"), "second");
    CHECK_TEXT(state_of_key(ledger, "a"), "draft");
    CHECK_TEXT(newest(ledger), "a");
    xpost_ledger_close(ledger);
    CHECK_NUMBER(directly("SELECT count(*) FROM submission"), 2);
}

static void test_ledger__replaces_only_the_draft_that_was_seen(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(replace_draft(ledger, "a", "first", ""), 0); /* there is none yet */
    CHECK_NUMBER(replace_draft(ledger, "a", "second", "first"), 0);
    CHECK_TEXT(text_of_key(ledger, "a"), "second");
    CHECK_NUMBER(replace_draft(ledger, "a", "second", "first"), 0); /* it is there already */
    CHECK_TEXT(text_of_key(ledger, "other"), "(none)");
    CHECK_NUMBER(replace_draft(ledger, "a", "third", "first"), 1);
    CHECK_TEXT(text_of_key(ledger, "a"), "second");
    CHECK_TEXT(text_of_key(ledger, "other"), "third");
    CHECK_TEXT(state_of_key(ledger, "other"), "draft");
    CHECK_NUMBER(add_one(ledger, "b", "text"), 0);
    CHECK_NUMBER(replace_draft(ledger, "b", "changed", "text"), 1); /* it is no draft */
    CHECK_TEXT(text_of_key(ledger, "b"), "text");
    CHECK_TEXT(text_of_key(ledger, "other"), "changed");
    /* Where the other key is taken, too, nothing has changed. */
    CHECK_NUMBER(add_one(ledger, "other", "text"), 0);
    CHECK_NUMBER(replace_draft(ledger, "a", "third", "first"), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    CHECK_TEXT(text_of_key(ledger, "a"), "second");
    xpost_ledger_close(ledger);
}

static void test_ledger__keeps_what_is_only_partly_a_draft(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_ledger_post posts[2];
    struct xpost_submission submission = sample("a", &posts[0], "text");
    posts[1] = posts[0];
    posts[0].state = XPOST_STATE_DRAFT;
    posts[1].position = 1;
    posts[1].state = XPOST_STATE_UNKNOWN;
    submission.posts = posts;
    submission.count = 2;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
    CHECK_NUMBER(add_one(ledger, "a", "other"), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    submission.key = (char *)(size_t) "empty";
    submission.count = 0;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
    CHECK_NUMBER(add_one(ledger, "empty", "other"), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    xpost_ledger_close(ledger);
}

/* A replacement that cannot be recorded leaves the draft. */
static void test_ledger__keeps_the_draft_when_it_cannot_be_replaced(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_ledger_post posts[2];
    struct xpost_submission submission = sample("a", &posts[0], "text");
    CHECK_NUMBER(save_draft(ledger, "a", "draft"), 0);
    posts[1] = posts[0]; /* the same position twice */
    submission.posts = posts;
    submission.count = 2;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK_TEXT(text_of_key(ledger, "a"), "draft");
    CHECK_TEXT(state_of_key(ledger, "a"), "draft");
    xpost_ledger_close(ledger);
}

static void test_ledger__saves_drafts_cheaply(void)
{
    static char text[4001];
    struct stat info = {0};
    memset(text, 'x', sizeof text - 1);
    fresh();
    struct xpost_ledger *ledger = open_here();
    fill(ledger, check_effort(2000));
    int64_t begun = check_processor_milliseconds();
    for (int i = 0; i < SAVES; i++) {
        char key[32];
        snprintf(key, sizeof key, "new-%d", i);
        CHECK_NUMBER(add_one(ledger, key, text), 0);
    }
    int64_t adding = check_processor_milliseconds() - begun;
    CHECK_NUMBER(save_draft(ledger, "draft", text), 0);
    int64_t pages = 0, pages_after = 0;
    CHECK_NUMBER(xpost_ledger_number(ledger, "PRAGMA page_count", &pages, &error), 0);
    begun = check_processor_milliseconds();
    for (int i = 0; i < SAVES; i++)
        CHECK_NUMBER(save_draft(ledger, "draft", text), 0);
    int64_t saving = check_processor_milliseconds() - begun;
    CHECK_NUMBER(xpost_ledger_number(ledger, "PRAGMA page_count", &pages_after, &error), 0);
    printf("%d times: new ones %lld ms, a draft again %lld ms\n", SAVES, (long long)adding,
           (long long)saving);
    CHECK(saving <= 3 * adding + 20);
    CHECK(pages_after <= pages + 4);
    CHECK(stat(path_of("ledger.db-wal"), &info) == 0 && info.st_size < 16 << 20);
    xpost_ledger_close(ledger);
}

/* ---- what was sent last ---- */

/* Returns its key, "none" or "error". */
static const char *last_of(struct xpost_ledger *ledger, const char *account)
{
    static char key[64];
    struct xpost_submission found;
    int result = xpost_ledger_find_last(ledger, account, &found, &error);
    snprintf(key, sizeof key, "%s", result == 1 ? found.key : result == 0 ? "none" : "error");
    if (result == 1)
        CHECK(found.count > 0 && found.posts[0].text);
    xpost_submission_release(&found);
    return key;
}

static void test_ledger__finds_what_was_sent_last(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_TEXT(last_of(ledger, "main"), "none");
    CHECK_NUMBER(add_state(ledger, "late", "main", XPOST_STATE_POSTED, 300), 0);
    CHECK_NUMBER(add_state(ledger, "early", "main", XPOST_STATE_POSTED, 100), 0);
    CHECK_NUMBER(add_state(ledger, "draft", "main", XPOST_STATE_DRAFT, 0), 0);
    CHECK_NUMBER(add_state(ledger, "refused", "main", XPOST_STATE_REJECTED, 900), 0);
    CHECK_NUMBER(add_state(ledger, "not sent", "main", XPOST_STATE_NOT_SENT, 900), 0);
    CHECK_NUMBER(add_state(ledger, "other", "other", XPOST_STATE_UNKNOWN, 500), 0);
    CHECK_NUMBER(add_state(ledger, "open", "", XPOST_STATE_INTENT, 600), 0);
    CHECK_TEXT(last_of(ledger, "main"), "late");
    CHECK_TEXT(last_of(ledger, "other"), "other");
    CHECK_TEXT(last_of(ledger, ""), "open");
    CHECK_TEXT(last_of(ledger, "nobody"), "none");
    CHECK_NUMBER(add_state(ledger, "same second", "main", XPOST_STATE_POSTED, 300), 0);
    CHECK_TEXT(last_of(ledger, "main"), "same second");
    xpost_ledger_close(ledger);
}

static void test_ledger__follows_what_becomes_of_a_post(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_ledger_post post;
    struct xpost_submission claim = sample("b", &post, "b");
    CHECK_NUMBER(add_state(ledger, "a", "main", XPOST_STATE_POSTED, 100), 0);
    CHECK_NUMBER(add_state(ledger, "b", "", XPOST_STATE_NOT_SENT, 0), 0);
    CHECK_NUMBER(xpost_ledger_claim(ledger, &claim, &error), 0);
    CHECK_TEXT(last_of(ledger, "main"), "a");
    post.state = XPOST_STATE_INTENT;
    post.sent_at = 200;
    CHECK_NUMBER(xpost_ledger_settle(ledger, "b", &post, &error), 0);
    CHECK_TEXT(last_of(ledger, "main"), "b");
    post.state = XPOST_STATE_NOT_SENT;
    CHECK_NUMBER(xpost_ledger_settle(ledger, "b", &post, &error), 0);
    CHECK_TEXT(last_of(ledger, "main"), "a");
    post.state = XPOST_STATE_POSTED;
    post.deleted_at = 300;
    CHECK_NUMBER(xpost_ledger_settle(ledger, "b", &post, &error), 0);
    CHECK_TEXT(last_of(ledger, "main"), "b");
    CHECK_NUMBER(forget_key(ledger, "b"), 1);
    CHECK_TEXT(last_of(ledger, "main"), "a");
    xpost_ledger_close(ledger);
}

static int64_t deleted_at(struct xpost_ledger *ledger, const char *key)
{
    struct xpost_submission found;
    int64_t when = -1;
    if (xpost_ledger_find(ledger, key, &found, &error) == 1 && found.count)
        when = found.posts[0].deleted_at;
    xpost_submission_release(&found);
    return when;
}

static void test_ledger__marks_what_was_deleted(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_one(ledger, "a", "text"), 0);
    CHECK_NUMBER(xpost_ledger_has_id(ledger, "11", &error), 0);
    CHECK_NUMBER(settle_one(ledger, "a", "11"), 0);
    CHECK_NUMBER(add_one(ledger, "b", "text"), 0);
    CHECK_NUMBER(settle_one(ledger, "b", "12"), 0);
    CHECK_NUMBER(xpost_ledger_has_id(ledger, "11", &error), 1);
    CHECK_NUMBER(xpost_ledger_has_id(ledger, "1", &error), 0);
    CHECK_NUMBER(xpost_ledger_has_id(ledger, "", &error), 0);
    CHECK_NUMBER(xpost_ledger_mark_deleted(ledger, "13", 500, &error), 0);
    CHECK_NUMBER(xpost_ledger_mark_deleted(ledger, "11", 600, &error), 0);
    CHECK_NUMBER(xpost_ledger_mark_deleted(ledger, "11", 700, &error), 0);
    CHECK_NUMBER(deleted_at(ledger, "a"), 600);
    CHECK_NUMBER(deleted_at(ledger, "b"), 0);
    CHECK_TEXT(state_of_key(ledger, "a"), "posted");
    CHECK_NUMBER(xpost_ledger_has_id(ledger, "11", &error), 1);
    xpost_ledger_close(ledger);
}

/* A post of one start of the machine, whose id is its key. */
static void add_sent(struct xpost_ledger *ledger, const char *key, const char *boot,
                     int64_t uptime, int64_t doubted_at, bool posted)
{
    struct xpost_ledger_post post;
    struct xpost_submission submission = sample(key, &post, "t");
    post.state = posted ? XPOST_STATE_POSTED : XPOST_STATE_UNKNOWN;
    post.id = posted ? (char *)(size_t)key : NULL;
    post.boot = (char *)(size_t)boot;
    post.uptime = uptime;
    post.doubted_at = doubted_at;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
}

static void test_ledger__finds_what_was_sent_beside_in_a_start_of_the_machine(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    char id[XPOST_LEDGER_ID_MAX + 1] = "";
    int64_t uptime = 0;
    add_sent(ledger, "1", "b", 100, 0, true);
    add_sent(ledger, "2", "c", 500, 0, true);
    add_sent(ledger, "3", "b", 300, 9, true);
    add_sent(ledger, "4", "b", 310, 0, false);
    add_sent(ledger, "5", "other", 310, 0, true);
    CHECK_NUMBER(xpost_ledger_find_beside(ledger, "4", "b", id, &uptime, &error), 1);
    CHECK_TEXT(id, "1");
    CHECK_NUMBER(uptime, 100);
    CHECK_NUMBER(xpost_ledger_find_beside(ledger, "1", "other", id, &uptime, &error), 1);
    CHECK_TEXT(id, "5");
    CHECK_NUMBER(xpost_ledger_find_beside(ledger, "4", "none", id, &uptime, &error), 0);
    CHECK_NUMBER(xpost_ledger_find_beside(ledger, "absent", "b", id, &uptime, &error), 0);
    for (int i = 0; i < 100; i++) {
        char key[16];
        snprintf(key, sizeof key, "more-%d", i);
        add_sent(ledger, key, "d", i, 0, false);
    }
    CHECK_NUMBER(xpost_ledger_find_beside(ledger, "more-99", "b", id, &uptime, &error), 0);
    xpost_ledger_close(ledger);
}

static void test_ledger__notices_each_time_that_its_file_was_replaced(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    struct xpost_submission found;
    int64_t count;
    CHECK_NUMBER(add_one(ledger, "a", "text"), 0);
    CHECK_NUMBER(settle_one(ledger, "a", "11"), 0);
    CHECK_NUMBER(rename(path_of("ledger.db"), path_of("elsewhere")), 0);
    CHECK_NUMBER(save_draft(ledger, "d", "text"), -1);
    CHECK_NUMBER(xpost_ledger_find_last(ledger, "main", &found, &error), -1);
    CHECK_NUMBER(xpost_ledger_has_id(ledger, "11", &error), -1);
    char id[XPOST_LEDGER_ID_MAX + 1];
    CHECK_NUMBER(xpost_ledger_find_beside(ledger, "a", "b", id, &count, &error), -1);
    CHECK_NUMBER(xpost_ledger_mark_deleted(ledger, "11", 5, &error), -1);
    CHECK_NUMBER(forget_key(ledger, "a"), -1);
    xpost_error_clear(&error);
    CHECK_NUMBER(forget_older(ledger, INT64_MAX, NULL, &count), -1);
    CHECK_NUMBER(count, 0);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK(strstr(error.message, "moved") != NULL);
    xpost_ledger_close(ledger);
}

int main(int count, char **arguments)
{
    (void)count;
    make_base(arguments[0]);
    RUN(test_ledger__replaces_a_draft_by_what_is_submitted);
    RUN(test_ledger__saves_a_draft_again);
    RUN(test_ledger__replaces_only_the_draft_that_was_seen);
    RUN(test_ledger__keeps_what_is_only_partly_a_draft);
    RUN(test_ledger__keeps_the_draft_when_it_cannot_be_replaced);
    RUN(test_ledger__saves_drafts_cheaply);
    RUN(test_ledger__finds_what_was_sent_last);
    RUN(test_ledger__follows_what_becomes_of_a_post);
    RUN(test_ledger__marks_what_was_deleted);
    RUN(test_ledger__finds_what_was_sent_beside_in_a_start_of_the_machine);
    RUN(test_ledger__notices_each_time_that_its_file_was_replaced);
    remove_base();
    return check_report();
}
