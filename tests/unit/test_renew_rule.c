#include "check.h"

#include "clock.h"
#include "error.h"
#include "renew_rule.h"

enum { NOW = 1800000000, MINUTE = 60, HOUR = 3600, DAY = 24 * HOUR };

static struct xpost_error error;
static char name[] = "alice";
static const struct xpost_account account = {.name = name, .refreshed_at = NOW - HOUR};

static int64_t now(void)
{
    return NOW;
}

static int allowed(enum xpost_renew_fate fate, int count, int64_t time,
                   enum xpost_renew_reason reason)
{
    const struct xpost_renew_note note = {fate, count, time};
    xpost_error_clear(&error);
    return xpost_renew_allowed(&account, &note, reason, &error);
}

/* Refused from `time` on for so many seconds, and not before or afterwards. */
static void check_quiet(enum xpost_renew_fate fate, int count, int64_t seconds,
                        enum xpost_code code, bool later)
{
    CHECK_NUMBER(allowed(fate, count, NOW, XPOST_RENEW_REJECTED), -1);
    CHECK_NUMBER(error.code, code);
    CHECK_NUMBER(error.retry_at, later ? NOW + seconds : 0);
    CHECK_NUMBER(allowed(fate, count, NOW - seconds + 1, XPOST_RENEW_REJECTED), -1);
    CHECK_NUMBER(allowed(fate, count, NOW - seconds, XPOST_RENEW_REJECTED), 0);
    /* The clock was set back since. */
    CHECK_NUMBER(allowed(fate, count, NOW + 1, XPOST_RENEW_REJECTED), 0);
    CHECK_NUMBER(allowed(fate, count, NOW, XPOST_RENEW_FORCED), 0);
}

static void test_rule__lets_a_token_be_renewed_of_which_nothing_is_known(void)
{
    CHECK_NUMBER(allowed(XPOST_FATE_FRESH, 0, 0, XPOST_RENEW_IF_DUE), 0);
    CHECK_NUMBER(allowed(XPOST_FATE_FRESH, 0, NOW, XPOST_RENEW_REJECTED), 0);
}

static void test_rule__waits_after_what_was_refused(void)
{
    check_quiet(XPOST_FATE_DEAD, 0, DAY, XPOST_REVOKED_ELSEWHERE, false);
    check_quiet(XPOST_FATE_DEAD, 1, DAY, XPOST_LOGIN_REQUIRED, false);
    check_quiet(XPOST_FATE_CLIENT, 0, HOUR, XPOST_BAD_CLIENT_ID, true);
    check_quiet(XPOST_FATE_UNAUTHORIZED, 0, HOUR, XPOST_LOGIN_REQUIRED, false);
    CHECK_NUMBER(allowed(XPOST_FATE_UNAUTHORIZED, 0, NOW, XPOST_RENEW_IF_DUE), 0);
}

static void test_rule__waits_longer_after_each_answer_that_is_lost(void)
{
    static const int64_t minutes[] = {0, 0, 1, 4, 16, 64, 256, 360, 360};
    for (int count = 0; count < 9; count++)
        CHECK_NUMBER(xpost_renew_pause(count), minutes[count] * MINUTE);
    CHECK_NUMBER(xpost_renew_pause(INT32_MAX), 6 * HOUR);
    CHECK_NUMBER(allowed(XPOST_FATE_UNANSWERED, 1, NOW, XPOST_RENEW_IF_DUE), 0);
    check_quiet(XPOST_FATE_UNANSWERED, 2, MINUTE, XPOST_NETWORK, true);
    check_quiet(XPOST_FATE_UNANSWERED, 4, 16 * MINUTE, XPOST_NETWORK, true);
    CHECK_NUMBER(allowed(XPOST_FATE_SENT, 7, NOW, XPOST_RENEW_IF_DUE), 0);
    check_quiet(XPOST_FATE_SENT, 8, MINUTE, XPOST_NETWORK, true);
}

static void test_rule__waits_until_the_end_of_a_limit(void)
{
    CHECK_NUMBER(allowed(XPOST_FATE_LIMITED, 0, NOW + 90, XPOST_RENEW_IF_DUE), -1);
    CHECK_NUMBER(error.code, XPOST_RATE_LIMITED);
    CHECK_NUMBER(error.retry_at, NOW + 90);
    CHECK(strstr(error.message, "in 2 min"));
    CHECK_NUMBER(allowed(XPOST_FATE_LIMITED, 0, NOW, XPOST_RENEW_IF_DUE), 0);
    CHECK_NUMBER(allowed(XPOST_FATE_LIMITED, 0, NOW + DAY + 1, XPOST_RENEW_IF_DUE), 0);
    CHECK_NUMBER(allowed(XPOST_FATE_LIMITED, 0, NOW + 90, XPOST_RENEW_FORCED), 0);
}

static void test_rule__never_sends_what_is_spent(void)
{
    CHECK_NUMBER(allowed(XPOST_FATE_SPENT, 1, NOW - 10 * DAY, XPOST_RENEW_FORCED), -1);
    CHECK_NUMBER(error.code, XPOST_LOGIN_REQUIRED);
}

static void test_rule__bears_any_time(void)
{
    static const int64_t times[] = {0, -1, INT64_MIN, INT64_MAX, INT64_MAX - DAY};
    for (int fate = XPOST_FATE_FRESH; fate <= XPOST_FATE_UNAUTHORIZED; fate++)
        for (size_t i = 0; i < sizeof times / sizeof *times; i++)
            CHECK_NUMBER(allowed((enum xpost_renew_fate)fate, 3, times[i], XPOST_RENEW_IF_DUE),
                         fate == XPOST_FATE_SPENT ? -1 : 0);
}

int main(void)
{
    xpost_clock_replace(now);
    RUN(test_rule__lets_a_token_be_renewed_of_which_nothing_is_known);
    RUN(test_rule__waits_after_what_was_refused);
    RUN(test_rule__waits_longer_after_each_answer_that_is_lost);
    RUN(test_rule__waits_until_the_end_of_a_limit);
    RUN(test_rule__never_sends_what_is_spent);
    RUN(test_rule__bears_any_time);
    return check_report();
}
