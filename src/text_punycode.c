#include "text_punycode.h"

#include "text_class.h"

enum {
    LABEL_MAX = 63,
    POINTS_MAX = LABEL_MAX - 4 /* "xn--" */,
    LANES = 4,
    ROOM = POINTS_MAX + LANES - POINTS_MAX % LANES,
    SURELY = POINTS_MAX - 1 /* ASCII of this length fits even if it is encoded */
};

struct label {
    int32_t points[ROOM]; /* character << 6 | position, of those that are not basic */
    int32_t sorted[ROOM];
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
            label->points[label->count++] = (int32_t)(character << 6 | (uint32_t)position);
    }
    return end;
}

/* Each point goes where as many are as there are lower ones: no two are the same.  For so few
 * that is quick, as nothing has to be guessed; compilers make vectors of the inner loop. */
static void sort(struct label *label)
{
    int32_t *points = label->points;
    for (size_t i = label->count; i % LANES != 0; i++)
        points[i] = INT32_MAX;
    for (size_t i = 0; i < label->count; i++) {
        int32_t lower[LANES] = {0}, rank = 0;
        for (size_t other = 0; other < label->count; other += LANES)
            for (size_t lane = 0; lane < LANES; lane++)
                lower[lane] += points[other + lane] < points[i];
        for (size_t lane = 0; lane < LANES; lane++)
            rank += lower[lane];
        label->sorted[rank] = points[i];
    }
}

/* A quotient without a division; the dividend is at most the 0x10FFFF * 60 that a delta can be.
 */
static uint32_t divide(uint32_t dividend, uint32_t divisor)
{
#define INVERSE(n)  (UINT32_MAX / ((n) ? (n) : 1) + 1)
#define INVERSES(n) INVERSE(n), INVERSE(n + 1), INVERSE(n + 2), INVERSE(n + 3)
    static const uint32_t inverses[] = {INVERSES(0),  INVERSES(4),  INVERSES(8),  INVERSES(12),
                                        INVERSES(16), INVERSES(20), INVERSES(24), INVERSES(28),
                                        INVERSES(32), INVERSES(36), INVERSES(40), INVERSES(44),
                                        INVERSES(48), INVERSES(52), INVERSES(56), INVERSES(60)};
    return (uint32_t)((uint64_t)dividend * inverses[divisor] >> 32);
}

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    uint32_t k = 0;
    delta = first ? delta / 700 : delta / 2;
    if (points > 1)
        delta += divide(delta, points);
    else
        delta += delta;
    for (; delta > 455; k += 36)
        delta /= 35;
    return k + 36 * delta / (delta + 38);
}

/* The threshold of a digit is 1 up to the bias, then 26 but for one digit that may be between.
 */
static size_t digits(uint32_t delta, uint32_t bias)
{
    size_t count = 1;
    uint32_t k = 36;
    for (; k <= bias; k += 36, count++) {
        if (delta < 1)
            return count;
        delta = (delta - 1) / 35;
    }
    if (k < bias + 26) {
        uint32_t threshold = k - bias;
        if (delta < threshold)
            return count;
        delta = divide(delta - threshold, 36 - threshold);
        count++;
    }
    for (; delta >= 26; count++)
        delta = (delta - 26) / 10;
    return count;
}

/* How many positions from `first` to before `last` are in the mask. */
static uint32_t between(uint64_t mask, uint32_t first, uint32_t last)
{
    mask = (mask & (((uint64_t)1 << last) - 1)) >> first;
    /* Of each two, four and eight bits, then of all. */
    mask -= mask >> 1 & 0x5555555555555555u;
    mask = (mask & 0x3333333333333333u) + (mask >> 2 & 0x3333333333333333u);
    mask = (mask + (mask >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(mask * 0x0101010101010101u >> 56);
}

/* The length of a label in punycode; more than LABEL_MAX if it is too long. */
static size_t encoded_length(struct label *label)
{
    if (label->characters > POINTS_MAX)
        return LABEL_MAX + 1;
    const int32_t *sorted = label->sorted;
    uint32_t positions = (uint32_t)label->characters;
    uint32_t basic = positions - (uint32_t)label->count;
    size_t length = 4 + basic + (basic > 0);
    if (length + label->count > LABEL_MAX) /* at least a digit each */
        return LABEL_MAX + 1;
    sort(label);
    uint32_t done = basic, last = 0x80, delta = 0, bias = 72;
    uint64_t placed = label->placed;
    for (size_t i = 0; i < label->count && length <= LABEL_MAX;) {
        uint32_t character = (uint32_t)sorted[i] >> 6, from = 0;
        uint64_t now = 0;
        delta += (character - last) * (done + 1);
        for (; i < label->count && (uint32_t)sorted[i] >> 6 == character; i++) {
            uint32_t position = (uint32_t)sorted[i] & 63;
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

static bool labels_fit(const unsigned char *text, size_t begin, size_t end, bool half)
{
    struct label label;
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

bool xpost_domain_fits(const unsigned char *text, size_t begin, size_t end, bool half)
{
    if (end - begin <= SURELY && xpost_text_ascii_run(text + begin, end - begin) == end - begin)
        return true;
    return labels_fit(text, begin, end, half);
}
