/* The text of a post as its author would write it, and what its links stand for. */
#include "timeline_internal.h"

#include "buffer.h"
#include "error.h"
#include "hex.h"
#include "json.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

/* X cuts at a weight of 280, which is more bytes than this in any script. */
enum { CUT_MIN = 200 };

/* The character that an escape at `text` stands for, or 0. */
static char escaped(const char *text, size_t *length)
{
    static const struct {
        const char *name;
        char character;
    } known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        *length = strlen(known[i].name);
        if (strncmp(text, known[i].name, *length) == 0)
            return known[i].character;
    }
    return '\0';
}

/* True if there is something that X would have escaped: then nothing is.  It is so where X
 * gives the text of a note as it is. */
static bool is_plain(const char *text)
{
    size_t length;
    for (text += strcspn(text, "&<"); *text; text += 1 + strcspn(text + 1, "&<"))
        if (*text == '<' || !escaped(text, &length))
            return true;
    return false;
}

static char *unescape(const char *text)
{
    char *plain = malloc(strlen(text) + 1), *out = plain;
    if (!plain)
        return NULL;
    for (size_t length; *text; text += length) {
        char character = escaped(text, &length);
        if (!character) {
            character = *text;
            length = 1;
        }
        *out++ = character;
    }
    *out = '\0';
    return plain;
}

static int read_text(struct xpost_timeline_post *post, const char *text, bool note,
                     struct xpost_error *error)
{
    if (strchr(text, '&') && !(note && is_plain(text))) {
        post->plain = unescape(text);
        if (!post->plain)
            return xpost_error_no_memory(error);
        text = post->plain;
    }
    return xpost_normalise(&post->text, text, strlen(text), error);
}

static const struct xpost_json *urls_of(const struct xpost_json *holder)
{
    return xpost_json_member(xpost_json_member(holder, "entities"), "urls");
}

/* Appends an address without the percent-encoding of other characters than ASCII. */
static void decode(struct xpost_buffer *out, const char *text)
{
    while (*text) {
        size_t plain = strcspn(text, "%");
        xpost_buffer_append(out, text, plain);
        text += plain;
        int high = *text ? xpost_hex_digit(text[1]) : -1;
        int low = high >= 8 ? xpost_hex_digit(text[2]) : -1;
        char byte = low >= 0 ? (char)(high * 16 + low) : '%';
        if (*text)
            xpost_buffer_append(out, &byte, 1);
        text += low >= 0 ? 3 : *text != '\0';
    }
}

static int normalise_address(char **out, const char *address, struct xpost_error *error)
{
    struct xpost_buffer plain = XPOST_BUFFER(XPOST_JSON_TEXT_MAX), whole = plain;
    struct xpost_normal normal = {.text = NULL};
    decode(&plain, address);
    int result = plain.failed ? xpost_error_no_memory(error) : 0;
    if (result == 0 && xpost_utf8_valid(plain.data, plain.length))
        result = xpost_normalise(&normal, plain.data, plain.length, error);
    if (result == 0 && normal.text) {
        xpost_buffer_append(&whole, normal.text, normal.length);
        *out = xpost_buffer_take(&whole);
        result = *out ? 0 : xpost_error_no_memory(error);
    }
    xpost_normal_release(&normal);
    xpost_buffer_release(&plain);
    return result;
}

static bool is_simple(const char *address)
{
    while (*address && *address != '%' && (unsigned char)*address < 0x80)
        address++;
    return !*address;
}

static int add_links(struct xpost_timeline_post *post, const struct xpost_json *urls,
                     struct xpost_error *error)
{
    size_t count = xpost_json_count(urls);
    for (size_t i = 0; i < count; i++) {
        const struct xpost_json *item = xpost_json_item(urls, i);
        struct xpost_timeline_link link = {
            .url = xpost_json_member_string(item, "url"),
            .expanded = xpost_json_member_string(item, "expanded_url"),
        };
        if (!link.url || !link.expanded || !*link.expanded ||
            strcmp(link.url, link.expanded) == 0)
            continue;
        post->links[post->link_count++] = link;
        if (!is_simple(link.expanded) &&
            normalise_address(&post->links[post->link_count - 1].normal, link.expanded,
                              error) != 0)
            return -1;
    }
    return 0;
}

static int by_url(const void *left, const void *right)
{
    const struct xpost_timeline_link *one = left, *other = right;
    return strcmp(one->url, other->url);
}

static int read_links(struct xpost_timeline_post *post, const struct xpost_json *note,
                      struct xpost_error *error)
{
    const struct xpost_json *own = urls_of(note), *common = urls_of(post->json);
    size_t count = xpost_json_count(own) + xpost_json_count(common);
    if (count == 0)
        return 0;
    post->links = calloc(count, sizeof *post->links);
    if (!post->links)
        return xpost_error_no_memory(error);
    /* A t.co link stands for the same wherever it is named. */
    if (add_links(post, own, error) != 0 || add_links(post, common, error) != 0)
        return -1;
    qsort(post->links, post->link_count, sizeof *post->links, by_url);
    return 0;
}

int xpost_timeline_text_read(struct xpost_timeline_post *post, struct xpost_error *error)
{
    const struct xpost_json *note = xpost_json_member(post->json, "note_post");
    if (!note)
        note = xpost_json_member(post->json, "note_tweet");
    const char *whole = xpost_json_member_string(note, "text");
    const char *text = whole ? whole : xpost_json_member_string(post->json, "text");
    if (!text)
        return xpost_error_set(error, XPOST_SERVER,
                               "X did not say what the posts on your timeline are. Try again "
                               "later.");
    post->cut = !whole && strlen(text) >= CUT_MIN;
    if (read_text(post, text, whole != NULL, error) != 0)
        return -1;
    return read_links(post, note, error);
}

void xpost_timeline_text_release(struct xpost_timeline_post *post)
{
    free(post->plain);
    xpost_normal_release(&post->text);
    for (size_t i = 0; i < post->link_count; i++)
        free(post->links[i].normal);
    free(post->links);
    *post = (struct xpost_timeline_post){0};
}

const struct xpost_timeline_link *
xpost_timeline_link_find(const struct xpost_timeline_post *post, const char *url, size_t length)
{
    size_t low = 0, high = post->link_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct xpost_timeline_link *link = &post->links[middle];
        int order = strncmp(link->url, url, length);
        if (order == 0 && link->url[length] == '\0')
            return link;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
