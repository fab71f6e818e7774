#include "utf8.h"

#include <stdint.h>
#include <string.h>

/* The length of the well-formed sequence at `text`, or 0 (Unicode Standard, table 3-7). */
static size_t sequence(const unsigned char *text, size_t left)
{
    unsigned char first = text[0];
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (left < size)
        return 0;
    unsigned char lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (text[1] < lowest || text[1] > highest)
        return 0;
    for (size_t i = 2; i < size; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

size_t xpost_utf8_valid_length(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t size = sequence((const unsigned char *)text + at, length - at);
        if (size == 0)
            break;
        at += size;
    }
    return at;
}

bool xpost_utf8_valid(const char *text, size_t length)
{
    return xpost_utf8_valid_length(text, length) == length;
}

static uint32_t code_point(const unsigned char *text, size_t size)
{
    if (size == 1)
        return text[0];
    uint32_t value = text[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++)
        value = value << 6 | (text[i] & 0x3Fu);
    return value;
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

/* Characters that make text read differently from what it is. */
static bool is_deceiving(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
           c == 0x200F || c == 0x061C || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

size_t xpost_utf8_sanitise(char *out, size_t size, const char *text, size_t length)
{
    size_t written = 0;
    for (size_t at = 0; at < length;) {
        const unsigned char *from = (const unsigned char *)text + at;
        size_t step = sequence(from, length - at);
        const char *put = (const char *)from;
        size_t put_size = step;
        uint32_t c = step ? code_point(from, step) : 0;
        if (step == 0 || is_deceiving(c)) {
            put = "\xEF\xBF\xBD"; /* U+FFFD */
            put_size = 3;
        } else if (is_control(c)) {
            put = " ";
            put_size = 1;
        }
        if (written + put_size + 1 > size)
            break;
        memcpy(out + written, put, put_size);
        written += put_size;
        at += step ? step : 1;
    }
    if (size)
        out[written] = '\0';
    return written;
}
