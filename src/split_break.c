#include "split_break.h"

#include "error.h"
#include "split_script.h"
#include "text_class.h"
#include "text_entity.h"
#include "unicode.h"

#include <stdlib.h>

enum { URL_MAX_BYTES = 4 * 4096 };

/* --- what stays whole --- */

static void add_whole(void *user, size_t begin, size_t end)
{
    struct xpost_breaks *breaks = user;
    if (breaks->whole_count == breaks->whole_room) {
        size_t room = breaks->whole_room ? breaks->whole_room * 2 : 16;
        struct xpost_whole *wholes = realloc(breaks->wholes, room * sizeof *wholes);
        if (!wholes) {
            breaks->failed = true;
            return;
        }
        breaks->wholes = wholes;
        breaks->whole_room = room;
    }
    breaks->wholes[breaks->whole_count++] =
        (struct xpost_whole){(uint32_t)begin, (uint32_t)end};
}

static int compare_wholes(const void *left, const void *right)
{
    const struct xpost_whole *one = left, *other = right;
    return (one->begin > other->begin) - (one->begin < other->begin);
}

/* True if a text may be cut at `at`, as far as the two characters there go. */
static bool is_between(const struct xpost_breaks *breaks, size_t at)
{
    const unsigned char *text = (const unsigned char *)breaks->text;
    size_t size;
    return at == 0 || at == breaks->length ||
           xpost_grapheme_may_end(xpost_text_read(text + xpost_text_before(text, at), &size),
                                  xpost_text_read(text + at, &size));
}

/* An accent or a joiner may follow the last character, and the first one may be an accent. */
static void widen_wholes(struct xpost_breaks *breaks)
{
    const unsigned char *text = (const unsigned char *)breaks->text;
    for (size_t i = 0; i < breaks->whole_count; i++) {
        size_t begin = breaks->wholes[i].begin, end = breaks->wholes[i].end, size;
        while (!is_between(breaks, begin))
            begin = xpost_text_before(text, begin);
        for (; !is_between(breaks, end); end += size)
            xpost_text_read(text + end, &size);
        breaks->wholes[i] = (struct xpost_whole){(uint32_t)begin, (uint32_t)end};
    }
}

/* Joins those that overlap, such as a name in a URL. */
static void join_wholes(struct xpost_breaks *breaks)
{
    struct xpost_whole *wholes = breaks->wholes;
    size_t count = 0;
    if (breaks->whole_count == 0)
        return;
    qsort(wholes, breaks->whole_count, sizeof *wholes, compare_wholes);
    for (size_t i = 1; i < breaks->whole_count; i++) {
        if (wholes[i].begin >= wholes[count].end)
            wholes[++count] = wholes[i];
        else if (wholes[i].end > wholes[count].end)
            wholes[count].end = wholes[i].end;
    }
    breaks->whole_count = count + 1;
}

/* The stretch that `at` is inside of, or NULL. */
static const struct xpost_whole *whole_around(const struct xpost_breaks *breaks, size_t at)
{
    size_t low = 0, high = breaks->whole_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (breaks->wholes[middle].begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && breaks->wholes[low - 1].end > at ? &breaks->wholes[low - 1] : NULL;
}

/* What the text before a place ends with. */
enum ending {
    ENDING_NONE,
    ENDING_POINT,         /* a full stop, of a sentence or an abbreviation */
    ENDING_SENTENCE,      /* where a space follows, or a script without spaces */
    ENDING_WIDE_SENTENCE, /* whatever follows */
    ENDING_CLAUSE,        /* where a space follows */
    ENDING_WIDE_CLAUSE,
};

static enum ending ending_of(uint32_t c, enum ending before)
{
    switch (c) {
    case '.':
        return ENDING_POINT;
    case '!':
    case '?':
    case 0x2026: /* ... */
    case 0x203C:
    case 0x2047:
    case 0x2048:
    case 0x2049:
        return ENDING_SENTENCE;
    case 0x3002: /* ideographic full stop */
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61:
        return ENDING_WIDE_SENTENCE;
    case ',':
    case ';':
    case ':':
    case 0x2013:
    case 0x2014:
        return ENDING_CLAUSE;
    case 0x3001: /* ideographic comma */
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF64:
        return ENDING_WIDE_CLAUSE;
    default:
        /* A bracket or a quotation mark closes after the full stop. */
        return before != ENDING_NONE && (xpost_unicode_closes(c) || c == 0xFE0F) ? before
                                                                                 : ENDING_NONE;
    }
}

/* --- the walk through the text --- */

/* What is before a place. */
struct walk {
    struct xpost_breaks *breaks;
    uint32_t last; /* character; 0: none */
    enum ending ending;
    size_t ending_at;     /* of the full stop */
    size_t spaces, lines; /* since then */
    bool carriage_return;
    size_t next_whole;
};

static bool matches(const char *word, size_t length, const char *list)
{
    for (size_t size; *list; list += size + (list[size] == ' ')) {
        size = strcspn(list, " ");
        if (size == length && memcmp(word, list, size) == 0)
            return true;
    }
    return false;
}

/* "Dr.", "e.g.", "J.": no sentence ends there. */
static bool is_abbreviation(const char *text, size_t point)
{
    size_t begin = point;
    while (begin > 0 && point - begin < 8 && (unsigned char)text[begin - 1] > ' ' &&
           (unsigned char)text[begin - 1] < 0x80 && !memchr("([{\"'", text[begin - 1], 5))
        begin--;
    size_t length = point - begin;
    if (length == 1)
        return xpost_unicode_is_letter((unsigned char)text[begin]);
    return memchr(text + begin, '.', length) != NULL ||
           matches(text + begin, length,
                   "Mr Mrs Ms Dr Prof St Jr Sr vs cf No no Fig fig approx ca al");
}

static bool ends_sentence(const struct walk *walk, uint32_t next)
{
    switch (walk->ending) {
    case ENDING_POINT:
        return walk->spaces > 0 && !xpost_unicode_is_lower(next) &&
               !is_abbreviation(walk->breaks->text, walk->ending_at);
    case ENDING_SENTENCE:
        return walk->spaces > 0 ? !xpost_unicode_is_lower(next)
                                : xpost_script_is_ideograph(next);
    default:
        return walk->ending == ENDING_WIDE_SENTENCE;
    }
}

/* After white space. */
static enum xpost_break_level level_after_space(const struct walk *walk, uint32_t next)
{
    if (walk->lines > 1)
        return XPOST_BREAK_PARAGRAPH;
    if (ends_sentence(walk, next))
        return XPOST_BREAK_SENTENCE;
    if (walk->lines == 1)
        return XPOST_BREAK_LINE;
    return walk->ending == ENDING_CLAUSE || walk->ending == ENDING_WIDE_CLAUSE
               ? XPOST_BREAK_CLAUSE
               : XPOST_BREAK_WORD;
}

/* Goes on to what stays whole at or after `at`; NULL: nothing does. */
static const struct xpost_whole *whole_at(struct walk *walk, size_t at)
{
    const struct xpost_breaks *breaks = walk->breaks;
    while (walk->next_whole < breaks->whole_count && breaks->wholes[walk->next_whole].end <= at)
        walk->next_whole++;
    return walk->next_whole < breaks->whole_count ? &breaks->wholes[walk->next_whole] : NULL;
}

static bool is_inside_whole(struct walk *walk, size_t at)
{
    const struct xpost_whole *whole = whole_at(walk, at);
    return whole && whole->begin < at;
}

static bool begins_whole(struct walk *walk, size_t at)
{
    const struct xpost_whole *whole = whole_at(walk, at);
    return whole && whole->begin == at;
}

/* Between two characters without white space; XPOST_BREAK_LEVELS: not there. */
static enum xpost_break_level level_between(struct walk *walk, size_t at, uint32_t next)
{
    uint32_t last = walk->last;
    if (xpost_unicode_is_space(last)) /* it indents a paragraph */
        return XPOST_BREAK_LEVELS;
    if (last == 0x200B || (xpost_script_is_ideograph(last) && !xpost_unicode_opens(last) &&
                           begins_whole(walk, at)))
        return XPOST_BREAK_WORD;
    if ((!xpost_script_is_ideograph(last) && !xpost_script_is_emoji(last) &&
         !xpost_script_is_ideograph(next)) ||
        xpost_script_is_small(next) || xpost_unicode_closes(next) || xpost_unicode_opens(last))
        return XPOST_BREAK_LEVELS;
    if (ends_sentence(walk, next))
        return XPOST_BREAK_SENTENCE;
    if (walk->ending == ENDING_WIDE_CLAUSE)
        return XPOST_BREAK_CLAUSE;
    if (xpost_script_is_emoji(last))
        return xpost_script_is_ideograph(next) || xpost_script_is_emoji(next)
                   ? XPOST_BREAK_WORD
                   : XPOST_BREAK_LEVELS;
    if (!xpost_script_is_ideograph(last) || !xpost_script_is_ideograph(next))
        return XPOST_BREAK_LEVELS;
    /* Most words begin with another script than that of the endings before them. */
    return xpost_unicode_opens(next) ||
                   (xpost_script_is_hiragana(last) && !xpost_script_is_hiragana(next))
               ? XPOST_BREAK_WORD
               : XPOST_BREAK_IDEOGRAPH;
}

static void add_break(struct xpost_breaks *breaks, size_t at, enum xpost_break_level level)
{
    if (breaks->count == breaks->room) {
        size_t room = breaks->room ? breaks->room * 2 : 64;
        struct xpost_break *list = realloc(breaks->list, room * sizeof *list);
        if (!list) {
            breaks->failed = true;
            return;
        }
        breaks->list = list;
        breaks->room = room;
    }
    breaks->list[breaks->count++] = (struct xpost_break){(uint32_t)at, level};
}

/* The character at `at` is no white space: may the text be cut before it? */
static void look_before(struct walk *walk, size_t at, uint32_t next)
{
    if (walk->last == 0 || (walk->spaces == 0 && walk->last < 0x80 && next < 0x80))
        return;
    uint32_t before = walk->spaces ? ' ' : walk->last;
    enum xpost_break_level level =
        walk->spaces ? level_after_space(walk, next) : level_between(walk, at, next);
    if (level < XPOST_BREAK_LEVELS && xpost_grapheme_may_end(before, next) &&
        !is_inside_whole(walk, at))
        add_break(walk->breaks, at, level);
}

static void pass_space(struct walk *walk, uint32_t space)
{
    bool second = space == '\n' && walk->carriage_return;
    walk->carriage_return = space == '\r';
    walk->spaces++;
    if ((space == '\n' && !second) || space == '\r' || space == 0x2028)
        walk->lines++;
    else if (space == 0x2029)
        walk->lines += 2;
}

static void pass(struct walk *walk, size_t at, uint32_t c)
{
    enum ending before = walk->spaces ? ENDING_NONE : walk->ending;
    walk->ending = ending_of(c, before);
    if (walk->ending == ENDING_POINT && c == '.')
        walk->ending_at = at;
    walk->last = c;
    walk->spaces = walk->lines = 0;
    walk->carriage_return = false;
}

int xpost_breaks_find(struct xpost_breaks *breaks, const char *text, size_t length,
                      struct xpost_error *error)
{
    *breaks = (struct xpost_breaks){.text = text, .length = length};
    struct walk walk = {.breaks = breaks};
    if (xpost_text_each_url(text, length, add_whole, breaks, error) != 0)
        return -1;
    xpost_text_each_entity(text, length, add_whole, breaks);
    widen_wholes(breaks);
    join_wholes(breaks);
    for (size_t at = 0, size; at < length && !breaks->failed; at += size) {
        uint32_t c = xpost_text_read((const unsigned char *)text + at, &size);
        bool indents = c == 0x3000 && walk.lines > 0;
        if (xpost_unicode_is_space(c) && !indents) {
            pass_space(&walk, c);
            continue;
        }
        look_before(&walk, at, c);
        pass(&walk, at, c);
    }
    return breaks->failed ? xpost_error_no_memory(error) : 0;
}

void xpost_breaks_release(struct xpost_breaks *breaks)
{
    free(breaks->list);
    free(breaks->wholes);
    *breaks = (struct xpost_breaks){0};
}

/* --- looking them up --- */

size_t xpost_breaks_until(const struct xpost_breaks *breaks, size_t at)
{
    size_t low = 0, high = breaks->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (breaks->list[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The end of the last grapheme cluster that fits.  No more is looked at than one character
 * beyond, as a cluster may be long. */
static size_t last_grapheme(const struct xpost_breaks *breaks, size_t begin, size_t most)
{
    const unsigned char *text = (const unsigned char *)breaks->text;
    size_t at = begin, end, size = 0;
    if (most < breaks->length)
        xpost_text_read(text + most, &size);
    while (at < most && (end = xpost_grapheme_end(text, most + size, at)) <= most)
        at = end;
    return at;
}

size_t xpost_breaks_inside(const struct xpost_breaks *breaks, size_t begin, size_t most)
{
    const unsigned char *text = (const unsigned char *)breaks->text;
    const struct xpost_whole *whole = whole_around(breaks, most);
    if (whole && whole->begin > begin)
        most = whole->begin;
    size_t at = last_grapheme(breaks, begin, most);
    if (at > begin || most == begin)
        return at;
    /* One cluster, such as a letter with hundreds of accents. */
    if (most < breaks->length && (text[most] & 0xC0) == 0x80)
        most = xpost_text_before(text, most);
    return most;
}

size_t xpost_breaks_after(const struct xpost_breaks *breaks, size_t at)
{
    const unsigned char *text = (const unsigned char *)breaks->text;
    while (at < breaks->length && (text[at] & 0xC0) == 0x80)
        at++;
    if (at >= breaks->length)
        return breaks->length;
    const struct xpost_whole *whole = whole_around(breaks, at);
    return whole && whole->end - whole->begin <= URL_MAX_BYTES ? whole->end : at;
}
