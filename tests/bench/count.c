/* How long counting takes, and cutting into numbered posts, in microseconds a call (a median):
 * of ordinary texts, then of texts of 25,000 characters that are made to be slow.  Prints one
 * line each: name, bytes, weight, both times.
 *
 * For a program that compares: `ordinary` lists the ordinary texts, `print NAME` writes one,
 * `time NAME` and `split NAME` tell its least times; `hostile` those of the others. */
#define _POSIX_C_SOURCE 200809L

#include "error.h"
#include "split.h"
#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SHORT = 280, MIDDLE = 4000, LONG = 25000 };

struct sample {
    const char *name;
    const char *prefix;
    const char *pieces; /* repeated */
    const char *suffix;
    int characters; /* as many of `pieces` as this allows; or by weight, if negative */
};

static const char english[] =
    "The quick brown fox jumps over the lazy dog. It was the best of times, it was the worst "
    "of times; nobody (not even the dog) knew why. Does it matter? \"Not at all,\" said the "
    "fox. ";
static const char japanese[] =
    "これは日本語の文章です。今日はとても天気が良いので、散歩に出かけました。犬も一緒に歩きます"
    "。"
    "東京は広い街ですね！コーヒーを飲みながら、ゆっくり本を読むのが好きです。";
static const char emoji[] =
    "😀👨‍👩‍👧‍👦🙋🏽❤️🇯🇵1️⃣👩‍🚀☺🔥";
static const char links[] = "https://www.example.com/path/to/page?id=123&lang=en ";
static const char accents[] = "e\xCC\x81"
                              "tude cafe\xCC\x81 nai\xCC\x88ve ";

#define HOSTILE(name, pieces)                                                                  \
    {                                                                                          \
        name, "", pieces, "", LONG                                                             \
    }
#define AFTER(name, prefix, pieces)                                                            \
    {                                                                                          \
        name, prefix, pieces, "", LONG                                                         \
    }
#define BEFORE(name, pieces, suffix)                                                           \
    {                                                                                          \
        name, "", pieces, suffix, LONG                                                         \
    }

static const struct sample samples[] = {
    {"English 280", "", english, "", -SHORT},
    {"English 4,000", "", english, "", -MIDDLE},
    {"English 25,000", "", english, "", -LONG},
    {"Japanese 280", "", japanese, "", -SHORT},
    {"Japanese 4,000", "", japanese, "", -MIDDLE},
    {"Japanese 25,000", "", japanese, "", -LONG},
    {"emoji 280", "", emoji, "", -SHORT},
    {"emoji 4,000", "", emoji, "", -MIDDLE},
    {"emoji 25,000", "", emoji, "", -LONG},
    {"links 280", "", links, "", -SHORT},
    {"links 4,000", "", links, "", -MIDDLE},
    {"links 25,000", "", links, "", -LONG},
    {"decomposed accents 25,000", "", accents, "", -LONG},
    HOSTILE("25,000 of a.a.a.a", "a."),
    HOSTILE("e and acute", "e\xCC\x81"),
    HOSTILE("Hebrew that grows", "\xEF\xAC\xAC"),
    HOSTILE("notes that grow", "\xF0\x9D\x85\xA0"),
    HOSTILE("jamo", "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"),
    AFTER("marks in disorder", "a", "\xCC\x81\xCC\xA3"),
    HOSTILE("Vietnamese decomposed", "a\xCC\x82\xCC\xA3"),
    HOSTILE("composed with marks", "\xE1\xBA\xAD\xCC\xA7"),
    HOSTILE("compatibility ideographs", "\xEF\xA4\x80\xEF\xA4\x81"),
    HOSTILE("Thai", "น้ำใจ"),
    HOSTILE("ZWJ chain", "👩\xE2\x80\x8D"),
    HOSTILE("family nearly", "👩\xE2\x80\x8D👩\xE2\x80\x8D👧\xE2\x80\x8D"),
    HOSTILE("regional indicators", "🇦"),
    HOSTILE("black flags", "🏴\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2"),
    HOSTILE("digits and keycaps", "1\xEF\xB8\x8F"),
    HOSTILE("digits", "1"),
    HOSTILE("dots", "."),
    HOSTILE("dashes", "-"),
    HOSTILE("a-.", "a-."),
    HOSTILE("com.", "com."),
    BEFORE("com.com.com.x", "com.", "x"),
    HOSTILE("a_.com", "a_b.com"),
    HOSTILE("a_a.com.", "a_a.com."),
    HOSTILE("@a.com.", "@a.com."),
    HOSTILE("non-ASCII labels", "日本語.日本.世."),
    BEFORE("one long domain", "日本語.", "com"),
    BEFORE("many punycode labels", "いろはにほへとちりぬるをわかよたれそつねならむうゐの.",
           "com"),
    HOSTILE("punycode, a URL each", "ゐうむらなねつそれたよかわをるぬりちとへほにはろい.com "),
    HOSTILE("punycode, one character",
            "日日日日日日日日日日日日日日日日日日日日日日日日日日.com "),
    BEFORE("emoji in a label", "😀", ".com"),
    HOSTILE("http://", "http://"),
    HOSTILE("http://a.com/(", "http://a.com/("),
    AFTER("brackets open", "a.com/", "("),
    AFTER("brackets nested", "a.com/", "(a(b)c)"),
    AFTER("path that cannot end", "a.com/", "!"),
    AFTER("query that cannot end", "a.com?", "!"),
    HOSTILE("a.com?!", "a.com?!!!! "),
    HOSTILE("xn--", "xn--.xn--."),
    HOSTILE("xn--a.", "xn--a."),
    HOSTILE("t.co", "http://t.co/aaaaaaaa "),
    HOSTILE("plain parts of one domain", "a.a.a.a.a.a.a.a.a.a.a.日.a.com日."),
    HOSTILE("looked for again", "a.a.comx日.a.a.com日.みんな "),
    HOSTILE("accents in a domain", "a.com\xCC\x81\xE1\xBE\x82"),
    HOSTILE("t.co in everything", "t.co/\xF0\x9D\x86\xBB\xE1\xBE\x82\xEF\xAC\xAC日\xCC\x81"),
    HOSTILE("U+FEFF", "\xEF\xBB\xBF"),
    HOSTILE("control characters", "\x01"),
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static size_t characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += (text[i] & 0xC0) != 0x80;
    return count;
}

static int weight(const char *text, size_t length)
{
    struct xpost_text_count count;
    struct xpost_error error;
    return xpost_text_count(text, length, LONG, &count, &error) < 0 ? -1 : count.weight;
}

/* Repeats the pieces up to the size that the sample asks for.  The caller frees it. */
static char *make(const struct sample *sample, size_t *length)
{
    size_t step = strlen(sample->pieces), room = (size_t)LONG * 24;
    char *text = malloc(room);
    if (!text)
        exit(1);
    *length = strlen(sample->prefix);
    memcpy(text, sample->prefix, *length);
    size_t limit = (size_t)abs(sample->characters);
    size_t rest = strlen(sample->suffix), each = characters(sample->pieces, step);
    size_t most = (limit - characters(sample->prefix, *length)) / each;
    if (sample->characters < 0)
        most = (room - 1000) / step;
    for (size_t i = 0; i < most && *length + step + rest < room; i++) {
        memcpy(text + *length, sample->pieces, step);
        *length += step;
        if (sample->characters < 0 && i % 16 == 15 && weight(text, *length) > (int)limit)
            break;
    }
    /* By weight: whole characters off again until it fits. */
    while (sample->characters < 0 && weight(text, *length) > (int)limit)
        do
            --*length;
        while ((text[*length] & 0xC0) == 0x80);
    memcpy(text + *length, sample->suffix, rest);
    *length += rest;
    return text;
}

static int split(const char *text, size_t length)
{
    const struct xpost_source source = {text, length};
    const struct xpost_split how = {
        .sources = &source, .source_count = 1, .cut = true, .number = true};
    struct xpost_parts parts;
    struct xpost_error error;
    int result = xpost_split(&how, &parts, &error);
    xpost_parts_release(&parts);
    return result;
}

enum { ROUNDS = 15, LEAST = 0, MEDIAN = ROUNDS / 2 };

/* The least or the median of the rounds. */
static double time_of(int (*what)(const char *text, size_t length), const char *text,
                      size_t length, size_t which)
{
    double times[ROUNDS];
    double begin = now();
    what(text, length);
    double once = now() - begin;
    int calls = once > 2000 ? 1 : (int)(2000 / (once + 0.01)) + 1;
    for (size_t round = 0; round < ROUNDS; round++) {
        begin = now();
        for (int i = 0; i < calls; i++)
            what(text, length);
        times[round] = (now() - begin) / calls;
    }
    qsort(times, ROUNDS, sizeof *times, compare);
    return times[which];
}

enum { SAMPLES = sizeof samples / sizeof *samples };

static void print_all(void)
{
    printf("%-36s %8s %8s %10s %10s\n", "text", "bytes", "weight", "count us", "split us");
    for (size_t i = 0; i < SAMPLES; i++) {
        size_t length;
        char *text = make(samples + i, &length);
        printf("%-36s %8zu %8d %10.2f %10.1f\n", samples[i].name, length, weight(text, length),
               time_of(weight, text, length, MEDIAN), time_of(split, text, length, MEDIAN));
        free(text);
    }
}

/* What `what` wants of one text. */
static void answer(const char *what, const struct sample *sample)
{
    size_t length;
    char *text = make(sample, &length);
    if (strcmp(what, "ordinary") == 0)
        printf("%s\t%zu\n", sample->name, length);
    else if (strcmp(what, "print") == 0)
        fwrite(text, 1, length, stdout);
    else if (strcmp(what, "time") == 0)
        printf("%f\n", time_of(weight, text, length, LEAST));
    else if (strcmp(what, "split") == 0)
        printf("%f\n", time_of(split, text, length, LEAST));
    else if (strcmp(what, "hostile") == 0)
        printf("%s\t%f\t%f\n", sample->name, time_of(weight, text, length, LEAST),
               time_of(split, text, length, LEAST));
    free(text);
}

int main(int count, char **arguments)
{
    if (count < 2) {
        print_all();
        return 0;
    }
    bool hostile = strcmp(arguments[1], "hostile") == 0;
    for (size_t i = 0; i < SAMPLES; i++)
        if (count == 3 ? strcmp(samples[i].name, arguments[2]) == 0
                       : hostile == (samples[i].characters > 0))
            answer(arguments[1], samples + i);
    return 0;
}
