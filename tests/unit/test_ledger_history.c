/* Looking back: which submissions, in which order, and how fast among many. */
#define _XOPEN_SOURCE 700
#include "check.h"
#include "clock.h"
#include "ledger_support.h"

#include <sqlite3.h>

enum { MANY = 100000, SOME = 120 };

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

static int look_back(struct xpost_ledger *ledger, const char *account, int limit,
                     int (*each)(struct xpost_submission *submission, void *user), void *user,
                     struct xpost_error *failure)
{
    struct xpost_ledger_query query = {.account = account, .limit = limit};
    return xpost_ledger_history(ledger, &query, each, user, failure);
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
    CHECK_NUMBER(look_back(ledger, NULL, 10, visit, &all, &error), 0);
    /* As they were recorded, whatever the clock said then. */
    CHECK_TEXT(all.keys, "y a x b z ");
    CHECK_NUMBER(look_back(ledger, "main", 3, visit, &main_only, &error), 0);
    CHECK_TEXT(main_only.keys, "y a x ");
    CHECK_NUMBER(look_back(ledger, NULL, 10, visit, &stopped, &error), 42);
    CHECK_TEXT(stopped.keys, "y a ");
    CHECK_NUMBER(look_back(ledger, "nobody", 10, visit, &none, &error), 0);
    CHECK_NUMBER(look_back(ledger, NULL, 0, visit, &none, &error), 0);
    CHECK_NUMBER(look_back(ledger, NULL, -1, visit, &none, &error), 0);
    CHECK_NUMBER(none.count, 0);
    xpost_ledger_close(ledger);
}

/* Settles and looks back while it is visited. */
static int visit_and_use(struct xpost_submission *submission, void *user)
{
    struct visits *visits = user, inner = {0};
    visits->count++;
    CHECK_NUMBER(settle_one(visits->ledger, submission->key, "1"), 0);
    CHECK_NUMBER(look_back(visits->ledger, NULL, 5, visit, &inner, &error), 0);
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
    CHECK_NUMBER(look_back(visits.ledger, NULL, 10, visit_and_use, &visits, &error), 0);
    CHECK_NUMBER(visits.count, 3);
    CHECK_TEXT(state_of_key(visits.ledger, "a"), "posted");
    xpost_ledger_close(visits.ledger);
}

/* ---- every combination, against a plain list ---- */

struct entry {
    char key[16];
    const char *account;
    bool finished;
};

/* A number that looks random, the same each time. */
static unsigned next_number(void)
{
    static unsigned state = 1;
    state = state * 1103515245 + 12345;
    return state >> 16;
}

/* Adds one of one to three posts, of which any may be out. */
static void add_entry(struct xpost_ledger *ledger, int number, struct entry *entry)
{
    static const char *const accounts[] = {"main", "other", ""};
    struct xpost_ledger_post posts[3];
    snprintf(entry->key, sizeof entry->key, "e%d", number);
    entry->account = accounts[next_number() % 3];
    entry->finished = true;
    struct xpost_submission submission = sample(entry->key, &posts[0], "text");
    submission.account = (char *)(size_t)entry->account;
    submission.posts = posts;
    submission.count = 1 + next_number() % 3;
    for (size_t i = 0; i < submission.count; i++) {
        posts[i] = posts[0];
        posts[i].position = (int)i;
        posts[i].state = next_number() % 2 ? XPOST_STATE_INTENT : XPOST_STATE_NOT_SENT;
    }
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
    for (size_t i = 0; i < submission.count; i++) {
        bool out = next_number() % 3 != 0;
        posts[i].state = out                 ? XPOST_STATE_POSTED
                         : next_number() % 2 ? XPOST_STATE_REJECTED
                                             : XPOST_STATE_UNKNOWN;
        CHECK_NUMBER(xpost_ledger_settle(ledger, entry->key, &posts[i], &error), 0);
        entry->finished = entry->finished && out;
    }
}

/* The keys that a query should give, newest first. */
static void expect(const struct entry *entries, const struct xpost_ledger_query *query,
                   char *keys, size_t size)
{
    bool reached = !query->before;
    int count = 0;
    *keys = '\0';
    for (int i = SOME - 1; i >= 0 && count < query->limit; i--) {
        const struct entry *entry = &entries[i];
        if (reached && !(query->account && strcmp(query->account, entry->account) != 0) &&
            !(query->unfinished && entry->finished)) {
            size_t length = strlen(keys);
            snprintf(keys + length, size - length, "%s ", entry->key);
            count++;
        }
        if (query->before && strcmp(query->before, entry->key) == 0)
            reached = true;
    }
}

static void test_ledger__gives_exactly_what_a_query_asks_for(void)
{
    static struct entry entries[SOME];
    static const char *const accounts[] = {NULL, "main", "", "nobody"};
    fresh();
    struct xpost_ledger *ledger = open_here();
    for (int i = 0; i < SOME; i++)
        add_entry(ledger, i, &entries[i]);
    for (int before = -1; before <= SOME; before++)
        for (unsigned kind = 0; kind < 16; kind++) {
            char wanted[256];
            struct visits visits = {0};
            struct xpost_ledger_query query = {
                .account = accounts[kind / 2 % 4],
                .before = before < 0      ? NULL
                          : before < SOME ? entries[before].key
                                          : "absent",
                .limit = kind / 8 ? 3 : 15,
                .unfinished = kind % 2,
            };
            expect(entries, &query, wanted, sizeof wanted);
            CHECK_NUMBER(xpost_ledger_history(ledger, &query, visit, &visits, &error), 0);
            CHECK_TEXT(visits.keys, wanted);
        }
    xpost_ledger_close(ledger);
}

static void test_ledger__pages_through_all_of_it(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    char before[32] = "";
    int pages = 0, count = 0;
    fill(ledger, SOME);
    for (; pages < SOME; pages++) {
        struct visits visits = {0};
        struct xpost_ledger_query query = {.before = *before ? before : NULL, .limit = 7};
        CHECK_NUMBER(xpost_ledger_history(ledger, &query, visit, &visits, &error), 0);
        if (visits.count == 0)
            break;
        count += visits.count;
        snprintf(before, sizeof before, "key-%d", SOME + 1 - count);
        CHECK(strstr(visits.keys, before) != NULL);
    }
    CHECK_NUMBER(pages, (SOME + 6) / 7);
    CHECK_NUMBER(count, SOME);
    xpost_ledger_close(ledger);
}

/* ---- speed ---- */

static void test_ledger__never_scans_a_table(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    fill(ledger, 100);
    for (enum xpost_ledger_statement which = 0; ledger && which < XPOST_SQL_COUNT; which++) {
        char sql[2048];
        sqlite3_stmt *row = NULL;
        snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", xpost_ledger_sql(which));
        CHECK_NUMBER(sqlite3_prepare_v2(ledger->database, sql, -1, &row, NULL), SQLITE_OK);
        while (sqlite3_step(row) == SQLITE_ROW) {
            const char *step = (const char *)sqlite3_column_text(row, 3);
            if (!strncmp(step, "SCAN", 4) || strstr(step, "TEMP B-TREE"))
                CHECK_TEXT(step, sql);
        }
        sqlite3_finalize(row);
    }
    xpost_ledger_close(ledger);
}

static const struct look {
    const char *name;
    struct xpost_ledger_query query;
    int wanted; /* in the large ledger */
} looks[] = {
    {"first page", {.limit = 10}, 10},
    {"first page of an account", {.limit = 10, .account = "main"}, 10},
    {"a page in the midst", {.limit = 10, .before = "key-11"}, 10},
    {"the same of an account", {.limit = 5, .before = "key-11", .account = "main"}, 5},
    {"three unfinished", {.limit = 10, .unfinished = true}, 3},
    {"none unfinished of an account", {.limit = 10, .unfinished = true, .account = "other"}, 0},
    {"unfinished, before", {.limit = 10, .unfinished = true, .before = "key-11"}, 1},
    {"of an account with two", {.limit = 10, .account = "rare"}, 2},
    {"unfinished of that", {.limit = 10, .account = "rare", .unfinished = true}, 0},
};
enum { LOOKS = sizeof looks / sizeof looks[0], LAST = LOOKS, ID, DELETED, TIMES };

static void look_once(struct xpost_ledger *ledger, int which)
{
    struct xpost_submission found;
    struct visits visits = {0};
    if (which < LOOKS) {
        CHECK_NUMBER(xpost_ledger_history(ledger, &looks[which].query, visit, &visits, &error),
                     0);
    } else if (which == LAST) {
        CHECK_NUMBER(xpost_ledger_find_last(ledger, "rare", &found, &error), 1);
        xpost_submission_release(&found);
    } else if (which == ID) {
        CHECK_NUMBER(xpost_ledger_has_id(ledger, "7", &error), 1);
        CHECK_NUMBER(xpost_ledger_has_id(ledger, "absent", &error), 0);
    } else {
        CHECK_NUMBER(xpost_ledger_mark_deleted(ledger, "absent", 1, &error), 0);
    }
}

/* The shortest of several times of 100 looks, in milliseconds of the processor. */
static void time_looks(struct xpost_ledger *ledger, int64_t *times)
{
    for (int which = 0; which < TIMES; which++) {
        times[which] = INT64_MAX;
        for (int round = 0; round < 5; round++) {
            int64_t begun = check_processor_milliseconds();
            for (int i = 0; i < 100; i++)
                look_once(ledger, which);
            int64_t took = check_processor_milliseconds() - begun;
            if (took < times[which])
                times[which] = took;
        }
    }
}

/* Three unfinished ones, and two of an account, of which one is the oldest of all. */
static struct xpost_ledger *filled(int count)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_state(ledger, "rare-1", "rare", XPOST_STATE_POSTED, 1), 0);
    fill(ledger, count);
    CHECK_NUMBER(add_state(ledger, "rare-2", "rare", XPOST_STATE_POSTED, 2), 0);
    run_sql(ledger, "UPDATE post SET state = 'unknown' WHERE key IN ('key-1', 'key-21')");
    CHECK_NUMBER(add_state(ledger, "draft", "main", XPOST_STATE_DRAFT, 0), 0);
    return ledger;
}

static void test_ledger__is_as_fast_with_many_submissions(void)
{
    int64_t small_times[TIMES], large_times[TIMES];
    struct xpost_ledger *small = filled(21);
    time_looks(small, small_times);
    xpost_ledger_close(small);
    struct xpost_ledger *large = filled(MANY);
    for (int which = 0; which < LOOKS; which++) {
        struct visits visits = {0};
        CHECK_NUMBER(xpost_ledger_history(large, &looks[which].query, visit, &visits, &error),
                     0);
        if (visits.count != looks[which].wanted)
            printf("%s: %s\n", looks[which].name, visits.keys);
        CHECK_NUMBER(visits.count, looks[which].wanted);
    }
    time_looks(large, large_times);
    xpost_ledger_close(large);
    for (int which = 0; which < TIMES; which++) {
        if (which < LOOKS)
            printf("%s, 100 times: %lld ms with 20 submissions, %lld ms with %d\n",
                   looks[which].name, (long long)small_times[which],
                   (long long)large_times[which], MANY);
        CHECK(large_times[which] <= 4 * small_times[which] + 20);
    }
}

int main(int count, char **arguments)
{
    (void)count;
    make_base(arguments[0]);
    RUN(test_ledger__shows_the_newest_first);
    RUN(test_ledger__can_be_used_while_its_history_is_visited);
    RUN(test_ledger__gives_exactly_what_a_query_asks_for);
    RUN(test_ledger__pages_through_all_of_it);
    RUN(test_ledger__never_scans_a_table);
    RUN(test_ledger__is_as_fast_with_many_submissions);
    remove_base();
    return check_report();
}
