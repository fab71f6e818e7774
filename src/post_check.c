#include "post_check.h"

#include "call.h"
#include "error.h"
#include "memory.h"
#include "translate.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

enum { WHY_MAX = XPOST_MESSAGE_MAX - 128 };

enum part {
    PART_TEXT,
    PART_REPLY_TO,
    PART_QUOTE,
    PART_COMMUNITY,
    PART_EDITS,
    PART_MEDIA,
    PART_POLL,
    PART_REPLY_SETTINGS,
    PART_ALL, /* what goes together and what does not */
    PARTS
};

/* The post, with everything in order but one part. */
static struct xpost_post part_of(const struct xpost_post *post, enum part part)
{
    struct xpost_post one = {.text = "text", .text_length = 4};
    switch (part) {
    case PART_TEXT:
        one = *post;
        one.reply_to = one.quote = one.community = one.edits = one.reply_settings = NULL;
        one.poll_option_count = 0;
        break;
    case PART_REPLY_TO:
        one.reply_to = post->reply_to;
        break;
    case PART_QUOTE:
        one.quote = post->quote;
        break;
    case PART_COMMUNITY:
        one.community = post->community;
        break;
    case PART_EDITS:
        one.edits = post->edits;
        break;
    case PART_MEDIA:
        memcpy(one.media_ids, post->media_ids, sizeof one.media_ids);
        one.media_count = post->media_count;
        one.attachments = post->attachments;
        one.attachment_count = post->attachment_count;
        break;
    case PART_POLL:
        memcpy(one.poll_options, post->poll_options, sizeof one.poll_options);
        one.poll_option_count = post->poll_option_count;
        one.poll_minutes = post->poll_minutes;
        break;
    case PART_REPLY_SETTINGS:
        one.reply_settings = post->reply_settings;
        break;
    case PART_ALL:
    case PARTS:
        one = *post;
        break;
    }
    return one;
}

int xpost_post_check_form(const struct xpost_post *post,
                          int (*tell)(const struct xpost_error *why, void *user), void *user)
{
    int result = 0;
    for (enum part part = PART_TEXT; part < PARTS && result == 0; part++) {
        struct xpost_error why;
        struct xpost_post one = part_of(post, part);
        if (xpost_api_check_post(&one, &why) != 0)
            result = tell(&why, user);
    }
    return result;
}

int xpost_post_count(const struct xpost_post *post, int limit, struct xpost_text_count *count,
                     struct xpost_error *error)
{
    return xpost_text_count(post->text, post->text_length, limit ? limit : XPOST_TEXT_LIMIT,
                            count, error);
}

int xpost_post_check_thread(const struct xpost_post_request *request, struct xpost_error *error)
{
    if (request->count > XPOST_THREAD_MAX)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "A thread can have at most %d posts here. Post it in parts.",
                               XPOST_THREAD_MAX);
    if (request->count > 1 && request->posts[0].edits)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "'edits' replaces one post by one post, not by a thread.");
    return 0;
}

int xpost_post_check_characters(const struct xpost_text_count *count, struct xpost_error *error)
{
    if (!count->has_invalid_character)
        return 0;
    return xpost_error_set(error, XPOST_INVALID_REQUEST,
                           "The text holds U+FFFE, U+FEFF or U+FFFF, which X does not take. "
                           "Remove it (U+FEFF is a byte order mark).");
}

int xpost_post_check_weight(const struct xpost_text_count *count, struct xpost_error *error)
{
    if (count->weight <= count->limit)
        return 0;
    return xpost_error_set(
        error, XPOST_OVER_LIMIT,
        "The text is too long: it counts as %d of %d. Shorten it, or make it a "
        "thread (thread=true).",
        count->weight, count->limit);
}

void xpost_post_place(size_t index, size_t count, struct xpost_error *error)
{
    char why[WHY_MAX];
    if (count < 2)
        return;
    xpost_utf8_sanitise(why, sizeof why, error->message, strlen(error->message));
    snprintf(error->message, sizeof error->message, xpost_translate("Post %zu of %zu: %s"),
             index + 1, count, why);
}

int xpost_post_check_scopes(const struct xpost_account *account, struct xpost_error *error)
{
    return xpost_require_scopes(account, "tweet.read tweet.write users.read", error);
}

int xpost_post_check_media_scope(const struct xpost_account *account, struct xpost_error *error)
{
    return xpost_require_scopes(account, "media.write", error);
}

/* Whoever posts under another key what is out half way has its beginning twice. */
static int refuse_other(const struct xpost_submission *earlier, struct xpost_error *error)
{
    size_t done = xpost_submission_next(earlier);
    if (done == 0 || done == earlier->count)
        return xpost_error_set(
            error, XPOST_INVALID_REQUEST,
            "This key was used for another post. Use a new key for a new post.");
    return xpost_error_set(error, XPOST_INVALID_REQUEST,
                           "This key was used for another post, of which %zu of %zu parts are "
                           "out. If it is the same thread, go on with it by resume; use a new "
                           "key for a new post.",
                           done, earlier->count);
}

int xpost_post_check_key_use(const struct xpost_submission *earlier,
                             const struct xpost_submission *now, struct xpost_error *error)
{
    if (!xpost_submission_is_same(earlier, now))
        return refuse_other(earlier, error);
    if (*earlier->account && strcmp(earlier->account, now->account) != 0)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "This key was used for account '%s'. Use a new key to post as "
                               "another one.",
                               earlier->account);
    return 0;
}

int xpost_post_refuse_unknown_key(const char *key, struct xpost_error *error)
{
    return xpost_error_set(
        error, XPOST_INVALID_REQUEST,
        "Nothing was submitted with the key '%s'. The history lists the keys "
        "that there are.",
        key);
}

bool xpost_post_is_result(const struct xpost_submission *earlier,
                          const struct xpost_submission *now, const char *account)
{
    return xpost_submission_is_same(earlier, now) &&
           xpost_submission_next(earlier) == earlier->count &&
           (!account || strcmp(account, earlier->account) == 0);
}

bool xpost_post_is_uncertain(enum xpost_post_state state)
{
    return state == XPOST_STATE_INTENT || state == XPOST_STATE_UNKNOWN;
}
