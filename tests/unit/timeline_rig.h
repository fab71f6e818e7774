/* Answers of X with one post, and the post that is looked for in them. */
#ifndef TIMELINE_RIG_H
#define TIMELINE_RIG_H

#include "buffer.h"
#include "error.h"
#include "json.h"
#include "timeline.h"

#include "check.h"

#define MADE_AT INT64_C(1767323045) /* 2026-01-02T03:04:05Z */

static struct xpost_error error;
static struct xpost_timeline timeline;
static struct xpost_sought sought;

/* Appends a text as JSON. */
static inline void rig_quote(struct xpost_buffer *out, const char *text)
{
    struct xpost_json *json = xpost_json_new_string(text);
    char *quoted = xpost_json_text(json);
    xpost_buffer_text(out, quoted ? quoted : "null");
    free(quoted);
    xpost_json_free(json);
}

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static inline int rig_read(const char *body, size_t length)
{
    char *copy = malloc(length ? length : 1);
    memcpy(copy, body, length);
    xpost_timeline_release(&timeline);
    xpost_error_clear(&error);
    int result = xpost_timeline_read(&timeline, copy, length, &error);
    free(copy);
    if (result != 0)
        CHECK(error.message[0] && !timeline.reply && !timeline.posts && !timeline.count);
    return result;
}

/* X shows post 100 with this text and more members: ",\"name\":value...". */
static inline void rig_show(const char *text, const char *more)
{
    struct xpost_buffer body = XPOST_BUFFER(1 << 22);
    xpost_buffer_text(&body, "{\"data\":[{\"id\":\"100\",\"created_at\":"
                             "\"2026-01-02T03:04:05.000Z\",\"text\":");
    rig_quote(&body, text);
    xpost_buffer_text(&body, more ? more : "");
    xpost_buffer_text(&body, "}],\"meta\":{\"result_count\":1}}");
    int result = rig_read(body.data, body.length);
    CHECK_NUMBER(result, 0);
    if (result != 0)
        printf("%s: %s\n", error.message, body.data);
    xpost_buffer_release(&body);
}

/* This is looked for. */
static inline void rig_seek_post(const struct xpost_post *post)
{
    char *request = xpost_api_create_body(post, &error);
    xpost_sought_release(&sought);
    xpost_error_clear(&error);
    CHECK_NUMBER(xpost_sought_read(&sought, request, NULL, &error), 0);
    sought.since = MADE_AT;
    free(request);
}

static inline void rig_seek(const char *text)
{
    struct xpost_post post = {.text = text, .text_length = strlen(text)};
    rig_seek_post(&post);
}

static inline bool rig_found(void)
{
    return xpost_timeline_matches(&timeline, 0, &sought);
}

/* True if `ours` is found in what X shows. */
static inline bool rig_same(const char *ours, const char *theirs, const char *more)
{
    rig_seek(ours);
    rig_show(theirs, more);
    return rig_found();
}

static inline void rig_release(void)
{
    xpost_timeline_release(&timeline);
    xpost_sought_release(&sought);
}

#endif
