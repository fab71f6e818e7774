/* The smallest test frame that says what failed where.
 *
 *     static void test_buffer__refuses_to_grow_past_its_maximum(void) { CHECK(...); }
 *     int main(void) { RUN(test_buffer__refuses_to_grow_past_its_maximum); return
 * check_report(); }
 *
 * check_report prints "N passed, N failed" for the runner. */
#ifndef CHECK_H
#define CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int check_passed, check_failed, check_failures_here;

#define CHECK(condition)                                                                       \
    do {                                                                                       \
        if (!(condition)) {                                                                    \
            check_failures_here++;                                                             \
            printf("%s:%d: %s: not true: %s\n", __FILE__, __LINE__, __func__, #condition);     \
        }                                                                                      \
    } while (0)

#define CHECK_TEXT(got, wanted)                                                                \
    do {                                                                                       \
        const char *check_got = (got), *check_wanted = (wanted);                               \
        if (!check_got || strcmp(check_got, check_wanted) != 0) {                              \
            check_failures_here++;                                                             \
            printf("%s:%d: %s: %s is '%s', not '%s'\n", __FILE__, __LINE__, __func__, #got,    \
                   check_got ? check_got : "(null)", check_wanted);                            \
        }                                                                                      \
    } while (0)

#define CHECK_NUMBER(got, wanted)                                                              \
    do {                                                                                       \
        long long check_got = (long long)(got), check_wanted = (long long)(wanted);            \
        if (check_got != check_wanted) {                                                       \
            check_failures_here++;                                                             \
            printf("%s:%d: %s: %s is %lld, not %lld\n", __FILE__, __LINE__, __func__, #got,    \
                   check_got, check_wanted);                                                   \
        }                                                                                      \
    } while (0)

#define RUN(test)                                                                              \
    do {                                                                                       \
        check_failures_here = 0;                                                               \
        test();                                                                                \
        if (check_failures_here)                                                               \
            check_failed++;                                                                    \
        else                                                                                   \
            check_passed++;                                                                    \
    } while (0)

/* Milliseconds that something may take: more where a tool (TEST_TOOL) makes everything slower.
 */
static inline int check_patience(int milliseconds)
{
    return getenv("TEST_TOOL") ? 40 * milliseconds : milliseconds;
}

/* Milliseconds of the processor that this process has taken: those that others take of a busy
 * machine are not among them. */
static inline int64_t check_processor_milliseconds(void)
{
    return (int64_t)clock() * 1000 / CLOCKS_PER_SEC;
}

/* How often something is tried that is tried very often: less where a tool makes it slower. */
static inline int check_effort(int times)
{
    const char *tool = getenv("TEST_TOOL");
    int part = !tool ? times : strcmp(tool, "valgrind") == 0 ? times / 20 : times / 4;
    return part > 0 ? part : 1;
}

static inline int check_report(void)
{
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed != 0;
}

#endif
