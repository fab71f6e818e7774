#include "text_cashtag.h"

#include "text_class.h"
#include "unicode.h"

enum { NAME_MAX_LETTERS = 6, SUFFIX_MAX_LETTERS = 2 };

static bool is_letter(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* At the beginning of the text, or after a space. */
static bool may_begin(const unsigned char *text, size_t at)
{
    size_t size;
    return at == 0 ||
           xpost_unicode_is_space(xpost_text_read(text + xpost_text_before(text, at), &size));
}

/* At the end of the text, or before a space or punctuation. */
static bool may_end(const unsigned char *text, size_t length, size_t at)
{
    static const char punctuation[] = "!'#%&()*+,\\-./:;<=>?@[]^_{|}~$";
    size_t size;
    if (at == length)
        return true;
    uint32_t character = xpost_text_read(text + at, &size);
    return xpost_unicode_is_space(character) || character == 0xFEFF ||
           (character < 0x80 && memchr(punctuation, (int)character, sizeof punctuation - 1));
}

static size_t letters(const unsigned char *text, size_t length, size_t at)
{
    size_t count = 0;
    while (at + count < length && is_letter(text[at + count]))
        count++;
    return count;
}

size_t xpost_cashtag_end(const unsigned char *text, size_t length, size_t at)
{
    size_t name = letters(text, length, at + 1), end = at + 1 + name;
    if (name == 0 || name > NAME_MAX_LETTERS || !may_begin(text, at))
        return at;
    if (end < length && (text[end] == '.' || text[end] == '_')) {
        size_t suffix = letters(text, length, end + 1);
        if (suffix > 0 && suffix <= SUFFIX_MAX_LETTERS &&
            may_end(text, length, end + 1 + suffix))
            return end + 1 + suffix;
    }
    return may_end(text, length, end) ? end : at;
}

size_t xpost_cashtag_count(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t count = 0;
    for (size_t at = 0; at < length;) {
        const unsigned char *sign = memchr(bytes + at, '$', length - at);
        if (!sign)
            break;
        size_t begin = (size_t)(sign - bytes), end = xpost_cashtag_end(bytes, length, begin);
        count += end > begin;
        at = end > begin ? end : begin + 1;
    }
    return count;
}
