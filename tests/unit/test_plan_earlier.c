#define _POSIX_C_SOURCE 200809L
/* What plan tells of earlier posts. */
#include "plan_rig.h"

#include "post.h"

enum { DAY = 24 * 3600 };

static void test_duplicate__is_the_same_text_of_the_last_day(void)
{
    rig_begin();
    rig_earlier("a", "main", "Good morning", XPOST_STATE_POSTED, 3600);
    rig_earlier("b", "main", "Something else", XPOST_STATE_POSTED, 60);
    rig_plan_text("Good morning");
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(rig_count(XPOST_DUPLICATE, false), 1);
    CHECK_TEXT(plan.earlier_key, "");
    CHECK_NUMBER(rig_plan_text("Good morning!")->problem_count, 0);
    rig_end();
}

static void test_duplicate__is_no_older_text_nor_another_accounts(void)
{
    rig_begin();
    rig_earlier("a", "main", "Old", XPOST_STATE_POSTED, DAY + 60);
    rig_earlier("b", "other", "Theirs", XPOST_STATE_POSTED, 60);
    rig_earlier("c", "main", "Refused", XPOST_STATE_REJECTED, 60);
    CHECK_NUMBER(rig_plan_text("Old")->problem_count, 0);
    CHECK_NUMBER(rig_plan_text("Theirs")->problem_count, 0);
    CHECK_TEXT(plan.earlier_key, "");
    CHECK_NUMBER(rig_plan_text("Refused")->problem_count, 0);
    rig_end();
}

static void test_earlier__is_an_attempt_that_may_be_out(void)
{
    static const enum xpost_post_state states[] = {XPOST_STATE_UNKNOWN, XPOST_STATE_INTENT};
    for (size_t i = 0; i < 2; i++) {
        rig_begin();
        rig_earlier("first", "main", "Hello", states[i], 600);
        rig_plan_text("Hello");
        CHECK_TEXT(plan.earlier_key, "first");
        CHECK_NUMBER(plan.earlier_state, states[i]);
        CHECK_NUMBER(plan.problem_count, 1);
        CHECK_NUMBER(rig_count(XPOST_UNKNOWN_OUTCOME, false), 1);
        CHECK(plan.problem_count && strstr(plan.problems[0].message, "under the same key"));
        CHECK_NUMBER(plan.cost, 15000);
        rig_end();
    }
}

static void test_earlier__is_an_attempt_that_was_not_sent_or_refused(void)
{
    static const enum xpost_post_state states[] = {XPOST_STATE_NOT_SENT, XPOST_STATE_REJECTED};
    for (size_t i = 0; i < 2; i++) {
        rig_begin();
        rig_earlier("first", "main", "Hello", states[i], 600);
        rig_plan_text("Hello");
        CHECK_TEXT(plan.earlier_key, "first");
        CHECK_NUMBER(plan.earlier_state, states[i]);
        CHECK_NUMBER(plan.problem_count, 0);
        rig_end();
    }
}

static void test_earlier__is_nothing_else(void)
{
    rig_begin();
    rig_earlier("old", "main", "Hello", XPOST_STATE_UNKNOWN, DAY + 60);
    rig_earlier("theirs", "other", "Hello", XPOST_STATE_UNKNOWN, 60);
    rig_earlier("text", "main", "Hello!", XPOST_STATE_UNKNOWN, 60);
    rig_earlier("draft", "main", "Hello", XPOST_STATE_DRAFT, 60);
    rig_plan_text("Hello");
    CHECK_TEXT(plan.earlier_key, "");
    CHECK_NUMBER(plan.problem_count, 1); /* a warning of the old one */
    CHECK_NUMBER(rig_count(XPOST_UNKNOWN_OUTCOME, false), 1);
    struct xpost_post_request request = rig_request("Hello!"); /* to another post */
    rig_post.edits = "1";
    CHECK_TEXT(rig_plan(&request)->earlier_key, "");
    rig_end();
}

static void test_earlier__counts_from_the_last_attempt(void)
{
    rig_begin();
    rig_earlier("old", "main", "Hello", XPOST_STATE_NOT_SENT, 3 * DAY);
    struct xpost_submission kept;
    struct xpost_ledger *ledger = xpost_client_ledger(client, &error);
    CHECK_TEXT(rig_plan_text("Hello")->earlier_key, "");
    CHECK_NUMBER(xpost_ledger_find(ledger, "old", &kept, &error), 1);
    kept.posts[0].state = XPOST_STATE_UNKNOWN;
    kept.posts[0].sent_at = xpost_clock_now() - 60;
    CHECK_NUMBER(xpost_ledger_settle(ledger, "old", &kept.posts[0], &error), 0);
    xpost_submission_release(&kept);
    CHECK_TEXT(rig_plan_text("Hello")->earlier_key, "old");
    rig_end();
}

static void test_earlier__is_what_was_kept_without_a_login(void)
{
    struct xpost_post_result result;
    struct xpost_post_request request = rig_request("Hello");
    struct xpost_account account = rig_account("main");
    rig_begin_with(NULL);
    CHECK_NUMBER(xpost_post(&operation, &request, &result, &error), -1);
    CHECK_NUMBER(error.code, XPOST_NOT_LOGGED_IN);
    xpost_post_result_release(&result);
    const struct xpost_error kept = error;
    CHECK_TEXT(rig_plan(&request)->earlier_key, kept.key);
    rig_store(&account);
    CHECK_TEXT(rig_plan(&request)->earlier_key, kept.key);
    CHECK_NUMBER(plan.problem_count, 0);
    rig_end();
}

static void test_earlier__is_the_newest(void)
{
    rig_begin();
    rig_earlier("1", "main", "Hello", XPOST_STATE_NOT_SENT, 600);
    rig_earlier("2", "main", "Hello", XPOST_STATE_NOT_SENT, 60);
    rig_earlier("3", "", "Hello", XPOST_STATE_NOT_SENT, 300);
    CHECK_TEXT(rig_plan_text("Hello")->earlier_key, "2");
    rig_earlier("4", "", "Hello", XPOST_STATE_NOT_SENT, 30);
    CHECK_TEXT(rig_plan_text("Hello")->earlier_key, "4");
    rig_end();
}

/* Under another key it would be posted a second time. */
static void test_earlier__is_first_of_all_what_may_be_out(void)
{
    rig_begin();
    rig_earlier("1", "main", "Hello", XPOST_STATE_UNKNOWN, 900);
    rig_earlier("2", "main", "Hello", XPOST_STATE_UNKNOWN, 600);
    rig_earlier("3", "main", "Hello", XPOST_STATE_NOT_SENT, 60);
    rig_plan_text("Hello");
    CHECK_TEXT(plan.earlier_key, "2");
    CHECK_NUMBER(plan.earlier_state, XPOST_STATE_UNKNOWN);
    rig_end();
}

static void test_earlier__is_looked_for_among_the_newest(void)
{
    char key[16];
    rig_begin();
    rig_earlier("far back", "main", "Hello", XPOST_STATE_UNKNOWN, 600);
    for (int i = 0; i < 60; i++) {
        if (i == 40)
            CHECK_TEXT(rig_plan_text("Hello")->earlier_key, "far back");
        snprintf(key, sizeof key, "%d", i);
        rig_earlier(key, "main", key, XPOST_STATE_POSTED, 60);
    }
    CHECK_TEXT(rig_plan_text("Hello")->earlier_key, "");
    rig_end();
}

/* --- with a key of the caller's --- */

static void forget_accounts(void)
{
    char path[400];
    snprintf(path, sizeof path, "%s/accounts.json", state);
    CHECK_NUMBER(unlink(path), 0);
}

static void test_key__of_a_post_that_is_out_sends_nothing(void)
{
    struct xpost_post_result result;
    struct xpost_post_request request = rig_request("Hello");
    rig_begin();
    rig_earlier("k", "main", "Hello", XPOST_STATE_POSTED, 60);
    request.key = "k";
    for (int i = 0; i < 3; i++) {
        request.limit = i == 1 ? 3 : 0; /* as post does, whatever the limit is now */
        CHECK_NUMBER(xpost_post(&operation, &request, &result, &error), 0);
        xpost_post_result_release(&result);
        rig_plan(&request);
        CHECK_TEXT(plan.earlier_key, "k");
        CHECK_NUMBER(plan.earlier_state, XPOST_STATE_POSTED);
        CHECK_NUMBER(plan.problem_count, 1);
        CHECK_NUMBER(rig_count(XPOST_DUPLICATE, false), 1);
        CHECK_NUMBER(plan.cost, 0);
        if (i == 1) /* and whoever is logged in now */
            forget_accounts();
    }
    rig_end();
}

static void test_key__of_a_post_that_may_be_out_is_looked_for_first(void)
{
    struct xpost_post_result result;
    struct xpost_post_request request = rig_request("Hello");
    rig_begin();
    rig_earlier("k", "main", "Hello", XPOST_STATE_UNKNOWN, 60);
    request.key = "k";
    rig_plan(&request);
    CHECK_TEXT(plan.earlier_key, "k");
    CHECK_NUMBER(plan.earlier_state, XPOST_STATE_UNKNOWN);
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(rig_count(XPOST_UNKNOWN_OUTCOME, false), 1);
    CHECK(plan.problem_count && strstr(plan.problems[0].message, "looked for"));
    CHECK_NUMBER(xpost_post(&operation, &request, &result, &error), -1);
    CHECK_NUMBER(error.code, XPOST_UNKNOWN_OUTCOME); /* the timeline cannot be reached */
    xpost_post_result_release(&result);
    rig_end();
}

static void test_key__of_an_attempt_that_can_be_finished_is_told(void)
{
    struct xpost_post_request request = rig_request("Hello");
    rig_begin();
    rig_earlier("k", "main", "Hello", XPOST_STATE_REJECTED, 2 * DAY);
    rig_earlier("newer", "main", "Hello", XPOST_STATE_NOT_SENT, 60);
    request.key = "k";
    rig_plan(&request);
    CHECK_TEXT(plan.earlier_key, "k");
    CHECK_NUMBER(plan.earlier_state, XPOST_STATE_REJECTED);
    CHECK_NUMBER(plan.problem_count, 0);
    rig_end();
}

static void test_key__that_is_new_does_not_hide_an_attempt_that_may_be_out(void)
{
    struct xpost_post_request request = rig_request("Hello");
    rig_begin();
    rig_earlier("first", "main", "Hello", XPOST_STATE_UNKNOWN, 60);
    request.key = "second";
    rig_plan(&request);
    CHECK_TEXT(plan.earlier_key, "first");
    CHECK_NUMBER(plan.problem_count, 1);
    CHECK_NUMBER(rig_count(XPOST_UNKNOWN_OUTCOME, false), 1);
    CHECK(plan.problem_count && strstr(plan.problems[0].message, "another key"));
    rig_end();
}

int main(void)
{
    scratch_begin();
    RUN(test_duplicate__is_the_same_text_of_the_last_day);
    RUN(test_duplicate__is_no_older_text_nor_another_accounts);
    RUN(test_earlier__is_an_attempt_that_may_be_out);
    RUN(test_earlier__is_an_attempt_that_was_not_sent_or_refused);
    RUN(test_earlier__is_nothing_else);
    RUN(test_earlier__counts_from_the_last_attempt);
    RUN(test_earlier__is_what_was_kept_without_a_login);
    RUN(test_earlier__is_the_newest);
    RUN(test_earlier__is_first_of_all_what_may_be_out);
    RUN(test_earlier__is_looked_for_among_the_newest);
    RUN(test_key__of_a_post_that_is_out_sends_nothing);
    RUN(test_key__of_a_post_that_may_be_out_is_looked_for_first);
    RUN(test_key__of_an_attempt_that_can_be_finished_is_told);
    RUN(test_key__that_is_new_does_not_hide_an_attempt_that_may_be_out);
    scratch_end();
    return check_report();
}
