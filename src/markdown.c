#include "markdown.h"

#include "error.h"
#include "markdown_image.h"
#include "memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The code fence that the text is inside of; `length` 0: none. */
struct fence {
    char mark;
    size_t length;
};

struct reader {
    struct xpost_markdown *markdown;
    const char *text;
    size_t length;
    struct fence fence;
};

static bool begin_section(struct reader *reader, size_t begin)
{
    struct xpost_markdown *markdown = reader->markdown;
    struct xpost_section *sections = xpost_list_reserve(
        markdown->sections, markdown->section_count, &markdown->section_room, sizeof *sections);
    if (!sections)
        return false;
    markdown->sections = sections;
    markdown->sections[markdown->section_count++] = (struct xpost_section){
        .begin = begin, .end = reader->length, .first_image = markdown->image_count};
    return true;
}

static bool add_image(void *user, const struct xpost_image *image)
{
    struct reader *reader = user;
    struct xpost_markdown *markdown = reader->markdown;
    struct xpost_image *images = xpost_list_reserve(markdown->images, markdown->image_count,
                                                    &markdown->image_room, sizeof *images);
    if (!images)
        return false;
    markdown->images = images;
    markdown->images[markdown->image_count++] = *image;
    markdown->sections[markdown->section_count - 1].image_count++;
    return true;
}

/* The length of the line without its line break and the blanks before that. */
static size_t without_end(const char *line, size_t length)
{
    while (length > 0 && memchr(" \t\r\n", line[length - 1], 4))
        length--;
    return length;
}

/* How often the mark stands at the beginning. */
static size_t run_of(char mark, const char *text, size_t length)
{
    size_t run = 0;
    while (run < length && text[run] == mark)
        run++;
    return run;
}

/* True if the line begins, ends or is inside of a code fence. */
static bool is_code(struct fence *fence, const char *line, size_t length)
{
    size_t indent = run_of(' ', line, length);
    const char *rest = line + indent;
    size_t left = length - indent, run = left ? run_of(*rest, rest, left) : 0;
    bool marks = indent < 4 && run >= 3 && (*rest == '`' || *rest == '~');
    if (fence->length > 0) {
        if (marks && *rest == fence->mark && run >= fence->length && run == left)
            fence->length = 0;
        return true;
    }
    /* What looks like a fence of backticks, but has more of them later, is a code span. */
    if (!marks || (*rest == '`' && memchr(rest + run, '`', left - run)))
        return false;
    *fence = (struct fence){*rest, run};
    return true;
}

static bool read_line(struct reader *reader, size_t begin, size_t end)
{
    const char *line = reader->text + begin;
    size_t length = without_end(line, end - begin);
    if (is_code(&reader->fence, line, length))
        return true;
    if (length == 3 && memcmp(line, "---", 3) == 0) {
        reader->markdown->sections[reader->markdown->section_count - 1].end = begin;
        return begin_section(reader, end);
    }
    return xpost_images_find(reader->text, begin, begin + length, add_image, reader) == 0;
}

int xpost_markdown_read(struct xpost_markdown *markdown, const char *text, size_t length,
                        struct xpost_error *error)
{
    struct reader reader = {.markdown = markdown, .text = text, .length = length};
    *markdown = (struct xpost_markdown){0};
    if (!begin_section(&reader, 0))
        return xpost_error_no_memory(error);
    for (size_t begin = 0, end; begin < length; begin = end) {
        const char *line_break = memchr(text + begin, '\n', length - begin);
        end = line_break ? (size_t)(line_break - text) + 1 : length;
        if (!read_line(&reader, begin, end))
            return xpost_error_no_memory(error);
    }
    return 0;
}

void xpost_markdown_release(struct xpost_markdown *markdown)
{
    for (size_t i = 0; i < markdown->image_count; i++) {
        free(markdown->images[i].path);
        free(markdown->images[i].alt);
    }
    free(markdown->images);
    free(markdown->sections);
    *markdown = (struct xpost_markdown){0};
}
