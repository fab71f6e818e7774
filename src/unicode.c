#include "unicode.h"

#include "text_class.h"

#include <utf8proc.h>

/* A kana or an ideograph, each of them a letter and a cluster by itself: nearly all of Japanese
 * and Chinese, for which nothing has to be looked up. */
static bool is_lone_letter(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) ||
           (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x3400 && c <= 0x4DBF);
}

size_t xpost_grapheme_end(const unsigned char *text, size_t length, size_t at)
{
    utf8proc_int32_t state = 0;
    size_t size;
    uint32_t before = xpost_text_read(text + at, &size);
    for (at += size; at < length; at += size) {
        uint32_t after = xpost_text_read(text + at, &size);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after,
                                             &state))
            break;
        before = after;
    }
    return at;
}

bool xpost_grapheme_may_end(uint32_t before, uint32_t after)
{
    if (before < 0x80 && after < 0x80)
        return before != '\r' || after != '\n';
    if (is_lone_letter(before) && is_lone_letter(after))
        return true;
    /* After a joiner an emoji may go on. */
    if (before == 0x200D && utf8proc_get_property((utf8proc_int32_t)after)->boundclass ==
                                UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC)
        return false;
    return utf8proc_grapheme_break((utf8proc_int32_t)before, (utf8proc_int32_t)after);
}

bool xpost_unicode_is_letter(uint32_t character)
{
    if (character < 0x80)
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

bool xpost_unicode_is_digit(uint32_t character)
{
    return utf8proc_category((utf8proc_int32_t)character) == UTF8PROC_CATEGORY_ND;
}

bool xpost_unicode_is_lower(uint32_t character)
{
    return utf8proc_category((utf8proc_int32_t)character) == UTF8PROC_CATEGORY_LL;
}

bool xpost_unicode_opens(uint32_t character)
{
    if (is_lone_letter(character))
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);
    return category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PI ||
           category == UTF8PROC_CATEGORY_SC;
}

bool xpost_unicode_closes(uint32_t character)
{
    if (is_lone_letter(character))
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);
    return category == UTF8PROC_CATEGORY_PE || category == UTF8PROC_CATEGORY_PF ||
           category == UTF8PROC_CATEGORY_PO || category == UTF8PROC_CATEGORY_PD ||
           category == UTF8PROC_CATEGORY_PC;
}

bool xpost_unicode_is_space(uint32_t character)
{
    return (character >= 0x09 && character <= 0x0D) || character == 0x20 || character == 0x85 ||
           character == 0xA0 || character == 0x1680 || character == 0x180E ||
           (character >= 0x2000 && character <= 0x200A) || character == 0x2028 ||
           character == 0x2029 || character == 0x202F || character == 0x205F ||
           character == 0x3000;
}

size_t xpost_unicode_after_space(const char *text, size_t at, size_t length)
{
    size_t size;
    while (at < length &&
           xpost_unicode_is_space(xpost_text_read((const unsigned char *)text + at, &size)))
        at += size;
    return at;
}
