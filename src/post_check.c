#include "post_check.h"

#include "call.h"
#include "error.h"
#include "memory.h"

#include <string.h>

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

int xpost_post_count(const struct xpost_post_request *request, struct xpost_text_count *count,
                     struct xpost_error *error)
{
    int limit = request->limit ? request->limit : XPOST_TEXT_LIMIT;
    return xpost_text_count(request->post.text, request->post.text_length, limit, count, error);
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
    return xpost_error_set(error, XPOST_OVER_LIMIT,
                           "The text is too long: it counts as %d of %d. Shorten it.",
                           count->weight, count->limit);
}

int xpost_post_check_scopes(const struct xpost_account *account, struct xpost_error *error)
{
    return xpost_require_scopes(account, "tweet.read tweet.write users.read", error);
}

bool xpost_post_is_same(const struct xpost_submission *earlier, const char *request)
{
    return earlier->count == 1 && xpost_string_equal(earlier->posts[0].request, request);
}

int xpost_post_check_key_use(const struct xpost_submission *earlier, const char *request,
                             const char *account, struct xpost_error *error)
{
    if (!xpost_post_is_same(earlier, request))
        return xpost_error_set(
            error, XPOST_INVALID_REQUEST,
            "This key was used for another post. Use a new key for a new post.");
    if (*earlier->account && strcmp(earlier->account, account) != 0)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "This key was used for account '%s'. Use a new key to post as "
                               "another one.",
                               earlier->account);
    return 0;
}

bool xpost_post_is_result(const struct xpost_submission *earlier, const char *request,
                          const char *account)
{
    return xpost_post_is_same(earlier, request) &&
           earlier->posts[0].state == XPOST_STATE_POSTED &&
           (!account || strcmp(account, earlier->account) == 0);
}

bool xpost_post_is_uncertain(enum xpost_post_state state)
{
    return state == XPOST_STATE_INTENT || state == XPOST_STATE_UNKNOWN;
}

int xpost_post_refuse_uncertain(struct xpost_error *error)
{
    xpost_error_set(error, XPOST_UNKNOWN_OUTCOME,
                    "An earlier attempt to post this got no clear answer, so it may be out "
                    "already, and it is not sent again. Look at your timeline.");
    error->outcome = XPOST_OUTCOME_UNKNOWN;
    return -1;
}
