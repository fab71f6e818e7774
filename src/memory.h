/* Copies of strings, and wiping of secrets. */
#ifndef XPOST_MEMORY_H
#define XPOST_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* A copy that the caller owns; NULL for NULL, or when memory runs out. */
char *xpost_string_copy(const char *text);
char *xpost_string_copy_range(const char *text, size_t length);

/* Replaces *field by a copy of text (NULL clears it), wiping what it held.  Returns -1 when
 * memory runs out; *field is then unchanged. */
int xpost_string_set(char **field, const char *text) __attribute__((warn_unused_result));

/* A list with room for one more than `count` items of `size` bytes each: `list` itself (NULL is
 * an empty one), or where it has moved to, with *room brought up to date.  NULL when memory
 * runs out; `list` is unchanged then. */
void *xpost_list_reserve(void *list, size_t count, size_t *room, size_t size)
    __attribute__((warn_unused_result));

/* Wipes the string, then frees it.  NULL is fine. */
void xpost_secret_free(char *secret);

/* Overwrites memory in a way that the compiler may not drop. */
void xpost_wipe(void *memory, size_t size);

/* Both NULL, or both the same text. */
bool xpost_string_equal(const char *left, const char *right);

/* NULL or "". */
bool xpost_string_empty(const char *text);

#endif
