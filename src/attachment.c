#include "attachment.h"

#include "buffer.h"
#include "error.h"
#include "json.h"
#include "memory.h"
#include "utf8.h"

#include <string.h>

enum { PATH_LONGEST = 4096 };

static const char member[] = "attachments";

/* --- as the user names them --- */

static int check_path(const char *path, struct xpost_error *error)
{
    size_t length = strlen(path);
    if (length == 0)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "A file to attach has no name. Give its path.");
    if (length >= PATH_LONGEST)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "The path of a file to attach is too long. Rename the file.");
    if (!xpost_utf8_valid(path, length))
        return xpost_error_set(
            error, XPOST_INVALID_REQUEST,
            "The path of a file to attach is not valid UTF-8. Rename the file.");
    return 0;
}

static int check_alt(const char *alt, struct xpost_error *error)
{
    size_t characters = 0;
    if (!alt)
        return 0;
    if (!xpost_utf8_valid(alt, strlen(alt)))
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "An alt text is not valid UTF-8. Save it as UTF-8.");
    for (const char *at = alt; *at; at++)
        characters += ((unsigned char)*at & 0xC0) != 0x80;
    if (characters > XPOST_ALT_MAX)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "An alt text is too long: it has %zu characters of %d. Shorten "
                               "it.",
                               characters, XPOST_ALT_MAX);
    return 0;
}

int xpost_attachments_check(const struct xpost_attachment *attachments, size_t count,
                            struct xpost_error *error)
{
    if (count > XPOST_MEDIA_MAX)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "A post can have at most four media.");
    for (size_t i = 0; i < count; i++)
        if (check_path(attachments[i].path, error) != 0 ||
            check_alt(attachments[i].alt, error) != 0)
            return -1;
    return 0;
}

char *xpost_attachment_path(const char *path, const char *directory, const char *home,
                            struct xpost_error *error)
{
    struct xpost_buffer out = XPOST_BUFFER(4 * PATH_LONGEST);
    bool below_home = *path == '~' && (path[1] == '/' || path[1] == '\0');
    if (below_home && (!home || *home != '/')) {
        xpost_error_set(error, XPOST_INVALID_REQUEST,
                        "The path of a file to attach begins with ~, but HOME is not set. Give "
                        "the whole path.");
        return NULL;
    }
    if (below_home)
        path++;
    if (below_home || (*path && *path != '/')) {
        xpost_buffer_text(&out, below_home ? home : directory);
        if (!below_home && out.length > 0 && out.data[out.length - 1] != '/')
            xpost_buffer_text(&out, "/");
    }
    xpost_buffer_text(&out, path);
    char *whole = xpost_buffer_take(&out);
    if (!whole)
        xpost_error_no_memory(error);
    return whole;
}

/* --- in a body --- */

int xpost_attachments_add(struct xpost_json *body, const struct xpost_attachment *attachments,
                          size_t count)
{
    struct xpost_json *list = xpost_json_new_array();
    int failed = list == NULL;
    for (size_t i = 0; i < count; i++) {
        struct xpost_json *item = xpost_json_new_object();
        failed |= xpost_json_add_string(item, "path", attachments[i].path);
        failed |= xpost_json_add_string(item, "alt", attachments[i].alt);
        failed |= xpost_json_append(list, item);
    }
    return failed | xpost_json_add(body, member, list);
}

bool xpost_attachments_any(const char *body)
{
    /* Within a string the quotes would be escaped. */
    return body && strstr(body, ",\"attachments\":[") != NULL;
}

static int unreadable(struct xpost_error *error)
{
    xpost_error_set(error, XPOST_STORE,
                    "What was kept of this post cannot be read, so its media are not "
                    "known. Post it anew.");
    return xpost_error_set_retry(error, XPOST_RETRY_NEVER);
}

static int read_items(struct xpost_attachments *attachments, struct xpost_error *error)
{
    const struct xpost_json *list = xpost_json_member(attachments->body, member);
    size_t count = xpost_json_count(list);
    if (count == 0 || count > XPOST_MEDIA_MAX)
        return unreadable(error);
    for (; attachments->count < count; attachments->count++) {
        const struct xpost_json *item = xpost_json_item(list, attachments->count);
        struct xpost_attachment *attachment = &attachments->items[attachments->count];
        attachment->path = xpost_json_member_string(item, "path");
        attachment->alt = xpost_json_member_string(item, "alt");
        if (!attachment->path)
            return unreadable(error);
    }
    return 0;
}

int xpost_attachments_read(struct xpost_attachments *attachments, const char *body,
                           struct xpost_error *error)
{
    *attachments = (struct xpost_attachments){0};
    if (!xpost_attachments_any(body))
        return 0;
    attachments->body = xpost_json_parse(body, strlen(body), error);
    if (!attachments->body && error->code == XPOST_BUSY)
        return -1;
    int result = read_items(attachments, error);
    if (result != 0)
        xpost_attachments_release(attachments);
    return result;
}

void xpost_attachments_release(struct xpost_attachments *attachments)
{
    xpost_json_free(attachments->body);
    *attachments = (struct xpost_attachments){0};
}

static int add_media(struct xpost_json *body, const char *const *media_ids, size_t count)
{
    struct xpost_json *media = xpost_json_new_object();
    struct xpost_json *list = xpost_json_new_array();
    int failed = list == NULL;
    for (size_t i = 0; i < count; i++)
        failed |= xpost_json_append(list, xpost_json_new_string(media_ids[i]));
    failed |= xpost_json_add(media, "media_ids", list);
    return failed | xpost_json_add(body, "media", media);
}

char *xpost_attachments_replace(const char *body, const char *const *media_ids, size_t count,
                                struct xpost_error *error)
{
    struct xpost_attachments attachments;
    if (xpost_attachments_read(&attachments, body, error) != 0)
        return NULL;
    if (attachments.count != count || count == 0) {
        xpost_attachments_release(&attachments);
        unreadable(error);
        return NULL;
    }
    xpost_json_remove(attachments.body, member);
    char *text = add_media(attachments.body, media_ids, count) == 0
                     ? xpost_json_text(attachments.body)
                     : NULL;
    xpost_attachments_release(&attachments);
    if (!text)
        xpost_error_no_memory(error);
    return text;
}
