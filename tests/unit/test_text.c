#define _POSIX_C_SOURCE 200809L

#include "check.h"

#include "error.h"
#include "random_text.h"
#include "text.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define FAMILY "👨\xE2\x80\x8D👩\xE2\x80\x8D👧\xE2\x80\x8D👦"

static struct xpost_error error;

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static struct xpost_text_count count_bytes(const char *text, size_t length, int limit)
{
    struct xpost_text_count count = {.weight = -1};
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    xpost_error_clear(&error);
    CHECK_NUMBER(xpost_text_count(copy, length, limit, &count, &error), 0);
    free(copy);
    return count;
}

static struct xpost_text_count count_text(const char *text)
{
    return count_bytes(text, strlen(text), XPOST_TEXT_LIMIT);
}

#define CHECK_WEIGHT(text, wanted) CHECK_NUMBER(count_text(text).weight, wanted)

/* The URLs of a text, each between '<' and '>'. */
struct urls {
    const char *text;
    char found[4096];
    size_t length, end;
};

static void add_url(void *user, size_t begin, size_t end)
{
    struct urls *urls = user;
    CHECK(begin < end && begin >= urls->end);
    urls->end = end;
    int size = snprintf(urls->found + urls->length, sizeof urls->found - urls->length, "<%.*s>",
                        (int)(end - begin), urls->text + begin);
    urls->length += (size_t)size;
}

static const char *urls_of(const char *text)
{
    static struct urls urls;
    urls = (struct urls){.text = text};
    CHECK_NUMBER(xpost_text_each_url(text, strlen(text), add_url, &urls, &error), 0);
    return urls.found;
}

#define CHECK_URLS(text, wanted) CHECK_TEXT(urls_of(text), wanted)

static void test_text__weighs_one_or_two_a_character(void)
{
    CHECK_WEIGHT("", 0);
    CHECK_WEIGHT("abc\n", 4);
    CHECK_WEIGHT("\xC3\xA9\xD0\x96\xD7\xA9", 3);
    CHECK_WEIGHT("日本語", 6);
    CHECK_WEIGHT("\xE1\x83\xBF\xE1\x84\x80", 3);             /* U+10FF, U+1100 */
    CHECK_WEIGHT("\xE2\x80\x8D\xE2\x80\x8E\xE2\x80\x90", 4); /* U+200D, U+200E, U+2010 */
    CHECK_WEIGHT("𠀀", 2);
}

static void test_text__weighs_an_emoji_as_two_whatever_it_is_made_of(void)
{
    CHECK_WEIGHT(FAMILY, 2);
    CHECK_WEIGHT("🙋🏽👨\xE2\x80\x8D🎤", 4);
    CHECK_WEIGHT("1\xE2\x83\xA3#\xEF\xB8\x8F\xE2\x83\xA3", 4);
    CHECK_WEIGHT("🇯🇵🇯", 4);
    CHECK_WEIGHT("🇽🇽", 4); /* no such country: two */
    CHECK_WEIGHT("🕵🏽\xE2\x80\x8D♂\xEF\xB8\x8F", 2);
    CHECK_WEIGHT("🏴\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2\xF3\xA0\x81\xA5\xF3\xA0\x81\xAE"
                 "\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF",
                 2);
    CHECK_WEIGHT("☺\xEF\xB8\x8F", 2);
}

static void test_text__weighs_what_is_no_emoji_by_its_parts(void)
{
    CHECK_WEIGHT("☺\xEF\xB8\x8E", 4); /* shown as text */
    CHECK_WEIGHT("©", 1);
    CHECK_WEIGHT("©\xEF\xB8\x8F", 2);
    CHECK_WEIGHT("\xEF\xB8\x8F", 2);
    CHECK_WEIGHT("👩\xE2\x80\x8D", 3);
    CHECK_WEIGHT("a\xE2\x83\xA3", 3);
    /* Newer than Unicode 11: never less than its parts. */
    CHECK_WEIGHT("🧑\xE2\x80\x8D🚀", 5);
    CHECK_WEIGHT("🐻\xE2\x80\x8D❄\xEF\xB8\x8F", 5);
}

static void test_text__weighs_a_url_as_23(void)
{
    CHECK_WEIGHT("Hi http://test.co", 26);
    CHECK_WEIGHT("a.co", 23);
    CHECK_WEIGHT("see example.com, example.org.", 4 + 23 + 2 + 23 + 1);
    CHECK_NUMBER(count_text("a.com b.com c").urls, 2);
    CHECK_NUMBER(count_text("nothing here.").urls, 0);
    CHECK_WEIGHT("README.md file.py main.rs", 23 * 3 + 2); /* top level domains, all of them */
}

static void test_text__finds_urls_with_a_protocol(void)
{
    CHECK_URLS("see http://example.com/a?b=c#d now", "<http://example.com/a?b=c#d>");
    CHECK_URLS("HTTPS://ExAmPlE.COM:8080/x", "<HTTPS://ExAmPlE.COM:8080/x>");
    CHECK_URLS("日本http://ああ.com/", "<http://ああ.com/>");
    CHECK_URLS("http://no-tld http://a.x ftp://x.nothing", "");
    CHECK_URLS("http://a_b.c-d.com http://a.b_c.com", "<http://a_b.c-d.com>");
    CHECK_URLS("http://-a.com http://a-.com http://.com", "");
    CHECK_URLS("xhttp://a.com @http://a.com", "");
    CHECK_URLS("http://twitter.みんな/ http://xn--p1ai.xn--p1ai/x",
               "<http://twitter.みんな/><http://xn--p1ai.xn--p1ai/x>");
    CHECK_URLS("http://xn--はじめよう.com", "");
}

static void test_text__finds_urls_without_a_protocol(void)
{
    CHECK_URLS("日本example.com中国", "<example.com>");
    CHECK_URLS("ELPAÍS.com MLB.tv foo.co.jp", "<ELPAÍS.com><MLB.tv><foo.co.jp>");
    CHECK_URLS("日本.com", "");
    CHECK_URLS("@a.com #a.com $a.com x@a.com -a.com _a.com /a.com ..a.com", "");
    CHECK_URLS("a.comm a.com1 a.com@ a.com-b a.com+", "");
    CHECK_URLS("a.com_ a.com. (a.com)", "<a.com><a.com><a.com>");
    CHECK_URLS("a.com日b.com日c.com/x", "<a.com><b.com><c.com/x>");
    CHECK_URLS("a.com:80 a.com:80/x a.com?x=1 a.com/?x=1",
               "<a.com><a.com:80/x><a.com><a.com/?x=1>");
    CHECK_URLS("x.vermögensberater x.VERMÖGENSBERATER",
               "<x.vermögensberater><x.VERMÖGENSBERATER>");
}

static void test_text__ends_a_path_before_punctuation(void)
{
    CHECK_URLS("http://a.com/b. http://a.com/b, http://a.com/b!",
               "<http://a.com/b><http://a.com/b>"
               "<http://a.com/b>");
    CHECK_URLS("http://a.com/b_(c)_(d(e)) x", "<http://a.com/b_(c)_(d(e))>");
    CHECK_URLS("(http://a.com/b) http://a.com/b_(c", "<http://a.com/b><http://a.com/b_>");
    CHECK_URLS("http://a.com/(((b)))", "<http://a.com/>");
    CHECK_URLS("http://a.com/Русские_слова日本", "<http://a.com/Русские_слова>");
    CHECK_URLS("http://a.com?q=(a)! http://a.com?!", "<http://a.com?q=(a><http://a.com>");
}

static void test_text__cuts_a_short_url_after_its_slug(void)
{
    CHECK_URLS("http://t.co/abc/def https://t.co/abc?x=1 http://t.co/abc's",
               "<http://t.co/abc><https://t.co/abc?x=1><http://t.co/abc>");
    char text[80];
    snprintf(text, sizeof text, "http://t.co/%.*s", 40,
             "0123456789012345678901234567890123456789012");
    CHECK_NUMBER(count_text(text).urls, 1);
    snprintf(text, sizeof text, "http://t.co/%.*s", 41,
             "0123456789012345678901234567890123456789012");
    CHECK_NUMBER(count_text(text).urls, 0);
}

static void test_text__refuses_labels_over_63_and_urls_over_4096(void)
{
    char text[5000];
    for (size_t size = 62; size <= 65; size++) {
        memset(text, 'a', size);
        memcpy(text + size, ".com", 5);
        CHECK_NUMBER(count_text(text).urls, size <= 63);
    }
    /* http:// counts twice. */
    for (size_t length = 4088; length <= 4091; length++) {
        memset(text, 'a', length);
        memcpy(text, "http://a.com/", 13);
        text[length] = '\0';
        CHECK_NUMBER(count_text(text).urls, length <= 4089);
    }
    /* By their length in punycode. */
    CHECK_NUMBER(count_text("http://あいうえおかきくけこさしすせそ.com").urls, 1);
    CHECK_NUMBER(
        count_text(
            "http://あ一い二う三え四お五か六き七く八け九こ十さ百し千す万せ億そ兆た京ち垓.com")
            .urls,
        0);
}

static void test_text__weighs_the_normalised_text(void)
{
    CHECK_WEIGHT("e\xCC\x81", 1);
    CHECK_WEIGHT("A\xCC\x8A\xCC\x81", 1);
    CHECK_WEIGHT("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2); /* jamo make one syllable */
    CHECK_WEIGHT("\xEA\xB0\x80\xE1\x86\xA8", 2);
    CHECK_WEIGHT("か\xE3\x82\x99", 2);
    CHECK_WEIGHT("\xEF\xAC\xAC", 3);      /* a Hebrew presentation form */
    CHECK_WEIGHT("q\xCC\x81", 2);         /* there is no such letter */
    CHECK_WEIGHT("a\xCC\x81\xCC\xA3", 3); /* U+1EA1, U+0301: put in order */
    CHECK_WEIGHT("\xE2\x84\xAA", 1);      /* the Kelvin sign becomes K */
    CHECK_WEIGHT("http://example.com/e\xCC\x81", 23);
    CHECK_WEIGHT("x.vermo\xCC\x88gensberater", 23);
}

static void test_text__tells_the_byte_where_the_limit_is_passed(void)
{
    CHECK_NUMBER(count_bytes("abcdef", 6, 3).over_at, 3);
    CHECK_NUMBER(count_bytes("abc", 3, 3).over_at, 3);
    CHECK_NUMBER(count_bytes("日本語", 9, 3).over_at, 3);
    CHECK_NUMBER(count_bytes("ab日本語", 11, 5).over_at, 5);
    CHECK_NUMBER(count_bytes("ab" FAMILY, 2 + sizeof FAMILY - 1, 3).over_at, 2);
    CHECK_NUMBER(count_bytes("ab1\xE2\x83\xA3", 6, 3).over_at, 2);
    CHECK_NUMBER(count_bytes("see a.com now", 13, 26).over_at, 4);
    CHECK_NUMBER(count_bytes("see a.com now", 13, 27).over_at, 9);
    CHECK_NUMBER(count_bytes("abc", 3, 0).over_at, 0);
    CHECK_NUMBER(count_bytes("abc", 3, -5).over_at, 0);
}

static void test_text__keeps_to_the_bytes_given_where_nfc_changes_them(void)
{
    const char text[] = "e\xCC\x81"
                        "e\xCC\x81 a.com/e\xCC\x81 x\xEF\xAC\xAC http://b.com q";
    CHECK_URLS(text, "<a.com/e\xCC\x81><http://b.com>");
    CHECK_NUMBER(count_bytes(text, sizeof text - 1, 1).over_at, 3);
    CHECK_NUMBER(count_bytes(text, sizeof text - 1, 3).over_at, 7);
    CHECK_NUMBER(count_bytes(text, sizeof text - 1, 26).over_at, 16);
    CHECK_NUMBER(count_bytes(text, sizeof text - 1, 31).over_at, 21);
}

static void test_text__is_valid_up_to_the_limit(void)
{
    CHECK(count_bytes("abc", 3, 3).valid);
    CHECK(!count_bytes("abcd", 4, 3).valid);
    CHECK(!count_text("").valid);
    CHECK(!count_text(" \n\t").valid);
    CHECK(count_text("\xE2\x80\x8E"
                     "a")
              .valid);
    CHECK_NUMBER(count_bytes("abcd", 4, 3).limit, 3);
}

static void test_text__finds_invalid_characters(void)
{
    CHECK(count_text("a\xEF\xBB\xBF").has_invalid_character);
    CHECK(count_text("\xEF\xBF\xBE").has_invalid_character);
    CHECK(!count_text("a\xEF\xBF\xBF").valid);
    CHECK(!count_text("a\xEF\xBF\xBD\xEF\xBC\xA0").has_invalid_character);
    CHECK_URLS("\xEF\xBB\xBFhttp://a.com", "");
}

static void refuse(const char *text, size_t length, const char *offset)
{
    struct xpost_text_count count;
    xpost_error_clear(&error);
    CHECK_NUMBER(xpost_text_count(text, length, XPOST_TEXT_LIMIT, &count, &error), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    CHECK(strstr(error.message, offset) != NULL);
    xpost_error_clear(&error);
    CHECK_NUMBER(xpost_text_each_url(text, length, add_url, NULL, &error), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
}

static void test_text__refuses_what_is_no_text_and_says_where(void)
{
    refuse("abc\xFFz.com", 9, "offset 3");
    refuse("日\xE6\x97", 5, "offset 3");
    refuse("\xC0\xAF", 2, "offset 0");
    refuse("ab\xED\xA0\x80", 5, "offset 2");
    refuse("\xF4\x90\x80\x80", 4, "offset 0");
    refuse("0123456789\0a.com", 16, "offset 10");
}

/* Most of Japanese is gone over in steps of four characters: something else at any place. */
static void test_text__weighs_long_runs_of_kana_and_ideographs_one_by_one(void)
{
    static const struct {
        const char *text;
        int weight;
    } others[] = {{"\xEF\xBC\x81", 2}, {"a", 1},        {"é", 1},
                  {"\xE2\x80\x94", 1}, {"😀", 2},        {"\xE2\x98\xBA", 2},
                  {"が", 2},           {"e\xCC\x81", 1}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        for (size_t place = 0; place < 14; place++) {
            char text[64] = "";
            for (size_t n = 0; n < 14; n++)
                strcat(text, n == place ? others[i].text : n % 2 ? "日" : "の");
            CHECK_WEIGHT(text, 26 + others[i].weight);
            struct xpost_text_count count = count_bytes(text, strlen(text), 5);
            CHECK_NUMBER(count.weight, 26 + others[i].weight);
            if (place > 2)
                CHECK_NUMBER(count.over_at, 6);
        }
}

static void test_text__finds_what_is_no_text_inside_of_a_run(void)
{
    static const char run[] = "日本の日本の日本の日本の";
    for (size_t at = 0; at < sizeof run - 1; at++) {
        char text[sizeof run], offset[16];
        memcpy(text, run, sizeof run);
        text[at] = '\xFF';
        snprintf(offset, sizeof offset, "offset %zu", at / 3 * 3);
        refuse(text, sizeof run - 1, offset);
        if (at % 3 > 0)
            refuse(run, at, offset);
    }
}

/* Against the sanitizers, and that both functions agree. */
static void test_text__takes_any_text_apart_without_reading_past_it(void)
{
    static const char *const parts[] = {"http://",
                                        "https://",
                                        ".",
                                        "com",
                                        "co",
                                        "t.co/",
                                        "/",
                                        "(",
                                        ")",
                                        "?",
                                        "#",
                                        "1",
                                        "-",
                                        "_",
                                        "日本",
                                        "みんな",
                                        "😀",
                                        "👩",
                                        "\xE2\x80\x8D",
                                        "\xEF\xB8\x8F",
                                        "\xE2\x83\xA3",
                                        "🇯",
                                        "🏽",
                                        "\xCC\x81",
                                        "e",
                                        "が",
                                        "\xE3\x82\x99",
                                        "xn--",
                                        "。",
                                        "@",
                                        " ",
                                        "🏴",
                                        "\xF3\xA0\x81\xA7"};
    for (int round = 0; round < 20000; round++) {
        char text[256];
        size_t length = 0;
        for (size_t n = random_below(24); n > 0 && length < 200; n--) {
            if (random_below(8) == 0) {
                length += random_encode(text + length, random_character());
                continue;
            }
            const char *part = parts[random_below(sizeof parts / sizeof *parts)];
            memcpy(text + length, part, strlen(part));
            length += strlen(part);
        }
        struct xpost_text_count count = count_bytes(text, length, 20);
        CHECK(count.over_at <= length && (count.weight > 20) == (count.over_at < length));
        CHECK(xpost_utf8_valid(text + count.over_at, length - count.over_at));
        text[length] = '\0';
        size_t urls = 0;
        for (const char *url = urls_of(text); *url; url++)
            urls += *url == '<';
        CHECK(urls >= count.urls);
    }
}

static double seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* At 400,000 bytes what is quadratic takes minutes. */
static void test_text__takes_time_in_proportion_to_the_length(void)
{
    static const char *const pieces[] = {"a.",
                                         "a_a.com.",
                                         "日.",
                                         "a.com/(",
                                         "(",
                                         "http://",
                                         "1",
                                         "-",
                                         "👩\xE2\x80\x8D",
                                         "1\xEF\xB8\x8F",
                                         "\xCC\x81\xCC\xA3",
                                         "e\xCC\x81",
                                         "\xEF\xAC\xAC",
                                         "a.a.comx日.a.a.com日.みんな ",
                                         "xn--.",
                                         "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8",
                                         "いろはにほへとちりぬるを.",
                                         "@a.com.",
                                         "😀.",
                                         "a.com?!",
                                         "\xF0\x9D\x86\xBB",
                                         "e\xCC\xA3\xCC\x81\xCC\xA7",
                                         "t.co/\xF0\x9D\x86\xBB\xCC\x81",
                                         "a.com\xCC\x81"};
    enum { SIZE = 400000 };
    char *text = malloc(SIZE);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t step = strlen(pieces[i]), length = 0;
        for (; length + step <= SIZE; length += step)
            memcpy(text + length, pieces[i], step);
        struct xpost_text_count count;
        double begin = seconds();
        CHECK_NUMBER(xpost_text_count(text, length, 25000, &count, &error), 0);
        double taken = seconds() - begin;
        if (taken > 5)
            printf("%s: %f s\n", pieces[i], taken);
        CHECK(taken < 5);
    }
    free(text);
}

int main(void)
{
    RUN(test_text__weighs_one_or_two_a_character);
    RUN(test_text__weighs_an_emoji_as_two_whatever_it_is_made_of);
    RUN(test_text__weighs_what_is_no_emoji_by_its_parts);
    RUN(test_text__weighs_a_url_as_23);
    RUN(test_text__finds_urls_with_a_protocol);
    RUN(test_text__finds_urls_without_a_protocol);
    RUN(test_text__ends_a_path_before_punctuation);
    RUN(test_text__cuts_a_short_url_after_its_slug);
    RUN(test_text__refuses_labels_over_63_and_urls_over_4096);
    RUN(test_text__weighs_the_normalised_text);
    RUN(test_text__tells_the_byte_where_the_limit_is_passed);
    RUN(test_text__keeps_to_the_bytes_given_where_nfc_changes_them);
    RUN(test_text__is_valid_up_to_the_limit);
    RUN(test_text__finds_invalid_characters);
    RUN(test_text__refuses_what_is_no_text_and_says_where);
    RUN(test_text__weighs_long_runs_of_kana_and_ideographs_one_by_one);
    RUN(test_text__finds_what_is_no_text_inside_of_a_run);
    RUN(test_text__takes_any_text_apart_without_reading_past_it);
    RUN(test_text__takes_time_in_proportion_to_the_length);
    return check_report();
}
