#include "markdown_image.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* --- brackets --- */

/* A line, and for each bracket that opens in it where it is closed, counted from the line's
 * beginning; 0: it is not.  Worked out once, so that "![![![" takes no longer than others. */
struct line {
    const char *text;
    size_t begin, end;
    uint32_t *closing;
};

/* The open brackets of one kind: each holds the one before it, plus one, until it is closed. */
static void open_bracket(struct line *line, size_t at, uint32_t *innermost)
{
    line->closing[at] = *innermost;
    *innermost = (uint32_t)at + 1;
}

static void close_bracket(struct line *line, size_t at, uint32_t *innermost)
{
    if (*innermost == 0)
        return;
    uint32_t *open = &line->closing[*innermost - 1];
    *innermost = *open;
    *open = (uint32_t)at;
}

static void forget_open(struct line *line, uint32_t innermost)
{
    while (innermost != 0) {
        uint32_t *open = &line->closing[innermost - 1];
        innermost = *open;
        *open = 0;
    }
}

static void match_brackets(struct line *line)
{
    const char *text = line->text + line->begin;
    uint32_t square = 0, curved = 0;
    for (size_t at = 0; at < line->end - line->begin; at++) {
        switch (text[at]) {
        case '\\':
            at++;
            break;
        case '[':
            open_bracket(line, at, &square);
            break;
        case ']':
            close_bracket(line, at, &square);
            break;
        case '(':
            open_bracket(line, at, &curved);
            break;
        case ')':
            close_bracket(line, at, &curved);
            break;
        default:
            break;
        }
    }
    forget_open(line, square);
    forget_open(line, curved);
}

/* Where the bracket is that closes the one at `at`; 0 if there is none. */
static size_t closing(const struct line *line, size_t at)
{
    uint32_t found = line->closing[at - line->begin];
    return found ? line->begin + found : 0;
}

/* --- the parts of an image --- */

/* Without the title in quotation marks at its end, if there is one after a path. */
static size_t before_title(const char *text, size_t begin, size_t end)
{
    char quote = end > begin ? text[end - 1] : '\0';
    if (quote != '"' && quote != '\'')
        return end;
    for (size_t at = end - 1; at > begin + 1; at--)
        if (text[at - 1] == quote && is_blank(text[at - 2]))
            return at - 1;
    return end;
}

static void trim(const char *text, size_t *begin, size_t *end)
{
    while (*begin < *end && is_blank(text[*begin]))
        ++*begin;
    while (*end > *begin && is_blank(text[*end - 1]))
        --*end;
}

/* A copy without the backslashes that take the meaning from a punctuation mark. */
static char *unescape(const char *text, size_t begin, size_t end)
{
    char *copy = malloc(end - begin + 1), *out = copy;
    if (!copy)
        return NULL;
    for (; begin < end; begin++) {
        if (text[begin] == '\\' && begin + 1 < end &&
            memchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", text[begin + 1], 32))
            begin++;
        *out++ = text[begin];
    }
    *out = '\0';
    return copy;
}

/* The path between the round brackets. */
static char *read_path(const char *text, size_t begin, size_t end)
{
    trim(text, &begin, &end);
    if (begin < end && text[begin] == '<') {
        const char *close = memchr(text + begin, '>', end - begin);
        if (close)
            return unescape(text, begin + 1, (size_t)(close - text));
    }
    end = before_title(text, begin, end);
    trim(text, &begin, &end);
    return unescape(text, begin, end);
}

/* Reads the image whose "!" is at `at`.  Returns 1, or 0 if it is none, or -1 when memory runs
 * out. */
static int read_image(struct xpost_image *image, const struct line *line, size_t at)
{
    const char *text = line->text;
    size_t alt = at + 2, alt_end = closing(line, at + 1), path = alt_end + 2, path_end;
    *image = (struct xpost_image){.begin = at};
    if (alt_end == 0 || path > line->end || text[path - 1] != '(' ||
        (path_end = closing(line, path - 1)) == 0)
        return 0;
    image->end = path_end + 1;
    image->path = read_path(text, path, path_end);
    if (image->path && !*image->path) {
        free(image->path);
        return 0;
    }
    trim(text, &alt, &alt_end);
    image->alt = alt < alt_end ? unescape(text, alt, alt_end) : NULL;
    if (image->path && (image->alt || alt == alt_end))
        return 1;
    free(image->path);
    free(image->alt);
    return -1;
}

/* --- the line --- */

static size_t backticks(const char *text, size_t at, size_t end)
{
    size_t run = 0;
    while (at + run < end && text[at + run] == '`')
        run++;
    return run;
}

/* Where the code span ends whose backticks begin at `at`, or after them if there is none. */
static size_t after_code_span(const char *text, size_t at, size_t end)
{
    size_t run = backticks(text, at, end), next = at + run;
    const char *found;
    while (next < end && (found = memchr(text + next, '`', end - next)) != NULL) {
        size_t begin = (size_t)(found - text), other = backticks(text, begin, end);
        next = begin + other;
        if (other == run)
            return next;
    }
    return at + run;
}

static int find(const struct line *line, xpost_image_found *found, void *user)
{
    const char *text = line->text;
    for (size_t at = line->begin; at < line->end;) {
        struct xpost_image image;
        bool more = at + 1 < line->end;
        if (text[at] == '\\' && more) {
            at += 2;
        } else if (text[at] == '`') {
            at = after_code_span(text, at, line->end);
        } else if (text[at] == '!' && more && text[at + 1] == '[') {
            int read = read_image(&image, line, at);
            if (read < 0)
                return -1;
            if (read > 0 && !found(user, &image)) {
                free(image.path);
                free(image.alt);
                return -1;
            }
            at = read > 0 ? image.end : at + 2;
        } else {
            at++;
        }
    }
    return 0;
}

/* Is there a "![" at all? */
static bool may_have_image(const char *text, size_t begin, size_t end)
{
    const char *sign;
    while (begin + 1 < end && (sign = memchr(text + begin, '!', end - begin - 1)) != NULL) {
        if (sign[1] == '[')
            return true;
        begin = (size_t)(sign - text) + 1;
    }
    return false;
}

int xpost_images_find(const char *text, size_t begin, size_t end, xpost_image_found *found,
                      void *user)
{
    struct line line = {.text = text, .begin = begin, .end = end};
    if (!may_have_image(text, begin, end))
        return 0;
    line.closing = calloc(end - begin, sizeof *line.closing);
    if (!line.closing)
        return -1;
    match_brackets(&line);
    int result = find(&line, found, user);
    free(line.closing);
    return result;
}
