/* The ledger's files: who can read them, whose they are, damage, full disks. */
#define _XOPEN_SOURCE 700
#include "check.h"
#include "ledger_support.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

enum { SHORT = 200 };

static void check_refused(const char *words)
{
    struct xpost_ledger *ledger = open_here();
    CHECK(!ledger);
    CHECK_NUMBER(error.code, XPOST_STORE);
    if (!strstr(error.message, words))
        CHECK_TEXT(error.message, words);
    xpost_ledger_close(ledger);
}

static void test_ledger__makes_private_files_whatever_the_umask(void)
{
    mode_t before = umask(0);
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
    CHECK_NUMBER(mode_of("ledger.db"), 0600);
    CHECK_NUMBER(mode_of("ledger.db-wal"), 0600);
    CHECK_NUMBER(mode_of("ledger.db-shm"), 0600);
    xpost_ledger_close(ledger);
    umask(before);
    CHECK(!exists("ledger.db-wal"));
}

static void test_ledger__sets_up_its_database(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    int64_t value = -1;
    const struct {
        const char *sql;
        int64_t wanted;
    } settings[] = {
        {"PRAGMA application_id", 0x78706f73},
        {"PRAGMA user_version", 2},
        {"PRAGMA synchronous", 2},
        {"PRAGMA foreign_keys", 1},
        {"PRAGMA trusted_schema", 0},
        {"PRAGMA cell_size_check", 1},
        {"PRAGMA secure_delete", 1},
        {"PRAGMA busy_timeout", 5000},
    };
    for (size_t i = 0; ledger && i < sizeof settings / sizeof settings[0]; i++) {
        CHECK_NUMBER(xpost_ledger_number(ledger, settings[i].sql, &value, &error), 0);
        if (value != settings[i].wanted)
            CHECK_TEXT("another value", settings[i].sql);
    }
    CHECK(exists("ledger.db-wal"));
    xpost_ledger_close(ledger);
}

static void test_ledger__refuses_a_symbolic_link(void)
{
    fresh();
    CHECK_NUMBER(symlink("/dev/null", path_of("ledger.db")), 0);
    check_refused("symbolic link");
}

static void test_ledger__refuses_a_file_that_others_can_reach(void)
{
    fresh();
    xpost_ledger_close(open_here());
    CHECK_NUMBER(chmod(path_of("ledger.db"), 0644), 0);
    check_refused("chmod 600");
    CHECK_NUMBER(mode_of("ledger.db"), 0644);
    CHECK_NUMBER(chmod(path_of("ledger.db"), 0600), 0);
    CHECK_NUMBER(link(path_of("ledger.db"), path_of("second")), 0);
    check_refused("hard links");
    CHECK_NUMBER(unlink(path_of("second")), 0);
    struct xpost_ledger *ledger = open_here();
    CHECK(ledger != NULL);
    xpost_ledger_close(ledger);
}

static void test_ledger__refuses_what_is_not_a_file(void)
{
    fresh();
    CHECK_NUMBER(mkfifo(path_of("ledger.db"), 0600), 0);
    check_refused("not a regular file");
}

static void test_ledger__works_below_a_symbolic_link(void)
{
    char real[400], link_path[400], below[500];
    snprintf(real, sizeof real, "%s/real", base);
    snprintf(link_path, sizeof link_path, "%s/link", base);
    snprintf(below, sizeof below, "%s/xpost", link_path);
    CHECK_NUMBER(mkdir(real, 0700), 0);
    CHECK_NUMBER(symlink(real, link_path), 0);
    xpost_directory_close(&directory);
    CHECK_NUMBER(xpost_directory_open(&directory, below, &error), 0);
    struct xpost_ledger *ledger = open_here();
    CHECK(ledger != NULL);
    if (ledger)
        CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
    xpost_ledger_close(ledger);
}

static void test_ledger__says_that_a_path_is_too_long(void)
{
    char path[900];
    size_t length = (size_t)snprintf(path, sizeof path, "%s", base);
    while (length < 600)
        length += (size_t)snprintf(path + length, sizeof path - length, "/%0100d", 0);
    xpost_directory_close(&directory);
    CHECK_NUMBER(xpost_directory_open(&directory, path, &error), 0);
    check_refused("too long");
}

/* ---- whose database it is ---- */

static void test_ledger__refuses_a_newer_version(void)
{
    fresh();
    xpost_ledger_close(open_here());
    directly("PRAGMA user_version = 3");
    check_refused("newer xpost");
    CHECK_NUMBER(directly("PRAGMA user_version"), 3);
}

static void test_ledger__refuses_and_keeps_the_database_of_another_program(void)
{
    fresh();
    directly("PRAGMA application_id = 1234");
    check_refused("another program");
    CHECK_NUMBER(directly("PRAGMA application_id"), 1234);
    fresh();
    directly("CREATE TABLE theirs (x)");
    check_refused("another program");
    CHECK_NUMBER(directly("SELECT count(*) FROM sqlite_master"), 1);
    CHECK_NUMBER(count_damaged(NULL), 0);
    CHECK(!exists("ledger.db-wal"));
}

/* ---- damage ---- */

static void check_set_aside(void)
{
    char name[256] = "";
    struct xpost_ledger *ledger = open_here();
    CHECK(!ledger);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK(strstr(error.message, "damaged") && strstr(error.message, place));
    CHECK(strstr(error.message, "next call begins a new ledger"));
    CHECK(!exists("ledger.db"));
    CHECK_NUMBER(count_damaged(name), 1);
    CHECK(strstr(error.message, name) != NULL);
    ledger = open_here();
    CHECK(ledger != NULL);
    if (ledger)
        CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
    xpost_ledger_close(ledger);
    CHECK_NUMBER(count_damaged(NULL), 1);
}

static void test_ledger__sets_aside_what_is_not_a_database(void)
{
    char text[8192];
    memset(text, 'x', sizeof text);
    fresh();
    write_file("ledger.db", text, sizeof text);
    write_file("ledger.db-wal", text, sizeof text);
    check_set_aside();
    CHECK_NUMBER(count_files("ledger.db.damaged-", "-wal", NULL), 1); /* kept too */
}

static void test_ledger__sets_aside_a_damaged_file_each_time(void)
{
    fresh();
    for (int files = 1; files <= 3; files++) {
        xpost_ledger_close(open_here());
        CHECK_NUMBER(truncate(path_of("ledger.db"), 5000), 0);
        struct xpost_ledger *ledger = open_here();
        CHECK(!ledger && strstr(error.message, "damaged"));
        xpost_ledger_close(ledger);
        CHECK_NUMBER(count_damaged(NULL), files);
    }
}

static void test_ledger__tells_damage_that_shows_later(void)
{
    char noise[4096];
    memset(noise, 0xa5, sizeof noise);
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
    xpost_ledger_close(ledger);
    int64_t page = directly("SELECT rootpage FROM sqlite_master WHERE name = 'post'");
    int file = open(path_of("ledger.db"), O_WRONLY);
    CHECK(pwrite(file, noise, sizeof noise, (off_t)((page - 1) * 4096)) == sizeof noise);
    close(file);
    ledger = open_here();
    CHECK(ledger != NULL);
    if (ledger) {
        CHECK_NUMBER(add_one(ledger, "l", "text"), -1);
        CHECK_NUMBER(error.code, XPOST_STORE);
        CHECK(strstr(error.message, "damaged") != NULL);
        CHECK_TEXT(state_of_key(ledger, "k"), "error");
        CHECK_TEXT(state_of_key(ledger, "l"), "absent");
    }
    xpost_ledger_close(ledger);
}

/* ---- the disk ---- */

static void limit_files(rlim_t size)
{
    struct rlimit limit;
    CHECK_NUMBER(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size == RLIM_INFINITY ? limit.rlim_max : size;
    CHECK_NUMBER(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_ledger__is_unchanged_when_the_disk_is_full(void)
{
    static char text[20001];
    char key[32];
    int refused = 0;
    memset(text, 'x', sizeof text - 1);
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_one(ledger, "before", text), 0);
    for (rlim_t size = 30000; size <= 200000; size += 10000) {
        snprintf(key, sizeof key, "key-%lu", (unsigned long)size);
        limit_files(size);
        int result = add_one(ledger, key, text);
        limit_files(RLIM_INFINITY);
        if (result != 0) {
            refused++;
            CHECK_NUMBER(error.code, XPOST_STORE);
            CHECK(strstr(error.message, "ledger.db") != NULL);
        }
        CHECK_TEXT(state_of_key(ledger, key), result == 0 ? "intent" : "absent");
    }
    CHECK(refused > 0);
    CHECK_TEXT(state_of_key(ledger, "before"), "intent");
    CHECK_NUMBER(add_one(ledger, "after", text), 0);
    xpost_ledger_close(ledger);
    CHECK_NUMBER(directly("SELECT count(*) FROM pragma_integrity_check WHERE "
                          "integrity_check = 'ok'"),
                 1);
}

static void test_ledger__is_not_opened_on_a_full_disk(void)
{
    fresh();
    limit_files(1000);
    struct xpost_ledger *ledger = open_here();
    limit_files(RLIM_INFINITY);
    CHECK(!ledger);
    CHECK_NUMBER(error.code, XPOST_STORE);
    xpost_ledger_close(ledger);
    ledger = open_here();
    CHECK(ledger != NULL);
    xpost_ledger_close(ledger);
}

static void test_ledger__refuses_a_directory_that_cannot_be_written(void)
{
    for (int with_file = 0; with_file < 2; with_file++) {
        fresh();
        if (with_file)
            xpost_ledger_close(open_here());
        if (geteuid() == 0) { /* the checks do not bind root: another user does it */
            CHECK_NUMBER(chown(base, 65534, 65534), 0);
            CHECK_NUMBER(chown(place, 65534, 65534), 0);
            if (with_file)
                CHECK_NUMBER(chown(path_of("ledger.db"), 65534, 65534), 0);
            CHECK_NUMBER(seteuid(65534), 0);
        }
        CHECK_NUMBER(chmod(place, 0500), 0);
        struct xpost_ledger *ledger = open_here();
        CHECK(!ledger);
        CHECK_NUMBER(error.code, XPOST_STORE);
        xpost_ledger_close(ledger);
        CHECK_NUMBER(chmod(place, 0700), 0);
        if (getuid() == 0)
            CHECK_NUMBER(seteuid(0), 0);
        if (getuid() == 0)
            CHECK_NUMBER(chown(base, 0, 0), 0);
    }
}

static void test_ledger__refuses_a_file_that_cannot_be_written(void)
{
    fresh();
    xpost_ledger_close(open_here());
    CHECK_NUMBER(chmod(path_of("ledger.db"), 0400), 0);
    if (geteuid() == 0) {
        CHECK_NUMBER(chown(base, 65534, 65534), 0);
        CHECK_NUMBER(chown(place, 65534, 65534), 0);
        CHECK_NUMBER(chown(path_of("ledger.db"), 65534, 65534), 0);
        CHECK_NUMBER(seteuid(65534), 0);
    }
    check_refused("cannot be written");
    if (getuid() == 0)
        CHECK_NUMBER(seteuid(0), 0);
    if (getuid() == 0)
        CHECK_NUMBER(chown(base, 0, 0), 0);
}

static void test_ledger__notices_that_its_file_was_replaced(void)
{
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
    CHECK_NUMBER(rename(path_of("ledger.db"), path_of("elsewhere")), 0);
    CHECK_NUMBER(add_one(ledger, "l", "text"), -1);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK_NUMBER(settle_one(ledger, "k", "1"), -1);
    CHECK(strstr(error.message, "moved") != NULL);
    xpost_ledger_close(ledger);
}

static void test_ledger__does_without_shared_memory(void)
{
    int64_t value = -1;
    fresh();
    /* This one cannot share memory, like some network file systems. */
    struct xpost_ledger *ledger = open_with(SHORT, "unix-dotfile", false);
    CHECK(ledger != NULL);
    if (ledger) {
        CHECK_NUMBER(xpost_ledger_number(ledger, "PRAGMA synchronous", &value, &error), 0);
        CHECK_NUMBER(value, 3);
        CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
        CHECK(!exists("ledger.db-wal"));
    }
    xpost_ledger_close(ledger);
}

static void test_ledger__uses_no_shared_memory_on_a_network_file_system(void)
{
    int64_t value = -1;
    fresh();
    struct xpost_ledger *ledger = open_here();
    CHECK_NUMBER(add_one(ledger, "k", "text"), 0);
    CHECK(!open_with(SHORT, NULL, true)); /* others still use the other journal */
    CHECK_NUMBER(error.code, XPOST_BUSY);
    xpost_ledger_close(ledger);
    ledger = open_with(SHORT, NULL, true);
    CHECK(ledger != NULL);
    if (ledger) {
        CHECK_NUMBER(xpost_ledger_number(ledger, "PRAGMA synchronous", &value, &error), 0);
        CHECK_NUMBER(value, 3);
        CHECK_NUMBER(settle_one(ledger, "k", "1"), 0);
        CHECK(!exists("ledger.db-wal") && !exists("ledger.db-shm"));
        CHECK_TEXT(state_of_key(ledger, "k"), "posted");
    }
    xpost_ledger_close(ledger);
}

int main(int count, char **arguments)
{
    (void)count;
    signal(SIGXFSZ, SIG_IGN);
    make_base(arguments[0]);
    RUN(test_ledger__makes_private_files_whatever_the_umask);
    RUN(test_ledger__sets_up_its_database);
    RUN(test_ledger__refuses_a_symbolic_link);
    RUN(test_ledger__refuses_a_file_that_others_can_reach);
    RUN(test_ledger__refuses_what_is_not_a_file);
    RUN(test_ledger__works_below_a_symbolic_link);
    RUN(test_ledger__says_that_a_path_is_too_long);
    RUN(test_ledger__refuses_a_newer_version);
    RUN(test_ledger__refuses_and_keeps_the_database_of_another_program);
    RUN(test_ledger__sets_aside_what_is_not_a_database);
    RUN(test_ledger__sets_aside_a_damaged_file_each_time);
    RUN(test_ledger__tells_damage_that_shows_later);
    RUN(test_ledger__is_unchanged_when_the_disk_is_full);
    RUN(test_ledger__is_not_opened_on_a_full_disk);
    RUN(test_ledger__refuses_a_directory_that_cannot_be_written);
    RUN(test_ledger__refuses_a_file_that_cannot_be_written);
    RUN(test_ledger__notices_that_its_file_was_replaced);
    RUN(test_ledger__does_without_shared_memory);
    RUN(test_ledger__uses_no_shared_memory_on_a_network_file_system);
    remove_base();
    return check_report();
}
