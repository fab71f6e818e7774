#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include "clock.h"
#include "error.h"
#include "json.h"
#include "json_grammar.h"
#include "random_text.h"

#include <stdbool.h>
#include <stdlib.h>

static struct xpost_error error;

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static bool accepted(const char *text, size_t length)
{
    struct xpost_json_size size;
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    xpost_error_clear(&error);
    struct xpost_json *json = xpost_json_parse(copy, length, &error);
    bool grammatical = xpost_json_grammar(copy, length, XPOST_JSON_DEPTH, &size) == NULL;
    bool good = error.code == XPOST_OK;
    if (!good && (error.code != XPOST_SERVER || !error.message[0] || json)) {
        printf("%s for %.*s\n", xpost_code_name(error.code), (int)length, text);
        check_failures_here++;
    }
    CHECK(grammatical || !good);
    xpost_json_free(json);
    free(copy);
    return good;
}

struct sample {
    const char *text;
    size_t length;
};
#define SAMPLE(text)                                                                           \
    {                                                                                          \
        text, sizeof text - 1                                                                  \
    }

static void check_all(const struct sample *samples, size_t count, bool wanted)
{
    for (size_t i = 0; i < count; i++)
        if (accepted(samples[i].text, samples[i].length) != wanted) {
            printf("%s: %.*s\n", wanted ? "refused" : "accepted", (int)samples[i].length,
                   samples[i].text);
            check_failures_here++;
        }
}
#define CHECK_ALL(samples, wanted) check_all(samples, sizeof samples / sizeof *samples, wanted)

static void test_json__refuses_what_json_c_would_accept(void)
{
    static const struct sample samples[] = {
        SAMPLE("{\"a\":1,\"a\":2}"),
        SAMPLE("{\"a\":1}\0{\"a\":2}"),
        SAMPLE("{\"a\":NaN}"),
        SAMPLE("{\"a\":-Infinity}"),
        SAMPLE("{\"a\":Infinity}"),
        SAMPLE("{\"a\":\"\x1b[31m\"}"),
        SAMPLE("{\"a\":\"line\nend\"}"),
        SAMPLE("{\"a\":\"cut\\u0000here\"}"),
        SAMPLE("{\"a\":18446744073709551616}"),
        SAMPLE("{\"a\":\"\\ud800\"}"),
        SAMPLE("{\"a\":\"\\udc00\\ud800\"}"),
        SAMPLE("{\"a\":1}garbage"),
        SAMPLE("{'a':1}"),
        SAMPLE("{\"a\":1,}"),
        SAMPLE("[1,2,]"),
        SAMPLE("{\"a\":1e999}"),
        SAMPLE("/* comment */{\"a\":1}"),
        SAMPLE("{\"a\":01}"),
        SAMPLE("{\"a\":\"\xff\"}"),
        SAMPLE("{\"a\":1}\0"),
        SAMPLE("{\"a\":TRUE}"),
        SAMPLE("{\"a\":nan}"),
    };
    CHECK_ALL(samples, false);
}

static void test_json__refuses_other_formats(void)
{
    static const struct sample samples[] = {
        SAMPLE(""),
        SAMPLE("   \r\n"),
        SAMPLE("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"),
        SAMPLE("\xEF\xBB\xBF{\"a\":1}"),
        SAMPLE("\xFF\xFE{\0\"\0a\0\"\0:\0"
               "1\0}\0"),
        SAMPLE("\0{\0\"\0a\0\"\0:\0"
               "1\0}"),
        SAMPLE("{\0\"\0a\0\"\0:\0"
               "1\0}\0"),
        SAMPLE("media type unrecognized"),
        SAMPLE("a=1&b=2"),
        SAMPLE("\x1f\x8b\x08\0\0\0\0\0"),
        SAMPLE("\v{}"),
        SAMPLE("\xC2\xA0{}"),
    };
    CHECK_ALL(samples, false);
}

static void test_json__refuses_broken_values(void)
{
    static const struct sample samples[] = {
        SAMPLE("{"),
        SAMPLE("["),
        SAMPLE("\""),
        SAMPLE("\"\\"),
        SAMPLE("\"\\u"),
        SAMPLE("}"),
        SAMPLE("\"\\u12\""),
        SAMPLE("\"\\u12g4\""),
        SAMPLE("\"\\x41\""),
        SAMPLE("\"\\'\""),
        SAMPLE("\"\\ud83d\""),
        SAMPLE("\"\\ud83d\\n\""),
        SAMPLE("\"\\ud83d\\u0041\""),
        SAMPLE("\"\\ude00\""),
        SAMPLE("\"\\ud83d\\ud83d\""),
        SAMPLE("\"\\ud83d\\"),
        SAMPLE("\"\\ud83d\\u"),
        SAMPLE("\"\\ud83d\\ude"),
        SAMPLE("\"a\0b\""),
        SAMPLE("\"\x1f\""),
        SAMPLE("-"),
        SAMPLE("+1"),
        SAMPLE(".5"),
        SAMPLE("1."),
        SAMPLE("1.e1"),
        SAMPLE("1e"),
        SAMPLE("1e+"),
        SAMPLE("--1"),
        SAMPLE("00"),
        SAMPLE("-01"),
        SAMPLE("0x10"),
        SAMPLE("1 2"),
        SAMPLE("9223372036854775808"),
        SAMPLE("-9223372036854775809"),
        SAMPLE("-1e400"),
        SAMPLE("tru"),
        SAMPLE("nul"),
        SAMPLE("truee"),
        SAMPLE("falsenull"),
        SAMPLE("None"),
        SAMPLE("[1 2]"),
        SAMPLE("[,]"),
        SAMPLE("[1,,2]"),
        SAMPLE("[1}"),
        SAMPLE("{]"),
        SAMPLE("{\"a\"}"),
        SAMPLE("{\"a\":}"),
        SAMPLE("{:1}"),
        SAMPLE("{a:1}"),
        SAMPLE("{1:1}"),
        SAMPLE("{\"a\" 1}"),
        SAMPLE("{\"a\":1 \"b\":2}"),
        SAMPLE("{\"a\":1,,\"b\":2}"),
        SAMPLE("{,}"),
        SAMPLE("{\"a\"::1}"),
        SAMPLE("[] []"),
        SAMPLE("{}{}"),
        SAMPLE("{},"),
        SAMPLE("\"\xC0\x80\""),
        SAMPLE("\"\xED\xA0\x80\""),
        SAMPLE("\"\xF4\x90\x80\x80\""),
        SAMPLE("\"\xE3\x81"),
        SAMPLE("{}\xE3"),
    };
    CHECK_ALL(samples, false);
}

static void test_json__refuses_names_given_twice(void)
{
    static const struct sample samples[] = {
        SAMPLE("{\"id\":\"1\",\"\\u0069d\":\"2\"}"),
        SAMPLE("{\"a/\":1,\"a\\/\":1}"),
        SAMPLE("{\"\":1,\"\":2}"),
        SAMPLE("{\"a\":null,\"a\":null}"),
        SAMPLE("{\"b\":[{\"c\":{\"a\":1,\"x\":2,\"a\":1}}]}"),
        SAMPLE("[{},{\"a\":1,\"a\":1}]"),
        SAMPLE("{\"\xF0\x9F\x98\x80\":1,\"\\ud83d\\ude00\":2}"),
        SAMPLE("{\"a\":{\"b\":1},\"a\":{\"b\":1,\"c\":2}}"),
    };
    CHECK_ALL(samples, false);
}

static void test_json__accepts_all_of_rfc_8259_within_its_limits(void)
{
    static const struct sample samples[] = {
        SAMPLE("{}"),
        SAMPLE("[]"),
        SAMPLE("\"\""),
        SAMPLE("0"),
        SAMPLE("-0"),
        SAMPLE("1"),
        SAMPLE("9223372036854775807"),
        SAMPLE("-9223372036854775808"),
        SAMPLE("1.5e-300"),
        SAMPLE("1E+2"),
        SAMPLE("0e0"),
        SAMPLE("-0.0"),
        SAMPLE("1e-999"),
        SAMPLE("true"),
        SAMPLE("false"),
        SAMPLE("null"),
        SAMPLE(" \t\r\n[ 1 , 2 ]\r\n"),
        SAMPLE("12345 "),
        SAMPLE("{\"a\":1,\"A\":2,\"a \":3,\"\":4}"),
        SAMPLE("[{\"a\":1},{\"a\":1}]"),
        SAMPLE("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uFFFF\\uD83D\\uDE00\""),
        SAMPLE("{\"text\":\"今日は良い天気です \xF0\x9F\x90\xA6 "
               "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\"}"),
        SAMPLE("\"\x7f\xc2\x80\xEF\xBF\xBE\xF4\x8F\xBF\xBF\""),
    };
    CHECK_ALL(samples, true);
}

static char *repeat(const char *part, size_t times, const char *middle, const char *end)
{
    size_t size = times * (strlen(part) + strlen(end)) + strlen(middle) + 1;
    char *text = malloc(size), *at = text;
    for (size_t i = 0; i < times; i++)
        at += snprintf(at, size - (size_t)(at - text), "%s", part);
    at += snprintf(at, size - (size_t)(at - text), "%s", middle);
    for (size_t i = 0; i < times && *end; i++)
        at += snprintf(at, size - (size_t)(at - text), "%s", end);
    return text;
}

static void test_json__accepts_32_levels_and_no_more(void)
{
    for (size_t levels = 30; levels < 36; levels++) {
        char *arrays = repeat("[", levels, "", "]");
        char *objects = repeat("{\"a\":", levels, "1", "}");
        char *mixed = repeat("[{\"a\":", levels / 2, "", "}]");
        CHECK(accepted(arrays, strlen(arrays)) == (levels <= 32));
        CHECK(accepted(objects, strlen(objects)) == (levels <= 32));
        CHECK(!accepted(mixed, strlen(mixed))); /* the innermost member has no value */
        free(arrays);
        free(objects);
        free(mixed);
    }
}

static void test_json__counts_depth_not_brackets(void)
{
    char *wide = repeat("[[[1]],{\"a\":[]}],", 20000, "", "");
    wide[strlen(wide) - 1] = ' ';
    char *text = malloc(strlen(wide) + 3);
    snprintf(text, strlen(wide) + 3, "[%s]", wide);
    CHECK(accepted(text, strlen(text)));
    free(wide);
    free(text);
}

static void test_json__gives_a_million_levels_up_at_once(void)
{
    static const char *const parts[] = {"[", "{\"a\":", "[{\"a\":"};
    for (size_t i = 0; i < 3; i++) {
        char *text = repeat(parts[i], 1000000, "", "");
        size_t length = strlen(text);
        int64_t start = check_processor_milliseconds();
        struct xpost_json *json = xpost_json_parse(text, length, &error);
        int64_t took = check_processor_milliseconds() - start;
        CHECK(!json);
        CHECK(strstr(error.message, "too many levels"));
        CHECK(took <= check_patience(50)); /* 10 ms, as a rule */
        free(text);
    }
}

static void test_json__accepts_no_shortened_text(void)
{
    static const char text[] = "{\"a\":[1,-2.5e3,\"\\u00e9\xC3\xA9\\ud83d\\ude00\",true,false,"
                               "null,{}],\"b\":{\"c\":[]}}";
    CHECK(accepted(text, sizeof text - 1));
    for (size_t length = 0; length < sizeof text - 1; length++)
        CHECK(!accepted(text, length));
}

static void test_json__agrees_with_its_grammar_on_damaged_texts(void)
{
    static const char seed[] =
        "{\"data\":{\"id\":\"1445880548472328192\",\"n\":[1,-2.5e3,0],"
        "\"t\":\"\\u00e9\\n\xE3\x81\x82\\ud83d\\ude00\"},\"errors\":null}";
    static const char bytes[] = "{}[]\",:\\u0123456789abcdefxE+-. truefalsn\x01\x80\xff";
    for (int round = 0, rounds = check_effort(40000); round < rounds; round++) {
        char text[sizeof seed];
        size_t length = sizeof seed - 1;
        memcpy(text, seed, sizeof seed);
        for (size_t changes = 1 + random_below(3); changes > 0; changes--) {
            size_t at = random_below(length);
            if (random_below(3)) {
                text[at] = bytes[random_below(sizeof bytes)];
            } else {
                memmove(text + at, text + at + 1, length - at - 1);
                length--;
            }
        }
        accepted(text, length); /* checks within */
    }
}

static void check_size(const char *text, size_t members, size_t bytes)
{
    struct xpost_json_size size = {99, 99};
    CHECK(!xpost_json_grammar(text, strlen(text), XPOST_JSON_DEPTH, &size));
    CHECK_NUMBER(size.members, members);
    CHECK_NUMBER(size.bytes, bytes);
}

static void test_grammar__measures_what_there_is(void)
{
    struct xpost_json_size size;
    check_size("[{\"a\":{\"b\":1,\"a\":2}},{\"a\":3}]", 4, 4);
    check_size("[]", 0, 0);
    check_size("\"\\n\\u0041\\u00e9\\u3042\\ud83d\\ude00\xC3\xA9\xE3\x81\x82\"", 0, 16);
    check_size("{\"\\u00e9\":\"\\\\\\\"\\/\"}", 1, 5);
    CHECK(!xpost_json_grammar("[]", 2, 1, &size));
    CHECK(xpost_json_grammar("[]", 2, 0, &size));
}

int main(void)
{
    RUN(test_json__refuses_what_json_c_would_accept);
    RUN(test_json__refuses_other_formats);
    RUN(test_json__refuses_broken_values);
    RUN(test_json__refuses_names_given_twice);
    RUN(test_json__accepts_all_of_rfc_8259_within_its_limits);
    RUN(test_json__accepts_32_levels_and_no_more);
    RUN(test_json__counts_depth_not_brackets);
    RUN(test_json__gives_a_million_levels_up_at_once);
    RUN(test_json__accepts_no_shortened_text);
    RUN(test_json__agrees_with_its_grammar_on_damaged_texts);
    RUN(test_grammar__measures_what_there_is);
    return check_report();
}
