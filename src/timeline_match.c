#include "timeline.h"

#include "buffer.h"
#include "error.h"
#include "json.h"
#include "normalise.h"
#include "text.h"
#include "timeline_internal.h"

#include <string.h>

enum { CLOCKS_DIFFER = 2 /* seconds: times of X are given in whole ones */ };

static int not_a_request(struct xpost_error *error)
{
    xpost_error_set(error, XPOST_STORE,
                    "What was kept of this post cannot be read, so it cannot be looked "
                    "for. Look at your timeline yourself.");
    return xpost_error_set_retry(error, XPOST_RETRY_NEVER);
}

/* Weighs the text and puts its NFC in its place. */
static int prepare_text(struct xpost_sought *sought, struct xpost_error *error)
{
    struct xpost_normal normal;
    struct xpost_text_count count;
    size_t length = strlen(sought->text);
    if (xpost_text_count(sought->text, length, XPOST_TEXT_LIMIT, &count, error) != 0)
        return -1;
    sought->weight = count.weight;
    if (xpost_normalise(&normal, sought->text, length, error) != 0)
        return -1;
    if (!normal.own)
        return 0;
    struct xpost_buffer copy = XPOST_BUFFER(XPOST_JSON_TEXT_MAX);
    xpost_buffer_append(&copy, normal.text, normal.length);
    xpost_normal_release(&normal);
    int failed = copy.failed || xpost_json_add_string(sought->request, "text",
                                                      xpost_buffer_string(&copy)) != 0;
    xpost_buffer_release(&copy);
    sought->text = xpost_json_member_string(sought->request, "text");
    return failed || !sought->text ? xpost_error_no_memory(error) : 0;
}

static int read_request(struct xpost_sought *sought, const char *request, const char *parent,
                        struct xpost_error *error)
{
    sought->request = xpost_json_parse(request, strlen(request), error);
    if (!sought->request && error->code == XPOST_BUSY)
        return -1;
    const struct xpost_json *body = sought->request;
    sought->text = xpost_json_member_string(body, "text");
    if (!sought->text)
        return not_a_request(error);
    const struct xpost_json *reply = xpost_json_member(body, "reply");
    const struct xpost_json *media = xpost_json_member(body, "media");
    sought->reply_to =
        parent ? parent : xpost_json_member_string(reply, "in_reply_to_tweet_id");
    sought->quote = xpost_json_member_string(body, "quote_tweet_id");
    sought->media = xpost_json_count(xpost_json_member(media, "media_ids")) > 0 ||
                    xpost_attachments_any(request);
    sought->poll = xpost_json_is_object(xpost_json_member(body, "poll"));
    sought->shown_otherwise = xpost_json_member(body, "edit_options") != NULL ||
                              xpost_json_member(body, "community_id") != NULL;
    return prepare_text(sought, error);
}

int xpost_sought_read(struct xpost_sought *sought, const char *request, const char *parent,
                      struct xpost_error *error)
{
    *sought = (struct xpost_sought){0};
    int result = read_request(sought, request, parent, error);
    if (result != 0)
        xpost_sought_release(sought);
    return result;
}

void xpost_sought_release(struct xpost_sought *sought)
{
    xpost_json_free(sought->request);
    *sought = (struct xpost_sought){0};
}

static bool same(const char *one, const char *other)
{
    return one && other && strcmp(one, other) == 0;
}

/* True if the posts that it refers to are the right ones.  An address in the text quotes too.
 */
static bool references_match(const struct xpost_json *references,
                             const struct xpost_sought *sought)
{
    bool answers = false, quotes = false;
    size_t count = xpost_json_count(references);
    for (size_t i = 0; i < count; i++) {
        const struct xpost_json *item = xpost_json_item(references, i);
        const char *type = xpost_json_member_string(item, "type");
        const char *id = xpost_json_member_string(item, "id");
        if (same(type, "retweeted"))
            return false;
        if (same(type, "replied_to")) {
            if (!same(id, sought->reply_to))
                return false;
            answers = true;
        } else if (same(type, "quoted")) {
            if (!same(id, sought->quote) &&
                (sought->quote || !id || !xpost_timeline_names_post(sought->text, id)))
                return false;
            quotes = true;
        }
    }
    return answers == (sought->reply_to != NULL) && (quotes || !sought->quote);
}

/* Where it is not told what a post answers to, its conversation tells whether it answers. */
static bool conversation_matches(const struct xpost_timeline_post *post,
                                 const struct xpost_sought *sought)
{
    const char *conversation = xpost_json_member_string(post->json, "conversation_id");
    return !conversation || same(conversation, post->id) == (sought->reply_to == NULL);
}

static bool links_to_quote(const struct xpost_timeline_post *post,
                           const struct xpost_sought *sought)
{
    for (size_t i = 0; i < post->link_count; i++)
        if (xpost_timeline_names_post(post->links[i].expanded, sought->quote))
            return true;
    return false;
}

static bool relations_match(const struct xpost_timeline_post *post,
                            const struct xpost_sought *sought)
{
    const struct xpost_json *references = xpost_json_member(post->json, "referenced_posts");
    if (!references)
        references = xpost_json_member(post->json, "referenced_tweets");
    /* X leaves the list out where it is empty, too. */
    if (!xpost_json_is_array(references))
        return conversation_matches(post, sought) &&
               (!sought->quote || links_to_quote(post, sought));
    return references_match(references, sought);
}

/* True if the text alone may bring media with it: X shows those of a post or of its own address
 * for pictures, where they are named. */
static bool names_media(const char *text)
{
    return xpost_timeline_names_post(text, NULL) || strstr(text, "pic.x.com/") ||
           strstr(text, "pic.twitter.com/") || strstr(text, "t.co/");
}

static bool attachments_match(const struct xpost_timeline_post *post,
                              const struct xpost_sought *sought)
{
    const struct xpost_json *attached = xpost_json_member(post->json, "attachments");
    bool media = xpost_json_count(xpost_json_member(attached, "media_keys")) > 0;
    bool poll = xpost_json_count(xpost_json_member(attached, "poll_ids")) > 0;
    return poll == sought->poll &&
           (media == sought->media || (media && names_media(sought->text)));
}

bool xpost_timeline_matches(const struct xpost_timeline *timeline, size_t index,
                            const struct xpost_sought *sought)
{
    if (index >= timeline->count)
        return false;
    const struct xpost_timeline_post *post = &timeline->posts[index];
    return post->made_at > 0 && post->made_at + CLOCKS_DIFFER >= sought->since &&
           relations_match(post, sought) && attachments_match(post, sought) &&
           xpost_timeline_text_matches(post, sought);
}
