#include "text.h"

#include "error.h"
#include "normalise.h"
#include "text_class.h"
#include "text_emoji.h"
#include "text_url.h"
#include "utf8.h"

#include <string.h>

/* The text as it is weighed: in NFC. */
struct counter {
    const unsigned char *text;
    size_t length;
    size_t at;       /* up to here it is weighed */
    size_t no_emoji; /* up to here no emoji begins: one began inside of a URL */
    int weight, limit;
    size_t over_at;
    size_t urls;
    bool has_invalid_character;
};

static void add(struct counter *counter, size_t at, int weight)
{
    if (counter->weight <= counter->limit && counter->weight + weight > counter->limit)
        counter->over_at = at;
    counter->weight += weight;
}

/* Weighs ASCII from `at` on, but leaves the last character if it begins a keycap.  Returns
 * where it stops. */
static size_t weigh_ascii(struct counter *counter, size_t at, size_t end)
{
    size_t run = xpost_text_ascii_run(counter->text + at, end - at);
    size_t next = at + run;
    if (run > 0 && next < counter->length && counter->text[next] >= 0x80 &&
        counter->text[next - 1] <= '9' && next - 1 >= counter->no_emoji &&
        xpost_emoji_length(counter->text + next - 1, counter->length - next + 1) > 0)
        run--;
    if (counter->weight <= counter->limit && (size_t)(counter->limit - counter->weight) < run)
        counter->over_at = at + (size_t)(counter->limit - counter->weight);
    counter->weight += (int)run;
    return at + run;
}

static bool is_invalid(uint32_t character)
{
    return character == 0xFEFF || character == 0xFFFE || character == 0xFFFF;
}

static int weight_of(uint32_t class)
{
    return class & XPOST_TEXT_LIGHT ? 1 : 2;
}

/* True if the next twelve bytes are four well-formed characters of three bytes, each of a
 * column with the flag. */
static inline bool four_are(const unsigned char *text, uint32_t flag)
{
    static const unsigned char form[] = "\xE0\x80\x80\xE0\x80\x80\xE0\x80\x80\xE0\x80\x80";
    static const unsigned char mask[] = "\xF0\xC0\xC0\xF0\xC0\xC0\xF0\xC0\xC0\xF0\xC0\xC0";
    uint64_t word, word_form, word_mask;
    uint32_t rest, rest_form, rest_mask;
    memcpy(&word, text, sizeof word);
    memcpy(&word_form, form, sizeof word);
    memcpy(&word_mask, mask, sizeof word);
    memcpy(&rest, text + sizeof word, sizeof rest);
    memcpy(&rest_form, form + sizeof word, sizeof rest);
    memcpy(&rest_mask, mask + sizeof word, sizeof rest);
    return (word & word_mask) == word_form && (rest & rest_mask) == rest_form &&
           (xpost_text_even_at(text) & xpost_text_even_at(text + 3) &
            xpost_text_even_at(text + 6) & xpost_text_even_at(text + 9) & flag) != 0;
}

/* Where characters of columns with the flag end, as most of Japanese and Chinese are of.  To go
 * over four at once takes half the time. */
static size_t even_run(const unsigned char *text, size_t at, size_t end, uint32_t flag)
{
    while (end - at >= 12 && four_are(text + at, flag))
        at += 12;
    return at;
}

/* Weighs characters beyond ASCII that are surely no emoji and not invalid.  Returns where it
 * stops. */
static size_t weigh_simple(struct counter *counter, size_t begin, size_t end)
{
    const unsigned char *text = counter->text;
    size_t at = begin, size;
    int weight = 0;
    for (; at < end && text[at] >= 0x80; at += size) {
        if ((text[at] & 0xF0) == 0xE0 && xpost_text_even_at(text + at) & XPOST_TEXT_HEAVY) {
            size = even_run(text, at + 3, end, XPOST_TEXT_HEAVY) - at;
            weight += (int)(size / 3) * 2;
            continue;
        }
        uint32_t class = xpost_text_class_at(text + at, &size);
        if (class & (XPOST_TEXT_EMOJI | XPOST_TEXT_NO_URL_AFTER))
            break;
        weight += weight_of(class);
    }
    /* Where the limit is passed in between, it is looked for. */
    int whole = counter->weight + weight;
    for (size_t next = begin; whole > counter->limit && counter->weight <= counter->limit;
         next += size)
        add(counter, next, weight_of(xpost_text_class_at(text + next, &size)));
    counter->weight = whole;
    return at;
}

/* Weighs one emoji, or one character that may begin one but does not, or may be invalid. */
static size_t weigh_special(struct counter *counter, size_t at)
{
    size_t size, emoji = 0;
    uint32_t character = xpost_text_read(counter->text + at, &size);
    if (at >= counter->no_emoji)
        emoji = xpost_emoji_length(counter->text + at, counter->length - at);
    if (is_invalid(character))
        counter->has_invalid_character = true;
    add(counter, at, emoji > 0 ? 2 : weight_of(xpost_text_class(character)));
    return at + (emoji > 0 ? emoji : size);
}

/* Weighs text that has no URL. */
static void weigh_until(struct counter *counter, size_t end)
{
    size_t at = counter->at;
    while (at < end) {
        size_t next = counter->text[at] < 0x80 ? weigh_ascii(counter, at, end)
                                               : weigh_simple(counter, at, end);
        at = next > at ? next : weigh_special(counter, at);
    }
    counter->at = end;
}

/* Emoji are found regardless of URLs.  Where the last of them goes on after the URL, its other
 * characters weigh what they weigh alone. */
static void skip_cut_emoji(struct counter *counter, size_t begin, size_t end, bool cut)
{
    if (end == counter->length || counter->text[end] < 0x80 ||
        (!cut && xpost_text_ascii_run(counter->text + begin, end - begin) == end - begin))
        return;
    while (begin < end || (cut && begin == end)) {
        size_t size = xpost_emoji_length(counter->text + begin, counter->length - begin);
        if (size == 0)
            xpost_text_read(counter->text + begin, &size);
        begin += size;
    }
    counter->no_emoji = begin;
}

static void weigh_url(void *user, size_t begin, size_t end, bool cut)
{
    struct counter *counter = user;
    weigh_until(counter, begin);
    add(counter, begin, XPOST_TEXT_URL_WEIGHT);
    counter->urls++;
    counter->at = end;
    skip_cut_emoji(counter, begin, end, cut);
}

/* The size of the well-formed character at `text`, or 0, quicker for what is common. */
static size_t well_formed(const unsigned char *text, size_t left)
{
    unsigned char first = text[0];
    if (left >= 3 && first >= 0xE1 && first <= 0xEF && first != 0xED &&
        (text[1] & 0xC0) == 0x80 && (text[2] & 0xC0) == 0x80)
        return 3;
    if (left >= 2 && first >= 0xC2 && first <= 0xDF && (text[1] & 0xC0) == 0x80)
        return 2;
    if (left >= 4 && first == 0xF0 && text[1] >= 0x90 && text[1] <= 0xBF &&
        (text[2] & 0xC0) == 0x80 && (text[3] & 0xC0) == 0x80)
        return 4;
    size_t most = left < 4 ? left : 4;
    for (size_t size = 3; size <= most; size++)
        if (xpost_utf8_valid((const char *)text, size))
            return size;
    return 0;
}

/* A well-formed character of three bytes that surely takes no part in NFC. */
static bool is_still(const unsigned char *text, size_t left)
{
    return left >= 3 && (text[0] & 0xF0) == 0xE0 && (text[1] & 0xC0) == 0x80 &&
           (text[2] & 0xC0) == 0x80 && xpost_text_even_at(text) & XPOST_TEXT_STILL;
}

/* Goes over the text once: is it text, and is there a character that NFC may change? */
static int examine(const char *given, size_t length, bool *combines, struct xpost_error *error)
{
    const unsigned char *text = (const unsigned char *)given;
    *combines = false;
    if (length > XPOST_TEXT_MAX)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The text is far too long for a post: %zu bytes.", length);
    for (size_t at = 0, size; at < length; at += size) {
        if (text[at] < 0x80) {
            size = xpost_text_ascii_run(text + at, length - at);
            if (size > 0)
                continue;
            return xpost_error_set(error, XPOST_INVALID_REQUEST,
                                   "The text has a NUL character at byte offset %zu, which a "
                                   "post cannot have. Take it out.",
                                   at);
        }
        if (is_still(text + at, length - at)) {
            size = even_run(text, at + 3, length, XPOST_TEXT_STILL) - at;
            continue;
        }
        size = well_formed(text + at, length - at);
        if (size == 0)
            return xpost_error_set(error, XPOST_INVALID_REQUEST,
                                   "The text is not valid UTF-8 at byte offset %zu. Save it as "
                                   "UTF-8, or take that byte out.",
                                   at);
        if (!*combines)
            *combines = xpost_text_combines(xpost_text_class_at(text + at, &size));
    }
    return 0;
}

/* Makes the NFC of the text, after seeing that it is text. */
static int prepare(struct xpost_normal *normal, const char *text, size_t length,
                   struct xpost_error *error)
{
    bool combines;
    *normal = (struct xpost_normal){.text = text, .length = length};
    if (examine(text, length, &combines, error) < 0)
        return -1;
    if (combines)
        return xpost_normalise(normal, text, length, error);
    return 0;
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] > ' ')
            return false;
    return true;
}

int xpost_text_count(const char *text, size_t length, int limit, struct xpost_text_count *count,
                     struct xpost_error *error)
{
    struct xpost_normal normal;
    if (prepare(&normal, text, length, error) < 0)
        return -1;
    struct counter counter = {.text = (const unsigned char *)normal.text,
                              .length = normal.length,
                              .limit = limit > 0 ? limit : 0,
                              .over_at = normal.length};
    xpost_url_find(counter.text, counter.length, weigh_url, &counter);
    weigh_until(&counter, counter.length);
    *count = (struct xpost_text_count){
        .weight = counter.weight,
        .limit = limit,
        .valid = counter.weight > 0 && counter.weight <= limit &&
                 !counter.has_invalid_character && !is_blank(text, length),
        .over_at = xpost_normal_begin(&normal, counter.over_at),
        .urls = counter.urls,
        .has_invalid_character = counter.has_invalid_character,
    };
    xpost_normal_release(&normal);
    return 0;
}

struct teller {
    const struct xpost_normal *normal;
    xpost_text_visit *visit;
    void *user;
};

static void tell_origin(void *user, size_t begin, size_t end, bool cut)
{
    (void)cut;
    const struct teller *teller = user;
    teller->visit(teller->user, xpost_normal_begin(teller->normal, begin),
                  xpost_normal_end(teller->normal, end));
}

int xpost_text_each_url(const char *text, size_t length, xpost_text_visit *visit, void *user,
                        struct xpost_error *error)
{
    struct xpost_normal normal;
    if (prepare(&normal, text, length, error) < 0)
        return -1;
    struct teller teller = {.normal = &normal, .visit = visit, .user = user};
    xpost_url_find((const unsigned char *)normal.text, normal.length, tell_origin, &teller);
    xpost_normal_release(&normal);
    return 0;
}
