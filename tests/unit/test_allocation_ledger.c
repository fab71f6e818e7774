/* Allocations of the ledger's functions fail, one each time: nothing may crash, leak, or be
 * half done.  (All of the first ones, then every 17th: SQLite makes thousands.) */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "check.h"
#include "ledger_version_1.h"

#ifdef FAIL_ALLOCATION_WORKS

enum { ALLOCATIONS_MAX = 100000, WRONG = 2 };

static long next_allocation(long n)
{
    return n < 60 ? n + 1 : n + 17;
}

/* What is tried: `begin` makes the state before, `work` returns 0, -1 or WRONG, and `check`
 * looks at what is left. */
struct trial {
    const char *name;
    void (*begin)(struct xpost_ledger *ledger);
    int (*work)(struct xpost_ledger *ledger);
    void (*check)(struct xpost_ledger *ledger, bool succeeded);
};

/* The result, if it is the wanted one or an error. */
static int judge(int result, int wanted)
{
    return result < 0 ? -1 : result == wanted ? 0 : WRONG;
}

static void begin_draft(struct xpost_ledger *ledger)
{
    CHECK_NUMBER(save_draft(ledger, "draft", "first text"), 0);
}

static int work_draft(struct xpost_ledger *ledger)
{
    return save_draft(ledger, "draft", "second text");
}

static void check_draft(struct xpost_ledger *ledger, bool succeeded)
{
    CHECK_TEXT(text_of_key(ledger, "draft"), succeeded ? "second text" : "first text");
    CHECK_TEXT(state_of_key(ledger, "draft"), "draft");
}

static int work_replace(struct xpost_ledger *ledger)
{
    return judge(replace_draft(ledger, "draft", "second text", "first text"), 0);
}

static int work_keep_apart(struct xpost_ledger *ledger)
{
    return judge(replace_draft(ledger, "draft", "second text", "other text"), 1);
}

static void check_apart(struct xpost_ledger *ledger, bool succeeded)
{
    CHECK_TEXT(text_of_key(ledger, "draft"), "first text");
    CHECK_TEXT(text_of_key(ledger, "other"), succeeded ? "second text" : "(none)");
}

static void begin_some(struct xpost_ledger *ledger)
{
    CHECK_NUMBER(add_state(ledger, "a", "main", XPOST_STATE_POSTED, 100), 0);
    CHECK_NUMBER(add_state(ledger, "b", "main", XPOST_STATE_UNKNOWN, 200), 0);
    CHECK_NUMBER(add_state(ledger, "c", "other", XPOST_STATE_INTENT, 300), 0);
    CHECK_NUMBER(settle_one(ledger, "a", "7"), 0);
}

static int count_one(struct xpost_submission *submission, void *user)
{
    *(int *)user += submission->count == 1;
    return 0;
}

static int work_history(struct xpost_ledger *ledger)
{
    struct xpost_ledger_query query = {.limit = 40};
    int wanted = 3;
    for (int kind = 0; kind < 4; kind++) {
        int count = 0;
        query.account = kind % 2 ? "main" : NULL;
        query.unfinished = kind / 2;
        wanted = kind == 0 ? 3 : kind == 3 ? 1 : 2;
        if (xpost_ledger_history(ledger, &query, count_one, &count, &error) != 0)
            return -1;
        if (count != wanted)
            return WRONG;
    }
    return 0;
}

static int work_find_last(struct xpost_ledger *ledger)
{
    struct xpost_submission found;
    int result = judge(xpost_ledger_find_last(ledger, "main", &found, &error), 1);
    if (result == 0 && strcmp(found.key, "a") != 0)
        result = WRONG;
    if (result == -1 && found.key)
        result = WRONG;
    xpost_submission_release(&found);
    return result;
}

static int work_has_id(struct xpost_ledger *ledger)
{
    return judge(xpost_ledger_has_id(ledger, "7", &error), 1);
}

static int work_find_beside(struct xpost_ledger *ledger)
{
    char id[XPOST_LEDGER_ID_MAX + 1];
    int64_t uptime = 0;
    return judge(xpost_ledger_find_beside(ledger, "a", "none", id, &uptime, &error), 0);
}

static int work_mark_deleted(struct xpost_ledger *ledger)
{
    return xpost_ledger_mark_deleted(ledger, "7", 500, &error);
}

static void check_deleted(struct xpost_ledger *ledger, bool succeeded)
{
    struct xpost_submission found;
    CHECK_NUMBER(xpost_ledger_find(ledger, "a", &found, &error), 1);
    CHECK_NUMBER(found.count ? found.posts[0].deleted_at : -1, succeeded ? 500 : 0);
    xpost_submission_release(&found);
}

static int work_forget(struct xpost_ledger *ledger)
{
    return judge(forget_key(ledger, "a"), 1);
}

static void check_forgotten(struct xpost_ledger *ledger, bool succeeded)
{
    CHECK_TEXT(state_of_key(ledger, "a"), succeeded ? "absent" : "posted");
    CHECK_TEXT(state_of_key(ledger, "b"), "unknown");
}

static int work_forget_before(struct xpost_ledger *ledger)
{
    int64_t count = -1;
    int result = forget_older(ledger, INT64_MAX, NULL, &count);
    return count != (result == 0) ? WRONG : result;
}

/* Fails allocation `nth` of it.  Returns false if it needs no more than those before. */
static bool try_once(const struct trial *trial, long nth)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK(ledger != NULL);
    trial->begin(ledger);
    xpost_ledger_close(ledger);
    long before = fail_allocation_live;
    ledger = open_here(); /* with no statement prepared */
    fail_allocation_begin(nth);
    int result = trial->work(ledger);
    bool failed = fail_allocation_end();
    if (result == WRONG || (result != 0 && !strstr(error.message, "not enough memory"))) {
        check_failures_here++;
        printf("%s: allocation %ld: result %d, error %s: %s\n", trial->name, nth, result,
               xpost_code_name(error.code), error.message);
    }
    CHECK(failed || result == 0);
    if (trial->check)
        trial->check(ledger, result == 0);
    xpost_ledger_close(ledger);
    ledger = open_here();
    if (trial->check)
        trial->check(ledger, result == 0);
    CHECK_NUMBER(add_one(ledger, "after", "text"), 0);
    xpost_ledger_close(ledger);
    CHECK_NUMBER(fail_allocation_live, before);
    return failed;
}

static void test_ledger__survives_a_lack_of_memory(void)
{
    static const struct trial trials[] = {
        {"draft", begin_draft, work_draft, check_draft},
        {"replace", begin_draft, work_replace, check_draft},
        {"keep_apart", begin_draft, work_keep_apart, check_apart},
        {"history", begin_some, work_history, NULL},
        {"find_last", begin_some, work_find_last, NULL},
        {"has_id", begin_some, work_has_id, NULL},
        {"find_beside", begin_some, work_find_beside, NULL},
        {"mark_deleted", begin_some, work_mark_deleted, check_deleted},
        {"forget", begin_some, work_forget, check_forgotten},
        {"forget_before", begin_some, work_forget_before, check_forgotten},
    };
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        long n = 1;
        while (n < ALLOCATIONS_MAX && try_once(&trials[i], n))
            n = next_allocation(n);
        CHECK(n > 1 && n < ALLOCATIONS_MAX);
        printf("%s: about %ld allocations\n", trials[i].name, n);
    }
}

/* To open it is what migrates it. */
static void test_migration__survives_a_lack_of_memory(void)
{
    bool failed = true;
    long n = 1;
    for (; failed && n < ALLOCATIONS_MAX; n = next_allocation(n)) {
        fresh();
        make_version_1(0);
        long before = fail_allocation_live;
        fail_allocation_begin(n);
        struct xpost_ledger *ledger = open_here();
        failed = fail_allocation_end();
        /* SQLite calls it a logic error where the memory ends in some steps of ALTER TABLE. */
        if (!ledger && !strstr(error.message, "not enough memory") &&
            !strstr(error.message, "SQL logic error")) {
            check_failures_here++;
            printf("open: allocation %ld: %s\n", n, error.message);
        }
        xpost_ledger_close(ledger);
        CHECK_NUMBER(fail_allocation_live, before);
        CHECK_NUMBER(count_damaged(NULL), 0);
        sqlite3 *database = open_plainly();
        CHECK(whole_version(database) == 2 || !ledger);
        CHECK(whole_version(database) != 0);
        sqlite3_close(database);
        ledger = open_here();
        CHECK_TEXT(state_of_key(ledger, "old"), "posted");
        xpost_ledger_close(ledger);
    }
    CHECK(n > 1 && n < ALLOCATIONS_MAX);
    printf("migration: about %ld allocations\n", n);
}

static void run_all(const char *binary)
{
    make_base(binary);
    RUN(test_ledger__survives_a_lack_of_memory);
    RUN(test_migration__survives_a_lack_of_memory);
    remove_base();
}

#else

static bool fail_allocation_possible(void)
{
    return false;
}

static void run_all(const char *binary)
{
    (void)binary;
}

#endif

static void test_allocation__cannot_be_made_to_fail_here(void)
{
    printf("skipped: needs glibc, and no sanitizer or valgrind\n");
}

int main(int count, char **arguments)
{
    (void)count;
    if (fail_allocation_possible())
        run_all(arguments[0]);
    else
        RUN(test_allocation__cannot_be_made_to_fail_here);
    return check_report();
}
