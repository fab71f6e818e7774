/* Every allocation of reading a timeline, and of reading what is looked for in it, fails once:
 * nothing may crash or leak, or make a post that is there look as if it were not.  Comparing
 * needs no memory. */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "buffer.h"
#include "error.h"
#include "json.h"
#include "timeline.h"

#include "check.h"

#ifdef FAIL_ALLOCATION_WORKS

enum { ALLOCATIONS_MAX = 10000 };

static struct xpost_error error;
static struct xpost_timeline timeline;
static struct xpost_sought sought;

static const char answer[] =
    "{\"data\":[{\"id\":\"2\",\"text\":\"first\",\"created_at\":\"2026-01-02T03:04:05.000Z\"},"
    "{\"id\":\"1\",\"text\":\"cut\",\"created_at\":\"2026-01-02T03:04:05.000Z\","
    "\"note_post\":{\"text\":\"cafe\xCC\x81 &amp; https://t.co/a1 https://t.co/b2\","
    "\"entities\":{\"urls\":[{\"url\":\"https://t.co/b2\",\"expanded_url\":"
    "\"http://example.com/e%CC%81\"}]}},"
    "\"entities\":{\"urls\":[{\"url\":\"https://t.co/a1\",\"expanded_url\":"
    "\"http://example.com\"}]}}],\"meta\":{\"result_count\":2,\"next_token\":\"abc\"}}";

static const char request[] =
    "{\"text\":\"cafe\xCC\x81 & http://example.com http://example.com/e\xCC\x81\"}";

static int work_read(void)
{
    return xpost_timeline_read(&timeline, answer, sizeof answer - 1, &error);
}

static int work_seek(void)
{
    return xpost_sought_read(&sought, request, NULL, &error);
}

static void release(void)
{
    xpost_timeline_release(&timeline);
    xpost_sought_release(&sought);
}

/* Fails allocation 1, 2, ... of `work` until it needs no more; `other` is done beside it. */
static void sweep(int (*work)(void), int (*other)(void))
{
    bool failed = true;
    long n = 0;
    while (failed && ++n < ALLOCATIONS_MAX) {
        CHECK_NUMBER(other(), 0);
        long before = fail_allocation_live;
        fail_allocation_begin(n);
        int result = work();
        failed = fail_allocation_end();
        /* json-c loses a value when it cannot hang it into a tree. */
        bool spilled = fail_allocation_was_in("libjson-c");
        CHECK(result == 0 || spilled || fail_allocation_live == before);
        if (result != 0) {
            CHECK_NUMBER(error.code, XPOST_BUSY);
        } else {
            fail_allocation_begin(1);
            bool found = xpost_timeline_matches(&timeline, 1, &sought) &&
                         !xpost_timeline_matches(&timeline, 0, &sought);
            CHECK(!fail_allocation_end());
            CHECK(found);
            CHECK(timeline.count == 2 && timeline.dated && timeline.next);
        }
        release();
    }
    CHECK(n > 3 && n < ALLOCATIONS_MAX);
}

static void test_read__survives_a_lack_of_memory(void)
{
    sweep(work_read, work_seek);
}

static void test_seek__survives_a_lack_of_memory(void)
{
    sweep(work_seek, work_read);
}

static void test_query__says_that_memory_ran_out(void)
{
    const struct xpost_timeline_query query = {.most = 5, .references = true, .next = "abc"};
    bool failed = true;
    for (long n = 1; failed && n < 100; n++) {
        struct xpost_buffer out = XPOST_BUFFER(4096);
        long live = fail_allocation_live;
        fail_allocation_begin(n);
        xpost_timeline_query(&out, &query);
        failed = fail_allocation_end();
        CHECK(out.failed == failed);
        xpost_buffer_release(&out);
        CHECK_NUMBER(fail_allocation_live, live);
    }
    CHECK(!failed);
}

int main(void)
{
    if (!fail_allocation_possible()) {
        puts("skipped: allocations cannot be made to fail here");
        return check_report();
    }
    /* json-c below 0.18 does not check the copy of a member's name. */
    const char *version = xpost_json_version();
    if (strncmp(version, "0.", 2) == 0 && strtol(version + 2, NULL, 10) < 18)
        fail_allocation_spared = "libjson-c";
    RUN(test_read__survives_a_lack_of_memory);
    RUN(test_seek__survives_a_lack_of_memory);
    RUN(test_query__says_that_memory_ran_out);
    return check_report();
}

#else

int main(void)
{
    check_failures_here = 0;
    puts("skipped: allocations cannot be made to fail here");
    return check_report();
}

#endif
