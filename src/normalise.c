#include "normalise.h"

#include "canonical.h"
#include "error.h"
#include "text_class.h"

#include <stdbool.h>
#include <stdlib.h>

struct xpost_change {
    uint32_t begin, length;             /* in the original */
    uint32_t normal_begin, normal_size; /* in the normal text */
};

enum { FEW = 64 };

struct work {
    struct xpost_normal *normal;
    const unsigned char *text;
    size_t copied; /* up to here the original is in the normal text */
    size_t size;   /* of normal->own */
    uint32_t few[FEW], *points;
    size_t count, room;
};

static bool grow(struct work *work)
{
    size_t room = work->room * 2;
    uint32_t *old = work->points == work->few ? NULL : work->points;
    uint32_t *points = realloc(old, room * sizeof *points);
    if (!points)
        return false;
    if (!old)
        memcpy(points, work->few, sizeof work->few);
    work->points = points;
    work->room = room;
    return true;
}

/* Adds a character to the stretch, taken apart. */
static bool add(struct work *work, uint32_t character, uint32_t class)
{
    if (work->count + XPOST_CANONICAL_PARTS > work->room && !grow(work))
        return false;
    if (class & XPOST_TEXT_DECOMPOSES)
        work->count += xpost_canonical_parts(character, work->points + work->count);
    else
        work->points[work->count++] = xpost_canonical_pack(character, class);
    return true;
}

/* True if it combines with nothing before it: a character that comes apart, and begins anew. */
static bool begins_stretch(uint32_t character, uint32_t class)
{
    if (!(class & XPOST_TEXT_DECOMPOSES) || xpost_text_mark(class) != 0)
        return false;
    uint32_t first = xpost_normalise_parts[xpost_canonical_place(character) >> 2];
    return !(first & XPOST_NORMALISE_SECOND) && xpost_canonical_mark(first) == 0;
}

/* Reads the stretch: the character at `begin` and those after it that combine with it.  *end
 * becomes the next other one; *normal tells whether these are surely in NFC: in order, none
 * composes. */
static bool read_stretch(struct work *work, size_t length, size_t begin, size_t *end,
                         bool *normal)
{
    const unsigned char *text = work->text;
    uint32_t last = 0;
    size_t at = begin, size;
    *normal = true;
    work->count = 0;
    for (; at < length; at += size) {
        uint32_t character = xpost_text_read(text + at, &size);
        uint32_t class = xpost_text_class(character), mark = xpost_text_mark(class);
        if (at > begin && (!xpost_text_combines(class) || begins_stretch(character, class)))
            break;
        if (class & XPOST_TEXT_COMPOSES || (mark != 0 && mark < last))
            *normal = false;
        last = mark;
        if (!add(work, character, class))
            return false;
    }
    *end = at;
    return true;
}

/* Makes room for `more` bytes beyond the normal text. */
static bool reserve(struct work *work, size_t more)
{
    struct xpost_normal *normal = work->normal;
    if (normal->own && work->size - normal->length >= more)
        return true;
    size_t size = work->size + work->size / 2 + more;
    char *own = realloc(normal->own, size);
    if (!own)
        return false;
    normal->own = own;
    work->size = size;
    return true;
}

static bool copy_until(struct work *work, size_t end)
{
    struct xpost_normal *normal = work->normal;
    size_t size = end - work->copied;
    if (!reserve(work, size))
        return false;
    memcpy(normal->own + normal->length, work->text + work->copied, size);
    normal->length += size;
    work->copied = end;
    return true;
}

/* Writes the characters from the n-th on in place of a part of the original. */
static bool replace(struct work *work, size_t begin, size_t end, size_t n)
{
    struct xpost_normal *normal = work->normal;
    if ((begin > work->copied && !copy_until(work, begin)) ||
        !reserve(work, (work->count - n) * 4))
        return false;
    if (normal->count == normal->room) {
        size_t room = normal->room ? normal->room * 2 : 16;
        struct xpost_change *changes = realloc(normal->changes, room * sizeof *changes);
        if (!changes)
            return false;
        normal->changes = changes;
        normal->room = room;
    }
    size_t normal_begin = normal->length;
    for (; n < work->count; n++)
        normal->length += xpost_text_write((unsigned char *)normal->own + normal->length,
                                           xpost_canonical_character(work->points[n]));
    work->copied = end;
    normal->changes[normal->count++] = (struct xpost_change){
        .begin = (uint32_t)begin,
        .length = (uint32_t)(end - begin),
        .normal_begin = (uint32_t)normal_begin,
        .normal_size = (uint32_t)(normal->length - normal_begin),
    };
    return true;
}

/* Normalises the stretch that was read.  What is the same at its beginning stays. */
static bool normalise_stretch(struct work *work, size_t begin, size_t end)
{
    if (!xpost_canonical_order(work->points, work->count))
        return false;
    work->count = xpost_canonical_compose(work->points, work->count);
    size_t same = 0;
    for (size_t size; begin < end && same < work->count; begin += size, same++)
        if (xpost_text_read(work->text + begin, &size) !=
            xpost_canonical_character(work->points[same]))
            break;
    if (begin == end && same == work->count)
        return true;
    return replace(work, begin, end, same);
}

/* True if nothing from `at` on combines with what is before. */
static bool is_apart(const unsigned char *text, size_t length, size_t at)
{
    size_t size;
    if (at == length || text[at] < 0x80)
        return true;
    uint32_t character = xpost_text_read(text + at, &size);
    uint32_t class = xpost_text_class(character);
    return !xpost_text_combines(class) || begins_stretch(character, class);
}

/* The stretch that the character at `at` begins, which combines with nothing before it.  Most
 * are of this character alone. */
static bool normalise_from(struct work *work, size_t length, uint32_t character, size_t at,
                           size_t *end)
{
    bool normal;
    if (!is_apart(work->text, length, *end))
        return read_stretch(work, length, at, end, &normal) &&
               normalise_stretch(work, at, *end);
    work->count =
        xpost_canonical_compose(work->points, xpost_canonical_parts(character, work->points));
    return replace(work, at, *end, 0);
}

static bool normalise_all(struct work *work, size_t length)
{
    const unsigned char *text = work->text;
    for (size_t at = 0, size, end; at < length; at = end) {
        if (text[at] < 0x80) {
            end = at + xpost_text_ascii_run(text + at, length - at);
            continue;
        }
        uint32_t character = xpost_text_read(text + at, &size);
        uint32_t class = xpost_text_class(character);
        end = at + size;
        if (!xpost_text_combines(class))
            continue;
        if (begins_stretch(character, class)) {
            if (!normalise_from(work, length, character, at, &end))
                return false;
            continue;
        }
        bool normal;
        size_t begin = at == 0 ? at : xpost_text_before(text, at);
        if (!read_stretch(work, length, begin, &end, &normal) ||
            (!normal && !normalise_stretch(work, begin, end)))
            return false;
    }
    return !work->normal->own || copy_until(work, length);
}

int xpost_normalise(struct xpost_normal *normal, const char *text, size_t length,
                    struct xpost_error *error)
{
    struct work work;
    work.normal = normal;
    work.text = (const unsigned char *)text;
    work.copied = 0;
    work.size = length;
    work.points = work.few;
    work.count = 0;
    work.room = FEW;
    *normal = (struct xpost_normal){.text = text};
    bool done = normalise_all(&work, length);
    if (work.points != work.few)
        free(work.points);
    if (!done) {
        xpost_normal_release(normal);
        return xpost_error_no_memory(error);
    }
    if (normal->own)
        normal->text = normal->own;
    else
        normal->length = length;
    return 0;
}

/* The last change that begins at or before `at`, or NULL. */
static const struct xpost_change *change_before(const struct xpost_normal *normal, size_t at)
{
    size_t low = 0, high = normal->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (normal->changes[middle].normal_begin <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? normal->changes + low - 1 : NULL;
}

static size_t origin(const struct xpost_normal *normal, size_t at, bool end)
{
    const struct xpost_change *change = change_before(normal, at);
    if (!change)
        return at;
    size_t inside = at - change->normal_begin;
    if (inside == 0 || (inside < change->normal_size && !end))
        return change->begin;
    if (inside < change->normal_size)
        return (size_t)change->begin + change->length;
    return (size_t)change->begin + change->length + (inside - change->normal_size);
}

size_t xpost_normal_begin(const struct xpost_normal *normal, size_t at)
{
    return origin(normal, at, false);
}

size_t xpost_normal_end(const struct xpost_normal *normal, size_t at)
{
    return origin(normal, at, true);
}

void xpost_normal_release(struct xpost_normal *normal)
{
    free(normal->own);
    free(normal->changes);
    *normal = (struct xpost_normal){.text = NULL};
}
