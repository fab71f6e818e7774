#include "check.h"

#include "random_text.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdlib.h>

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static size_t valid_length(const char *text, size_t length)
{
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    size_t valid = xpost_utf8_valid_length(copy, length);
    CHECK(xpost_utf8_valid(copy, length) == (valid == length));
    free(copy);
    return valid;
}

struct range {
    int low, high;
};

/* Table 3-7 of the Unicode Standard, row by row. */
static const struct range table[][4] = {
    {{0x00, 0x7F}},
    {{0xC2, 0xDF}, {0x80, 0xBF}},
    {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}},
    {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}},
    {{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}},
};
enum { ROWS = sizeof table / sizeof *table };

static bool inside(struct range range, unsigned char byte)
{
    return byte >= range.low && byte <= range.high;
}

/* The size of the character at `text` by the table; 0 if there is none. */
static size_t by_table(const unsigned char *text, size_t length)
{
    for (size_t row = 0; row < ROWS; row++) {
        size_t i = 0;
        while (i < 4 && table[row][i].high && i < length && inside(table[row][i], text[i]))
            i++;
        if (i > 0 && (i == 4 || !table[row][i].high))
            return i;
    }
    return 0;
}

static void test_utf8__accepts_every_boundary_of_the_table(void)
{
    for (size_t row = 0; row < ROWS; row++) {
        size_t size = 1;
        while (size < 4 && table[row][size].high)
            size++;
        for (unsigned ends = 0; ends < 1u << size; ends++) {
            char text[4];
            for (size_t i = 0; i < size; i++)
                text[i] = (char)(ends >> i & 1 ? table[row][i].high : table[row][i].low);
            CHECK_NUMBER(valid_length(text, size), size);
            for (size_t cut = 1; cut < size; cut++)
                CHECK_NUMBER(valid_length(text, cut), 0);
        }
    }
}

static void test_utf8__refuses_the_byte_beyond_every_boundary(void)
{
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t place = 0; place < 4 && (place == 0 || table[row][place].high); place++) {
            for (int side = 0; side < 2; side++) {
                unsigned char text[4] = {0};
                for (size_t i = 0; i < 4; i++)
                    text[i] = (unsigned char)table[row][i].low;
                text[place] = (unsigned char)(side ? table[row][place].high + 1
                                                   : table[row][place].low - 1);
                size_t wanted = 0, step;
                while (wanted < 4 && (step = by_table(text + wanted, 4 - wanted)) > 0)
                    wanted += step;
                CHECK_NUMBER(valid_length((char *)text, 4), wanted);
            }
        }
    }
}

static void test_utf8__agrees_with_the_table_for_all_first_two_bytes(void)
{
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        unsigned char text[4] = {(unsigned char)(pair >> 8), (unsigned char)pair, 0x80, 0xBF};
        size_t wanted = 0, step;
        while (wanted < 4 && (step = by_table(text + wanted, 4 - wanted)) > 0)
            wanted += step;
        size_t got = xpost_utf8_valid_length((char *)text, 4);
        if (got != wanted)
            CHECK_NUMBER(got, wanted);
    }
}

static void test_utf8__knows_every_code_point(void)
{
    size_t wrong = 0;
    for (uint32_t c = 0; c <= 0x1FFFFF; c++) {
        char text[4];
        size_t size = random_encode(text, c);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        wrong += xpost_utf8_valid(text, size) != (c <= 0x10FFFF && !surrogate);
    }
    CHECK_NUMBER(wrong, 0);
}

static void test_utf8__accepts_a_zero_byte_and_nothing_at_all(void)
{
    CHECK(xpost_utf8_valid("a\0b", 3));
    CHECK(xpost_utf8_valid("", 0));
    CHECK_NUMBER(valid_length("ok\xC0\x80", 4), 2);
}

static const char *sanitised(const char *text)
{
    static char out[256];
    size_t length = xpost_utf8_sanitise(out, sizeof out, text, strlen(text));
    CHECK_NUMBER(strlen(out), length);
    return out;
}

static void test_sanitise__keeps_what_is_harmless(void)
{
    static const char text[] = "Hello, \"world\" <&> ~ \xc2\xa0\xc3\xa9 日本語 \U0001F426";
    CHECK_TEXT(sanitised(text), text);
    CHECK_TEXT(sanitised(""), "");
}

static void test_sanitise__replaces_what_is_not(void)
{
    CHECK_TEXT(sanitised("\x1b[31m\a\b\r\n\t\x7f"), " [31m      ");
    CHECK_TEXT(sanitised("\xc2\x80\xc2\x9b\xc2\x9f\xe2\x80\xa8\xe2\x80\xa9"), "     ");
    CHECK_TEXT(sanitised("\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f"),
               "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    CHECK_TEXT(sanitised("a\xff\xe3\x81"), "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    char out[8];
    CHECK_NUMBER(xpost_utf8_sanitise(out, sizeof out, "a\0b", 3), 3);
    CHECK_TEXT(out, "a b");
}

static void test_sanitise__fits_any_size(void)
{
    static const char text[] = "a\xc3\xa9\xe3\x81\x82\xf0\x9f\x90\xa6\xff\n";
    for (size_t size = 0; size < sizeof text + 4; size++) {
        char *out = malloc(size ? size : 1);
        size_t length = xpost_utf8_sanitise(out, size, text, sizeof text - 1);
        CHECK(size == 0 ? length == 0 : length < size && out[length] == '\0');
        CHECK(xpost_utf8_valid(out, length));
        free(out);
    }
}

/* Decodes valid UTF-8; an own reading of it. */
static uint32_t decode(const unsigned char *text, size_t size)
{
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t c = text[0] & masks[size];
    for (size_t i = 1; i < size; i++)
        c = c * 64 + (text[i] - 128u);
    return c;
}

static bool harmful(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x200E ||
           c == 0x200F || c == 0x61C || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* Bytes, characters and harmful characters in any order. */
static size_t any_bytes(char *out, size_t size)
{
    size_t length = 0, wanted = random_below(size - 4);
    while (length < wanted) {
        switch (random_below(4)) {
        case 0:
            out[length++] = (char)random_below(256);
            break;
        case 1:
            length += random_encode(out + length, (uint32_t)(0x2000 + random_below(0x70)));
            break;
        case 2:
            length += random_encode(out + length, (uint32_t)random_below(0x120000));
            break;
        default:
            length += random_encode(out + length, (uint32_t)random_below(0xA8));
        }
    }
    return length;
}

static void test_sanitise__makes_100000_random_strings_harmless(void)
{
    for (int round = 0; round < 100000; round++) {
        char text[128], out[128];
        size_t length = any_bytes(text, sizeof text);
        size_t size = 1 + random_below(sizeof out);
        size_t written = xpost_utf8_sanitise(out, size, text, length);
        bool good = written < size && out[written] == '\0';
        for (size_t at = 0, step; good && at < written; at += step) {
            step = by_table((unsigned char *)out + at, written - at);
            good = step > 0 && !harmful(decode((unsigned char *)out + at, step));
        }
        if (!good)
            CHECK_NUMBER(round, -1);
    }
}

int main(void)
{
    RUN(test_utf8__accepts_every_boundary_of_the_table);
    RUN(test_utf8__refuses_the_byte_beyond_every_boundary);
    RUN(test_utf8__agrees_with_the_table_for_all_first_two_bytes);
    RUN(test_utf8__knows_every_code_point);
    RUN(test_utf8__accepts_a_zero_byte_and_nothing_at_all);
    RUN(test_sanitise__keeps_what_is_harmless);
    RUN(test_sanitise__replaces_what_is_not);
    RUN(test_sanitise__fits_any_size);
    RUN(test_sanitise__makes_100000_random_strings_harmless);
    return check_report();
}
