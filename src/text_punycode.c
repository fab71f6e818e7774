#include "text_punycode.h"

#include "text_class.h"

enum {
    LABEL_MAX = 63,
    POINTS_MAX = LABEL_MAX - 4 /* "xn--" */,
    SURELY = POINTS_MAX - 1 /* ASCII of this length fits even if it is encoded */
};

struct label {
    uint32_t points[POINTS_MAX]; /* character << 6 | position, of those that are not basic */
    uint32_t sorted[POINTS_MAX];
    size_t count;      /* of these */
    size_t characters; /* all; if more than POINTS_MAX, there are points missing */
    uint64_t placed;   /* a bit for each position that the encoding has come to */
    bool plain;        /* needs no encoding */
};

/* These separate labels too when a name is encoded: U+3002, U+FF0E, U+FF61. */
static bool is_separator(uint32_t character)
{
    return character == 0x3002 || character == 0xFF0E || character == 0xFF61;
}

/* Takes a label apart.  Returns where it ends: at the separator after it, or `end`. */
static size_t read_label(struct label *label, const unsigned char *text, size_t begin,
                         size_t end, bool half)
{
    label->count = label->characters = 0;
    label->placed = 0;
    label->plain = true;
    for (size_t at = begin, size; at < end; at += size, label->characters++) {
        size_t position = label->characters;
        uint32_t character = text[at];
        if (character < 0x80) {
            if (character == '.')
                return at;
            size = 1;
            label->plain = label->plain && character >= 0x20 && character < 0x7F;
            label->placed |= (uint64_t)1 << (position & 63);
            continue;
        }
        character = xpost_text_read(text + at, &size);
        if (is_separator(character))
            return at;
        if (half && at == begin)
            character = 0xDC00 | (character & 0x3FF);
        label->plain = false;
        if (position < POINTS_MAX)
            label->points[label->count++] = character << 6 | (uint32_t)position;
    }
    return end;
}

/* Each point goes where as many are as there are lower ones: no two are the same.  For so few
 * that is quick, as nothing has to be guessed. */
static void sort(struct label *label)
{
    for (size_t i = 0; i < label->count; i++) {
        size_t rank = 0;
        for (size_t other = 0; other < label->count; other++)
            rank += label->points[other] < label->points[i];
        label->sorted[rank] = label->points[i];
    }
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
static size_t encoded_length(struct label *label)
{
    if (label->characters > POINTS_MAX)
        return LABEL_MAX + 1;
    const uint32_t *sorted = label->sorted;
    sort(label);
    uint32_t positions = (uint32_t)label->characters;
    uint32_t basic = positions - (uint32_t)label->count;
    size_t length = 4 + basic + (basic > 0);
    uint32_t done = basic, last = 0x80, delta = 0, bias = 72;
    uint64_t placed = label->placed;
    for (size_t i = 0; i < label->count && length <= LABEL_MAX;) {
        uint32_t character = sorted[i] >> 6, from = 0;
        uint64_t now = 0;
        delta += (character - last) * (done + 1);
        for (; i < label->count && sorted[i] >> 6 == character; i++) {
            uint32_t position = sorted[i] & 63;
            delta += between(placed, from, position);
            length += digits(delta, bias);
            bias = adapt(delta, done + 1, done == basic);
            done++;
            delta = 0;
            from = position;
            now |= (uint64_t)1 << position;
        }
        delta += between(placed, from, positions) + 1;
        placed |= now;
        last = character + 1;
    }
    return length;
}

bool xpost_domain_fits(const unsigned char *text, size_t begin, size_t end, bool half)
{
    struct label label;
    if (end - begin <= SURELY && xpost_text_ascii_run(text + begin, end - begin) == end - begin)
        return true;
    while (begin < end) {
        size_t length = 0;
        for (;;) {
            size_t label_end = read_label(&label, text, begin, end, half);
            length += label.plain ? label_end - begin : encoded_length(&label);
            half = false;
            begin = label_end;
            if (begin == end || text[begin] == '.')
                break;
            begin += 3; /* a separator, which stays as it is */
            length++;
        }
        if (length == 0 || length > LABEL_MAX)
            return false;
        begin++;
    }
    return true;
}
