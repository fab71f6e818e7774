#include "json_grammar.h"

#include "hex.h"
#include "utf8.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct scan {
    const char *at;
    const char *end;
    int depth; /* levels that may still be opened */
    struct xpost_json_size size;
    const char *problem;
};

static bool fail(struct scan *scan, const char *problem)
{
    if (!scan->problem)
        scan->problem = problem;
    return false;
}

static void skip_space(struct scan *scan)
{
    while (scan->at < scan->end &&
           (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
        scan->at++;
}

static bool next_is(const struct scan *scan, char c)
{
    return scan->at < scan->end && *scan->at == c;
}

static bool accept(struct scan *scan, char c)
{
    if (!next_is(scan, c))
        return false;
    scan->at++;
    return true;
}

/* The four digits after "\u"; -1 if they are not there. */
static int unicode_escape(struct scan *scan)
{
    if (scan->end - scan->at < 4)
        return -1;
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = xpost_hex_digit(*scan->at++);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static bool escape(struct scan *scan)
{
    if (scan->at >= scan->end)
        return fail(scan, "it ends in the middle of a string");
    char c = *scan->at++;
    if (c != 'u') {
        scan->size.bytes++;
        return memchr("\"\\/bfnrt", c, 8) ? true
                                          : fail(scan, "a string holds an unknown escape");
    }
    int unit = unicode_escape(scan);
    if (unit < 0)
        return fail(scan, "a string holds a broken \\u escape");
    if (unit == 0)
        return fail(scan, "a string holds a zero character");
    if (unit >= 0xDC00 && unit <= 0xDFFF)
        return fail(scan, "a string holds half of a surrogate pair");
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (!accept(scan, '\\') || !accept(scan, 'u'))
            return fail(scan, "a string holds half of a surrogate pair");
        int low = unicode_escape(scan);
        if (low < 0xDC00 || low > 0xDFFF)
            return fail(scan, "a string holds half of a surrogate pair");
        scan->size.bytes++; /* four bytes, with the three below */
    }
    scan->size.bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    return true;
}

static bool string(struct scan *scan)
{
    if (!accept(scan, '"'))
        return fail(scan, "a string is missing");
    while (scan->at < scan->end) {
        unsigned char c = (unsigned char)*scan->at++;
        if (c == '"')
            return true;
        if (c < 0x20)
            return fail(scan, "a string holds a control character");
        if (c != '\\')
            scan->size.bytes++;
        else if (!escape(scan))
            return false;
    }
    return fail(scan, "it ends in the middle of a string");
}

static size_t digits(struct scan *scan)
{
    const char *start = scan->at;
    while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
        scan->at++;
    return (size_t)(scan->at - start);
}

/* json-c clamps what does not fit, so it has to be refused here. */
static bool number_fits(const char *text, size_t length, bool whole)
{
    char copy[64];
    if (length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    errno = 0;
    if (whole) {
        long long value = strtoll(copy, NULL, 10);
        (void)value;
        return errno == 0;
    }
    return isfinite(strtod(copy, NULL)) != 0;
}

static bool number(struct scan *scan)
{
    const char *start = scan->at;
    bool whole = true;
    accept(scan, '-');
    if (!accept(scan, '0') && digits(scan) == 0)
        return fail(scan, "it holds something that is no value");
    if (accept(scan, '.')) {
        whole = false;
        if (digits(scan) == 0)
            return fail(scan, "it holds a broken number");
    }
    if (next_is(scan, 'e') || next_is(scan, 'E')) {
        whole = false;
        scan->at++;
        if (!accept(scan, '+'))
            accept(scan, '-');
        if (digits(scan) == 0)
            return fail(scan, "it holds a broken number");
    }
    if (!number_fits(start, (size_t)(scan->at - start), whole))
        return fail(scan, "it holds a number that is too large");
    return true;
}

static bool literal(struct scan *scan, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, word, length) != 0)
        return fail(scan, "it holds something that is no value");
    scan->at += length;
    return true;
}

static bool value(struct scan *scan);

static bool member(struct scan *scan)
{
    skip_space(scan);
    if (!string(scan))
        return false;
    scan->size.members++;
    skip_space(scan);
    if (!accept(scan, ':'))
        return fail(scan, "a ':' is missing");
    return value(scan);
}

/* An object or an array; `one` reads a member or an element. */
static bool list(struct scan *scan, char close, bool (*one)(struct scan *))
{
    scan->at++;
    if (scan->depth-- == 0)
        return fail(scan, "it has too many levels");
    skip_space(scan);
    if (!accept(scan, close)) {
        do {
            if (!one(scan))
                return false;
            skip_space(scan);
        } while (accept(scan, ','));
        if (!accept(scan, close))
            return fail(scan, "it ends too early, or a ',' is missing");
    }
    scan->depth++;
    return true;
}

static bool value(struct scan *scan)
{
    skip_space(scan);
    if (scan->at >= scan->end)
        return fail(scan, "it ends too early");
    switch (*scan->at) {
    case '{':
        return list(scan, '}', member);
    case '[':
        return list(scan, ']', value);
    case '"':
        return string(scan);
    case 't':
        return literal(scan, "true");
    case 'f':
        return literal(scan, "false");
    case 'n':
        return literal(scan, "null");
    default:
        return number(scan);
    }
}

const char *xpost_json_grammar(const char *text, size_t length, int depth,
                               struct xpost_json_size *size)
{
    struct scan scan = {.at = text, .end = text + length, .depth = depth};
    if (!xpost_utf8_valid(text, length))
        return "it holds text that is not UTF-8";
    if (value(&scan)) {
        skip_space(&scan);
        if (scan.at != scan.end)
            fail(&scan, "there is something after its end");
    }
    *size = scan.size;
    return scan.problem;
}

size_t xpost_json_decode_pairs(char *out, const char *text, size_t length)
{
    struct scan scan = {.at = text, .end = text + length};
    size_t written = 0;
    while (scan.at < scan.end) {
        const char *start = scan.at++;
        if (*start == '\\' && *scan.at++ == 'u') {
            int high = unicode_escape(&scan);
            if (high >= 0xD800 && high <= 0xDBFF) {
                scan.at += 2; /* the second \u */
                int c = 0x10000 + ((high - 0xD800) << 10) + (unicode_escape(&scan) - 0xDC00);
                for (int shift = 18; shift >= 0; shift -= 6)
                    out[written++] = (char)((shift == 18 ? 0xF0 : 0x80) | (c >> shift & 0x3F));
                continue;
            }
        }
        memcpy(out + written, start, (size_t)(scan.at - start));
        written += (size_t)(scan.at - start);
    }
    return written;
}
