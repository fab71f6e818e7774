#include "api_media.h"

#include "buffer.h"
#include "error.h"
#include "json.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

static const char *category_of(enum xpost_media_kind kind)
{
    if (kind == XPOST_MEDIA_VIDEO)
        return "tweet_video";
    return kind == XPOST_MEDIA_GIF ? "tweet_gif" : "tweet_image";
}

static char *take_text(struct xpost_json *body, int failed, struct xpost_error *error)
{
    char *text = failed ? NULL : xpost_json_text(body);
    xpost_json_free(body);
    if (!text)
        xpost_error_no_memory(error);
    return text;
}

char *xpost_api_initialize_body(const struct xpost_media_type *type, int64_t bytes,
                                struct xpost_error *error)
{
    struct xpost_json *body = xpost_json_new_object();
    int failed = xpost_json_add_string(body, "media_type", type->name);
    failed |= xpost_json_add_string(body, "media_category", category_of(type->kind));
    failed |= xpost_json_add(body, "total_bytes", xpost_json_new_integer(bytes));
    return take_text(body, failed, error);
}

char *xpost_api_alt_text_body(const char *id, const char *alt, struct xpost_error *error)
{
    struct xpost_json *body = xpost_json_new_object();
    struct xpost_json *metadata = xpost_json_new_object();
    struct xpost_json *alt_text = xpost_json_new_object();
    int failed = xpost_json_add_string(alt_text, "text", alt);
    failed |= xpost_json_add(metadata, "alt_text", alt_text);
    failed |= xpost_json_add_string(body, "id", id);
    failed |= xpost_json_add(body, "metadata", metadata);
    return take_text(body, failed, error);
}

void xpost_api_part_begin(struct xpost_buffer *out, const char *boundary, int segment)
{
    /* The file's own name is nobody's business. */
    xpost_buffer_format(out,
                        "--%s\r\n"
                        "Content-Disposition: form-data; name=\"segment_index\"\r\n\r\n"
                        "%d\r\n"
                        "--%s\r\n"
                        "Content-Disposition: form-data; name=\"media\"; filename=\"media\"\r\n"
                        "Content-Type: application/octet-stream\r\n\r\n",
                        boundary, segment, boundary);
}

void xpost_api_part_end(struct xpost_buffer *out, const char *boundary)
{
    xpost_buffer_format(out, "\r\n--%s--\r\n", boundary);
}

/* Such as 3_1900544781383569409. */
static bool key_valid(const char *key)
{
    return strlen(key) <= XPOST_MEDIA_KEY_MAX && key[strspn(key, "0123456789_")] == '\0';
}

static void read_failure(struct xpost_media_reply *media, const struct xpost_json *failure)
{
    char said[2 * sizeof media->why];
    const char *name = xpost_json_member_string(failure, "name");
    const char *message = xpost_json_member_string(failure, "message");
    media->state = XPOST_MEDIA_FAILED;
    snprintf(said, sizeof said, "%.500s%s%.1000s", name ? name : "",
             name && message ? ": " : "", message ? message : "");
    xpost_utf8_sanitise(media->why, sizeof media->why, said, strlen(said));
}

/* An error counts, whatever the state beside it. */
static void read_processing(struct xpost_media_reply *media, const struct xpost_json *info)
{
    const char *state = xpost_json_member_string(info, "state");
    const struct xpost_json *failure = xpost_json_member(info, "error");
    if (!xpost_json_is_object(info) || (state && strcmp(state, "succeeded") == 0))
        return;
    media->state = XPOST_MEDIA_PROCESSING;
    if (!xpost_json_integer(xpost_json_member(info, "check_after_secs"), &media->check_after) ||
        media->check_after < 0)
        media->check_after = 0;
    if (xpost_json_is_object(failure) || (state && strcmp(state, "failed") == 0))
        read_failure(media, failure);
}

int xpost_api_read_media(struct xpost_media_reply *media, const char *body, size_t length,
                         struct xpost_error *error)
{
    *media = (struct xpost_media_reply){.state = XPOST_MEDIA_READY};
    struct xpost_json *reply = xpost_json_parse(body, length, error);
    if (!reply && error->code == XPOST_BUSY)
        return -1;
    const struct xpost_json *data = xpost_json_member(reply, "data");
    const char *id = xpost_json_member_string(data, "id");
    const char *key = xpost_json_member_string(data, "media_key");
    int result = 0;
    if (id && xpost_api_id_valid(id)) {
        snprintf(media->id, sizeof media->id, "%s", id);
        if (key && key_valid(key))
            snprintf(media->key, sizeof media->key, "%s", key);
        if (!xpost_json_integer(xpost_json_member(data, "expires_after_secs"), &media->lasts) ||
            media->lasts < 0)
            media->lasts = 0;
        read_processing(media, xpost_json_member(data, "processing_info"));
    } else {
        result = xpost_error_set(error, XPOST_SERVER,
                                 "X did not say the media's id in a form that can be read. Try "
                                 "again later.");
    }
    xpost_json_free(reply);
    return result;
}
