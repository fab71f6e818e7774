#include "split_break.h"

#include "error.h"
#include "memory.h"
#include "split_line.h"
#include "split_script.h"
#include "text_class.h"
#include "unicode.h"

#include <stdlib.h>

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
    bool heading; /* the line is one */
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
static enum xpost_break_level level_after_space(const struct walk *walk, size_t at,
                                                uint32_t next)
{
    const char *line = walk->breaks->text + at;
    size_t left = walk->breaks->length - at;
    if (walk->lines > 0 && walk->heading) /* it stays with what it is of */
        return XPOST_BREAK_LINE;
    if (walk->lines > 1)
        return XPOST_BREAK_PARAGRAPH;
    if (walk->lines == 1 &&
        (xpost_line_is_heading(line, left) || xpost_line_is_item(line, left)))
        return XPOST_BREAK_ITEM;
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
    const struct xpost_wholes *wholes = &walk->breaks->wholes;
    while (walk->next_whole < wholes->count && wholes->list[walk->next_whole].end <= at)
        walk->next_whole++;
    return walk->next_whole < wholes->count ? &wholes->list[walk->next_whole] : NULL;
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
    struct xpost_break *list =
        xpost_list_reserve(breaks->list, breaks->count, &breaks->room, sizeof *list);
    if (!list) {
        breaks->failed = true;
        return;
    }
    breaks->list = list;
    breaks->list[breaks->count++] = (struct xpost_break){(uint32_t)at, level};
}

/* The character at `at` is no white space: may the text be cut before it? */
static void look_before(struct walk *walk, size_t at, uint32_t next)
{
    if (walk->last == 0 || (walk->spaces == 0 && walk->last < 0x80 && next < 0x80))
        return;
    uint32_t before = walk->spaces ? ' ' : walk->last;
    enum xpost_break_level level =
        walk->spaces ? level_after_space(walk, at, next) : level_between(walk, at, next);
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
    if (walk->lines > 0 || walk->last == 0)
        walk->heading =
            xpost_line_is_heading(walk->breaks->text + at, walk->breaks->length - at);
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
    if (xpost_wholes_find(&breaks->wholes, text, length, error) != 0)
        return -1;
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
    xpost_wholes_release(&breaks->wholes);
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
    const struct xpost_whole *whole = xpost_wholes_around(&breaks->wholes, most);
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
    const struct xpost_whole *whole = xpost_wholes_around(&breaks->wholes, at);
    return whole && whole->end - whole->begin <= XPOST_WHOLE_URL_MAX ? whole->end : at;
}
