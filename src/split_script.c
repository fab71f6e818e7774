#include "split_script.h"

#include "text_class.h"

static bool is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) ||
           (c >= 0xFF66 && c <= 0xFF9F);
}

bool xpost_script_is_hiragana(uint32_t c)
{
    return c >= 0x3041 && c <= 0x309F;
}

bool xpost_script_is_ideograph(uint32_t c)
{
    return is_kana(c) || (c >= 0x2E80 && c <= 0x303F) || (c >= 0x3100 && c <= 0x312F) ||
           (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF01 && c <= 0xFF65) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

bool xpost_script_is_small(uint32_t c)
{
    if (c < 0x3000 || c > 0xFFFF)
        return false;
    static const uint16_t small[] = {
        0x3005, 0x303B, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087,
        0x308E, 0x3095, 0x3096, 0x309B, 0x309C, 0x309D, 0x309E, 0x30A1, 0x30A3, 0x30A5, 0x30A7,
        0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x30FC, 0x30FD, 0x30FE};
    for (size_t i = 0; c < 0x3100 && i < sizeof small / sizeof *small; i++)
        if (c == small[i])
            return true;
    return (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF67 && c <= 0xFF70);
}

bool xpost_script_is_emoji(uint32_t c)
{
    return c >= 0x1F000 && xpost_text_class(c) & XPOST_TEXT_EMOJI;
}
