#define _GNU_SOURCE
#include "error.h"
#include "memory.h"
#include "store.h"

#include "check.h"
#include "example_account.h"
#include "scratch.h"

#include <signal.h>

enum { READERS = 4, SAVES = 800, WRITERS = 8, INCREMENTS = 50, SOMEBODY = 65534 };

static struct xpost_error error;
static struct xpost_store store = XPOST_STORE_CLOSED;
static char directory[128];

/* A fresh, open store for each test. */
static void begin(const char *name)
{
    snprintf(directory, sizeof directory, "%s/%s", scratch, name);
    xpost_error_clear(&error);
    scratch_must(xpost_store_open(&store, directory, &error) == 0, error.message);
}

static const char *in_store(const char *name)
{
    static char paths[4][256];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", directory, name);
    return path;
}

static void put(const char *name)
{
    struct xpost_account account = example_account(name);
    CHECK_NUMBER(xpost_store_put(&store, &account, &error), 0);
}

static void test_store__needs_a_place(void)
{
    struct xpost_store nowhere;
    CHECK_NUMBER(xpost_store_open(&nowhere, NULL, &error), -1);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK(strstr(error.message, "HOME is not set"));
    CHECK_NUMBER(xpost_store_open(&nowhere, "state/xpost", &error), -1);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK_NUMBER(scratch_mode("state"), -1);
    xpost_store_close(&nowhere);
}

static void test_store__keeps_accounts_in_private_files(void)
{
    struct xpost_account loaded, example = example_account("日本");
    mode_t before = umask(0);
    begin("private");
    put("日本");
    umask(before);
    CHECK_NUMBER(scratch_mode(directory), 0700);
    CHECK_NUMBER(scratch_mode(in_store("accounts.json")), 0600);
    CHECK_NUMBER(scratch_mode(in_store("accounts.lock")), 0600);
    CHECK_NUMBER(scratch_count(directory, ""), 2);
    CHECK_NUMBER(xpost_store_load(&store, NULL, &loaded, &error), 0);
    CHECK(same_account(&loaded, &example));
    xpost_account_release(&loaded);
    xpost_store_close(&store);
    xpost_store_close(&store);
}

static void test_store__never_takes_another_account_than_the_one_named(void)
{
    struct xpost_account loaded;
    begin("names");
    CHECK_NUMBER(xpost_store_load(&store, NULL, &loaded, &error), -1);
    CHECK_NUMBER(error.code, XPOST_NOT_LOGGED_IN);
    CHECK(strstr(error.message, ":XLogin"));
    put("work");
    CHECK_NUMBER(xpost_store_load(&store, "wrok", &loaded, &error), -1);
    CHECK_NUMBER(error.code, XPOST_NOT_LOGGED_IN);
    CHECK(strstr(error.message, "'wrok'") && strstr(error.message, "There is: work."));
    put("home");
    CHECK_NUMBER(xpost_store_load(&store, "", &loaded, &error), -1);
    CHECK(strstr(error.message, "There are: work, home."));
    CHECK_NUMBER(xpost_store_load(&store, "home", &loaded, &error), 0);
    CHECK_TEXT(loaded.name, "home");
    xpost_account_release(&loaded);
    CHECK_NUMBER(xpost_store_load(&store, NULL, &loaded, &error), 0);
    CHECK_TEXT(loaded.name, "work");
    xpost_account_release(&loaded);
    xpost_store_close(&store);
}

static int put_many(struct xpost_accounts *accounts, void *user, struct xpost_error *failure)
{
    char name[64];
    (void)user;
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "account-with-a-rather-long-name-%d", i);
        struct xpost_account account = example_account(name);
        if (xpost_accounts_put(accounts, &account, failure) != 0)
            return -1;
    }
    return 0;
}

static void test_store__lists_as_many_names_as_fit(void)
{
    struct xpost_account loaded;
    begin("many");
    CHECK_NUMBER(xpost_store_update(&store, put_many, NULL, &error), 0);
    CHECK_NUMBER(xpost_store_load(&store, "absent", &loaded, &error), -1);
    CHECK(strstr(error.message, "-0, ") && strstr(error.message, " more."));
    xpost_store_close(&store);
}

/* Every way in must fail with these words and leave the bytes alone. */
static void refused(const char *words, const char *more)
{
    struct xpost_accounts accounts;
    struct xpost_account account = example_account("new");
    char *before = scratch_read(in_store("accounts.json"));
    xpost_error_clear(&error);
    CHECK_NUMBER(xpost_store_read(&store, &accounts, &error), -1);
    CHECK(accounts.count == 0);
    CHECK_NUMBER(error.code, XPOST_STORE);
    CHECK(strstr(error.message, words) && strstr(error.message, more));
    if (check_failures_here)
        printf("  %s\n", error.message);
    CHECK(strstr(error.message, "accounts.json") && strstr(error.message, directory));
    CHECK(!strstr(error.message, "CANARY"));
    CHECK_NUMBER(xpost_store_put(&store, &account, &error), -1);
    CHECK(strstr(error.message, words));
    CHECK_NUMBER(xpost_store_reserve(&store, &error), 0);
    CHECK_NUMBER(xpost_store_put(&store, &account, &error), -1);
    xpost_store_release_reserved(&store);
    char *after = scratch_read(in_store("accounts.json"));
    CHECK(xpost_string_equal(before, after));
    CHECK_NUMBER(scratch_count(directory, ".tmp"), 0);
    free(before);
    free(after);
}

static void write_accounts(const char *text, mode_t mode)
{
    scratch_write(in_store("accounts.json"), text, mode);
}

static void test_store__leaves_a_file_that_it_cannot_read_as_it_is(void)
{
    begin("unreadable");
    write_accounts("", 0600);
    refused("is empty", "Move the file aside");
    write_accounts("{\"version\":1,\"accounts\":[{\"access_token\":\"CANARY", 0600);
    refused("not valid JSON", "Move the file aside");
    write_accounts("CANARY", 0600);
    refused("not valid JSON", "Move the file aside");
    write_accounts("{\"CANARY\":{}}", 0600);
    refused("not written by xpost", "Move the file aside");
    write_accounts("{\"version\":2,\"accounts\":[]}", 0600);
    refused("newer xpost", "Update xpost");
    write_accounts("{\"version\":1,\"accounts\":[]}", 0640);
    refused("Other users", "chmod 600");
    write_accounts("{\"version\":1,\"accounts\":[]}", 0600);
    scratch_must(truncate(in_store("accounts.json"), (16 << 20) + 1) == 0, "truncate");
    refused("too large", "Move it aside");
    xpost_store_close(&store);
}

static void test_store__refuses_links_and_foreign_files(void)
{
    begin("links");
    write_accounts("{\"version\":1,\"accounts\":[]}", 0600);
    scratch_must(link(in_store("accounts.json"), in_store("other")) == 0, "link");
    refused("hard links", "mv accounts.json.copy accounts.json");
    scratch_must(unlink(in_store("accounts.json")) == 0 &&
                     symlink("other", in_store("accounts.json")) == 0,
                 "symlink");
    refused("symbolic link", "rm '");
    if (geteuid() == 0) {
        write_accounts("{\"version\":1,\"accounts\":[]}", 0600);
        scratch_must(chown(in_store("accounts.json"), SOMEBODY, SOMEBODY) == 0, "chown");
        refused("belongs to another user", "sudo chown");
    } else {
        printf("skipped: foreign owners need root\n");
    }
    xpost_store_close(&store);
}

static void test_store__refuses_a_lock_file_that_is_a_link(void)
{
    struct xpost_account account = example_account("new");
    begin("lock-link");
    scratch_must(symlink(scratch_path("absent"), in_store("accounts.lock")) == 0, "symlink");
    CHECK_NUMBER(xpost_store_put(&store, &account, &error), -1);
    CHECK(strstr(error.message, "symbolic link"));
    CHECK_NUMBER(xpost_store_reserve(&store, &error), -1);
    CHECK_NUMBER(scratch_count(directory, ""), 1);
    CHECK_NUMBER(scratch_mode(scratch_path("absent")), -1);
    xpost_store_close(&store);
}

static int leave_alone(struct xpost_accounts *accounts, void *user, struct xpost_error *failure)
{
    (void)user, (void)failure;
    xpost_accounts_remove(accounts, "work");
    return 1;
}

static int give_up(struct xpost_accounts *accounts, void *user, struct xpost_error *failure)
{
    (void)user;
    xpost_accounts_remove(accounts, "work");
    return xpost_error_set(failure, XPOST_CONFIG, "No.");
}

static void test_update__writes_only_when_asked_to(void)
{
    begin("update");
    put("work");
    char *before = scratch_read(in_store("accounts.json"));
    CHECK_NUMBER(xpost_store_update(&store, leave_alone, NULL, &error), 1);
    CHECK_NUMBER(xpost_store_update(&store, give_up, NULL, &error), -1);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    char *after = scratch_read(in_store("accounts.json"));
    CHECK_TEXT(after, before);
    free(before);
    free(after);
    xpost_store_close(&store);
}

static int renew(struct xpost_accounts *accounts, void *user, struct xpost_error *failure)
{
    const struct xpost_account *renewed = user;
    if (!xpost_accounts_find(accounts, renewed->name))
        return 1;
    return xpost_accounts_put(accounts, renewed, failure);
}

static int drop(struct xpost_accounts *accounts, void *user, struct xpost_error *failure)
{
    (void)failure;
    xpost_accounts_remove(accounts, user);
    return 0;
}

/* A renewal is under way, with its file reserved, while another process logs out. */
static void test_update__does_not_bring_back_an_account_that_was_removed(void)
{
    struct xpost_store other;
    struct xpost_accounts accounts;
    struct xpost_account renewed = example_account("work");
    char name[] = "work";
    begin("removed");
    put("work");
    put("home");
    CHECK_NUMBER(xpost_store_reserve(&store, &error), 0);
    CHECK_NUMBER(xpost_store_open(&other, directory, &error), 0);
    CHECK_NUMBER(xpost_store_update(&other, drop, name, &error), 0);
    xpost_store_close(&other);
    renewed.access_token = EXAMPLE_TEXT("renewed");
    CHECK_NUMBER(xpost_store_update(&store, renew, &renewed, &error), 1);
    CHECK_NUMBER(xpost_store_read(&store, &accounts, &error), 0);
    CHECK_NUMBER(accounts.count, 1);
    CHECK(!accounts.default_name);
    xpost_accounts_release(&accounts);
    xpost_store_close(&store);
    CHECK_NUMBER(scratch_count(directory, ".tmp"), 0);
}

static void test_reserve__room_is_used_once_and_given_back(void)
{
    struct xpost_account loaded;
    begin("reserve");
    CHECK_NUMBER(xpost_store_reserve(&store, &error), 0);
    CHECK_NUMBER(xpost_store_reserve(&store, &error), 0);
    CHECK_NUMBER(scratch_count(directory, ".tmp"), 1);
    xpost_store_release_reserved(&store);
    CHECK_NUMBER(scratch_count(directory, ".tmp"), 0);
    CHECK_NUMBER(xpost_store_reserve(&store, &error), 0);
    put("work");
    CHECK_NUMBER(scratch_count(directory, ".tmp"), 0);
    put("home");
    CHECK_NUMBER(xpost_store_load(&store, "home", &loaded, &error), 0);
    xpost_account_release(&loaded);
    xpost_store_close(&store);
}

static int increment(struct xpost_accounts *accounts, void *user, struct xpost_error *failure)
{
    (void)user, (void)failure;
    accounts->items[0].refreshed_at++;
    return 0;
}

static int increment_often(void)
{
    struct xpost_store mine;
    if (xpost_store_open(&mine, directory, &error) != 0)
        return 1;
    for (int i = 0, times = check_effort(INCREMENTS); i < times; i++) {
        if (i % 2 && xpost_store_reserve(&mine, &error) != 0)
            return 2;
        if (xpost_store_update(&mine, increment, NULL, &error) != 0)
            return 3;
    }
    xpost_store_close(&mine);
    return 0;
}

static void test_update__of_many_processes_loses_nothing(void)
{
    pid_t children[WRITERS];
    struct xpost_account loaded, account = example_account("count");
    begin("increments");
    account.refreshed_at = 0;
    CHECK_NUMBER(xpost_store_put(&store, &account, &error), 0);
    for (int i = 0; i < WRITERS; i++)
        children[i] = scratch_fork(increment_often);
    for (int i = 0; i < WRITERS; i++)
        CHECK_NUMBER(scratch_wait(children[i]), 0);
    CHECK_NUMBER(xpost_store_load(&store, "count", &loaded, &error), 0);
    CHECK_NUMBER(loaded.refreshed_at, WRITERS * check_effort(INCREMENTS));
    xpost_account_release(&loaded);
    CHECK_NUMBER(scratch_count(directory, ".tmp"), 0);
    xpost_store_close(&store);
}

static volatile sig_atomic_t told_to_stop;

static void stop(int number)
{
    (void)number;
    told_to_stop = 1;
}

static int read_until_told(void)
{
    struct xpost_store mine;
    int64_t last = 0;
    if (xpost_store_open(&mine, directory, &error) != 0)
        return 1;
    do {
        struct xpost_account loaded;
        if (xpost_store_load(&mine, "read", &loaded, &error) != 0)
            return 2;
        int64_t now = loaded.refreshed_at;
        xpost_account_release(&loaded);
        if (now < last)
            return 3;
        last = now;
    } while (!told_to_stop);
    xpost_store_close(&mine);
    return last > 0 ? 0 : 4;
}

static void test_read__never_meets_half_a_file(void)
{
    pid_t readers[READERS];
    struct xpost_account account = example_account("read");
    begin("readers");
    account.refreshed_at = 1;
    CHECK_NUMBER(xpost_store_put(&store, &account, &error), 0);
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    for (int i = 0; i < READERS; i++)
        readers[i] = scratch_fork(read_until_told);
    int saved = 0;
    for (int i = 0; i < check_effort(SAVES); i++)
        saved += xpost_store_update(&store, increment, NULL, &error) == 0;
    CHECK_NUMBER(saved, check_effort(SAVES));
    for (int i = 0; i < READERS; i++)
        kill(readers[i], SIGTERM);
    for (int i = 0; i < READERS; i++)
        CHECK_NUMBER(scratch_wait(readers[i]), 0);
    xpost_store_close(&store);
}

static void test_renewal_lock__is_one_for_each_account(void)
{
    struct xpost_lock work, again, home;
    begin("locks");
    CHECK_NUMBER(xpost_store_lock_renewal(&store, "work", 0, NULL, &work, &error), 0);
    CHECK_NUMBER(xpost_store_lock_renewal(&store, "work", 0, NULL, &again, &error), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK_NUMBER(xpost_store_lock_renewal(&store, "家/../x", 0, NULL, &home, &error), 0);
    CHECK_NUMBER(scratch_count(directory, "renew-"), 2);
    /* sha256("work") begins with these digits. */
    CHECK_NUMBER(scratch_mode(in_store("renew-00e13ed7af55b276.lock")), 0600);
    xpost_lock_release(&work);
    xpost_lock_release(&home);
    xpost_store_close(&store);
}

int main(void)
{
    scratch_begin();
    RUN(test_store__needs_a_place);
    RUN(test_store__keeps_accounts_in_private_files);
    RUN(test_store__never_takes_another_account_than_the_one_named);
    RUN(test_store__lists_as_many_names_as_fit);
    RUN(test_store__leaves_a_file_that_it_cannot_read_as_it_is);
    RUN(test_store__refuses_links_and_foreign_files);
    RUN(test_store__refuses_a_lock_file_that_is_a_link);
    RUN(test_update__writes_only_when_asked_to);
    RUN(test_update__does_not_bring_back_an_account_that_was_removed);
    RUN(test_reserve__room_is_used_once_and_given_back);
    RUN(test_update__of_many_processes_loses_nothing);
    RUN(test_read__never_meets_half_a_file);
    RUN(test_renewal_lock__is_one_for_each_account);
    scratch_end();
    return check_report();
}
