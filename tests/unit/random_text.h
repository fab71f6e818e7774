/* Numbers and texts that look random and are the same in every run. */
#ifndef RANDOM_TEXT_H
#define RANDOM_TEXT_H

#include <stddef.h>
#include <stdint.h>

static uint64_t random_state = 88172645463325252u;

static inline uint64_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state * 2685821657736338717u >> 11;
}

static inline size_t random_below(size_t limit)
{
    return (size_t)(random_next() % limit);
}

/* The bits of UTF-8, also for what is no character; returns 1 to 4 bytes. */
static inline size_t random_encode(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = size; --i > 0; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(c | (0xF00u >> size & 0xFF));
    return size;
}

/* A character that is neither zero nor a surrogate: half of them ASCII, all planes. */
static inline uint32_t random_character(void)
{
    static const uint32_t tops[] = {0x20, 0x80, 0x80, 0x80, 0x100, 0x800, 0x10000, 0x110000};
    uint32_t c = 0;
    while (c == 0 || (c >= 0xD800 && c <= 0xDFFF))
        c = (uint32_t)random_below(tops[random_below(sizeof tops / sizeof *tops)]);
    return c;
}

/* Valid UTF-8 without a zero byte, at most size - 1 bytes, and a zero byte after it. */
static inline size_t random_text(char *out, size_t size)
{
    size_t wanted = random_below(size), length = 0;
    char one[4];
    for (;;) {
        size_t step = random_encode(one, random_character());
        if (length + step > wanted)
            break;
        for (size_t i = 0; i < step; i++)
            out[length++] = one[i];
    }
    out[length] = '\0';
    return length;
}

#endif
