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
