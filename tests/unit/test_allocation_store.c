/* Every allocation of reading and writing accounts.json fails once: nothing may crash, leak, or
 * take a shortened text for the whole. */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "error.h"
#include "json.h"
#include "memory.h"
#include "store.h"

#include "check.h"
#include "example_account.h"
#include "scratch.h"

#ifdef FAIL_ALLOCATION_WORKS

enum { ALLOCATIONS_MAX = 100000, WRONG = 2 };

static struct xpost_error error;
static struct xpost_accounts given;
static char *given_text;

/* json-c below 0.18 crashes where the copy of a member's name fails, and leaves out what its
 * buffer did not take. */
static void spare_old_json_c(void)
{
    const char *version = xpost_json_version();
    if (strncmp(version, "0.", 2) == 0 && strtol(version + 2, NULL, 10) < 18)
        fail_allocation_spared = "libjson-c";
}

/* json-c itself, as of 0.18, loses the value that it was about to hang into a tree when its own
 * allocation for that fails while it parses; nobody else has a pointer to that value then. */
static bool lost(long blocks, bool parses)
{
    return blocks < 0 || (blocks > 0 && !(parses && fail_allocation_was_in("libjson-c")));
}

static int work_write(void)
{
    char *text = xpost_accounts_write(&given, &error);
    if (!text)
        return -1;
    bool same = !given_text || strcmp(text, given_text) == 0;
    xpost_secret_free(text);
    return same ? 0 : WRONG;
}

static int work_read(void)
{
    struct xpost_accounts accounts;
    if (xpost_accounts_read(&accounts, given_text, strlen(given_text), &error) != 0)
        return accounts.items || accounts.default_name ? WRONG : -1;
    bool same =
        accounts.count == given.count && strcmp(accounts.default_name, given.default_name) == 0;
    for (size_t i = 0; same && i < given.count; i++)
        same = same_account(&accounts.items[i], &given.items[i]);
    xpost_accounts_release(&accounts);
    return same ? 0 : WRONG;
}

static int work_change(void)
{
    struct xpost_accounts accounts = {0};
    struct xpost_account example = example_account("a");
    int result = xpost_accounts_put(&accounts, &example, &error);
    if (result == 0) {
        example.name = EXAMPLE_TEXT("b");
        result = xpost_accounts_put(&accounts, &example, &error);
        xpost_accounts_remove(&accounts, "a");
    }
    if (result == 0)
        result = xpost_accounts_put(&accounts, &example, &error);
    xpost_accounts_release(&accounts);
    return result;
}

/* Saves a second account beside a first one: afterwards the file holds one or both. */
static int work_save(void)
{
    struct xpost_store store;
    struct xpost_account loaded, second = example_account("second");
    if (xpost_store_open(&store, scratch_path("state"), &error) != 0)
        return -1;
    int result = xpost_store_reserve(&store, &error);
    if (result == 0)
        result = xpost_store_put(&store, &second, &error);
    if (result == 0 && xpost_store_load(&store, "second", &loaded, &error) != 0)
        result = -1;
    else if (result == 0)
        xpost_account_release(&loaded);
    xpost_store_close(&store);
    return result;
}

/* Fails allocation 1, 2, ... of `work`, which `parses` JSON or not, until it needs no more;
 * `check` is for what is left on disk. */
static void sweep(const char *name, int (*work)(void), bool parses,
                  void (*check)(bool succeeded))
{
    long n = 0, tolerated = 0;
    bool failed = true;
    CHECK_NUMBER(work(), 0);
    while (failed && ++n < ALLOCATIONS_MAX) {
        xpost_error_clear(&error);
        long before = fail_allocation_live;
        fail_allocation_begin(n);
        int result = work();
        failed = fail_allocation_end();
        long after = fail_allocation_live;
        if (result == WRONG || lost(after - before, parses) ||
            (result != 0 && !strstr(error.message, "not enough memory"))) {
            check_failures_here++;
            printf("%s: allocation %ld: result %d, %ld leaked, error %s: %s\n", name, n, result,
                   after - before, xpost_code_name(error.code), error.message);
        }
        if (failed && result == 0)
            tolerated++;
        if (check)
            check(result == 0);
    }
    CHECK(n > 1 && n < ALLOCATIONS_MAX);
    printf("%s: %ld allocations failed, %ld of them without harm\n", name, n - 1, tolerated);
}

static void test_write__survives_a_lack_of_memory(void)
{
    sweep("write", work_write, false, NULL);
}

static void test_read__survives_a_lack_of_memory(void)
{
    sweep("read", work_read, true, NULL);
}

static void test_change__survives_a_lack_of_memory(void)
{
    sweep("change", work_change, false, NULL);
}

static struct xpost_store shared = XPOST_STORE_CLOSED;

/* Back to the first account alone, after a look at what is there. */
static void check_saved(bool succeeded)
{
    struct xpost_accounts accounts;
    struct xpost_account first = example_account("first");
    CHECK_NUMBER(xpost_store_read(&shared, &accounts, &error), 0);
    CHECK(accounts.count == 2 || (accounts.count == 1 && !succeeded));
    CHECK(xpost_accounts_find(&accounts, "first"));
    xpost_accounts_release(&accounts);
    CHECK_NUMBER(scratch_count(shared.directory.path, ".tmp"), 0);
    unlink(scratch_path("state/accounts.json"));
    CHECK_NUMBER(xpost_store_put(&shared, &first, &error), 0);
}

static void test_save__survives_a_lack_of_memory(void)
{
    struct xpost_account first = example_account("first");
    CHECK_NUMBER(xpost_store_open(&shared, scratch_path("state"), &error), 0);
    CHECK_NUMBER(xpost_store_put(&shared, &first, &error), 0);
    sweep("save", work_save, true, check_saved);
    xpost_store_close(&shared);
}

static void run_all(void)
{
    struct xpost_account account = example_account("first");
    scratch_begin();
    spare_old_json_c();
    scratch_must(xpost_accounts_put(&given, &account, &error) == 0, "put");
    account.name = EXAMPLE_TEXT("第二");
    account.refresh_token = NULL;
    scratch_must(xpost_accounts_put(&given, &account, &error) == 0, "put");
    given_text = xpost_accounts_write(&given, &error);
    scratch_must(given_text != NULL, "write");
    RUN(test_write__survives_a_lack_of_memory);
    RUN(test_read__survives_a_lack_of_memory);
    RUN(test_change__survives_a_lack_of_memory);
    RUN(test_save__survives_a_lack_of_memory);
    xpost_secret_free(given_text);
    xpost_accounts_release(&given);
    scratch_end();
}

#else

static bool fail_allocation_possible(void)
{
    return false;
}

static void run_all(void)
{
}

#endif

static void test_allocation__cannot_be_made_to_fail_here(void)
{
    printf("skipped: needs glibc, and no sanitizer or valgrind\n");
}

int main(void)
{
    if (fail_allocation_possible())
        run_all();
    else
        RUN(test_allocation__cannot_be_made_to_fail_here);
    return check_report();
}
