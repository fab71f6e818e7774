/* A ledger of version 1 becomes one of version 2, whole or not at all.
 *
 * With arguments this is another process of a test: open DIRECTORY. */
#define _XOPEN_SOURCE 700
#include "check.h"
#include "clock.h"
#include "ledger_version_1.h"

#include <signal.h>
#include <sys/resource.h>

enum { MANY = 100000, SOME = 3000, PROCESSES = 6, ROUNDS = 4, SHORT = 200 };

static int64_t version_here(void)
{
    sqlite3 *database = open_plainly();
    int64_t version = whole_version(database);
    sqlite3_close(database);
    return version;
}

static int append_key(struct xpost_submission *submission, void *user)
{
    size_t length = strlen(user);
    snprintf((char *)user + length, 128 - length, "%s ", submission->key);
    return 0;
}

static void check_unfinished(struct xpost_ledger *ledger, const char *account,
                             const char *wanted)
{
    char keys[128] = "";
    struct xpost_ledger_query query = {.account = account, .limit = 10, .unfinished = true};
    CHECK_NUMBER(xpost_ledger_history(ledger, &query, append_key, keys, &error), 0);
    CHECK_TEXT(keys, wanted);
}

static void check_last(struct xpost_ledger *ledger, const char *account, const char *wanted)
{
    struct xpost_submission found;
    CHECK_NUMBER(xpost_ledger_find_last(ledger, account, &found, &error), wanted ? 1 : 0);
    if (wanted)
        CHECK_TEXT(found.key, wanted);
    xpost_submission_release(&found);
}

static void test_ledger__takes_an_old_file_over(void)
{
    fresh();
    make_version_1(0);
    CHECK_NUMBER(version_here(), 1);
    struct xpost_ledger *ledger = open_here();
    struct xpost_submission found;
    CHECK(ledger != NULL);
    if (!ledger)
        return;
    CHECK_NUMBER(xpost_ledger_find(ledger, "old", &found, &error), 1);
    CHECK_TEXT(found.account, "main");
    CHECK_TEXT(found.user_id, "17");
    CHECK_TEXT(found.username, "someone");
    CHECK_NUMBER(found.created_at, 1700000000);
    CHECK_NUMBER(found.count, 1);
    CHECK_TEXT(found.posts[0].text, "text of the post");
    CHECK_TEXT(found.posts[0].request, "{\"text\":\"x\"}");
    CHECK_TEXT(found.posts[0].id, "7");
    CHECK_NUMBER(found.posts[0].state, XPOST_STATE_POSTED);
    CHECK_NUMBER(found.posts[0].sent_at, 1700000001);
    CHECK_NUMBER(found.posts[0].settled_at, 1700000002);
    CHECK(found.posts[0].doubted_at == 0 && found.posts[0].deleted_at == 0);
    xpost_submission_release(&found);
    CHECK_NUMBER(xpost_ledger_find(ledger, "doubt", &found, &error), 1);
    CHECK_NUMBER(found.posts[0].state, XPOST_STATE_UNKNOWN);
    CHECK_NUMBER(found.posts[0].code, XPOST_NETWORK);
    CHECK_NUMBER(found.posts[0].doubted_at, 1700000101);
    xpost_submission_release(&found);
    check_unfinished(ledger, NULL, "open half doubt ");
    check_unfinished(ledger, "main", "doubt ");
    check_last(ledger, "main", "doubt");
    check_last(ledger, "other", "half");
    check_last(ledger, "", NULL);
    CHECK_NUMBER(xpost_ledger_has_id(ledger, "8", &error), 1);
    CHECK_NUMBER(forget_key(ledger, "half"), 1);
    CHECK_NUMBER(add_one(ledger, "new", "text"), 0);
    xpost_ledger_close(ledger);
    CHECK_NUMBER(version_here(), 2);
    CHECK_NUMBER(directly("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/* It knows nothing of the new columns, and goes on with its own statements. */
static void test_ledger__understands_what_an_older_process_goes_on_to_write(void)
{
    fresh();
    make_version_1(0);
    sqlite3 *older = open_plainly();
    sqlite3_stmt *settle = NULL, *add = NULL;
    CHECK_NUMBER(sqlite3_prepare_v2(older,
                                    "UPDATE post SET state = 'posted', id = '9', code = NULL,"
                                    " sent_at = 1800000000 WHERE key = ?1 AND position = 0",
                                    -1, &settle, NULL),
                 SQLITE_OK);
    CHECK_NUMBER(sqlite3_prepare_v2(older,
                                    "INSERT INTO post (key, position, state, id, code,"
                                    " http_status, message, sent_at, settled_at, request, text,"
                                    " cost) VALUES (?1, 0, 'intent', NULL, NULL, 0, NULL,"
                                    " 1900000000, 0, '{}', 'text', 15000)",
                                    -1, &add, NULL),
                 SQLITE_OK);
    struct xpost_ledger *ledger = open_here();
    check_unfinished(ledger, NULL, "open half doubt ");
    sqlite3_bind_text(settle, 1, "doubt", -1, SQLITE_STATIC);
    CHECK_NUMBER(sqlite3_step(settle), SQLITE_DONE);
    sqlite3_finalize(settle);
    check_unfinished(ledger, NULL, "open half ");
    check_last(ledger, "main", "doubt");
    CHECK_NUMBER(do_plainly(older, "INSERT INTO submission (key, account, created_at)"
                                   " VALUES ('late', 'main', 1900000000)"),
                 SQLITE_OK);
    sqlite3_bind_text(add, 1, "late", -1, SQLITE_STATIC);
    CHECK_NUMBER(sqlite3_step(add), SQLITE_DONE);
    sqlite3_finalize(add);
    check_unfinished(ledger, NULL, "late open half ");
    check_last(ledger, "main", "late");
    CHECK_TEXT(state_of_key(ledger, "late"), "intent");
    sqlite3_close(older);
    xpost_ledger_close(ledger);
}

static void test_ledger__is_taken_over_by_many_processes_at_once(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        pid_t children[PROCESSES];
        fresh();
        make_version_1(SOME);
        for (int i = 0; i < PROCESSES; i++)
            children[i] = start_self("open", NULL, NULL);
        for (int i = 0; i < PROCESSES; i++)
            CHECK_NUMBER(wait_for(children[i]), 0);
        CHECK_NUMBER(version_here(), 2);
        CHECK_NUMBER(directly("SELECT count(*) FROM submission WHERE unfinished"),
                     SOME / 10 + 3);
    }
}

static void limit_files(rlim_t size)
{
    struct rlimit limit;
    CHECK_NUMBER(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size == RLIM_INFINITY ? limit.rlim_max : size;
    CHECK_NUMBER(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_ledger__stays_as_it_was_when_it_cannot_be_taken_over(void)
{
    fresh();
    make_version_1(SOME);
    for (rlim_t size = 0; size <= 400000; size += 50000) {
        limit_files(size);
        struct xpost_ledger *ledger = open_here();
        limit_files(RLIM_INFINITY);
        CHECK(!ledger);
        CHECK_NUMBER(error.code, XPOST_STORE);
        xpost_ledger_close(ledger);
        CHECK_NUMBER(version_here(), 1);
        CHECK_NUMBER(count_damaged(NULL), 0);
    }
    sqlite3 *other = open_plainly();
    CHECK_NUMBER(do_plainly(other, "BEGIN IMMEDIATE"), SQLITE_OK);
    CHECK(!open_with(SHORT, NULL, false));
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK_NUMBER(do_plainly(other, "ROLLBACK"), SQLITE_OK);
    CHECK_NUMBER(whole_version(other), 1);
    sqlite3_close(other);
    struct xpost_ledger *ledger = open_here();
    CHECK(ledger != NULL);
    CHECK_TEXT(state_of_key(ledger, "old"), "posted");
    xpost_ledger_close(ledger);
    CHECK_NUMBER(version_here(), 2);
}

static void test_ledger__takes_many_submissions_over_quickly(void)
{
    fresh();
    make_version_1(MANY);
    int64_t begun = check_processor_milliseconds();
    struct xpost_ledger *ledger = open_here();
    int64_t took = check_processor_milliseconds() - begun;
    printf("version 2 of %d submissions in %lld ms\n", MANY, (long long)took);
    CHECK(ledger && took < check_patience(4000));
    xpost_ledger_close(ledger);
}

static int open_once(const char *path)
{
    if (xpost_directory_open(&directory, path, &error) != 0)
        return 1;
    struct xpost_ledger *ledger = open_here();
    int status = ledger && !strcmp(state_of_key(ledger, "doubt"), "unknown") ? 0 : 1;
    if (status != 0)
        printf("%s\n", error.message);
    xpost_ledger_close(ledger);
    xpost_directory_close(&directory);
    return status;
}

int main(int count, char **arguments)
{
    signal(SIGXFSZ, SIG_IGN);
    if (count > 2)
        return open_once(arguments[2]);
    make_base(arguments[0]);
    RUN(test_ledger__takes_an_old_file_over);
    RUN(test_ledger__understands_what_an_older_process_goes_on_to_write);
    RUN(test_ledger__is_taken_over_by_many_processes_at_once);
    RUN(test_ledger__stays_as_it_was_when_it_cannot_be_taken_over);
    RUN(test_ledger__takes_many_submissions_over_quickly);
    remove_base();
    return check_report();
}
