#include "split_whole.h"

#include "error.h"
#include "memory.h"
#include "text.h"
#include "text_class.h"
#include "text_entity.h"
#include "unicode.h"

#include <stdlib.h>

static void add(void *user, size_t begin, size_t end)
{
    struct xpost_wholes *wholes = user;
    struct xpost_whole *list =
        xpost_list_reserve(wholes->list, wholes->count, &wholes->room, sizeof *list);
    if (!list) {
        wholes->failed = true;
        return;
    }
    wholes->list = list;
    wholes->list[wholes->count++] = (struct xpost_whole){(uint32_t)begin, (uint32_t)end};
}

/* True if the text may be cut at `at`, as far as the two characters there go. */
static bool is_between(const unsigned char *text, size_t length, size_t at)
{
    size_t size;
    return at == 0 || at == length ||
           xpost_grapheme_may_end(xpost_text_read(text + xpost_text_before(text, at), &size),
                                  xpost_text_read(text + at, &size));
}

/* An accent or a joiner may follow the last character, and the first one may be an accent. */
static void widen(struct xpost_wholes *wholes, const unsigned char *text, size_t length)
{
    for (size_t i = 0; i < wholes->count; i++) {
        size_t begin = wholes->list[i].begin, end = wholes->list[i].end, size;
        while (!is_between(text, length, begin))
            begin = xpost_text_before(text, begin);
        for (; !is_between(text, length, end); end += size)
            xpost_text_read(text + end, &size);
        wholes->list[i] = (struct xpost_whole){(uint32_t)begin, (uint32_t)end};
    }
}

static int compare(const void *left, const void *right)
{
    const struct xpost_whole *one = left, *other = right;
    return (one->begin > other->begin) - (one->begin < other->begin);
}

/* Joins those that overlap, such as a name in a URL. */
static void join(struct xpost_wholes *wholes)
{
    struct xpost_whole *list = wholes->list;
    size_t last = 0;
    if (wholes->count == 0)
        return;
    qsort(list, wholes->count, sizeof *list, compare);
    for (size_t i = 1; i < wholes->count; i++) {
        if (list[i].begin >= list[last].end)
            list[++last] = list[i];
        else if (list[i].end > list[last].end)
            list[last].end = list[i].end;
    }
    wholes->count = last + 1;
}

int xpost_wholes_find(struct xpost_wholes *wholes, const char *text, size_t length,
                      struct xpost_error *error)
{
    *wholes = (struct xpost_wholes){0};
    if (xpost_text_each_url(text, length, add, wholes, error) != 0)
        return -1;
    xpost_text_each_entity(text, length, add, wholes);
    widen(wholes, (const unsigned char *)text, length);
    join(wholes);
    return wholes->failed ? xpost_error_no_memory(error) : 0;
}

void xpost_wholes_release(struct xpost_wholes *wholes)
{
    free(wholes->list);
    *wholes = (struct xpost_wholes){0};
}

const struct xpost_whole *xpost_wholes_around(const struct xpost_wholes *wholes, size_t at)
{
    size_t low = 0, high = wholes->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (wholes->list[middle].begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && wholes->list[low - 1].end > at ? &wholes->list[low - 1] : NULL;
}
