/* Submissions: made of a request, compared, noted upon, and listed. */
#include "submission.h"

#include "clock.h"
#include "error.h"
#include "price.h"

#include "check.h"
#include "example_account.h"

enum { NOW = 1800000000 };

static struct xpost_error error;
static const struct xpost_prices prices;
static struct xpost_submission made;
static struct xpost_post posts[XPOST_THREAD_MAX];

static int64_t at_now(void)
{
    return NOW;
}

static struct xpost_post post_of(const char *text)
{
    return (struct xpost_post){.text = text, .text_length = strlen(text)};
}

/* A submission of posts with these texts; to be released. */
static struct xpost_submission make(size_t count, const char *const *texts)
{
    struct xpost_submission submission;
    struct xpost_account account = example_account("main");
    for (size_t i = 0; i < count; i++)
        posts[i] = post_of(texts[i]);
    const struct xpost_post_request request = {.posts = posts, .count = count};
    CHECK_NUMBER(xpost_submission_make(&submission, "k", &request, &account, &prices, &error),
                 0);
    return submission;
}

static const char *const three[] = {"one", "two https://example.com", "three"};

static void begin(void)
{
    xpost_clock_replace(at_now);
    made = make(3, three);
}

static void end(void)
{
    xpost_submission_release(&made);
    xpost_clock_replace(NULL);
}

static void put_out(size_t index, const char *id)
{
    CHECK_NUMBER(xpost_submission_note(&made.posts[index], XPOST_STATE_POSTED, NULL, &error),
                 0);
    CHECK_NUMBER(xpost_string_set(&made.posts[index].id, id), 0);
}

static void test_make__fills_in_each_post(void)
{
    begin();
    CHECK_TEXT(made.key, "k");
    CHECK_TEXT(made.account, "main");
    CHECK_TEXT(made.user_id, "1346889436626259968");
    CHECK_TEXT(made.username, "XDevelopers");
    CHECK_NUMBER(made.created_at, NOW);
    CHECK_NUMBER(made.count, 3);
    for (size_t i = 0; i < 3; i++) {
        CHECK_NUMBER(made.posts[i].position, i);
        CHECK_NUMBER(made.posts[i].state, XPOST_STATE_NOT_SENT);
        CHECK_TEXT(made.posts[i].text, three[i]);
        CHECK_NUMBER(made.posts[i].cost, i == 1 ? 200000 : 15000);
        CHECK_NUMBER(made.posts[i].sent_at + made.posts[i].settled_at, 0);
    }
    CHECK_TEXT(made.posts[0].request, "{\"text\":\"one\"}");
    end();
}

static void test_make__works_without_an_account(void)
{
    struct xpost_submission submission;
    struct xpost_account nobody = {0};
    struct xpost_post post = post_of("one");
    const struct xpost_post_request request = {.posts = &post, .count = 1};
    CHECK_NUMBER(xpost_submission_make(&submission, "k", &request, &nobody, &prices, &error),
                 0);
    CHECK_TEXT(submission.account, "");
    CHECK(!submission.user_id && !submission.username);
    xpost_submission_release(&submission);
}

static void test_same__is_what_was_made_of_the_same_posts(void)
{
    static const char *const others[][3] = {
        {"one", "two https://example.com", "Three"},
        {"one ", "two https://example.com", "three"},
        {"two https://example.com", "one", "three"},
    };
    begin();
    struct xpost_submission again = make(3, three), fewer = make(2, three);
    CHECK(xpost_submission_is_same(&made, &again));
    CHECK(!xpost_submission_is_same(&made, &fewer) && !xpost_submission_is_same(&fewer, &made));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct xpost_submission other = make(3, others[i]);
        CHECK(!xpost_submission_is_same(&made, &other));
        xpost_submission_release(&other);
    }
    xpost_submission_release(&again);
    xpost_submission_release(&fewer);
    end();
}

/* What became of it makes no difference. */
static void test_same__does_not_look_at_what_became_of_it(void)
{
    begin();
    struct xpost_submission again = make(3, three);
    put_out(0, "1");
    CHECK(xpost_submission_is_same(&made, &again));
    xpost_submission_release(&again);
    end();
}

static void test_next__is_the_first_post_that_is_not_out(void)
{
    begin();
    CHECK_NUMBER(xpost_submission_next(&made), 0);
    put_out(0, "1");
    CHECK_NUMBER(xpost_submission_next(&made), 1);
    put_out(2, "3");
    CHECK_NUMBER(xpost_submission_next(&made), 1);
    made.posts[1].state = XPOST_STATE_UNKNOWN;
    CHECK_NUMBER(xpost_submission_next(&made), 1);
    put_out(1, NULL); /* out, though its id is not known */
    CHECK_NUMBER(xpost_submission_next(&made), 3);
    end();
}

static void test_draft__is_one_post_in_that_state(void)
{
    begin();
    CHECK(!xpost_submission_is_draft(&made));
    made.posts[0].state = XPOST_STATE_DRAFT;
    CHECK(!xpost_submission_is_draft(&made));
    struct xpost_submission one = make(1, three);
    CHECK(!xpost_submission_is_draft(&one));
    one.posts[0].state = XPOST_STATE_DRAFT;
    CHECK(xpost_submission_is_draft(&one));
    xpost_submission_release(&one);
    end();
}

static void test_note__keeps_the_reason_until_there_is_another(void)
{
    struct xpost_error why;
    begin();
    struct xpost_ledger_post *entry = &made.posts[0];
    xpost_error_set(&why, XPOST_FORBIDDEN, "No.");
    why.http_status = 403;
    CHECK_NUMBER(xpost_submission_note(entry, XPOST_STATE_REJECTED, &why, &error), 0);
    CHECK_NUMBER(entry->state, XPOST_STATE_REJECTED);
    CHECK_NUMBER(entry->code, XPOST_FORBIDDEN);
    CHECK_NUMBER(entry->http_status, 403);
    CHECK_TEXT(entry->message, "No.");
    CHECK_NUMBER(entry->settled_at, NOW);
    CHECK_NUMBER(entry->sent_at, 0);
    CHECK_NUMBER(xpost_submission_note(entry, XPOST_STATE_INTENT, NULL, &error), 0);
    CHECK(entry->code == XPOST_OK && entry->http_status == 0 && !entry->message);
    CHECK_NUMBER(entry->sent_at, NOW);
    end();
}

/* The time of the first attempt that may have been the post stays, whatever becomes of the
 * next: it is from there on that the timeline is searched. */
static void test_note__keeps_the_time_of_the_first_doubt(void)
{
    begin();
    struct xpost_ledger_post *entry = &made.posts[0];
    CHECK_NUMBER(xpost_submission_note(entry, XPOST_STATE_INTENT, NULL, &error), 0);
    CHECK_NUMBER(entry->doubted_at, 0);
    entry->sent_at = 1000;
    CHECK_NUMBER(xpost_submission_note(entry, XPOST_STATE_UNKNOWN, NULL, &error), 0);
    CHECK_NUMBER(entry->doubted_at, 1000);
    CHECK_NUMBER(xpost_submission_note(entry, XPOST_STATE_NOT_SENT, NULL, &error), 0);
    CHECK_NUMBER(xpost_submission_note(entry, XPOST_STATE_INTENT, NULL, &error), 0);
    CHECK_NUMBER(xpost_submission_note(entry, XPOST_STATE_UNKNOWN, NULL, &error), 0);
    CHECK_NUMBER(xpost_submission_note(entry, XPOST_STATE_POSTED, NULL, &error), 0);
    CHECK_NUMBER(entry->doubted_at, 1000);
    CHECK_NUMBER(entry->sent_at, NOW);
    end();
}

static void check_body(size_t index, const char *wanted)
{
    char *body = xpost_submission_body(&made, index, &error);
    CHECK_TEXT(body, wanted);
    free(body);
}

static void test_body__answers_the_post_before(void)
{
    begin();
    put_out(0, "1234567890123456789");
    check_body(0, "{\"text\":\"one\"}");
    check_body(1, "{\"reply\":{\"in_reply_to_tweet_id\":\"1234567890123456789\"},"
                  "\"text\":\"two https://example.com\"}");
    end();
}

/* Where only the first post says what it answers. */
static void test_body__of_the_first_post_is_what_was_asked_for(void)
{
    struct xpost_account account = example_account("main");
    posts[0] = post_of("one");
    posts[0].reply_to = "5";
    posts[1] = post_of("two");
    const struct xpost_post_request request = {.posts = posts, .count = 2};
    CHECK_NUMBER(xpost_submission_make(&made, "k", &request, &account, &prices, &error), 0);
    put_out(0, "6");
    char *body = xpost_submission_body(&made, 0, &error);
    CHECK(body && strstr(body, "\"in_reply_to_tweet_id\":\"5\""));
    free(body);
    body = xpost_submission_body(&made, 1, &error);
    CHECK(body && strstr(body, "\"in_reply_to_tweet_id\":\"6\"") && !strstr(body, "\"5\""));
    free(body);
    xpost_submission_release(&made);
}

static void test_result__lists_what_is_out(void)
{
    struct xpost_post_result result = {0};
    begin();
    CHECK_NUMBER(xpost_submission_result(&made, NULL, &result, &error), 0);
    CHECK_NUMBER(result.count, 0);
    put_out(0, "11");
    put_out(1, NULL);
    made.posts[2].state = XPOST_STATE_UNKNOWN;
    for (int i = 0; i < 2; i++) /* again, it takes the place of what was there */
        CHECK_NUMBER(xpost_submission_result(&made, NULL, &result, &error), 0);
    CHECK_NUMBER(result.count, 2);
    CHECK_TEXT(result.posts[0].id, "11");
    CHECK_TEXT(result.posts[0].url, "https://x.com/i/status/11");
    CHECK_TEXT(result.posts[0].text, "one");
    CHECK(!result.posts[1].id && !result.posts[1].url);
    CHECK_TEXT(result.posts[1].text, "two https://example.com");
    CHECK_NUMBER(result.cost, 215000);
    xpost_post_result_release(&result);
    end();
}

static void test_result__of_nothing_can_be_released(void)
{
    struct xpost_post_result result = {0};
    xpost_post_result_release(&result);
    xpost_post_result_release(NULL);
    CHECK(!result.posts);
}

int main(void)
{
    RUN(test_make__fills_in_each_post);
    RUN(test_make__works_without_an_account);
    RUN(test_same__is_what_was_made_of_the_same_posts);
    RUN(test_same__does_not_look_at_what_became_of_it);
    RUN(test_next__is_the_first_post_that_is_not_out);
    RUN(test_draft__is_one_post_in_that_state);
    RUN(test_note__keeps_the_reason_until_there_is_another);
    RUN(test_note__keeps_the_time_of_the_first_doubt);
    RUN(test_body__answers_the_post_before);
    RUN(test_body__of_the_first_post_is_what_was_asked_for);
    RUN(test_result__lists_what_is_out);
    RUN(test_result__of_nothing_can_be_released);
    return check_report();
}
