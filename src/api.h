/* X's API version 2: request bodies and addresses, and what the answers say.  No I/O.
 * (X's OpenAPI document 2.167: CreatePostsRequest, CreatePostsResponse, DeletePostsResponse,
 * User, Problem; answers of 2.166 are understood as well.) */
#ifndef XPOST_API_H
#define XPOST_API_H

#include "attachment.h"
#include "outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_buffer;
struct xpost_error;

enum { XPOST_POLL_OPTIONS_MAX = 4, XPOST_ID_MAX = 19 };

/* A post as X takes it.  All strings are borrowed; NULL where not wanted. */
struct xpost_post {
    const char *text; /* UTF-8 without zero bytes */
    size_t text_length;
    const char *reply_to; /* ids */
    const char *quote;
    const char *community;
    const char *edits;          /* the post that this one replaces */
    const char *reply_settings; /* following, mentionedUsers, subscribers, verified */
    const char *poll_options[XPOST_POLL_OPTIONS_MAX];
    size_t poll_option_count;
    int64_t poll_minutes;
    const char *media_ids[XPOST_MEDIA_MAX];
    size_t media_count;
    const struct xpost_attachment *attachments; /* files, in the place of media ids */
    size_t attachment_count;
    bool made_with_ai;
    bool paid_partnership;
};

/* 1 to 19 digits; anything else never reaches a URL or a body. */
bool xpost_api_id_valid(const char *id);

/* When X made what has this id, in seconds since 1970 by its clock; 0 if the id does not tell.
 */
int64_t xpost_api_id_time(const char *id);

/* Refuses (invalid_request) what X would refuse for its form. */
int xpost_api_check_post(const struct xpost_post *post, struct xpost_error *error);

/* The JSON body of POST /2/tweets, owned by the caller; NULL when memory runs out.  Of a post
 * with attachments X does not take it as it is (see attachment.h). */
char *xpost_api_create_body(const struct xpost_post *post, struct xpost_error *error);

/* The body of a create that says nothing of what it answers, with that; owned by the caller. */
char *xpost_api_reply_body(const char *body, const char *reply_to, struct xpost_error *error);

/* Appends the address of an endpoint: `path` below the API's base; the id, if not NULL, as its
 * last part. */
int xpost_api_url(struct xpost_buffer *out, const char *api_url, const char *path,
                  const char *id, struct xpost_error *error);

/* Appends the address at which people see a post: at x.com, or at a stand-in that serves the
 * API on a loopback address. */
void xpost_api_post_url(struct xpost_buffer *out, const char *api_url, const char *id);

/* Looks at the answer to a create.  `id` receives the id (XPOST_ID_MAX + 1 bytes) if it is
 * XPOST_BODY_ID. */
enum xpost_body_kind xpost_api_read_created(const char *body, size_t length, char *id);

/* True if the answer to a delete says that the post is gone. */
bool xpost_api_read_deleted(long status, const char *body, size_t length);

/* Who the tokens belong to; owned strings. */
struct xpost_user {
    char *id;
    char *username;
    char *name;
    char *subscription; /* None, Basic, Premium, PremiumPlus; NULL if not told */
};

void xpost_user_release(struct xpost_user *user);
int xpost_api_read_user(struct xpost_user *user, const char *body, size_t length,
                        struct xpost_error *error);

/* Turns an answer other than success into an error: code, what to do, X's words as detail,
 * status and time of retry.  Accepts every shape that X is known to send, and what is not JSON.
 */
int xpost_api_read_problem(const struct xpost_http_response *response,
                           struct xpost_error *error);

#endif
