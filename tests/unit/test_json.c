#include "check.h"

#include "error.h"
#include "json.h"
#include "random_text.h"

#include <stdlib.h>

static struct xpost_error error;

static struct xpost_json *parse(const char *text)
{
    xpost_error_clear(&error);
    return xpost_json_parse(text, strlen(text), &error);
}

static void test_getters__answer_for_their_own_type_only(void)
{
    static const char *const names[] = {"object", "array", "string", "integer",
                                        "float",  "true",  "null",   "missing"};
    struct xpost_json *json = parse("{\"object\":{\"a\":1},\"array\":[1,2],\"string\":\"s\","
                                    "\"integer\":7,\"float\":7.0,\"true\":true,\"null\":null}");
    CHECK(json);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct xpost_json *member = xpost_json_member(json, names[i]);
        int64_t number = -5;
        bool truth = false;
        CHECK(xpost_json_is_object(member) == (i == 0));
        CHECK((xpost_json_member(member, "a") != NULL) == (i == 0));
        CHECK(xpost_json_is_array(member) == (i == 1));
        CHECK_NUMBER(xpost_json_count(member), i == 1 ? 2 : 0);
        CHECK((xpost_json_item(member, 1) != NULL) == (i == 1));
        CHECK(!xpost_json_item(member, 2) && !xpost_json_item(member, (size_t)-1));
        CHECK((xpost_json_string(member) != NULL) == (i == 2));
        CHECK((xpost_json_member_string(json, names[i]) != NULL) == (i == 2));
        CHECK(xpost_json_integer(member, &number) == (i == 3));
        CHECK_NUMBER(number, i == 3 ? 7 : -5);
        CHECK(xpost_json_boolean(member, &truth) == (i == 5));
        CHECK(truth == (i == 5));
        CHECK(xpost_json_is_null(member) == (i >= 6));
        CHECK(!xpost_json_member_string(member, "a"));
    }
    xpost_json_free(json);
    xpost_json_free(NULL);
}

static void test_getters__keep_ids_and_whole_numbers_exact(void)
{
    struct xpost_json *json =
        parse("[\"9223372036854775808\",\"00123\",9223372036854775807,-9223372036854775808,0]");
    int64_t number = 1;
    CHECK_TEXT(xpost_json_string(xpost_json_item(json, 0)), "9223372036854775808");
    CHECK_TEXT(xpost_json_string(xpost_json_item(json, 1)), "00123");
    CHECK(xpost_json_integer(xpost_json_item(json, 2), &number) && number == INT64_MAX);
    CHECK(xpost_json_integer(xpost_json_item(json, 3), &number) && number == INT64_MIN);
    CHECK(xpost_json_integer(xpost_json_item(json, 4), &number) && number == 0);
    xpost_json_free(json);
}

static void test_parse__reads_escapes(void)
{
    struct xpost_json *json =
        parse("\"\\u3042\\ud83d\\ude00\\/\\\"\\\\\\b\\f\\n\\r\\t\\u007f\"");
    CHECK_TEXT(xpost_json_string(json), "あ\U0001F600/\"\\\b\f\n\r\t\x7f");
    xpost_json_free(json);
}

static void test_parse__of_null_is_no_error(void)
{
    memset(&error, 'x', sizeof error);
    CHECK(!xpost_json_parse(" null ", 6, &error));
    CHECK_NUMBER(error.code, XPOST_OK);
}

static void test_parse__reads_a_text_without_a_zero_byte_at_its_end(void)
{
    static const char *const texts[] = {"12345", "-7", "true", "\"abc\"", "[1]", "1.5", "null"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t length = strlen(texts[i]);
        char *copy = malloc(length);
        memcpy(copy, texts[i], length);
        xpost_error_clear(&error);
        struct xpost_json *json = xpost_json_parse(copy, length, &error);
        CHECK_NUMBER(error.code, XPOST_OK);
        CHECK((json != NULL) == (i != 6));
        free(copy);
        xpost_json_free(json);
    }
}

struct visits {
    char names[64];
    int stop_after;
};

static int visit(const char *name, const struct xpost_json *value, void *user)
{
    struct visits *visits = user;
    size_t length = strlen(visits->names);
    snprintf(visits->names + length, sizeof visits->names - length, "%s%s,", name,
             xpost_json_is_null(value) ? "?" : "");
    return --visits->stop_after == 0 ? 42 : 0;
}

static void test_each__visits_members_in_order_until_told_to_stop(void)
{
    struct xpost_json *json = parse("{\"z\":1,\"a\":null,\"m\":[],\"b\":2}");
    struct visits visits = {0};
    CHECK_NUMBER(xpost_json_each(json, visit, &visits), 0);
    CHECK_TEXT(visits.names, "z,a?,m,b,");
    visits = (struct visits){.stop_after = 2};
    CHECK_NUMBER(xpost_json_each(json, visit, &visits), 42);
    CHECK_TEXT(visits.names, "z,a?,");
    CHECK_NUMBER(xpost_json_each(NULL, visit, &visits), 0);
    CHECK_NUMBER(xpost_json_each(xpost_json_member(json, "m"), visit, &visits), 0);
    xpost_json_free(json);
}

static void check_text(struct xpost_json *json, const char *wanted)
{
    char *text = xpost_json_text(json);
    CHECK_TEXT(text, wanted);
    free(text);
    xpost_json_free(json);
}

static void test_text__is_compact_and_in_order(void)
{
    struct xpost_json *object = xpost_json_new_object(), *array = xpost_json_new_array();
    int failed = xpost_json_append(array, xpost_json_new_integer(INT64_MIN));
    failed |= xpost_json_append(array, xpost_json_new_boolean(false));
    failed |= xpost_json_append(array, xpost_json_new_string(""));
    failed |= xpost_json_add_string(object, "text", "a/b \"c\" \\ \n あ\U0001F426 \x7f");
    failed |= xpost_json_add_string(object, "nothing", NULL);
    failed |= xpost_json_add(object, "list", array);
    CHECK_NUMBER(failed, 0);
    check_text(object, "{\"text\":\"a/b \\\"c\\\" \\\\ \\n あ\U0001F426 \x7f\","
                       "\"list\":[-9223372036854775808,false,\"\"]}");
    check_text(NULL, "null");
}

static void test_add__fails_once_for_a_whole_sequence(void)
{
    struct xpost_json *object = xpost_json_new_object();
    CHECK_NUMBER(xpost_json_add(NULL, "a", xpost_json_new_string("freed")), -1);
    CHECK_NUMBER(xpost_json_add(object, "a", NULL), -1);
    CHECK_NUMBER(xpost_json_append(NULL, xpost_json_new_string("freed")), -1);
    CHECK_NUMBER(xpost_json_add_string(NULL, "a", "freed"), -1);
    CHECK_NUMBER(xpost_json_add_string(NULL, "a", NULL), 0);
    check_text(object, "{}");
}

/* The text of the string in JSON, read back. */
static void check_round_trip(const char *text, size_t length)
{
    struct xpost_json *object = xpost_json_new_object();
    CHECK_NUMBER(xpost_json_add_string(object, text, text), 0);
    char *written = xpost_json_text(object);
    struct xpost_json *back = written ? parse(written) : NULL;
    const char *got = xpost_json_member_string(back, text);
    if (!got || strlen(got) != length || memcmp(got, text, length) != 0)
        CHECK_TEXT(got, text);
    xpost_json_free(back);
    free(written);
    xpost_json_free(object);
}

static void test_text__keeps_10000_random_texts_exactly(void)
{
    for (int round = 0, rounds = check_effort(10000); round < rounds; round++) {
        char text[256];
        size_t length = random_text(text, sizeof text);
        check_round_trip(text, length);
    }
}

static void test_text__keeps_every_character_of_the_basic_plane(void)
{
    for (uint32_t c = 1; c < 0x10000; c += 64) {
        char text[64 * 3 + 1];
        size_t length = 0;
        for (uint32_t i = c; i < c + 64 && i < 0x10000; i++)
            if (i < 0xD800 || i > 0xDFFF)
                length += random_encode(text + length, i);
        text[length] = '\0';
        check_round_trip(text, length);
    }
}

static void test_parse__reads_every_surrogate_pair(void)
{
    for (uint32_t c = 0x10000; c < 0x110000; c += 64) {
        char text[64 * 12 + 3] = "\"", wanted[64 * 4 + 1];
        size_t at = 1, length = 0;
        for (uint32_t i = c; i < c + 64; i++) {
            at += (size_t)snprintf(text + at, sizeof text - at, "\\u%04x\\u%04X",
                                   0xD800 + ((i - 0x10000) >> 10), 0xDC00 + (i & 0x3FF));
            length += random_encode(wanted + length, i);
        }
        text[at] = '"';
        text[at + 1] = '\0';
        wanted[length] = '\0';
        struct xpost_json *json = parse(text);
        CHECK_TEXT(xpost_json_string(json), wanted);
        xpost_json_free(json);
    }
}

static void test_parse__leaves_escaped_backslashes_alone(void)
{
    struct xpost_json *json = parse("\"\\\\ud83d\\\\ude00 \\\\\\ud83d\\ude00\"");
    CHECK_TEXT(xpost_json_string(json), "\\ud83d\\ude00 \\\U0001F600");
    xpost_json_free(json);
}

static void test_version__is_that_of_json_c(void)
{
    CHECK(strncmp(xpost_json_version(), "0.", 2) == 0);
}

int main(void)
{
    RUN(test_getters__answer_for_their_own_type_only);
    RUN(test_getters__keep_ids_and_whole_numbers_exact);
    RUN(test_parse__reads_escapes);
    RUN(test_parse__of_null_is_no_error);
    RUN(test_parse__reads_a_text_without_a_zero_byte_at_its_end);
    RUN(test_each__visits_members_in_order_until_told_to_stop);
    RUN(test_text__is_compact_and_in_order);
    RUN(test_add__fails_once_for_a_whole_sequence);
    RUN(test_text__keeps_10000_random_texts_exactly);
    RUN(test_text__keeps_every_character_of_the_basic_plane);
    RUN(test_parse__reads_every_surrogate_pair);
    RUN(test_parse__leaves_escaped_backslashes_alone);
    RUN(test_version__is_that_of_json_c);
    return check_report();
}
