/* Random texts, cut in every way: what is true of all of them. */
#define _POSIX_C_SOURCE 200809L

#include "split.h"

#include "check.h"
#include "random_text.h"
#include "split_rules.h"

#include <time.h>

enum { TEXT_MAX = 900, ROUNDS = 1500, SIZE = 6000 /* bytes */ };

/* As much less as a tool makes everything slower. */
static int with_tool(int amount)
{
    return getenv("TEST_TOOL") ? amount / 16 : amount;
}

static const char *const pieces[] = {
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\xE3\x80\x80",
    ". ",
    "! ",
    ", ",
    "the quick brown fox ",
    "word",
    "e.g. ",
    "\"Yes,\" ",
    "これは日本語です。",
    "テスト、",
    "「引用」",
    "안녕하세요 ",
    "สวัสดีครับ",
    "السلام عليكم ",
    "नमस्ते ",
    "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", /* jamo */
    "e\xCC\x81",
    "q\xCC\xA3\xCC\x81",
    "a\xCC\x82\xCC\xA3\xCC\x83\xCC\xA7",
    "\xEF\xAC\xAC",
    "\xF0\x9D\x85\xA0",
    "👨\xE2\x80\x8D👩\xE2\x80\x8D👧\xE2\x80\x8D👦",
    "🧑\xE2\x80\x8D🚀",
    "🏽",
    "🇯🇵🇯",
    "1\xEF\xB8\x8F\xE2\x83\xA3",
    "☺\xEF\xB8\x8E",
    "🏴\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2\xF3\xA0\x81\xBF",
    "\xE2\x80\x8D",
    "\xEF\xB8\x8F",
    "\xCC\x81",
    "https://example.com/a_(b)?c=d#e ",
    "http://t.co/abc",
    "a.com",
    "日本.com/",
    "example.com/\xD0\xB6\xD0\xB6",
    "http://a.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "@someone ",
    "@a/list-name",
    "#hashtag ",
    "#日本語",
    "＃tag",
    "$ABC ",
    "$x.y",
    "\xE2\x80\x8E",
    "\xE2\x81\xA6",
    "---\n",
    "![a](b.png)",
    "```\n",
    "`",
    "-",
    "_",
    "/",
    ".",
    "#",
    "@",
    "(",
    ")",
};

enum { PIECES = sizeof pieces / sizeof *pieces };

static size_t make_text(char *text)
{
    size_t length = 0, kinds = 1 + random_below(PIECES);
    size_t first = random_below(PIECES), wanted = random_below(2) ? 60 : TEXT_MAX - 200;
    for (size_t n = random_below(200); n > 0 && length < wanted; n--) {
        if (random_below(12) == 0) {
            length += random_encode(text + length, random_character());
            continue;
        }
        const char *piece = pieces[(first + random_below(kinds)) % PIECES];
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
    }
    return length;
}

static struct xpost_split random_split(void)
{
    static const int limits[] = {0, 0, 280, 140, 100, 60, 40, 30, 25, 12, 7, 2, 1};
    return (struct xpost_split){
        .limit = limits[random_below(sizeof limits / sizeof *limits)],
        .markdown = random_below(4) == 0,
        .cut = random_below(8) > 0,
        .number = random_below(2) == 0,
    };
}

static void show(const struct xpost_split *split, const char *broken)
{
    printf("not so: %s; limit %d%s%s%s: ", broken, split->limit, split->cut ? ", cut" : "",
           split->number ? ", numbered" : "", split->markdown ? ", Markdown" : "");
    for (size_t i = 0; i < split->sources[0].length; i++)
        printf("\\x%02X", (unsigned char)split->sources[0].text[i]);
    putchar('\n');
}

static bool is_same(const struct xpost_parts *one, const struct xpost_parts *other)
{
    bool same = one->count == other->count;
    for (size_t i = 0; same && i < one->count; i++)
        same = strcmp(one->list[i].text, other->list[i].text) == 0 &&
               one->list[i].begin == other->list[i].begin &&
               one->list[i].end == other->list[i].end &&
               one->list[i].image_count == other->list[i].image_count;
    return same;
}

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static void check_split(struct xpost_split split, const char *text, size_t length)
{
    struct xpost_parts parts, again;
    struct xpost_error error;
    char *copy = malloc(length ? length : 1);
    memcpy(copy, text, length);
    const struct xpost_source source = {copy, length};
    split.sources = &source;
    split.source_count = 1;
    const char *broken = NULL;
    if (xpost_split(&split, &parts, &error) == 0) {
        broken = split_broken_rule(&split, &parts);
        if (!broken && (xpost_split(&split, &again, &error) != 0 || !is_same(&parts, &again)))
            broken = "the same text gives the same parts";
        if (!broken || parts.count > 0)
            xpost_parts_release(&again);
    } else if (error.code != XPOST_INVALID_REQUEST || !split.cut || split.limit == 0 ||
               split.limit > 40) {
        broken = error.message;
    }
    CHECK(!broken);
    if (broken)
        show(&split, broken);
    xpost_parts_release(&parts);
    free(copy);
}

static void test_split__keeps_its_rules_for_random_texts(void)
{
    static char text[TEXT_MAX + 64];
    for (int round = 0; round < with_tool(ROUNDS) && check_failures_here < 5; round++) {
        size_t length = make_text(text);
        for (int ways = 0; ways < 3; ways++)
            check_split(random_split(), text, length);
    }
}

/* Of the processor, in seconds, for a text of so many bytes: the least of three. */
static double time_of(const char *piece, size_t bytes)
{
    size_t step = strlen(piece), length = 0;
    char *text = malloc(bytes + step);
    double least = 1e9;
    for (; length < bytes; length += step)
        memcpy(text + length, piece, step);
    const struct xpost_source source = {text, length};
    const struct xpost_split split = {
        .sources = &source, .source_count = 1, .cut = true, .number = true, .markdown = true};
    for (int round = 0; round < 3; round++) {
        struct xpost_parts parts;
        struct xpost_error error;
        struct timespec begin, end;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
        CHECK_NUMBER(xpost_split(&split, &parts, &error), 0);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
        double taken =
            (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
        least = taken < least ? taken : least;
        xpost_parts_release(&parts);
    }
    free(text);
    return least;
}

/* Four times the text takes four times as long; if it was sixteen, it would be each time. */
static void test_split__takes_time_in_proportion_to_the_length(void)
{
    static const char *const slow[] = {
        "The quick brown fox. ",
        "これは日本語の文章です。",
        "a",
        "a.",
        "@a",
        "#a#",
        "\xCC\x81\xCC\xA3",
        "e\xCC\x81",
        "\xF0\x9D\x85\xA0",
        "👩\xE2\x80\x8D",
        "🇯",
        "t.co/\xF0\x9D\x85\xA0\xCC\x81",
        "http://a.com/",
        "[",
        "![a](",
        "`",
        "\n",
        "---\n",
        " \xCC\x81",
    };
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i += getenv("TEST_TOOL") ? 4 : 1) {
        bool is_linear = false;
        for (int attempt = 0; attempt < 3 && !is_linear; attempt++)
            is_linear = time_of(slow[i], 4 * (size_t)SIZE) < 10 * time_of(slow[i], SIZE);
        CHECK(is_linear);
        if (!is_linear)
            printf("quadratic: %s\n", slow[i]);
    }
}

int main(void)
{
    RUN(test_split__keeps_its_rules_for_random_texts);
    RUN(test_split__takes_time_in_proportion_to_the_length);
    return check_report();
}
