#include "text_domain.h"

#include "text_class.h"

static bool is_letter(unsigned char c)
{
    return (c | 0x20u) - 'a' < 26u;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool ends_tld(const unsigned char *text, size_t limit, size_t at)
{
    if (at >= limit)
        return true;
    unsigned char c = text[at];
    return !is_letter(c) && !is_digit(c) && c != '@' && c != '+' && c != '-';
}

/* xn-- and at least one letter, digit or '-'; anything may follow. */
static size_t punycode_tld(const unsigned char *text, size_t limit, size_t at)
{
    size_t end = at + 4;
    if (limit - at < 5 || text[at + 2] != '-' || text[at + 3] != '-' ||
        (text[at] | 0x20) != 'x' || (text[at + 1] | 0x20) != 'n')
        return 0;
    while (end < limit && (is_letter(text[end]) || is_digit(text[end]) || text[end] == '-'))
        end++;
    return end > at + 4 ? end : 0;
}

static size_t ascii_tld(const unsigned char *text, size_t limit, size_t at)
{
    size_t end = at + 2;
    unsigned first = (text[at] | 0x20u) - 'a', second = (text[at + 1] | 0x20u) - 'a';
    while (end < limit && is_letter(text[end]) && end - at <= XPOST_TEXT_TLD_LONGEST)
        end++;
    if (!ends_tld(text, limit, end))
        return 0;
    size_t pair = first * 26 + second, rest = end - at - 2;
    size_t entry = xpost_text_tld_index[pair];
    while (entry < xpost_text_tld_index[pair + 1]) {
        size_t size = xpost_text_tlds[entry++], same = 0;
        if (size > rest)
            break;
        if (size == rest) {
            while (same < rest && (text[at + 2 + same] | 0x20) == xpost_text_tlds[entry + same])
                same++;
            if (same == rest)
                return end;
        }
        entry += size;
    }
    return 0;
}

/* The character that stands for both cases. */
static uint32_t fold(uint32_t character)
{
    if (character < 0x80)
        return is_letter((unsigned char)character) ? character & ~0x20u : character;
    size_t low = 0, high = XPOST_TEXT_FOLDS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (xpost_text_fold_from[middle] < character)
            low = middle + 1;
        else
            high = middle;
    }
    return low < XPOST_TEXT_FOLDS && xpost_text_fold_from[low] == character
               ? xpost_text_fold_to[low]
               : character;
}

/* Compares the text with `count` characters of a name.  Returns where it ends, or 0. */
static size_t same_name(const unsigned char *text, size_t limit, size_t at,
                        const uint16_t *name, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t size;
        if (at >= limit || fold(xpost_text_read(text + at, &size)) != name[i])
            return 0;
        at += size;
    }
    return at;
}

static size_t other_tld(const unsigned char *text, size_t limit, size_t at)
{
    size_t size, low = 0, high = XPOST_TEXT_OTHER_TLDS;
    uint32_t first = fold(xpost_text_read(text + at, &size));
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (xpost_text_other_tld_first[middle] < first)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == XPOST_TEXT_OTHER_TLDS || xpost_text_other_tld_first[low] != first)
        return 0;
    size_t entry = xpost_text_other_tld_index[low];
    while (entry < xpost_text_other_tld_index[low + 1]) {
        size_t count = xpost_text_other_tlds[entry++];
        size_t end = same_name(text, limit, at, xpost_text_other_tlds + entry, count);
        if (end && ends_tld(text, limit, end))
            return end;
        entry += count;
    }
    return 0;
}

size_t xpost_tld_end(const unsigned char *text, size_t limit, size_t at)
{
    size_t end = 0, size;
    if (limit - at < 2)
        return 0;
    if (is_letter(text[at])) {
        if (!is_letter(text[at + 1]))
            return 0;
        end = ascii_tld(text, limit, at);
        if (!end && (text[at] | 0x20) == 'x')
            end = punycode_tld(text, limit, at);
    }
    if (!end && xpost_text_class_at(text + at, &size) & XPOST_TEXT_TLD)
        end = other_tld(text, limit, at);
    return end;
}

static size_t plain_run(const unsigned char *text, size_t limit, size_t at)
{
    size_t size;
    while (at < limit && xpost_text_class_at(text + at, &size) & XPOST_TEXT_PLAIN_DOMAIN)
        at += size;
    return at;
}

bool xpost_plain_domain(const unsigned char *text, size_t limit, size_t at, size_t *begin,
                        size_t *end)
{
    while (at < limit) {
        size_t size, dot = plain_run(text, limit, at);
        if (dot == at) {
            xpost_text_class_at(text + at, &size);
            at += size;
            continue;
        }
        *begin = at;
        *end = 0;
        /* Of all dots that only such labels precede, the last before a top level domain. */
        while (dot < limit && text[dot] == '.') {
            size_t found = dot + 1 < limit ? xpost_tld_end(text, limit, dot + 1) : 0;
            if (found)
                *end = found;
            at = dot + 1;
            dot = plain_run(text, limit, at);
            if (dot == at)
                break;
        }
        if (*end)
            return true;
        at = dot;
    }
    return false;
}

/* ---- punycode (RFC 3492): only how long it is ----------------------------------------------
 */

enum { LABEL_MAX = 63, POINTS_MAX = LABEL_MAX - 4 /* "xn--" */ };

struct label {
    uint32_t points[POINTS_MAX]; /* character << 6 | position, of those that are not basic */
    size_t count;                /* of these */
    size_t basic;
    uint64_t placed; /* a bit for each position that the encoding has come to */
};

/* Shell's sort: short, and quick for so few whatever their order. */
static void sort(uint32_t *points, size_t count)
{
    static const size_t gaps[] = {23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (size_t i = gaps[g]; i < count; i++) {
            uint32_t point = points[i];
            size_t to = i;
            for (; to >= gaps[g] && points[to - gaps[g]] > point; to -= gaps[g])
                points[to] = points[to - gaps[g]];
            points[to] = point;
        }
}

/* Takes the label apart.  False if it has more characters than can fit. */
static bool read_label(struct label *label, const unsigned char *text, size_t begin, size_t end,
                       bool half)
{
    label->count = label->basic = 0;
    label->placed = 0;
    for (size_t at = begin, size, position = 0; at < end; at += size, position++) {
        uint32_t character = xpost_text_read(text + at, &size);
        if (position == POINTS_MAX)
            return false;
        if (character < 0x80) {
            label->basic++;
            label->placed |= (uint64_t)1 << position;
            continue;
        }
        if (half && at == begin)
            character = 0xDC00 | (character & 0x3FF);
        label->points[label->count++] = character << 6 | (uint32_t)position;
    }
    sort(label->points, label->count);
    return true;
}

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    uint32_t k = 0;
    delta = first ? delta / 700 : delta / 2;
    delta += delta / points;
    for (; delta > 455; k += 36)
        delta /= 35;
    return k + 36 * delta / (delta + 38);
}

static size_t digits(uint32_t delta, uint32_t bias)
{
    size_t count = 1;
    for (uint32_t k = 36;; k += 36, count++) {
        uint32_t threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (delta < threshold)
            return count;
        delta = (delta - threshold) / (36 - threshold);
    }
}

/* How many positions from `first` to before `last` are in the mask. */
static uint32_t between(uint64_t mask, uint32_t first, uint32_t last)
{
    return (uint32_t)__builtin_popcountll((mask & (((uint64_t)1 << last) - 1)) >> first);
}

/* The length of a label in punycode; more than LABEL_MAX if it is too long. */
static size_t encoded_length(const unsigned char *text, size_t begin, size_t end, bool half)
{
    struct label label;
    if (!read_label(&label, text, begin, end, half))
        return LABEL_MAX + 1;
    size_t length = 4 + label.basic + (label.basic > 0);
    uint32_t done = (uint32_t)label.basic, last = 0x80, delta = 0, bias = 72;
    uint32_t positions = (uint32_t)(label.basic + label.count);
    for (size_t i = 0; i < label.count && length <= LABEL_MAX;) {
        uint32_t character = label.points[i] >> 6, from = 0;
        uint64_t now = 0;
        delta += (character - last) * (done + 1);
        for (; i < label.count && label.points[i] >> 6 == character; i++) {
            uint32_t position = label.points[i] & 63;
            delta += between(label.placed, from, position);
            length += digits(delta, bias);
            bias = adapt(delta, done + 1, done == label.basic);
            done++;
            delta = 0;
            from = position;
            now |= (uint64_t)1 << position;
        }
        delta += between(label.placed, from, positions) + 1;
        label.placed |= now;
        last = character + 1;
    }
    return length;
}

/* These separate labels too when a name is encoded: U+3002, U+FF0E, U+FF61. */
static bool is_separator(uint32_t character)
{
    return character == 0x3002 || character == 0xFF0E || character == 0xFF61;
}

static bool label_fits(const unsigned char *text, size_t begin, size_t end, bool half)
{
    size_t length = 0, size = 0;
    while (length <= LABEL_MAX) {
        bool plain = true;
        size_t at = begin;
        for (; at < end; at += size) {
            uint32_t character = xpost_text_read(text + at, &size);
            if (is_separator(character))
                break;
            plain = plain && character >= 0x20 && character < 0x7F;
        }
        length += plain ? at - begin : encoded_length(text, begin, at, half);
        if (at == end)
            break;
        length++;
        begin = at + size;
        half = false;
    }
    return length > 0 && length <= LABEL_MAX;
}

bool xpost_domain_fits(const unsigned char *text, size_t begin, size_t end, bool half)
{
    while (begin < end) {
        const unsigned char *dot = memchr(text + begin, '.', end - begin);
        size_t label = dot ? (size_t)(dot - text) : end;
        if (!label_fits(text, begin, label, half))
            return false;
        half = false;
        begin = label + 1;
    }
    return true;
}
