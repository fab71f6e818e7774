#include "text_path.h"

#include "text_class.h"

enum { SLUG_MAX = 40 };

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_slug(unsigned char c)
{
    return is_digit(c) || (c | 0x20u) - 'a' < 26u;
}

size_t xpost_url_port_end(const unsigned char *text, size_t limit, size_t at)
{
    size_t end = at + 1;
    if (at >= limit || text[at] != ':')
        return at;
    while (end < limit && is_digit(text[end]))
        end++;
    return end > at + 1 ? end : at;
}

static size_t path_run(const unsigned char *text, size_t limit, size_t at)
{
    size_t size;
    while (at < limit && xpost_text_class_at(text + at, &size) & XPOST_TEXT_PATH)
        at += size;
    return at;
}

/* Where a balanced pair of brackets ends, which may hold one more pair, or `at`.  Neither pair
 * may be empty. */
static size_t brackets_end(const unsigned char *text, size_t limit, size_t at)
{
    if (at >= limit || text[at] != '(')
        return at;
    size_t end = path_run(text, limit, at + 1);
    if (end < limit && text[end] == '(') {
        size_t inner = path_run(text, limit, end + 1);
        if (inner == end + 1 || inner >= limit || text[inner] != ')')
            return at;
        end = path_run(text, limit, inner + 1);
    }
    return end < limit && text[end] == ')' && end > at + 1 ? end + 1 : at;
}

/* A path is characters and pairs of brackets, as far as they go; then it is cut after the last
 * character that can end a path, and the pairs that directly follow that one. */
size_t xpost_url_path_end(const unsigned char *text, size_t limit, size_t at)
{
    if (at >= limit || text[at] != '/')
        return at;
    size_t end = at + 1, next = end, size, after;
    for (at = end; at < limit; at = next) {
        uint32_t class = xpost_text_class_at(text + at, &size);
        next = at + size;
        if (class & XPOST_TEXT_PATH_END)
            end = next;
        if (!(class & XPOST_TEXT_PATH) && (next = brackets_end(text, limit, at)) == at)
            break;
    }
    while ((after = brackets_end(text, limit, end)) != end)
        end = after;
    return end;
}

size_t xpost_url_query_end(const unsigned char *text, size_t limit, size_t at)
{
    size_t end = at;
    if (at >= limit || text[at] != '?')
        return at;
    for (at++; at < limit && text[at] < 0x80; at++) {
        uint32_t class = xpost_text_ascii[text[at]];
        if (!(class & XPOST_TEXT_QUERY))
            break;
        if (class & XPOST_TEXT_QUERY_END)
            end = at + 1;
    }
    return end;
}

bool xpost_url_short_end(const unsigned char *text, size_t domain, size_t domain_end,
                         size_t *end)
{
    if (domain_end - domain != 4 || (text[domain] | 0x20) != 't' || text[domain + 1] != '.' ||
        (text[domain + 2] | 0x20) != 'c' || (text[domain + 3] | 0x20) != 'o' ||
        domain_end == *end || text[domain_end] != '/')
        return true;
    size_t slug = domain_end + 1, slug_end = slug;
    while (slug_end < *end && is_slug(text[slug_end]))
        slug_end++;
    if (slug_end == slug)
        return true;
    if (slug_end - slug > SLUG_MAX)
        return false;
    *end = xpost_url_query_end(text, *end, slug_end);
    return true;
}
