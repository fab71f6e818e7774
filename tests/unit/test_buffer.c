#include "check.h"

#include "buffer.h"

#include <stdlib.h>

static void test_buffer__is_empty_text_before_anything_is_appended(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(10);
    CHECK_TEXT(xpost_buffer_string(&buffer), "");
    CHECK(!buffer.data);
    xpost_buffer_release(&buffer);
    xpost_buffer_release(&buffer);
}

static void test_buffer__holds_exactly_its_maximum(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(1000);
    for (int i = 0; i < 1000; i++)
        xpost_buffer_append(&buffer, "x", 1);
    CHECK(!buffer.failed);
    CHECK_NUMBER(buffer.length, 1000);
    CHECK_NUMBER(strlen(buffer.data), 1000);
    xpost_buffer_append(&buffer, "", 0);
    CHECK(!buffer.failed);
    xpost_buffer_append(&buffer, "y", 1);
    CHECK(buffer.failed);
    CHECK_NUMBER(buffer.length, 1000);
    CHECK(!strchr(buffer.data, 'y'));
    xpost_buffer_release(&buffer);
}

static void test_buffer__stays_failed_and_keeps_its_contents(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(5);
    xpost_buffer_text(&buffer, "abc");
    xpost_buffer_text(&buffer, "def");
    xpost_buffer_text(&buffer, "g");
    xpost_buffer_format(&buffer, "%d", 1);
    CHECK(buffer.failed);
    CHECK_TEXT(buffer.data, "abc");
    CHECK(!xpost_buffer_take(&buffer));
    CHECK(!buffer.data && !buffer.failed && buffer.length == 0 && buffer.maximum == 5);
    xpost_buffer_text(&buffer, "again");
    CHECK_TEXT(xpost_buffer_string(&buffer), "again");
    xpost_buffer_release(&buffer);
}

static void test_buffer__refuses_sizes_that_would_overflow(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(100);
    xpost_buffer_text(&buffer, "abc");
    xpost_buffer_append(&buffer, "x", (size_t)-1);
    CHECK(buffer.failed);
    CHECK_TEXT(buffer.data, "abc");
    xpost_buffer_release(&buffer);
}

static void test_buffer__formats_at_any_length(void)
{
    for (int length = 0; length < 300; length++) {
        struct xpost_buffer buffer = XPOST_BUFFER(400);
        char wanted[400];
        snprintf(wanted, sizeof wanted, "start%*d;%s", length, 7, "end");
        xpost_buffer_text(&buffer, "start");
        xpost_buffer_format(&buffer, "%*d;%s", length, 7, "end");
        CHECK_TEXT(buffer.data, wanted);
        CHECK_NUMBER(buffer.length, strlen(wanted));
        xpost_buffer_release(&buffer);
    }
}

static void test_buffer__formats_up_to_its_maximum_only(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(4);
    xpost_buffer_format(&buffer, "%s", "abcd");
    CHECK(!buffer.failed);
    xpost_buffer_format(&buffer, "%s", "e");
    CHECK(buffer.failed);
    CHECK_TEXT(buffer.data, "abcd");
    xpost_buffer_release(&buffer);
}

static void test_buffer__keeps_zero_bytes(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(10);
    xpost_buffer_append(&buffer, "a\0b", 3);
    xpost_buffer_append(&buffer, "c", 1);
    CHECK_NUMBER(buffer.length, 4);
    CHECK(memcmp(buffer.data, "a\0bc", 5) == 0);
    xpost_buffer_release(&buffer);
}

static void test_take__moves_the_text_out(void)
{
    struct xpost_buffer buffer = XPOST_BUFFER(10);
    xpost_buffer_text(&buffer, "text");
    char *text = xpost_buffer_take(&buffer);
    CHECK_TEXT(text, "text");
    CHECK(!buffer.data && buffer.length == 0 && buffer.maximum == 10);
    free(text);
    text = xpost_buffer_take(&buffer);
    CHECK_TEXT(text, "");
    free(text);
}

int main(void)
{
    RUN(test_buffer__is_empty_text_before_anything_is_appended);
    RUN(test_buffer__holds_exactly_its_maximum);
    RUN(test_buffer__stays_failed_and_keeps_its_contents);
    RUN(test_buffer__refuses_sizes_that_would_overflow);
    RUN(test_buffer__formats_at_any_length);
    RUN(test_buffer__formats_up_to_its_maximum_only);
    RUN(test_buffer__keeps_zero_bytes);
    RUN(test_take__moves_the_text_out);
    return check_report();
}
