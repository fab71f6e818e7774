#include "text_emoji.h"

#include "text_class.h"

#define SELECTOR "\xEF\xB8\x8F" /* U+FE0F, shows a character as emoji */
#define AS_TEXT  "\xEF\xB8\x8E" /* U+FE0E, shows it as text */
#define JOINER   "\xE2\x80\x8D" /* U+200D */
#define KEYCAP   "\xE2\x83\xA3" /* U+20E3 */
#define FEMALE   "\xE2\x99\x80" /* U+2640 */
#define MALE     "\xE2\x99\x82" /* U+2642 */

enum { THREE = 3 }; /* bytes of each of these */

static bool is(const unsigned char *text, size_t length, size_t at, const char *three)
{
    return length - at >= THREE && memcmp(text + at, three, THREE) == 0;
}

/* Where `at` is after a skin tone, U+1F3FB to U+1F3FF, if there is one. */
static size_t after_skin(const unsigned char *text, size_t length, size_t at)
{
    bool skin =
        length - at >= 4 && memcmp(text + at, "\xF0\x9F\x8F", 3) == 0 && text[at + 3] >= 0xBB;
    return skin ? at + 4 : at;
}

/* [#*0-9] U+FE0F? U+20E3 */
static size_t keycap(const unsigned char *text, size_t length)
{
    unsigned char base = text[0];
    if (base != '#' && base != '*' && (base < '0' || base > '9'))
        return 0;
    size_t at = is(text, length, 1, SELECTOR) ? 1 + THREE : 1;
    return is(text, length, at, KEYCAP) ? at + THREE : 0;
}

/* Two regional indicators are a flag if there is such a country; one alone is an emoji too. */
static size_t flag(const unsigned char *text, size_t length, uint32_t first)
{
    size_t size;
    if (length < 8 || text[4] < 0xF0)
        return 4;
    uint32_t second = xpost_text_read(text + 4, &size);
    if (!(xpost_text_class(second) & XPOST_TEXT_REGIONAL))
        return 4;
    return xpost_text_flags_after[first - 0x1F1E6] >> (second - 0x1F1E6) & 1u ? 8 : 4;
}

/* After a joiner at `at`: a gender with U+FE0F.  Returns where it ends, or 0. */
static size_t joined_gender(const unsigned char *text, size_t length, size_t at)
{
    if (is(text, length, at, JOINER) &&
        (is(text, length, at + THREE, FEMALE) || is(text, length, at + THREE, MALE)) &&
        is(text, length, at + 2 * THREE, SELECTOR))
        return at + 3 * THREE;
    return 0;
}

static size_t joined_profession(const unsigned char *text, size_t length, size_t at)
{
    size_t size;
    if (!is(text, length, at, JOINER) || length - at == THREE)
        return 0;
    at += THREE;
    uint32_t class = xpost_text_class_at(text + at, &size);
    if (class & XPOST_TEXT_PROFESSION)
        return at + size;
    if (class & XPOST_TEXT_PROFESSION_SELECTED && is(text, length, at + size, SELECTOR))
        return at + size + THREE;
    return 0;
}

/* Families, couples and the like, and flags made of tags.  `at` is after the first character.
 */
static size_t listed(const unsigned char *text, size_t length, size_t at, uint32_t first)
{
    /* All of them go on with U+200D, U+FE0F or a tag (U+E0000). */
    if (length - at < THREE || (text[at] != 0xE2 && text[at] != 0xEF && text[at] != 0xF3))
        return 0;
    size_t group = 0;
    while (xpost_text_sequence_first[group] != first)
        group++;
    size_t entry = xpost_text_sequence_index[group];
    while (entry < xpost_text_sequence_index[group + 1]) {
        size_t rest = xpost_text_sequences[entry++];
        const uint8_t *sequence = xpost_text_sequences + entry;
        /* After three bytes in common, most differ in the last byte of the next character. */
        if (rest <= length - at && text[at + 6] == sequence[6] &&
            memcmp(text + at, sequence, rest) == 0)
            return at + rest;
        entry += rest;
    }
    return 0;
}

/* The longest emoji with a joiner or with tags. */
static size_t joined(const unsigned char *text, size_t length, size_t at, uint32_t first,
                     uint32_t class)
{
    size_t skin = after_skin(text, length, at), end = 0;
    if (class & XPOST_TEXT_JOB)
        end = joined_profession(text, length, skin);
    if (!end && class & XPOST_TEXT_GENDER)
        end = joined_gender(text, length, skin);
    if (!end && class & XPOST_TEXT_GENDER_MARKED) {
        size_t marked = is(text, length, at, SELECTOR) ? at + THREE : skin;
        if (marked != at)
            end = joined_gender(text, length, marked);
    }
    if (!end && class & XPOST_TEXT_SEQUENCE)
        end = listed(text, length, at, first);
    return end;
}

size_t xpost_emoji_length(const unsigned char *text, size_t length)
{
    size_t at;
    if (text[0] < 0x80)
        return keycap(text, length);
    uint32_t first = xpost_text_read(text, &at), class = xpost_text_class(first);
    if (!(class & XPOST_TEXT_EMOJI))
        return 0;
    if (class & XPOST_TEXT_REGIONAL)
        return flag(text, length, first);
    if (class &
        (XPOST_TEXT_JOB | XPOST_TEXT_GENDER | XPOST_TEXT_GENDER_MARKED | XPOST_TEXT_SEQUENCE)) {
        size_t end = joined(text, length, at, first, class);
        if (end)
            return end;
    }
    if (class & XPOST_TEXT_SELECTED)
        return is(text, length, at, SELECTOR) ? at + THREE : 0;
    if (class & XPOST_TEXT_TEXT) {
        if (is(text, length, at, AS_TEXT))
            return 0;
        if (is(text, length, at, SELECTOR))
            at += THREE;
    }
    return class & XPOST_TEXT_SKIN ? after_skin(text, length, at) : at;
}
