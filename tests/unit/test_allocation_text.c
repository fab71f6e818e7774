/* Every allocation of counting fails once: nothing may crash, leak, or give a wrong count. */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "error.h"
#include "split.h"
#include "text.h"

#include "check.h"

#ifdef FAIL_ALLOCATION_WORKS

/* Ever more stretches that NFC changes, then one that is longer than any buffer. */
static size_t make_text(char *text)
{
    size_t length = 0;
    for (int i = 0; i < 40; i++, length += 3)
        memcpy(text + length, "e\xCC\x81", 3);
    text[length++] = 'a';
    for (int i = 0; i < 200; i++, length += 4)
        memcpy(text + length, "\xCC\x81\xCC\xA3", 4);
    return length;
}

static void test_text__says_that_memory_ran_out_and_leaks_nothing(void)
{
    static char text[2000];
    size_t length = make_text(text);
    bool failed = true;
    for (long n = 1; failed && n < 100; n++) {
        struct xpost_text_count count = {.weight = -1};
        struct xpost_error error;
        long live = fail_allocation_live;
        fail_allocation_begin(n);
        int result = xpost_text_count(text, length, XPOST_TEXT_LIMIT, &count, &error);
        failed = fail_allocation_end();
        CHECK_NUMBER(fail_allocation_live, live);
        CHECK_NUMBER(result, failed ? -1 : 0);
        CHECK_NUMBER(count.weight, failed ? -1 : 441);
        if (failed)
            CHECK_NUMBER(error.code, XPOST_BUSY);
        else
            CHECK(n > 4);
    }
    CHECK(!failed);
}

static void test_text__needs_no_memory_for_text_that_is_normal(void)
{
    static const char text[] = "Héllo 日本 👩\xE2\x80\x8D👧 http://example.com/ q\xCC\xA7 น้ำ";
    struct xpost_text_count count;
    struct xpost_error error;
    fail_allocation_begin(1);
    int result = xpost_text_count(text, sizeof text - 1, XPOST_TEXT_LIMIT, &count, &error);
    CHECK(!fail_allocation_end());
    CHECK_NUMBER(result, 0);
}

static void test_split__says_that_memory_ran_out_and_leaks_nothing(void)
{
    static const char text[] =
        "one @name #tag https://example.com/ ![a](b) two, three\n---\n"
        "e\xCC\x81 ![c](<d e> \"t\") 語語語語語。語語語語語\n\n![f](g)\n\nend";
    const struct xpost_source source = {text, sizeof text - 1};
    const struct xpost_split split = {.sources = &source,
                                      .source_count = 1,
                                      .limit = 30,
                                      .markdown = true,
                                      .cut = true,
                                      .number = true};
    bool failed = true;
    for (long n = 1; failed && n < 1000; n++) {
        struct xpost_parts parts;
        struct xpost_error error;
        long live = fail_allocation_live;
        fail_allocation_begin(n);
        int result = xpost_split(&split, &parts, &error);
        failed = fail_allocation_end();
        CHECK_NUMBER(result, failed ? -1 : 0);
        if (failed)
            CHECK_NUMBER(error.code, XPOST_BUSY);
        else
            CHECK(n > 40 && parts.count == 5);
        xpost_parts_release(&parts);
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
    RUN(test_text__says_that_memory_ran_out_and_leaks_nothing);
    RUN(test_text__needs_no_memory_for_text_that_is_normal);
    RUN(test_split__says_that_memory_ran_out_and_leaks_nothing);
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
