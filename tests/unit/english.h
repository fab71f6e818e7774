/* Finding English where another language is expected. */
#ifndef ENGLISH_H
#define ENGLISH_H

#include <stdbool.h>
#include <string.h>

#define ENGLISH_LETTERS "abcdefghijklmnopqrstuvwxyz"

/* The length of a small word at `text`; 0 where there is none, or only a part of something
 * else, such as a path or an option. */
static inline size_t english_word(const char *text)
{
    size_t length = strspn(text, ENGLISH_LETTERS);
    const char *after = text + length;
    if (*after && strchr(",;:.", *after) && (!after[1] || after[1] == ' '))
        after++;
    return length >= 2 && (!*after || *after == ' ' || (unsigned char)*after >= 0x80) ? length
                                                                                      : 0;
}

/* The first two small words in a row, which sentences have, and names and commands mostly do
 * not; NULL if there are none. */
static inline const char *english_within(const char *text)
{
    /* As X's console and X's pages say it in every language, and a command. */
    static const char *const names[] = {"Keys and tokens", "Read and write",
                                        "Something went wrong", "User authentication settings",
                                        "sudo chown"};
    bool begins = true;
    for (const char *at = text; *at; at++) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strncmp(at, names[i], strlen(names[i])) == 0)
                at += strlen(names[i]);
        size_t length = begins ? english_word(at) : 0;
        const char *next = at + length + strspn(at + length, ",;:.");
        if (length && *next == ' ' && english_word(next + 1))
            return at;
        begins = *at == ' ' || (unsigned char)*at >= 0x80;
        if (!*at)
            break;
    }
    return NULL;
}

#endif
