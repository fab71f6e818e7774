/* Jobs: workers, news, cancelling, leaving. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include "cancel.h"
#include "clock.h"
#include "job.h"
#include "memory.h"
#include "pause.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* What the tests' jobs do. */
struct data {
    int milliseconds; /* to pass; cancelling ends that, unless it is committed */
    bool committed;
    int computes; /* milliseconds of a processor, and hears nothing meanwhile */
    int sleeps;   /* milliseconds, the same */
    int tell;     /* how many events */
    bool fail;
    int result;
};

static atomic_int released, started, finished;

static void release(void *data)
{
    atomic_fetch_add(&released, 1);
    free(data);
}

/* Milliseconds of a processor that this thread has used. */
static int64_t used(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int run(struct xpost_job *job, const struct xpost_operation *operation, void *user,
               struct xpost_error *error)
{
    struct data *data = user;
    int result = 0;
    atomic_fetch_add(&started, 1);
    for (int i = 0; i < data->tell; i++)
        xpost_job_tell(job, i + 1, &i, sizeof i);
    if (data->committed && !xpost_cancel_begin(operation->cancel))
        return xpost_error_set(error, XPOST_CANCELLED, "Cancelled before it began.");
    for (int64_t begin = used(); data->computes && used() - begin < data->computes;)
        continue;
    if (data->sleeps)
        xpost_pause(data->sleeps, NULL, error);
    if (data->milliseconds)
        result =
            xpost_pause(data->milliseconds, data->committed ? NULL : operation->cancel, error);
    if (data->fail)
        result = xpost_error_set(error, XPOST_NETWORK, "It failed.");
    data->result = 42;
    xpost_cancel_end(operation->cancel);
    atomic_fetch_add(&finished, data->committed);
    return result;
}

static struct xpost_job *start(struct xpost_jobs *jobs, struct data how)
{
    struct xpost_error error;
    struct xpost_config config = {0};
    struct data *data = malloc(sizeof *data);
    *data = how;
    struct xpost_task task = {run, release, data};
    struct xpost_job *job = xpost_jobs_start(jobs, &config, &task, &error);
    CHECK(job != NULL);
    return job;
}

/* Waits for news; false after five seconds. */
static bool wait_for_news(struct xpost_jobs *jobs, struct xpost_news *news)
{
    for (int64_t end = xpost_clock_milliseconds() + 5000; xpost_clock_milliseconds() < end;) {
        struct pollfd ready = {.fd = xpost_jobs_descriptor(jobs), .events = POLLIN};
        if (xpost_jobs_news(jobs, news))
            return true;
        poll(&ready, 1, 100);
    }
    return false;
}

static void test_job__tells_its_events_in_order_and_then_that_it_is_done(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    struct xpost_news news;
    void *data = NULL;
    struct xpost_job *job = start(jobs, (struct data){.tell = 100});
    for (int i = 0; i < 100; i++) {
        int told = -1;
        CHECK(wait_for_news(jobs, &news) && !news.done && news.event == i + 1);
        memcpy(&told, news.data, sizeof told);
        CHECK_NUMBER(told, i);
    }
    CHECK(wait_for_news(jobs, &news) && news.done && news.job == job);
    CHECK_NUMBER(xpost_job_result(job, &data, &error), 0);
    CHECK_NUMBER(((struct data *)data)->result, 42);
    CHECK(!xpost_jobs_news(jobs, &news));
    xpost_job_release(job);
    xpost_jobs_free(jobs);
}

static void test_job__gives_its_error(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    struct xpost_news news;
    void *data = NULL;
    struct xpost_job *job = start(jobs, (struct data){.fail = true});
    CHECK(wait_for_news(jobs, &news) && news.done);
    CHECK_NUMBER(xpost_job_result(job, &data, &error), -1);
    CHECK_NUMBER(error.code, XPOST_NETWORK);
    xpost_job_release(job);
    xpost_jobs_free(jobs);
}

static void test_job__that_waits_holds_up_no_other(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    struct xpost_news news;
    struct xpost_job *slow[10];
    for (int i = 0; i < 10; i++)
        slow[i] = start(jobs, (struct data){.milliseconds = 60000});
    int64_t begin = xpost_clock_milliseconds();
    struct xpost_job *quick = start(jobs, (struct data){0});
    CHECK(wait_for_news(jobs, &news) && news.job == quick);
    CHECK(xpost_clock_milliseconds() - begin < check_patience(20000));
    xpost_job_release(quick);
    for (int i = 0; i < 10; i++) {
        xpost_job_cancel(slow[i]);
        CHECK(wait_for_news(jobs, &news) && news.job == slow[i] && news.done);
        xpost_job_release(slow[i]);
    }
    xpost_jobs_free(jobs);
}

static void test_job__is_reported_as_cancelled_at_once_and_finishes_what_it_began(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    struct xpost_news news;
    void *data = &news;
    int before = atomic_load(&finished);
    struct xpost_job *job = start(jobs, (struct data){.milliseconds = 300, .committed = true});
    while (xpost_jobs_committed(jobs) == 0)
        xpost_pause(1, NULL, &error);
    int64_t begin = xpost_clock_milliseconds();
    xpost_job_cancel(job);
    CHECK(xpost_jobs_news(jobs, &news) && news.done);
    CHECK_NUMBER(xpost_job_result(job, &data, &error), -1);
    CHECK_NUMBER(error.code, XPOST_CANCELLED);
    CHECK_NUMBER(error.outcome, XPOST_OUTCOME_UNKNOWN);
    CHECK(data == NULL);
    CHECK(xpost_clock_milliseconds() - begin < check_patience(100));
    xpost_job_release(job);
    CHECK(xpost_jobs_shut_down(jobs, 250, 5000));
    CHECK_NUMBER(atomic_load(&finished), before + 1);
    CHECK(!xpost_jobs_news(jobs, &news));
    xpost_jobs_free(jobs);
}

static void test_job__that_has_not_begun_is_cancelled_as_not_posted(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    struct xpost_news news;
    void *data = NULL;
    struct xpost_job *job = start(jobs, (struct data){.milliseconds = 60000});
    xpost_job_cancel(job);
    xpost_job_cancel(job);
    CHECK(wait_for_news(jobs, &news) && news.done);
    CHECK_NUMBER(xpost_job_result(job, &data, &error), -1);
    CHECK_NUMBER(error.outcome, XPOST_NOT_POSTED);
    CHECK(!xpost_jobs_news(jobs, &news));
    xpost_job_release(job);
    xpost_jobs_free(jobs);
}

static void test_job__can_be_let_go_before_it_is_done(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    struct xpost_news news;
    for (int i = 0; i < 50; i++)
        xpost_job_release(start(jobs, (struct data){.tell = 3, .milliseconds = 1}));
    CHECK(xpost_jobs_shut_down(jobs, 5000, 5000));
    CHECK(!xpost_jobs_news(jobs, &news));
    xpost_jobs_free(jobs);
}

static void test_job__takes_the_last_answer_once(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    size_t length = 0;
    struct xpost_job *job = start(jobs, (struct data){.milliseconds = 60000});
    CHECK(xpost_job_take_answer(job, &length) == NULL);
    CHECK_NUMBER(xpost_job_answer(job, "one", 3, &error), 0);
    CHECK_NUMBER(xpost_job_answer(job, "second", 6, &error), 0);
    char *answer = xpost_job_take_answer(job, &length);
    CHECK_TEXT(answer, "second");
    CHECK_NUMBER(length, 6);
    CHECK(xpost_job_take_answer(job, &length) == NULL);
    free(answer);
    xpost_job_release(job);
    xpost_jobs_free(jobs);
}

/* What a worker has. */
struct seen {
    char browser[16];
    char path[16];
    bool marked;
};

static int look(struct xpost_job *job, const struct xpost_operation *operation, void *data,
                struct xpost_error *error)
{
    struct xpost_client *client = operation->client;
    const char *path = xpost_environment_get(&client->config.environment, "PATH");
    struct seen *seen = data;
    (void)job;
    snprintf(seen->browser, sizeof seen->browser, "%s", client->config.browser);
    snprintf(seen->path, sizeof seen->path, "%s", path ? path : "");
    /* Opened by an earlier job of this client. */
    seen->marked = client->http != NULL;
    return xpost_client_http(client, error) ? 0 : -1;
}

static struct seen look_with(struct xpost_jobs *jobs, const char *browser, const char *path,
                             const char *state_directory)
{
    struct xpost_error error;
    struct xpost_news news;
    struct seen seen = {0};
    char variable[32];
    char *const variables[] = {variable, NULL};
    struct xpost_config config = {.browser = (char *)(uintptr_t)browser,
                                  .state_directory = (char *)(uintptr_t)state_directory};
    struct xpost_task task = {.run = look, .data = &seen};
    snprintf(variable, sizeof variable, "PATH=%s", path);
    CHECK_NUMBER(xpost_environment_read(&config.environment, variables), 0);
    struct xpost_job *job = xpost_jobs_start(jobs, &config, &task, &error);
    xpost_environment_release(&config.environment);
    CHECK(wait_for_news(jobs, &news) && news.done && news.job == job);
    xpost_job_release(job);
    xpost_pause(check_patience(50), NULL, &error); /* until the worker is idle */
    return seen;
}

static void test_worker__has_new_settings_and_keeps_what_is_open_where_it_can(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    struct seen seen = look_with(jobs, "one", "/bin", "/a");
    CHECK(!seen.marked);
    CHECK_TEXT(seen.browser, "one");
    seen = look_with(jobs, "two", "/usr/bin", "/a");
    CHECK(seen.marked);
    CHECK_TEXT(seen.browser, "two");
    CHECK_TEXT(seen.path, "/usr/bin");
    seen = look_with(jobs, "two", "/usr/bin", "/b");
    CHECK(!seen.marked);
    CHECK_TEXT(seen.browser, "two");
    xpost_jobs_free(jobs);
}

static void test_jobs__leave_within_their_limit_without_what_hangs(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    struct xpost_job *job = start(jobs, (struct data){.milliseconds = 1500, .committed = true});
    while (xpost_jobs_committed(jobs) == 0)
        xpost_pause(1, NULL, &error);
    int64_t begin = xpost_clock_milliseconds();
    CHECK(!xpost_jobs_shut_down(jobs, 50, 200));
    int64_t passed = xpost_clock_milliseconds() - begin;
    CHECK(passed >= 200 && passed < 1450);
    CHECK(xpost_jobs_shut_down(jobs, 5000, 5000));
    xpost_job_release(job);
    xpost_jobs_free(jobs);
}

static void wait_until_started(int before)
{
    struct xpost_error error;
    while (atomic_load(&started) == before)
        xpost_pause(1, NULL, &error);
}

/* As in a handshake, however long a busy machine takes over it: the process must not end then.
 */
static void test_jobs__wait_a_little_longer_for_what_computes(void)
{
    bool waited = false;
    /* Some tries, as others may use all processors meanwhile. */
    for (int tries = 0; tries < 20 && !waited; tries++) {
        struct xpost_error error;
        struct xpost_jobs *jobs = xpost_jobs_new(&error);
        int before = atomic_load(&started);
        struct xpost_job *job = start(jobs, (struct data){.computes = 110});
        wait_until_started(before);
        waited = xpost_jobs_shut_down(jobs, 100, 5000);
        CHECK(xpost_jobs_shut_down(jobs, 20000, 20000));
        xpost_job_release(job);
        xpost_jobs_free(jobs);
    }
    CHECK(waited);
}

static void test_jobs__wait_not_for_what_sleeps_and_not_for_ever(void)
{
    static const struct data deaf[] = {{.sleeps = 1000}, {.computes = 1200}};
    for (int i = 0; i < 2; i++) {
        struct xpost_error error;
        struct xpost_jobs *jobs = xpost_jobs_new(&error);
        int before = atomic_load(&started);
        struct xpost_job *job = start(jobs, deaf[i]);
        wait_until_started(before);
        CHECK(!xpost_jobs_shut_down(jobs, 60, 5000));
        CHECK(xpost_jobs_shut_down(jobs, 20000, 20000));
        xpost_job_release(job);
        xpost_jobs_free(jobs);
    }
}

static void test_workers__receive_no_signal(void)
{
    struct xpost_error error;
    struct xpost_jobs *jobs = xpost_jobs_new(&error);
    sigset_t blocked;
    struct xpost_job *job = start(jobs, (struct data){.milliseconds = 100});
    sigprocmask(SIG_SETMASK, NULL, &blocked);
    CHECK(!sigismember(&blocked, SIGTERM));
    CHECK(xpost_jobs_shut_down(jobs, 5000, 5000));
    xpost_job_release(job);
    xpost_jobs_free(jobs);
}

int main(void)
{
    RUN(test_job__tells_its_events_in_order_and_then_that_it_is_done);
    RUN(test_job__gives_its_error);
    RUN(test_job__that_waits_holds_up_no_other);
    RUN(test_job__is_reported_as_cancelled_at_once_and_finishes_what_it_began);
    RUN(test_job__that_has_not_begun_is_cancelled_as_not_posted);
    RUN(test_job__can_be_let_go_before_it_is_done);
    RUN(test_job__takes_the_last_answer_once);
    RUN(test_worker__has_new_settings_and_keeps_what_is_open_where_it_can);
    RUN(test_jobs__leave_within_their_limit_without_what_hangs);
    RUN(test_jobs__wait_a_little_longer_for_what_computes);
    RUN(test_jobs__wait_not_for_what_sleeps_and_not_for_ever);
    RUN(test_workers__receive_no_signal);
    return check_report();
}
