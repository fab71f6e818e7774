/* The user's own timeline (GET /2/users/:id/tweets): which of its posts is the one whose
 * outcome is not known.  No I/O.
 * (X's OpenAPI document 2.167: GetUsersPostsResponse; the names of 2.166 are understood too.)
 *
 * What X gives back is not what was sent: links are replaced by https://t.co/..., & < > are
 * escaped, white space at the ends is gone, a link to attached media follows, and of a long
 * post `text` holds only the beginning while note_post (note_tweet) holds it all. */
#ifndef XPOST_TIMELINE_H
#define XPOST_TIMELINE_H

#include "api.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_buffer;
struct xpost_error;
struct xpost_json;
struct xpost_timeline_post;

/* A stretch of the timeline, from a time on. */
struct xpost_timeline_query {
    int64_t since;    /* seconds since 1970, by X's clock; inclusive */
    int most;         /* posts of an answer: 5 to 100 */
    const char *next; /* the token of the page before, or NULL */
    /* Ask what a post answers to.  X bills the post that it names then, so only where it has to
     * be known. */
    bool references;
    bool old_names; /* of 2.166: tweet.fields, for a server that does not know post.fields */
};

/* Appends the query, without '?'.  A time that X would not take is moved to the next that it
 * takes. */
void xpost_timeline_query(struct xpost_buffer *out, const struct xpost_timeline_query *query);

/* An answer. */
struct xpost_timeline {
    struct xpost_json *reply;
    size_t count;  /* posts, newest first */
    size_t billed; /* posts that X counts: those, and those included beside them */
    bool whole;    /* as many posts as it says */
    bool errors;   /* something could not be given: a post, or what was asked beside it */
    bool dated;    /* every post says when it was made; false: the names of the fields were not
                      understood */
    const char *next; /* the token of the next page; borrowed; NULL if this is the last */
    struct xpost_timeline_post *posts; /* ready to be compared, which needs no memory then */
};

/* Reads an answer with status 200.  Code server if it cannot be read: then nothing is known.
 * Without "data" it is empty if its meta does not count any posts, and cannot be read
 * otherwise: what may be a problem in another form must not look like a timeline without the
 * post. */
int xpost_timeline_read(struct xpost_timeline *timeline, const char *body, size_t length,
                        struct xpost_error *error);
void xpost_timeline_release(struct xpost_timeline *timeline);

/* The post that is looked for.  Strings are borrowed. */
struct xpost_sought {
    const char *text;     /* in NFC */
    int weight;           /* of the text, as X counts */
    const char *reply_to; /* id of the post that it answers; NULL: it answers none */
    const char *quote;    /* id; NULL: it quotes none */
    bool media;
    bool poll;
    /* It edits another post, or is for a community: X may show it in another way. */
    bool shown_otherwise;
    int64_t since; /* it cannot have been made before, by X's clock; to be set after reading */
    struct xpost_json *request; /* what the strings above belong to */
};

/* Fills it from the JSON body of a create.  `parent`, if not NULL, is what it answers, whatever
 * the body says; it is borrowed.  Code store if that is no such body.  Release it. */
int xpost_sought_read(struct xpost_sought *sought, const char *request, const char *parent,
                      struct xpost_error *error);
void xpost_sought_release(struct xpost_sought *sought);

/* The id of post `index`, which is valid; NULL if there is no such post. */
const char *xpost_timeline_id(const struct xpost_timeline *timeline, size_t index);

/* When it was made, in seconds since 1970; 0 if that is not told. */
int64_t xpost_timeline_made_at(const struct xpost_timeline *timeline, size_t index);

/* True if post `index` is the one that is looked for: made no earlier, with the same text, in
 * answer to the same post, with a quote, media and poll where it has them and only there. */
bool xpost_timeline_matches(const struct xpost_timeline *timeline, size_t index,
                            const struct xpost_sought *sought);

#endif
