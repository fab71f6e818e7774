#include "markdown_prose.h"

#include "error.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct making {
    struct xpost_prose *prose;
    const char *text;
    const struct xpost_image *images; /* of the section */
    size_t image_count;
    size_t end;                  /* of the section */
    size_t copied;               /* of the text, up to there */
    size_t line_begin, line_end; /* of the line looked at last */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The byte after the blanks from `at` on. */
static size_t after_blanks(const char *text, size_t at, size_t end)
{
    while (at < end && is_blank(text[at]))
        at++;
    return at;
}

static size_t line_begin(const struct making *making, size_t at)
{
    size_t lowest = making->copied;
    while (at > lowest && making->text[at - 1] != '\n')
        at--;
    return at;
}

static bool begins_line(const struct making *making, size_t at)
{
    return at == making->prose->begin || making->text[at - 1] == '\n';
}

/* Each line is measured once, however many images it has. */
static size_t line_end(struct making *making, size_t at)
{
    if (at >= making->line_begin && at < making->line_end)
        return making->line_end;
    const char *found = memchr(making->text + at, '\n', making->end - at);
    making->line_begin = at;
    making->line_end = found ? (size_t)(found - making->text) : making->end;
    return making->line_end;
}

/* The number of images, from `first` on, that make a line with nothing but blanks besides; 0:
 * there is more on it. */
static size_t images_alone(const struct making *making, size_t first, size_t begin, size_t end)
{
    size_t at = begin, count = 0;
    for (; first + count < making->image_count && making->images[first + count].begin < end;
         count++) {
        const struct xpost_image *image = &making->images[first + count];
        if (after_blanks(making->text, at, image->begin) != image->begin)
            return 0;
        at = image->end;
    }
    return after_blanks(making->text, at, end) == end ? count : 0;
}

/* Leaves a stretch of the text out. */
static void leave_out(struct making *making, size_t begin, size_t end)
{
    struct xpost_prose *prose = making->prose;
    size_t kept = begin - making->copied;
    memcpy(prose->own + prose->length, making->text + making->copied, kept);
    prose->length += kept;
    making->copied = end;
    const struct xpost_gap *last = prose->gap_count ? &prose->gaps[prose->gap_count - 1] : NULL;
    size_t left_out = last ? last->left_out : 0;
    prose->gaps[prose->gap_count++] = (struct xpost_gap){prose->length, left_out + end - begin};
}

/* Is the prose, with the text up to here, at its beginning or after an empty line? */
static bool is_after_empty_line(const struct making *making, size_t begin)
{
    size_t at = begin;
    for (int breaks = 0; at > making->copied; at--) {
        if (making->text[at - 1] == '\n' && ++breaks == 2)
            return true;
        if (making->text[at - 1] != '\n' && !is_blank(making->text[at - 1]))
            return false;
    }
    const struct xpost_prose *prose = making->prose;
    return prose->length == 0 || prose->own[prose->length - 1] == '\n';
}

/* Leaves a whole line out, and the empty ones after it if there is one before it. */
static void leave_line_out(struct making *making, size_t begin, size_t end)
{
    size_t next = end < making->end ? end + 1 : end;
    if (is_after_empty_line(making, begin)) {
        size_t after;
        while (next < making->end && (after = line_end(making, next)) < making->end &&
               after_blanks(making->text, next, after) == after)
            next = after + 1;
    }
    leave_out(making, begin, next);
}

static void leave_image_out(struct making *making, const struct xpost_image *image)
{
    const char *text = making->text;
    size_t begin = image->begin, end = image->end;
    size_t line = line_begin(making, begin), last = line_end(making, end);
    size_t before = begin;
    while (before > line && is_blank(text[before - 1]))
        before--;
    if (before == line && begins_line(making, line))
        end = after_blanks(text, end, last);
    else if (end == last || is_blank(text[end]) || strchr(",.;:!?)", text[end]))
        begin = before;
    leave_out(making, begin, end);
}

static void leave_images_out(struct making *making)
{
    struct xpost_prose *prose = making->prose;
    for (size_t i = 0, count; i < making->image_count; i += count) {
        const struct xpost_image *image = &making->images[i];
        size_t begin = line_begin(making, image->begin), end = line_end(making, image->end);
        bool whole_line =
            begin == 0 || making->text[begin - 1] == '\n' || begin == prose->begin;
        count = whole_line ? images_alone(making, i, begin, end) : 0;
        if (count > 0)
            leave_line_out(making, begin, end);
        else
            leave_image_out(making, image);
        count = count ? count : 1;
        for (size_t k = 0; k < count; k++)
            prose->image_at[i + k] = prose->length;
    }
    size_t rest = making->end - making->copied;
    memcpy(prose->own + prose->length, making->text + making->copied, rest);
    prose->length += rest;
}

int xpost_prose_make(struct xpost_prose *prose, const char *text,
                     const struct xpost_markdown *markdown, const struct xpost_section *section,
                     struct xpost_error *error)
{
    size_t count = section->image_count, length = section->end - section->begin;
    *prose = (struct xpost_prose){
        .text = text + section->begin, .length = length, .begin = section->begin};
    if (count == 0)
        return 0;
    prose->own = malloc(length + 1);
    prose->gaps = calloc(count, sizeof *prose->gaps);
    prose->image_at = calloc(count, sizeof *prose->image_at);
    if (!prose->own || !prose->gaps || !prose->image_at)
        return xpost_error_no_memory(error);
    struct making making = {.prose = prose,
                            .text = text,
                            .images = markdown->images + section->first_image,
                            .image_count = count,
                            .end = section->end,
                            .copied = section->begin};
    prose->length = 0;
    leave_images_out(&making);
    prose->text = prose->own;
    return 0;
}

void xpost_prose_release(struct xpost_prose *prose)
{
    free(prose->own);
    free(prose->gaps);
    free(prose->image_at);
    *prose = (struct xpost_prose){0};
}

static size_t origin(const struct xpost_prose *prose, size_t at, bool end)
{
    size_t low = 0, high = prose->gap_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (prose->gaps[middle].at < at || (!end && prose->gaps[middle].at == at))
            low = middle + 1;
        else
            high = middle;
    }
    return prose->begin + at + (low ? prose->gaps[low - 1].left_out : 0);
}

size_t xpost_prose_begin(const struct xpost_prose *prose, size_t at)
{
    return origin(prose, at, false);
}

size_t xpost_prose_end(const struct xpost_prose *prose, size_t at)
{
    return origin(prose, at, true);
}
