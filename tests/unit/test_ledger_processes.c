/* The ledger between threads and processes.
 *
 * With arguments this is another process of a test: MODE DIRECTORY [KEY [COUNT, STATE or
 * TEXT]].
 * tests/sweep/kill_ledger.sh uses the modes too. */
#define _XOPEN_SOURCE 700
#include "check.h"
#include "clock.h"
#include "ledger_version_1.h"

#include <pthread.h>
#include <time.h>

enum { PROCESSES = 8, POSTS_EACH = 100, OPENERS = 16, ROUNDS = 8, SHORT = 200 };

static void test_ledger__reports_a_lock_that_is_held_too_long(void)
{
    sqlite3 *other = NULL;
    fresh();
    struct xpost_ledger *ledger = open_with(SHORT, NULL, false);
    CHECK_NUMBER(sqlite3_open(path_of("ledger.db"), &other), SQLITE_OK);
    CHECK_NUMBER(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    int64_t begun = xpost_clock_milliseconds();
    CHECK_NUMBER(add_one(ledger, "k", "text"), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK(xpost_clock_milliseconds() - begun >= SHORT);
    CHECK(xpost_clock_milliseconds() - begun < 60 * SHORT);
    CHECK_NUMBER(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    CHECK_TEXT(state_of_key(ledger, "k"), "absent");
    CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
    CHECK_NUMBER(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    CHECK_NUMBER(settle_one(ledger, "k", "1"), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK_TEXT(state_of_key(ledger, "k"), "intent");
    sqlite3_close(other);
    CHECK_NUMBER(settle_one(ledger, "k", "1"), 0);
    xpost_ledger_close(ledger);
}

static void test_ledger__loses_nothing_between_processes(void)
{
    pid_t children[PROCESSES];
    fresh();
    for (int i = 0; i < PROCESSES; i++) {
        char prefix[16];
        snprintf(prefix, sizeof prefix, "p%d", i);
        children[i] = start_self("many", prefix, "100");
    }
    for (int i = 0; i < PROCESSES; i++)
        CHECK_NUMBER(wait_for(children[i]), 0);
    CHECK_NUMBER(directly("SELECT count(*) FROM submission"), PROCESSES * POSTS_EACH);
    CHECK_NUMBER(directly("SELECT count(*) FROM post WHERE state = 'posted' AND id = '7'"),
                 PROCESSES * POSTS_EACH);
}

static void test_ledger__can_be_made_by_many_processes_at_once(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        pid_t children[OPENERS];
        fresh();
        for (int i = 0; i < OPENERS; i++)
            children[i] = start_self("open", NULL, NULL);
        for (int i = 0; i < OPENERS; i++)
            CHECK_NUMBER(wait_for(children[i]), 0);
    }
}

/* Opening and closing in one thread must not end the locks that another one has: the last
 * process to close removes the log, which would take the records of the other with it. */
static void test_ledger__keeps_its_locks_when_another_is_closed(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_one(ledger, "first", "text"), 0);
    xpost_ledger_close(open_here());
    CHECK_NUMBER(chmod(path_of("ledger.db"), 0640), 0);
    CHECK(!open_here());
    CHECK_NUMBER(chmod(path_of("ledger.db"), 0600), 0);
    CHECK_NUMBER(wait_for(start_self("many", "other", "1")), 0);
    CHECK(exists("ledger.db-wal"));
    CHECK_NUMBER(settle_one(ledger, "first", "1"), 0);
    CHECK_NUMBER(add_one(ledger, "second", "text"), 0);
    CHECK_NUMBER(wait_for(start_self("look", "second", "intent")), 0);
    CHECK_NUMBER(wait_for(start_self("look", "first", "posted")), 0);
    xpost_ledger_close(ledger);
}

static void *run_thread(void *user)
{
    /* valgrind runs one thread at a time, and may keep another one waiting for long. */
    const struct xpost_ledger_options options = {.timeout = check_patience(5000)};
    struct xpost_error failure;
    for (int i = 0; i < 20; i++) {
        char key[32];
        struct xpost_ledger_post post;
        snprintf(key, sizeof key, "%s-%d", (const char *)user, i);
        struct xpost_submission submission = sample(key, &post, "text");
        struct xpost_ledger *ledger = xpost_ledger_open_with(&directory, &options, &failure);
        int result = ledger ? xpost_ledger_add(ledger, &submission, &failure) : -1;
        post.state = XPOST_STATE_POSTED;
        if (result == 0)
            result = xpost_ledger_settle(ledger, key, &post, &failure);
        xpost_ledger_close(ledger);
        if (result != 0) {
            printf("%s: %s\n", key, failure.message);
            return (void *)(size_t) "failed";
        }
    }
    return NULL;
}

static void test_ledger__loses_nothing_between_threads(void)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    pthread_t threads[4];
    fresh();
    for (int i = 0; i < 4; i++)
        CHECK_NUMBER(pthread_create(&threads[i], NULL, run_thread, (void *)(size_t)names[i]),
                     0);
    pid_t child = start_self("many", "child", "20");
    for (int i = 0; i < 4; i++) {
        void *failed = NULL;
        CHECK_NUMBER(pthread_join(threads[i], &failed), 0);
        CHECK(!failed);
    }
    CHECK_NUMBER(wait_for(child), 0);
    CHECK_NUMBER(directly("SELECT count(*) FROM post WHERE state = 'posted'"), 100);
}

static void test_ledger__is_set_aside_by_one_of_many_processes(void)
{
    pid_t children[PROCESSES];
    char text[4096];
    memset(text, 'x', sizeof text);
    fresh();
    write_file("ledger.db", text, sizeof text);
    for (int i = 0; i < PROCESSES; i++)
        children[i] = start_self("open", NULL, NULL);
    for (int i = 0; i < PROCESSES; i++) {
        int status = wait_for(children[i]);
        CHECK(status == 0 || status == 1);
    }
    CHECK_NUMBER(count_damaged(NULL), 1);
    struct xpost_ledger *ledger = open_here();
    CHECK(ledger != NULL);
    xpost_ledger_close(ledger);
}

/* ---- the modes ---- */

static int say_error(void)
{
    printf("error %s: %s\n", xpost_code_name(error.code), error.message);
    return 1;
}

static int do_once(struct xpost_ledger *ledger, const char *key)
{
    if (add_one(ledger, key, "text of the post") != 0)
        return say_error();
    printf("added\n");
    fflush(stdout);
    if (settle_one(ledger, key, "7") != 0)
        return say_error();
    printf("settled\n");
    fflush(stdout);
    return 0;
}

/* Prints the state; with one given, that must be it. */
static int do_look(struct xpost_ledger *ledger, const char *key, const char *wanted)
{
    struct xpost_submission found;
    const char *state = "absent";
    int result = xpost_ledger_find(ledger, key, &found, &error);
    if (result < 0)
        return say_error();
    if (result == 1) {
        const struct xpost_ledger_post *post = &found.posts[0];
        bool posted = found.count == 1 && post->state == XPOST_STATE_POSTED;
        bool whole = found.count == 1 && post->text &&
                     (posted || post->state == XPOST_STATE_INTENT) &&
                     (posted ? post->id && !strcmp(post->id, "7") : !post->id);
        state = whole || wanted ? xpost_post_state_name(post->state) : "half";
    }
    printf("%s\n", state);
    int status = wanted && strcmp(state, wanted) != 0;
    xpost_submission_release(&found);
    return status;
}

static int do_many(struct xpost_ledger *ledger, const char *prefix, int count)
{
    for (int i = 0; i < count; i++) {
        char key[64];
        snprintf(key, sizeof key, "%s-%d", prefix, i);
        if (add_one(ledger, key, "text") != 0 || settle_one(ledger, key, "7") != 0)
            return say_error();
    }
    return 0;
}

/* Saves a draft with this text. */
static int do_draft(struct xpost_ledger *ledger, const char *key, const char *text)
{
    if (save_draft(ledger, key, text ? text : "text") != 0)
        return say_error();
    printf("saved\n");
    fflush(stdout);
    return 0;
}

static int do_forget(struct xpost_ledger *ledger, const char *key)
{
    int result = forget_key(ledger, key);
    if (result < 0)
        return say_error();
    printf(result ? "forgotten\n" : "absent\n");
    fflush(stdout);
    return 0;
}

/* Says which version the file has, without migrating it. */
static int do_version(void)
{
    sqlite3 *database = open_plainly();
    int64_t version = whole_version(database);
    sqlite3_close(database);
    printf("version %d\n", (int)version);
    return version == 0;
}

/* Tells what an add and a settle cost here. */
static int do_time(struct xpost_ledger *ledger, int count)
{
    int64_t adding = 0, settling = 0;
    for (int i = 0; i < count; i++) {
        struct timespec times[3];
        char key[64];
        snprintf(key, sizeof key, "time-%d", i);
        clock_gettime(CLOCK_MONOTONIC, &times[0]);
        if (add_one(ledger, key, "text") != 0)
            return say_error();
        clock_gettime(CLOCK_MONOTONIC, &times[1]);
        if (settle_one(ledger, key, "7") != 0)
            return say_error();
        clock_gettime(CLOCK_MONOTONIC, &times[2]);
        adding += (times[1].tv_sec - times[0].tv_sec) * 1000000000 + times[1].tv_nsec -
                  times[0].tv_nsec;
        settling += (times[2].tv_sec - times[1].tv_sec) * 1000000000 + times[2].tv_nsec -
                    times[1].tv_nsec;
    }
    printf("add %.3f ms, settle %.3f ms\n", (double)adding / count / 1e6,
           (double)settling / count / 1e6);
    return 0;
}

static int use_ledger(const char *mode, const char *key, const char *last)
{
    struct xpost_ledger *ledger = open_here();
    int status = 0;
    if (!ledger)
        status = say_error();
    else if (strcmp(mode, "once") == 0)
        status = do_once(ledger, key);
    else if (strcmp(mode, "look") == 0)
        status = do_look(ledger, key, last);
    else if (strcmp(mode, "many") == 0)
        status = do_many(ledger, key, last ? (int)strtol(last, NULL, 10) : 1);
    else if (strcmp(mode, "draft") == 0)
        status = do_draft(ledger, key, last);
    else if (strcmp(mode, "text") == 0)
        printf("%s\n", text_of_key(ledger, key));
    else if (strcmp(mode, "forget") == 0)
        status = do_forget(ledger, key);
    else if (strcmp(mode, "time") == 0)
        status = do_time(ledger, 200);
    xpost_ledger_close(ledger);
    return status;
}

static int run_mode(int count, char **arguments)
{
    const char *mode = arguments[1];
    int status = 0;
    if (xpost_directory_open(&directory, arguments[2], &error) != 0)
        return say_error();
    snprintf(place, sizeof place, "%s", arguments[2]);
    if (strcmp(mode, "version") == 0)
        status = do_version();
    else if (strcmp(mode, "old") == 0)
        make_version_1(0);
    else
        status =
            use_ledger(mode, count > 3 ? arguments[3] : "k", count > 4 ? arguments[4] : NULL);
    xpost_directory_close(&directory);
    return status;
}

int main(int count, char **arguments)
{
    if (count > 2)
        return run_mode(count, arguments);
    make_base(arguments[0]);
    RUN(test_ledger__is_set_aside_by_one_of_many_processes);
    RUN(test_ledger__reports_a_lock_that_is_held_too_long);
    RUN(test_ledger__loses_nothing_between_processes);
    RUN(test_ledger__can_be_made_by_many_processes_at_once);
    RUN(test_ledger__keeps_its_locks_when_another_is_closed);
    RUN(test_ledger__loses_nothing_between_threads);
    remove_base();
    return check_report();
}
