/* Forgetting: what goes, what stays, and that nothing of the text is left in the files. */
#define _XOPEN_SOURCE 700
#include "check.h"
#include "clock.h"
#include "ledger_support.h"

#include <pthread.h>
#include <stdatomic.h>

enum { MANY = 100000, SHORT = 200, WRITERS = 2, TEXTS = 100, LIVES = 800, TEXT_MAX = 6000 };

static void test_ledger__forgets_one_whatever_its_state(void)
{
    static const enum xpost_post_state states[] = {XPOST_STATE_DRAFT,    XPOST_STATE_INTENT,
                                                   XPOST_STATE_NOT_SENT, XPOST_STATE_REJECTED,
                                                   XPOST_STATE_UNKNOWN,  XPOST_STATE_POSTED};
    fresh();
    struct xpost_ledger *ledger = open_here();
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        CHECK_NUMBER(add_state(ledger, "gone", "main", states[i], 100), 0);
        CHECK_NUMBER(add_state(ledger, xpost_post_state_name(states[i]), "main", states[i], 1),
                     0);
        CHECK_NUMBER(forget_key(ledger, "gone"), 1);
        CHECK_TEXT(state_of_key(ledger, "gone"), "absent");
        CHECK_NUMBER(forget_key(ledger, "gone"), 0);
    }
    CHECK_NUMBER(add_one(ledger, "gone", "the key is free again"), 0);
    xpost_ledger_close(ledger);
    CHECK_NUMBER(directly("SELECT count(*) FROM submission"), 7);
    CHECK_NUMBER(directly("SELECT count(*) FROM post"), 7);
    CHECK_NUMBER(directly("SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/* ---- what is left in the files ---- */

/* Visits all that is in the directory's files. */
static void read_files(void (*visit)(const char *data, size_t size, void *user), void *user)
{
    static const char *const names[] = {"ledger.db", "ledger.db-wal", "ledger.db-shm",
                                        "ledger.db-journal"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct stat info;
        FILE *file = fopen(path_of(names[i]), "rb");
        char *data = NULL;
        if (file && fstat(fileno(file), &info) == 0 &&
            (data = calloc(1, (size_t)info.st_size + 32)))
            visit(data, fread(data, 1, (size_t)info.st_size, file), user);
        free(data);
        if (file)
            fclose(file);
    }
}

static void find_words(const char *data, size_t size, void *user)
{
    const char *words = *(const char **)user, *at = data, *end = data + size;
    for (; words && (at = memchr(at, words[0], (size_t)(end - at))); at++)
        if (memcmp(at, words, strlen(words)) == 0)
            *(const char **)user = NULL;
}

/* True if they are anywhere.  Another process looks: reading a file here would drop the locks
 * that the ledger has on it. */
static bool is_in_files(const char *words)
{
    return wait_for(start_self("words", words, NULL)) == 0;
}

/* Notes which of the numbered texts there are. */
static void find_texts(const char *data, size_t size, void *user)
{
    static const char beginning[] = "<secret-";
    const char *at = data, *end = data + size;
    for (; (at = memchr(at, '<', (size_t)(end - at))); at++)
        if (memcmp(at, beginning, strlen(beginning)) == 0) {
            char *after;
            long number = strtol(at + strlen(beginning), &after, 10);
            if (*after == '>' && number >= 0 && number < TEXTS) /* a page may end within it */
                ((char *)user)[number] = '1';
        }
}

/* The other processes: they end with status 0 for what is true. */
static int look_at_files(const char *mode, const char *what)
{
    char found[TEXTS + 1] = "";
    if (strcmp(mode, "words") == 0) {
        read_files(find_words, &what);
        return what != NULL;
    }
    memset(found, '0', TEXTS);
    read_files(find_texts, found);
    return strcmp(found, what) != 0;
}

static unsigned next_number(void)
{
    static unsigned state = 1;
    state = state * 1103515245 + 12345;
    return state >> 8;
}

/* A text of this size at least that is all made of one word. */
static void make_text(char *text, int number, size_t size)
{
    size_t length = 0;
    do
        length += (size_t)snprintf(text + length, 32, "<secret-%d>", number);
    while (length < size);
}

/* Adds a text, as a draft that is saved several times or at once, and settles it with requests
 * of other lengths, so that rows move about. */
static void lead_a_life(struct xpost_ledger *ledger, int number)
{
    static char text[TEXT_MAX + 64], request[TEXT_MAX + 64];
    char key[32];
    struct xpost_ledger_post post;
    static const size_t sizes[] = {30, 60, 120, 280, 500, TEXT_MAX};
    snprintf(key, sizeof key, "k%d", number);
    for (unsigned saves = next_number() % 3; saves > 0; saves--) {
        make_text(text, number, sizes[next_number() % 6]);
        CHECK_NUMBER(save_draft(ledger, key, text), 0);
    }
    make_text(text, number, sizes[next_number() % 6]);
    make_text(request, number, sizes[next_number() % 6]);
    struct xpost_submission submission = sample(key, &post, text);
    post.request = request;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
    for (unsigned settles = next_number() % 4; settles > 0; settles--) {
        make_text(request, number, sizes[next_number() % 6]);
        post.state = settles % 2 ? XPOST_STATE_POSTED : XPOST_STATE_UNKNOWN;
        post.message = next_number() % 2 ? text : NULL;
        CHECK_NUMBER(xpost_ledger_settle(ledger, key, &post, &error), 0);
    }
}

static void check_nothing_is_left(bool network)
{
    fresh();
    struct xpost_ledger *ledger = open_with(5000, NULL, network);
    char alive[TEXTS + 1] = "";
    memset(alive, '0', TEXTS);
    for (int i = 0; ledger && i < LIVES; i++) {
        int number = i < TEXTS ? i : (int)(next_number() % TEXTS);
        char key[32];
        snprintf(key, sizeof key, "k%d", number);
        if (alive[number] == '0')
            lead_a_life(ledger, number);
        else
            CHECK_NUMBER(forget_key(ledger, key), 1);
        bool look = alive[number] == '1' && i % 8 == 0;
        alive[number] = alive[number] == '0' ? '1' : '0';
        if (look)
            CHECK_NUMBER(wait_for(start_self("texts", alive, NULL)), 0);
    }
    xpost_ledger_close(ledger);
    CHECK_NUMBER(wait_for(start_self("texts", alive, NULL)), 0);
}

static void test_ledger__leaves_nothing_of_a_forgotten_text(void)
{
    check_nothing_is_left(false);
}

static void test_ledger__leaves_nothing_without_a_log_either(void)
{
    check_nothing_is_left(true);
}

/* As long as somebody reads, the log cannot be emptied; that delays nothing. */
static void test_ledger__forgets_while_others_read(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    sqlite3 *other = NULL;
    CHECK_NUMBER(add_one(ledger, "a", "<secret-a>"), 0);
    CHECK_NUMBER(sqlite3_open(path_of("ledger.db"), &other), SQLITE_OK);
    CHECK_NUMBER(sqlite3_exec(other, "BEGIN; SELECT * FROM post", NULL, NULL, NULL), SQLITE_OK);
    int64_t begun = xpost_clock_milliseconds();
    CHECK_NUMBER(forget_key(ledger, "a"), 1);
    CHECK(xpost_clock_milliseconds() - begun < check_patience(4000));
    CHECK_TEXT(state_of_key(ledger, "a"), "absent");
    CHECK_NUMBER(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    CHECK_NUMBER(add_one(ledger, "b", "text"), 0);
    CHECK_NUMBER(forget_key(ledger, "b"), 1);
    CHECK(!is_in_files("<secret-a>"));
    int64_t timeout = 0;
    CHECK_NUMBER(xpost_ledger_number(ledger, "PRAGMA busy_timeout", &timeout, &error), 0);
    CHECK_NUMBER(timeout, 5000);
    xpost_ledger_close(ledger);
}

static void test_ledger__forgets_nothing_while_it_is_locked(void)
{
    fresh();
    struct xpost_ledger *ledger = open_with(SHORT, NULL, false);
    sqlite3 *other = NULL;
    int64_t count = 7;
    CHECK_NUMBER(add_state(ledger, "a", "main", XPOST_STATE_POSTED, 1), 0);
    CHECK_NUMBER(sqlite3_open(path_of("ledger.db"), &other), SQLITE_OK);
    CHECK_NUMBER(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    CHECK_NUMBER(forget_key(ledger, "a"), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK_NUMBER(forget_older(ledger, INT64_MAX, NULL, &count), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK_NUMBER(count, 0);
    sqlite3_close(other);
    CHECK_TEXT(state_of_key(ledger, "a"), "posted");
    CHECK_NUMBER(forget_older(ledger, INT64_MAX, NULL, &count), 0);
    CHECK_NUMBER(count, 1);
    xpost_ledger_close(ledger);
}

/* ---- by age ---- */

static void add_at(struct xpost_ledger *ledger, const char *key, const char *account,
                   int64_t created_at, enum xpost_post_state second)
{
    struct xpost_ledger_post posts[2];
    struct xpost_submission submission = sample(key, &posts[0], "<secret-old>");
    posts[0].state = XPOST_STATE_POSTED;
    posts[1] = posts[0];
    posts[1].position = 1;
    posts[1].state = second;
    submission.account = (char *)(size_t)account;
    submission.created_at = created_at;
    submission.posts = posts;
    submission.count = 2;
    CHECK_NUMBER(xpost_ledger_add(ledger, &submission, &error), 0);
}

static void test_ledger__forgets_by_age_what_is_settled(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    int64_t count = -1;
    static const char *const kept[] = {"draft", "intent", "unknown", "young", "other"};
    static const char *const gone[] = {"posted", "rejected", "not sent"};
    add_at(ledger, "young", "main", 1000, XPOST_STATE_POSTED);
    add_at(ledger, "posted", "main", 999, XPOST_STATE_POSTED);
    add_at(ledger, "draft", "main", 10, XPOST_STATE_DRAFT);
    add_at(ledger, "intent", "main", 10, XPOST_STATE_INTENT);
    add_at(ledger, "unknown", "main", 10, XPOST_STATE_UNKNOWN);
    add_at(ledger, "rejected", "main", -5, XPOST_STATE_REJECTED);
    add_at(ledger, "not sent", "main", 10, XPOST_STATE_NOT_SENT);
    add_at(ledger, "other", "other", 10, XPOST_STATE_POSTED);
    CHECK_NUMBER(forget_older(ledger, 1000, "nobody", &count), 0);
    CHECK_NUMBER(count, 0);
    CHECK_NUMBER(forget_older(ledger, 1000, "main", &count), 0);
    CHECK_NUMBER(count, 3);
    for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++)
        CHECK_TEXT(state_of_key(ledger, gone[i]), "absent");
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        CHECK_TEXT(state_of_key(ledger, kept[i]), "posted");
    CHECK_NUMBER(forget_older(ledger, 1000, NULL, &count), 0);
    CHECK_NUMBER(count, 1);
    CHECK_TEXT(state_of_key(ledger, "other"), "absent");
    for (size_t i = 0; i < 3; i++)
        CHECK_NUMBER(forget_key(ledger, kept[i]), 1);
    CHECK_NUMBER(forget_older(ledger, 1001, NULL, &count), 0);
    CHECK_NUMBER(count, 1);
    CHECK(!is_in_files("<secret-old>"));
    xpost_ledger_close(ledger);
}

static atomic_bool forgetting;

/* Adds all the time; what it returns is the longest time that one took, or -1. */
static void *add_meanwhile(void *user)
{
    struct xpost_ledger_options options = {.timeout = check_patience(2500)};
    struct xpost_error failure;
    struct xpost_ledger *ledger = xpost_ledger_open_with(&directory, &options, &failure);
    int64_t *longest = user;
    for (int i = 0; ledger && atomic_load(&forgetting); i++) {
        char key[64];
        struct xpost_ledger_post post;
        snprintf(key, sizeof key, "meanwhile-%p-%d", user, i);
        struct xpost_submission submission = sample(key, &post, "text");
        int64_t begun = xpost_clock_milliseconds();
        bool added = xpost_ledger_add(ledger, &submission, &failure) == 0;
        int64_t took = xpost_clock_milliseconds() - begun;
        if (took > *longest)
            *longest = took;
        if (!added) {
            printf("%s\n", failure.message);
            *longest = -1;
            break;
        }
        sqlite3_sleep(5);
    }
    xpost_ledger_close(ledger);
    return NULL;
}

static void test_ledger__forgets_many_without_holding_others_up(void)
{
    pthread_t writers[WRITERS];
    int64_t longest[WRITERS] = {0}, count = 0, size = 0;
    int many = getenv("TEST_TOOL") ? MANY / 10 : MANY;
    fresh();
    struct xpost_ledger *ledger = open_here();
    fill(ledger, many);
    run_sql(ledger, "UPDATE post SET state = 'unknown' WHERE key IN ('key-1', 'key-5000')");
    atomic_store(&forgetting, true);
    for (int i = 0; i < WRITERS; i++)
        CHECK_NUMBER(pthread_create(&writers[i], NULL, add_meanwhile, &longest[i]), 0);
    int64_t begun = check_processor_milliseconds();
    CHECK_NUMBER(forget_older(ledger, 1000000, NULL, &count), 0);
    int64_t took = check_processor_milliseconds() - begun;
    atomic_store(&forgetting, false);
    for (int i = 0; i < WRITERS; i++) {
        CHECK_NUMBER(pthread_join(writers[i], NULL), 0);
        CHECK(longest[i] > 0 || getenv("TEST_TOOL"));
    }
    CHECK_NUMBER(count, many - 2);
    CHECK(took < check_patience(10000));
    CHECK_NUMBER(xpost_ledger_number(ledger, "SELECT count(*) FROM post WHERE key LIKE 'key-%'",
                                     &size, &error),
                 0);
    CHECK_NUMBER(size, 2);
    printf("%d forgotten in %lld ms; others waited %lld and %lld ms at most\n", many,
           (long long)took, (long long)longest[0], (long long)longest[1]);
    begun = check_processor_milliseconds();
    for (int i = 0; i < 20; i++)
        CHECK_NUMBER(forget_older(ledger, 1000000, NULL, &count), 0);
    CHECK(check_processor_milliseconds() - begun < check_patience(200));
    xpost_ledger_close(ledger);
}

int main(int count, char **arguments)
{
    if (count > 3) {
        snprintf(place, sizeof place, "%s", arguments[2]);
        return look_at_files(arguments[1], arguments[3]);
    }
    make_base(arguments[0]);
    const char *tool = getenv("TEST_TOOL");
    if (!tool || strcmp(tool, "tsan") != 0) { /* no threads of ours are in these */
        RUN(test_ledger__forgets_one_whatever_its_state);
        RUN(test_ledger__leaves_nothing_of_a_forgotten_text);
        RUN(test_ledger__leaves_nothing_without_a_log_either);
        RUN(test_ledger__forgets_while_others_read);
        RUN(test_ledger__forgets_nothing_while_it_is_locked);
        RUN(test_ledger__forgets_by_age_what_is_settled);
    }
    RUN(test_ledger__forgets_many_without_holding_others_up);
    remove_base();
    return check_report();
}
