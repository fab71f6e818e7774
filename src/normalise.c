#include "normalise.h"

#include "error.h"
#include "text_class.h"

#include <stdbool.h>
#include <stdlib.h>
#include <utf8proc.h>

struct xpost_change {
    uint32_t begin, length;             /* in the original */
    uint32_t normal_begin, normal_size; /* in the normal text */
};

/* While it is decomposed, a character has its combining class above its code point. */
enum {
    MARK_SHIFT = 21,
    CODE_MASK = (1 << MARK_SHIFT) - 1,
    MOST_PARTS = 4,
    FEW = 64,
    KNOWN = 512
};

/* A character taken apart. */
struct parts {
    utf8proc_int32_t point; /* 0 for none yet */
    utf8proc_int32_t part[MOST_PARTS];
    uint32_t count;
};

struct work {
    struct xpost_normal *normal;
    const unsigned char *text;
    size_t copied; /* up to here the original is in the normal text */
    size_t size;   /* of normal->own */
    utf8proc_int32_t few[FEW], *points;
    size_t count, room;
    struct parts
        known[KNOWN]; /* at the remainder: texts have few characters, again and again */
};

static bool grow(struct work *work)
{
    size_t room = work->room * 2;
    utf8proc_int32_t *old = work->points == work->few ? NULL : work->points;
    utf8proc_int32_t *points = realloc(old, room * sizeof *points);
    if (!points)
        return false;
    if (!old)
        memcpy(points, work->few, sizeof work->few);
    work->points = points;
    work->room = room;
    return true;
}

static utf8proc_int32_t with_mark(utf8proc_int32_t point, uint32_t class)
{
    return point | (utf8proc_int32_t)(xpost_text_mark(class) << MARK_SHIFT);
}

static const struct parts *take_apart(struct work *work, utf8proc_int32_t point)
{
    struct parts *parts = work->known + point % KNOWN;
    int unused = 0;
    if (parts->point == point)
        return parts;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(point, parts->part, MOST_PARTS, UTF8PROC_DECOMPOSE, &unused);
    parts->point = point;
    parts->count = count > 0 && count <= MOST_PARTS ? (uint32_t)count : 0;
    for (size_t i = 0; i < parts->count; i++)
        parts->part[i] = with_mark(parts->part[i], xpost_text_class((uint32_t)parts->part[i]));
    return parts;
}

/* Takes every character of the stretch apart. */
static bool decompose(struct work *work, size_t begin, size_t end)
{
    work->count = 0;
    for (size_t at = begin, size; at < end; at += size) {
        uint32_t point = xpost_text_read(work->text + at, &size);
        uint32_t class = xpost_text_class(point);
        if (work->count + MOST_PARTS > work->room && !grow(work))
            return false;
        if (!(class & XPOST_TEXT_DECOMPOSES)) {
            work->points[work->count++] = with_mark((utf8proc_int32_t)point, class);
            continue;
        }
        const struct parts *parts = take_apart(work, (utf8proc_int32_t)point);
        for (size_t i = 0; i < parts->count; i++)
            work->points[work->count++] = parts->part[i];
    }
    return true;
}

/* A stable sort of marks by their class, in time linear in their number. */
static bool sort_many(utf8proc_int32_t *points, size_t count)
{
    size_t starts[256] = {0}, total = 0;
    utf8proc_int32_t *copy = malloc(count * sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, points, count * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        starts[points[i] >> MARK_SHIFT]++;
    for (size_t class = 0; class < 256; class ++) {
        size_t here = starts[class];
        starts[class] = total;
        total += here;
    }
    for (size_t i = 0; i < count; i++)
        points[starts[copy[i] >> MARK_SHIFT]++] = copy[i];
    free(copy);
    return true;
}

static bool sort_marks(utf8proc_int32_t *points, size_t count)
{
    if (count > 16)
        return sort_many(points, count);
    for (size_t i = 1; i < count; i++) {
        utf8proc_int32_t point = points[i];
        size_t to = i;
        for (; to > 0 && points[to - 1] >> MARK_SHIFT > point >> MARK_SHIFT; to--)
            points[to] = points[to - 1];
        points[to] = point;
    }
    return true;
}

/* Puts marks into canonical order, and takes the classes away again. */
static bool order(struct work *work)
{
    for (size_t at = 0, end; at < work->count; at = end) {
        end = at + 1;
        if (work->points[at] >> MARK_SHIFT == 0)
            continue;
        while (end < work->count && work->points[end] >> MARK_SHIFT != 0)
            end++;
        if (end - at > 1 && !sort_marks(work->points + at, end - at))
            return false;
    }
    for (size_t i = 0; i < work->count; i++)
        work->points[i] &= CODE_MASK;
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

/* Writes the characters in place of the stretch of the original. */
static bool replace(struct work *work, size_t begin, size_t end)
{
    struct xpost_normal *normal = work->normal;
    if (!copy_until(work, begin) || !reserve(work, work->count * 4))
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
    for (size_t i = 0; i < work->count; i++)
        normal->length += xpost_text_write((unsigned char *)normal->own + normal->length,
                                           (uint32_t)work->points[i]);
    work->copied = end;
    normal->changes[normal->count++] = (struct xpost_change){
        .begin = (uint32_t)begin,
        .length = (uint32_t)(end - begin),
        .normal_begin = (uint32_t)normal_begin,
        .normal_size = (uint32_t)(normal->length - normal_begin),
    };
    return true;
}

static bool is_same(const struct work *work, size_t begin, size_t end)
{
    size_t size, i = 0;
    for (; begin < end && i < work->count; begin += size, i++)
        if (xpost_text_read(work->text + begin, &size) != (uint32_t)work->points[i])
            return false;
    return begin == end && i == work->count;
}

static bool normalise_stretch(struct work *work, size_t begin, size_t end)
{
    if (!decompose(work, begin, end) || !order(work))
        return false;
    utf8proc_ssize_t count = utf8proc_normalize_utf32(
        work->points, (utf8proc_ssize_t)work->count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (count < 0)
        return false;
    work->count = (size_t)count;
    return is_same(work, begin, end) || replace(work, begin, end);
}

/* Goes over the characters from `at` on that combine with what is before them.  Returns where
 * the next other one is; *normal tells whether these are surely in NFC: in order, none
 * composes. */
static size_t stretch_end(const unsigned char *text, size_t length, size_t at, bool *normal)
{
    uint32_t last = 0;
    *normal = true;
    for (size_t size; at < length; at += size) {
        uint32_t class = xpost_text_class_at(text + at, &size), mark = xpost_text_mark(class);
        if (!xpost_text_combines(class))
            break;
        if (class & XPOST_TEXT_COMPOSES || (mark != 0 && mark < last))
            *normal = false;
        last = mark;
    }
    return at;
}

static bool normalise_all(struct work *work, size_t length)
{
    const unsigned char *text = work->text;
    for (size_t at = 0, size; at < length;) {
        if (text[at] < 0x80) {
            at += xpost_text_ascii_run(text + at, length - at);
            continue;
        }
        if (!xpost_text_combines(xpost_text_class_at(text + at, &size))) {
            at += size;
            continue;
        }
        bool normal;
        size_t begin = at > 0 ? xpost_text_before(text, at) : 0;
        at = stretch_end(text, length, at, &normal);
        if (!normal && !normalise_stretch(work, begin, at))
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
    for (size_t i = 0; i < KNOWN; i++)
        work.known[i].point = 0;
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
