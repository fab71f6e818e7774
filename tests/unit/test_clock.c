#include "check.h"

#include "clock.h"

#include <stddef.h>
#include <time.h>

static int64_t fixed(void)
{
    return 12345;
}

static void test_now__is_the_time_of_day(void)
{
    int64_t before = (int64_t)time(NULL);
    int64_t now = xpost_clock_now();
    CHECK(now >= before && now <= before + 5);
}

static void test_replace__sets_the_time_and_brings_it_back(void)
{
    xpost_clock_replace(fixed);
    CHECK_NUMBER(xpost_clock_now(), 12345);
    xpost_clock_replace(NULL);
    CHECK(xpost_clock_now() > 1600000000);
}

static void test_milliseconds__only_go_forward(void)
{
    int64_t last = xpost_clock_milliseconds(), start = last;
    while (last < start + 20) {
        int64_t next = xpost_clock_milliseconds();
        CHECK(next >= last);
        last = next;
    }
}

int main(void)
{
    RUN(test_now__is_the_time_of_day);
    RUN(test_replace__sets_the_time_and_brings_it_back);
    RUN(test_milliseconds__only_go_forward);
    return check_report();
}
