#include "api.h"

#include "buffer.h"
#include "error.h"
#include "json.h"
#include "memory.h"
#include "translate.h"
#include "unicode.h"
#include "url.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    POLL_OPTION_MAX = 25,
    POLL_MINUTES_MIN = 5,
    POLL_MINUTES_MAX = 10080,
    TEXT_MAX = 1 << 17
};

bool xpost_api_id_valid(const char *id)
{
    size_t digits = strspn(id, "0123456789");
    return digits >= 1 && digits <= XPOST_ID_MAX && id[digits] == '\0';
}

/* The upper bits of an id are milliseconds since 2010; those before were numbers in turn. */
int64_t xpost_api_id_time(const char *id)
{
    const uint64_t begin = 1288834974657, first = 30000000000;
    uint64_t number = xpost_api_id_valid(id) ? strtoull(id, NULL, 10) : 0;
    return number < first ? 0 : (int64_t)(((number >> 22) + begin) / 1000);
}

static int refuse(struct xpost_error *error, const char *why)
{
    return xpost_error_set(error, XPOST_INVALID_REQUEST, "%s", xpost_translate(why));
}

static bool has_media(const struct xpost_post *post)
{
    return post->media_count > 0 || post->attachment_count > 0;
}

static int check_text(const struct xpost_post *post, struct xpost_error *error)
{
    size_t valid = xpost_utf8_valid_length(post->text, post->text_length);
    if (memchr(post->text, '\0', post->text_length))
        return refuse(error, "The text holds a zero byte, which X cannot take. Remove it.");
    if (valid != post->text_length)
        return xpost_error_set(
            error, XPOST_INVALID_REQUEST,
            "The text is not valid UTF-8 from byte %zu on. Save it as UTF-8.", valid + 1);
    if (post->text_length > TEXT_MAX)
        return refuse(error, "The text is longer than any post at X can be.");
    size_t blank = xpost_unicode_after_space(post->text, 0, post->text_length);
    if (blank == post->text_length && !has_media(post))
        return refuse(error, "The post has no text. Write some.");
    return 0;
}

static int check_ids(const struct xpost_post *post, struct xpost_error *error)
{
    const char *const ids[] = {post->reply_to, post->quote, post->community, post->edits};
    static const char *const names[] = {"reply_to", "quote", "community", "edits"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (ids[i] && !xpost_api_id_valid(ids[i]))
            return xpost_error_set(error, XPOST_INVALID_REQUEST,
                                   "%s has to be an id of 1 to 19 digits, as a string.",
                                   names[i]);
    if (post->media_count > XPOST_MEDIA_MAX)
        return refuse(error, "A post can have at most four media.");
    for (size_t i = 0; i < post->media_count; i++)
        if (!xpost_api_id_valid(post->media_ids[i]))
            return refuse(error, "A media id has to be 1 to 19 digits.");
    return xpost_attachments_check(post->attachments, post->attachment_count, error);
}

/* UTF-8 characters; `text` is valid. */
static size_t count_characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static int check_poll(const struct xpost_post *post, struct xpost_error *error)
{
    if (post->poll_option_count == 0)
        return 0;
    if (post->poll_option_count < 2 || post->poll_option_count > XPOST_POLL_OPTIONS_MAX)
        return refuse(error, "A poll needs two to four options.");
    if (post->poll_minutes < POLL_MINUTES_MIN || post->poll_minutes > POLL_MINUTES_MAX)
        return refuse(error, "A poll has to last between 5 minutes and 10080 (seven days).");
    for (size_t i = 0; i < post->poll_option_count; i++) {
        const char *option = post->poll_options[i];
        size_t characters =
            xpost_utf8_valid(option, strlen(option)) ? count_characters(option) : 0;
        if (characters < 1 || characters > POLL_OPTION_MAX)
            return refuse(error, "A poll's options have to have 1 to 25 characters each.");
    }
    return 0;
}

static bool known_reply_settings(const char *value)
{
    static const char *const known[] = {"following", "mentionedUsers", "subscribers",
                                        "verified"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(value, known[i]) == 0)
            return true;
    return false;
}

int xpost_api_check_post(const struct xpost_post *post, struct xpost_error *error)
{
    if (check_text(post, error) != 0 || check_ids(post, error) != 0 ||
        check_poll(post, error) != 0)
        return -1;
    if ((post->poll_option_count > 0) + has_media(post) + (post->quote != NULL) > 1)
        return refuse(error, "A post can have a poll, media or a quoted post, but only one of "
                             "them.");
    if (post->reply_settings && !known_reply_settings(post->reply_settings))
        return refuse(error, "reply_settings is one of following, mentionedUsers, subscribers, "
                             "verified. Leave it out to let everyone reply.");
    return 0;
}

static struct xpost_json *one_member(const char *name, const char *value)
{
    struct xpost_json *object = xpost_json_new_object();
    if (xpost_json_add_string(object, name, value) != 0) {
        xpost_json_free(object);
        return NULL;
    }
    return object;
}

static struct xpost_json *string_array(const char *const *items, size_t count)
{
    struct xpost_json *array = xpost_json_new_array();
    int failed = array == NULL;
    for (size_t i = 0; i < count; i++)
        failed |= xpost_json_append(array, xpost_json_new_string(items[i]));
    if (failed) {
        xpost_json_free(array);
        return NULL;
    }
    return array;
}

static int add_parts(struct xpost_json *body, const struct xpost_post *post)
{
    int failed = 0;
    if (post->reply_to)
        failed |=
            xpost_json_add(body, "reply", one_member("in_reply_to_tweet_id", post->reply_to));
    if (post->edits)
        failed |=
            xpost_json_add(body, "edit_options", one_member("previous_post_id", post->edits));
    if (post->media_count) {
        struct xpost_json *media = xpost_json_new_object();
        failed |= xpost_json_add(media, "media_ids",
                                 string_array(post->media_ids, post->media_count));
        failed |= xpost_json_add(body, "media", media);
    }
    if (post->poll_option_count) {
        struct xpost_json *poll = xpost_json_new_object();
        failed |= xpost_json_add(poll, "options",
                                 string_array(post->poll_options, post->poll_option_count));
        failed |= xpost_json_add(poll, "duration_minutes",
                                 xpost_json_new_integer(post->poll_minutes));
        failed |= xpost_json_add(body, "poll", poll);
    }
    if (post->made_with_ai)
        failed |= xpost_json_add(body, "made_with_ai", xpost_json_new_boolean(true));
    if (post->paid_partnership)
        failed |= xpost_json_add(body, "paid_partnership", xpost_json_new_boolean(true));
    if (post->attachment_count)
        failed |= xpost_attachments_add(body, post->attachments, post->attachment_count);
    return failed;
}

char *xpost_api_create_body(const struct xpost_post *post, struct xpost_error *error)
{
    struct xpost_json *body = xpost_json_new_object();
    /* The text is always sent, "" with media alone: X rejects a body without it. */
    int failed = xpost_json_add_string(body, "text", post->text);
    failed |= xpost_json_add_string(body, "quote_tweet_id", post->quote);
    failed |= xpost_json_add_string(body, "community_id", post->community);
    failed |= xpost_json_add_string(body, "reply_settings", post->reply_settings);
    failed |= add_parts(body, post);
    char *text = failed ? NULL : xpost_json_text(body);
    xpost_json_free(body);
    if (!text)
        xpost_error_no_memory(error);
    return text;
}

char *xpost_api_reply_body(const char *body, const char *reply_to, struct xpost_error *error)
{
    struct xpost_buffer out = XPOST_BUFFER(XPOST_JSON_TEXT_MAX);
    /* Both are of our own making: an object with a text at least, and digits. */
    xpost_buffer_format(&out, "{\"reply\":{\"in_reply_to_tweet_id\":\"%s\"},", reply_to);
    xpost_buffer_text(&out, body + 1);
    char *text = xpost_buffer_take(&out);
    if (!text)
        xpost_error_no_memory(error);
    return text;
}

int xpost_api_url(struct xpost_buffer *out, const char *api_url, const char *path,
                  const char *id, struct xpost_error *error)
{
    if (id && !xpost_api_id_valid(id))
        return refuse(error, "An id has to be 1 to 19 digits, as a string.");
    xpost_buffer_text(out, api_url);
    xpost_buffer_text(out, path);
    if (id)
        xpost_buffer_format(out, "/%s", id);
    return out->failed ? xpost_error_no_memory(error) : 0;
}

void xpost_api_post_url(struct xpost_buffer *out, const char *api_url, const char *id)
{
    struct xpost_url url;
    struct xpost_error ignored;
    bool stand_in = xpost_url_parse(&url, api_url, "The API's address", &ignored) == 0 &&
                    xpost_url_is_loopback(&url);
    xpost_buffer_format(out, "%s/i/status/%s", stand_in ? api_url : "https://x.com", id);
}

enum xpost_body_kind xpost_api_read_created(const char *body, size_t length, char *id)
{
    if (length == 0)
        return XPOST_BODY_EMPTY;
    struct xpost_error ignored;
    struct xpost_json *reply = xpost_json_parse(body, length, &ignored);
    enum xpost_body_kind kind =
        xpost_json_is_object(reply) ? XPOST_BODY_PROBLEM : XPOST_BODY_OTHER;
    const char *found = xpost_json_member_string(xpost_json_member(reply, "data"), "id");
    if (found && xpost_api_id_valid(found)) {
        memcpy(id, found, strlen(found) + 1);
        kind = XPOST_BODY_ID;
    }
    xpost_json_free(reply);
    return kind;
}

bool xpost_api_read_deleted(long status, const char *body, size_t length)
{
    if (status == 204)
        return true;
    if (status != 200)
        return false;
    struct xpost_error ignored;
    struct xpost_json *reply = xpost_json_parse(body, length, &ignored);
    bool deleted = false;
    bool told = xpost_json_boolean(
        xpost_json_member(xpost_json_member(reply, "data"), "deleted"), &deleted);
    xpost_json_free(reply);
    return told && deleted;
}

void xpost_user_release(struct xpost_user *user)
{
    free(user->id);
    free(user->username);
    free(user->name);
    free(user->subscription);
    *user = (struct xpost_user){0};
}

/* X's user names: letters, digits and underscores; longer ones exist on older accounts. */
static bool username_valid(const char *username)
{
    size_t length = strspn(username, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789_");
    return length >= 1 && length <= 50 && username[length] == '\0';
}

/* A display name is shown to the user, so it is made harmless here. */
static int set_sanitised(char **field, const char *text)
{
    char clean[256];
    if (!text)
        return 0;
    xpost_utf8_sanitise(clean, sizeof clean, text, strlen(text));
    return xpost_string_set(field, clean);
}

int xpost_api_read_user(struct xpost_user *user, const char *body, size_t length,
                        struct xpost_error *error)
{
    *user = (struct xpost_user){0};
    struct xpost_error why;
    struct xpost_json *reply = xpost_json_parse(body, length, &why);
    const struct xpost_json *data = xpost_json_member(reply, "data");
    const char *id = xpost_json_member_string(data, "id");
    const char *username = xpost_json_member_string(data, "username");
    int result = 0;
    if (!id || !xpost_api_id_valid(id) || !username || !username_valid(username))
        result =
            xpost_error_set(error, XPOST_SERVER,
                            "X did not say who you are in a form that can be read. Try again "
                            "later.");
    else if (xpost_string_set(&user->id, id) != 0 ||
             xpost_string_set(&user->username, username) != 0 ||
             set_sanitised(&user->name, xpost_json_member_string(data, "name")) != 0 ||
             set_sanitised(&user->subscription,
                           xpost_json_member_string(data, "subscription_type")) != 0)
        result = xpost_error_no_memory(error);
    xpost_json_free(reply);
    if (result != 0)
        xpost_user_release(user);
    return result;
}
