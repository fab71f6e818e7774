#include "text_entity.h"

#include "text_cashtag.h"
#include "text_class.h"
#include "unicode.h"

enum { NAME_MAX = 20, LIST_MAX = 25, WIDE_AT = 0xFF20, WIDE_NUMBER_SIGN = 0xFF03 };

struct text {
    const unsigned char *bytes;
    size_t length;
};

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(unsigned char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_name(unsigned char byte)
{
    return is_letter(byte) || is_digit(byte) || byte == '_';
}

/* The character before `at`; 0 at the beginning. */
static uint32_t before(const struct text *text, size_t at)
{
    size_t size;
    return at ? xpost_text_read(text->bytes + xpost_text_before(text->bytes, at), &size) : 0;
}

/* The character at `at`; 0 at the end. */
static uint32_t here(const struct text *text, size_t at, size_t *size)
{
    *size = 0;
    return at < text->length ? xpost_text_read(text->bytes + at, size) : 0;
}

static bool protocol_follows(const struct text *text, size_t at)
{
    return text->length - at >= 3 && memcmp(text->bytes + at, "://", 3) == 0;
}

/* --- mentions --- */

static bool is_accented(uint32_t c)
{
    static const uint16_t single[] = {0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x263,
                                      0x268, 0x26F, 0x272, 0x289, 0x28B, 0x2BB};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (c == single[i])
            return true;
    return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x300 && c <= 0x36F) ||
           (c >= 0x1E00 && c <= 0x1EFF);
}

/* "RT@name" is a mention although a letter is before it. */
static bool is_after_repost(const struct text *text, size_t at)
{
    const unsigned char *bytes = text->bytes;
    if (at < 2 || (bytes[at - 2] | 0x20) != 'r' || (bytes[at - 1] | 0x20) != 't')
        return false;
    unsigned char first = at > 2 ? bytes[at - 3] : ' ';
    return !is_name(first) && !memchr("+~.-", first, 4);
}

static bool mention_may_begin(const struct text *text, size_t at)
{
    uint32_t last = before(text, at);
    if (last == WIDE_AT)
        return false;
    if (last == 0 || last >= 0x80)
        return true;
    return (!is_name((unsigned char)last) && !memchr("!#$%&*@", (int)last, 7)) ||
           is_after_repost(text, at);
}

/* "/list", after a name. */
static size_t list_end(const struct text *text, size_t at)
{
    const unsigned char *bytes = text->bytes;
    size_t end = at + 1;
    if (text->length - at < 2 || bytes[at] != '/' || !is_letter(bytes[end]))
        return at;
    while (end < text->length && end - at <= LIST_MAX &&
           (is_name(bytes[end]) || bytes[end] == '-'))
        end++;
    return end;
}

/* `at` is after the sign. */
static size_t mention_end(const struct text *text, size_t sign, size_t at)
{
    size_t end = at, size;
    while (end < text->length && end - at < NAME_MAX && is_name(text->bytes[end]))
        end++;
    if (end == at || !mention_may_begin(text, sign))
        return sign;
    end = list_end(text, end);
    uint32_t next = here(text, end, &size);
    return next == '@' || next == WIDE_AT || is_accented(next) || protocol_follows(text, end)
               ? sign
               : end;
}

/* --- hashtags --- */

static bool is_hashtag_sign(uint32_t c)
{
    return c == '#' || c == WIDE_NUMBER_SIGN;
}

/* Neither letter nor digit, and part of a hashtag all the same. */
static bool is_special(uint32_t c)
{
    static const uint16_t special[] = {'_',    0xB7,   0x5BE,  0x5F3,  0x5F4,  0xF0B,
                                       0xF0C,  0x200C, 0x200D, 0x3003, 0x301C, 0x309B,
                                       0x309C, 0x30A0, 0x30FB, 0xA67E, 0xFF5E};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (c == special[i])
            return true;
    return false;
}

static bool is_in_hashtag(uint32_t c)
{
    return xpost_unicode_is_letter(c) || xpost_unicode_is_digit(c) || is_special(c);
}

static bool hashtag_may_begin(const struct text *text, size_t at)
{
    uint32_t last = before(text, at);
    return last == 0 || last == 0xFE0E || last == 0xFE0F ||
           (last != '&' && !is_in_hashtag(last));
}

/* `at` is after the sign. */
static size_t hashtag_end(const struct text *text, size_t sign, size_t at)
{
    bool letter = false;
    size_t size;
    uint32_t c = here(text, at, &size);
    if (c == 0xFE0F || c == 0x20E3 || !hashtag_may_begin(text, sign))
        return sign;
    for (; c != 0 && is_in_hashtag(c); c = here(text, at, &size)) {
        letter |= xpost_unicode_is_letter(c);
        at += size;
    }
    return letter && !is_hashtag_sign(c) && !protocol_follows(text, at) ? at : sign;
}

/* --- all of them --- */

void xpost_text_each_entity(const char *given, size_t length, xpost_text_visit *visit,
                            void *user)
{
    const struct text text = {(const unsigned char *)given, length};
    for (size_t at = 0, size; at < length;) {
        unsigned char byte = text.bytes[at];
        size_t end = at;
        /* The wide signs begin with 0xEF. */
        if (byte != '@' && byte != '#' && byte != '$' && byte != 0xEF) {
            at++;
            continue;
        }
        uint32_t sign = xpost_text_read(text.bytes + at, &size);
        if (sign == '@' || sign == WIDE_AT)
            end = mention_end(&text, at, at + size);
        else if (is_hashtag_sign(sign))
            end = hashtag_end(&text, at, at + size);
        else if (sign == '$')
            end = xpost_cashtag_end(text.bytes, length, at);
        if (end > at)
            visit(user, at, end);
        at = end > at ? end : at + size;
    }
}
