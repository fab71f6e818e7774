#include "memory.h"

#include <stdlib.h>
#include <string.h>

char *xpost_string_copy(const char *text)
{
    return text ? xpost_string_copy_range(text, strlen(text)) : NULL;
}

char *xpost_string_copy_range(const char *text, size_t length)
{
    char *copy = malloc(length + 1);
    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

int xpost_string_set(char **field, const char *text)
{
    char *copy = xpost_string_copy(text);
    if (text && !copy)
        return -1;
    xpost_secret_free(*field);
    *field = copy;
    return 0;
}

void *xpost_list_reserve(void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return list;
    size_t more = *room ? *room * 2 : 16;
    void *moved = realloc(list, more * size);
    if (moved)
        *room = more;
    return moved;
}

void xpost_secret_free(char *secret)
{
    if (secret) {
        xpost_wipe(secret, strlen(secret));
        free(secret);
    }
}

void xpost_wipe(void *memory, size_t size)
{
    /* A call through a volatile pointer cannot be seen through, so it is not optimised away. */
    static void *(*const volatile overwrite)(void *, int, size_t) = memset;
    if (size)
        overwrite(memory, 0, size);
}

bool xpost_string_equal(const char *left, const char *right)
{
    if (!left || !right)
        return left == right;
    return strcmp(left, right) == 0;
}

bool xpost_string_empty(const char *text)
{
    return !text || !*text;
}
