/* Every allocation of a plan fails once: nothing may crash or leak, and what comes back is the
 * whole plan or a failure. */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "json.h"

#include "plan_rig.h"

#ifdef FAIL_ALLOCATION_WORKS

enum { ALLOCATIONS_MAX = 100000, WRONG = 2, PROBLEMS = 5 };

static struct xpost_config config;

/* json-c below 0.18 crashes where the copy of a member's name fails, and leaves out what its
 * buffer did not take. */
static void spare_old_json_c(void)
{
    const char *version = xpost_json_version();
    if (strncmp(version, "0.", 2) == 0 && strtol(version + 2, NULL, 10) < 18)
        fail_allocation_spared = "libjson-c";
}

static const struct xpost_attachment file = {"/nowhere/at/all", "nothing"};

static struct xpost_post_request request_of_it(void)
{
    struct xpost_post_request request = rig_request("$ABC $DEF https://example.com");
    request.limit = 20;
    rig_post.attachments = &file;
    rig_post.attachment_count = 1;
    return request;
}

/* A plan with problems, two of them of its file, and an earlier attempt, by a client of its
 * own.
 */
static int work(void)
{
    struct xpost_plan made;
    struct xpost_config copy;
    struct xpost_post_request request = request_of_it();
    if (xpost_config_copy(&copy, &config, &error) != 0)
        return -1;
    struct xpost_client *own = xpost_client_new(&copy, &error);
    if (!own) {
        xpost_config_release(&copy);
        return -1;
    }
    struct xpost_operation with = {.client = own};
    int result = xpost_plan(&with, &request, &made, &error);
    bool whole = made.problem_count == PROBLEMS && made.account && made.username &&
                 made.count == 1 && made.posts[0].request && made.posts[0].media_count == 1 &&
                 made.posts[0].media[0].alt && strcmp(made.earlier_key, "first") == 0;
    if (result == 0 ? !whole : made.posts || made.problems)
        result = WRONG;
    xpost_plan_release(&made);
    xpost_client_free(own);
    return result;
}

static void test_plan__survives_a_lack_of_memory(void)
{
    long n = 0;
    bool failed = true;
    CHECK_NUMBER(work(), 0);
    while (failed && ++n < ALLOCATIONS_MAX) {
        xpost_error_clear(&error);
        long before = fail_allocation_live;
        fail_allocation_begin(n);
        int result = work();
        failed = fail_allocation_end();
        long blocks = fail_allocation_live - before;
        if (result == WRONG || (blocks != 0 && !fail_allocation_was_in("libjson-c")) ||
            (result != 0 && !strstr(error.message, "not enough memory") &&
             !fail_allocation_was_in("libsqlite3"))) { /* which names it otherwise at times */
            check_failures_here++;
            printf("allocation %ld: result %d, %ld leaked, error %s: %s\n", n, result, blocks,
                   xpost_code_name(error.code), error.message);
        }
    }
    CHECK(n > 1 && n < ALLOCATIONS_MAX);
    printf("plan: %ld allocations failed\n", n - 1);
}

static void run_all(void)
{
    scratch_begin();
    spare_old_json_c();
    rig_begin();
    request_of_it();
    rig_earlier_post("first", "main", &rig_post, XPOST_STATE_UNKNOWN, 60);
    scratch_must(xpost_config_copy(&config, &client->config, &error) == 0, "settings");
    RUN(test_plan__survives_a_lack_of_memory);
    xpost_config_release(&config);
    rig_end();
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
