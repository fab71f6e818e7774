/* twitter-text's own conformance vectors, where they are: in $XPOST_SHARED or ../shared, in
 * data/twitter-text.  Reads as much YAML as they are written in. */
#include "check.h"

#include "error.h"
#include "text.h"
#include "text_entity.h"

#include <stdbool.h>
#include <stdlib.h>

enum { URLS_MAX = 32, TEXT_MAX = 32768 };

struct vector {
    char text[TEXT_MAX];
    char urls[URLS_MAX][512];
    size_t begins[URLS_MAX]; /* in characters; if `indices` */
    size_t url_count;
    bool indices;
    long weight; /* -1 if not told */
    long last;   /* in UTF-16, of what is within the limit; told beside the weight */
    bool valid;
    bool whole; /* the text is one URL or none, as `valid` says */
};

static char folder[4096];
static struct vector vector;

static size_t put_character(char *out, unsigned long c)
{
    size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = size; i > 1; i--, c >>= 6)
        out[i - 1] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(leads[size] | c);
    return size;
}

/* Reads a string, in quotes or up to the end of the line.  Returns what follows. */
static const char *read_string(const char *from, char *out, size_t room)
{
    const char *begin = out;
    bool quoted = *from == '"';
    if (quoted)
        from++;
    while (*from && *from != '\n' && !(quoted && *from == '"') &&
           (size_t)(out - begin) + 5 < room) {
        char digits[9] = "";
        if (!quoted || *from != '\\') {
            *out++ = *from++;
            continue;
        }
        size_t count = from[1] == 'u' ? 4 : from[1] == 'U' ? 8 : 0;
        if (count) {
            memcpy(digits, from + 2, count);
            out += put_character(out, strtoul(digits, NULL, 16));
        } else {
            *out++ = from[1] == 'n' ? '\n' : from[1] == 't' ? '\t' : from[1];
        }
        from += 2 + count;
    }
    *out = '\0';
    return quoted && *from == '"' ? from + 1 : from;
}

/* ["a", "b"] */
static void read_list(const char *from)
{
    while ((from = strchr(from, '"')) != NULL && vector.url_count < URLS_MAX) {
        size_t at = vector.url_count++;
        from = read_string(from, vector.urls[at], sizeof vector.urls[at]);
    }
}

/* What follows `key` in a line, or NULL. */
static const char *after(const char *line, const char *key)
{
    size_t length = strlen(key);
    return strncmp(line, key, length) == 0 ? line + length : NULL;
}

static void read_line(const char *line)
{
    const char *value;
    if ((value = after(line, "text: "))) {
        read_string(value, vector.text, sizeof vector.text);
    } else if ((value = after(line, "expected: ["))) {
        read_list(value);
    } else if ((value = after(line, "list_slug: ")) && vector.url_count) {
        char *name = vector.urls[vector.url_count - 1];
        read_string(value, name + strlen(name), sizeof vector.urls[0] - strlen(name));
    } else if ((value = after(line, "- url: ")) || (value = after(line, "- hashtag: ")) ||
               (value = after(line, "- cashtag: ")) ||
               (value = after(line, "- screen_name: ")) || (value = after(line, "- "))) {
        if (vector.url_count < URLS_MAX)
            read_string(value, vector.urls[vector.url_count++], sizeof vector.urls[0]);
    } else if ((value = after(line, "indices: [")) && vector.url_count) {
        vector.indices = true;
        vector.begins[vector.url_count - 1] = strtoul(value, NULL, 10);
    } else if ((value = after(line, "weightedLength: "))) {
        vector.weight = strtol(value, NULL, 10);
    } else if ((value = after(line, "valid: "))) {
        vector.valid = after(value, "true") != NULL;
    } else if ((value = after(line, "validRangeEnd: "))) {
        vector.last = strtol(value, NULL, 10);
    } else if ((value = after(line, "expected: "))) {
        vector.whole = after(value, "true") || after(value, "false");
        vector.valid = after(value, "true") != NULL;
    }
}

struct seen {
    size_t count;
    char covered[TEXT_MAX]; /* of entities: not 0 where a URL is */
};

/* The signs of the entities that the section is about; NULL: about URLs. */
static const char *const *signs;

static size_t characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += (text[i] & 0xC0) != 0x80;
    return count;
}

/* Length in UTF-16. */
static size_t units(const char *text, size_t length)
{
    size_t count = characters(text, length);
    for (size_t i = 0; i < length; i++)
        count += (text[i] & 0xF8) == 0xF0;
    return count;
}

static void see_whole(void *user, size_t begin, size_t end)
{
    bool *whole = user;
    *whole = begin == 0 && end == strlen(vector.text);
}

static void see_url(void *user, size_t begin, size_t end)
{
    struct seen *seen = user;
    size_t at = seen->count++;
    CHECK(at < vector.url_count);
    if (at >= vector.url_count)
        return;
    char url[512];
    snprintf(url, sizeof url, "%.*s", (int)(end - begin), vector.text + begin);
    CHECK_TEXT(url, vector.urls[at]);
    if (vector.indices)
        CHECK_NUMBER(characters(vector.text, begin), vector.begins[at]);
}

static void cover(void *user, size_t begin, size_t end)
{
    struct seen *seen = user;
    memset(seen->covered + begin, 1, end - begin);
}

/* Of a mention with a list some sections name only the account. */
static void see_entity(void *user, size_t begin, size_t end)
{
    struct seen *seen = user;
    const char *const *sign = signs;
    while (*sign && strncmp(vector.text + begin, *sign, strlen(*sign)) != 0)
        sign++;
    if (!*sign || seen->covered[begin])
        return;
    size_t at = seen->count++;
    CHECK(at < vector.url_count);
    if (at >= vector.url_count)
        return;
    char name[512];
    size_t from = begin + strlen(*sign);
    snprintf(name, sizeof name, "%.*s", (int)(end - from), vector.text + from);
    if (!strchr(vector.urls[at], '/'))
        name[strcspn(name, "/")] = '\0';
    CHECK_TEXT(name, vector.urls[at]);
    if (vector.indices)
        CHECK_NUMBER(characters(vector.text, begin), vector.begins[at]);
}

static void check_entities(size_t length)
{
    struct seen seen = {0};
    struct xpost_error error;
    CHECK_NUMBER(xpost_text_each_url(vector.text, length, cover, &seen, &error), 0);
    xpost_text_each_entity(vector.text, length, see_entity, &seen);
    CHECK_NUMBER(seen.count, vector.url_count);
}

/* The second configuration, which weighs joined emoji by their parts, and else as the third. */
static bool second_configuration;

static void check_weight(const struct xpost_text_count *count)
{
    bool joined = strstr(vector.text, "\xE2\x80\x8D") != NULL; /* U+200D */
    if (second_configuration && joined)
        CHECK(count->weight <= vector.weight);
    else
        CHECK_NUMBER(count->weight, vector.weight);
    CHECK_NUMBER(count->valid, vector.valid);
    if (vector.weight > XPOST_TEXT_LIMIT)
        CHECK_NUMBER(units(vector.text, count->over_at), vector.last + 1);
}

static void check_vector(const char *description)
{
    int before = check_failures_here;
    struct xpost_error error;
    struct xpost_text_count count;
    size_t length = strlen(vector.text);
    CHECK_NUMBER(xpost_text_count(vector.text, length, XPOST_TEXT_LIMIT, &count, &error), 0);
    if (vector.weight >= 0) {
        check_weight(&count);
    } else if (signs) {
        check_entities(length);
    } else if (vector.whole) {
        bool whole = false;
        CHECK_NUMBER(xpost_text_each_url(vector.text, length, see_whole, &whole, &error), 0);
        CHECK_NUMBER(whole, vector.valid);
    } else {
        struct seen seen = {0};
        CHECK_NUMBER(xpost_text_each_url(vector.text, length, see_url, &seen, &error), 0);
        CHECK_NUMBER(seen.count, vector.url_count);
        CHECK_NUMBER(count.urls, vector.url_count);
    }
    if (check_failures_here > before)
        printf("    in: %s\n", description);
}

/* Checks every vector of a section.  Returns how many there were. */
static int check_section(const char *file, const char *section)
{
    static char path[sizeof folder + 64], line[TEXT_MAX * 2], description[512];
    bool inside = false, open = false;
    int count = 0;
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *stream = fopen(path, "r");
    CHECK(stream != NULL);
    while (stream && fgets(line, sizeof line, stream)) {
        size_t indent = strspn(line, " ");
        const char *begin = line + indent, *value = after(begin, "- description: ");
        bool heading = indent == 2 && *begin != '-' && *begin != '\n';
        if ((value || heading) && open) {
            check_vector(description);
            open = false;
        }
        if (heading)
            inside = after(begin, section) && begin[strlen(section)] == ':';
        if (inside && value) {
            memset(&vector, 0, sizeof vector);
            vector.weight = -1;
            read_string(value, description, sizeof description);
            open = true;
            count++;
        } else if (inside) {
            read_line(begin);
        }
    }
    if (open)
        check_vector(description);
    if (stream)
        fclose(stream);
    printf("%s, %s: %d vectors\n", file, section, count);
    return count;
}

static void test_text_vectors__weighs_as_the_third_configuration(void)
{
    CHECK(check_section("validate.yml", "WeightedTweetsWithDiscountedEmojiCounterTest") >= 22);
}

static void test_text_vectors__weighs_as_the_second_but_for_emoji(void)
{
    second_configuration = true;
    CHECK(check_section("validate.yml", "WeightedTweetsCounterTest") >= 20);
    second_configuration = false;
}

static void test_text_vectors__accepts_directional_marks(void)
{
    CHECK(check_section("validate.yml", "UnicodeDirectionalMarkerCounterTest") >= 2);
}

static void test_text_vectors__finds_urls(void)
{
    CHECK(check_section("extract.yml", "urls") >= 80);
    CHECK(check_section("extract.yml", "urls_with_directional_markers") >= 2);
    CHECK(check_section("validate.yml", "urls_without_protocol") >= 5);
}

static void test_text_vectors__finds_where_urls_are(void)
{
    CHECK(check_section("extract.yml", "urls_with_indices") >= 10);
}

static void test_text_vectors__finds_short_urls_with_parameters(void)
{
    CHECK(check_section("extract.yml", "tco_urls_with_params") >= 3);
}

static void test_text_vectors__finds_mentions_and_lists(void)
{
    static const char *const at[] = {"@", "\xEF\xBC\xA0", NULL};
    signs = at;
    CHECK(check_section("extract.yml", "mentions") >= 23);
    CHECK(check_section("extract.yml", "mentions_with_indices") >= 3);
    CHECK(check_section("extract.yml", "mentions_or_lists_with_indices") >= 5);
    signs = NULL;
}

static void test_text_vectors__finds_hashtags_and_cashtags(void)
{
    static const char *const number[] = {"#", "\xEF\xBC\x83", NULL};
    static const char *const dollar[] = {"$", NULL};
    signs = number;
    CHECK(check_section("extract.yml", "hashtags") >= 65);
    CHECK(check_section("extract.yml", "hashtags_from_astral") >= 3);
    CHECK(check_section("extract.yml", "hashtags_with_indices") >= 8);
    signs = dollar;
    CHECK(check_section("extract.yml", "cashtags") >= 8);
    CHECK(check_section("extract.yml", "cashtags_with_indices") >= 2);
    signs = NULL;
}

static void test_text_vectors__knows_every_top_level_domain(void)
{
    CHECK(check_section("tlds.yml", "country") >= 300);
    CHECK(check_section("tlds.yml", "generic") >= 1200);
}

int main(void)
{
    const char *shared = getenv("XPOST_SHARED");
    char path[sizeof folder + 64];
    snprintf(folder, sizeof folder, "%s/data/twitter-text", shared ? shared : "../shared");
    snprintf(path, sizeof path, "%s/extract.yml", folder);
    FILE *stream = fopen(path, "r");
    if (!stream) {
        printf("skipped: there are no test vectors of twitter-text in %s\n", folder);
        return check_report();
    }
    fclose(stream);
    RUN(test_text_vectors__weighs_as_the_third_configuration);
    RUN(test_text_vectors__weighs_as_the_second_but_for_emoji);
    RUN(test_text_vectors__accepts_directional_marks);
    RUN(test_text_vectors__finds_urls);
    RUN(test_text_vectors__finds_where_urls_are);
    RUN(test_text_vectors__finds_short_urls_with_parameters);
    RUN(test_text_vectors__finds_mentions_and_lists);
    RUN(test_text_vectors__finds_hashtags_and_cashtags);
    RUN(test_text_vectors__knows_every_top_level_domain);
    return check_report();
}
