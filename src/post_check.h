/* What post makes sure of before anything is sent, in the words that the user gets; plan tells
 * the same beforehand.  No I/O. */
#ifndef XPOST_POST_CHECK_H
#define XPOST_POST_CHECK_H

#include "ledger.h"
#include "post.h"
#include "text.h"

/* Tells of everything in the form of the post that X would refuse, where xpost_api_check_post
 * stops at the first; some of it may be told twice.  Stops when `tell` returns non-zero, and
 * returns that. */
int xpost_post_check_form(const struct xpost_post *post,
                          int (*tell)(const struct xpost_error *why, void *user), void *user);

/* Weighs the text against this limit; 0 is X's. */
int xpost_post_count(const struct xpost_post *post, int limit, struct xpost_text_count *count,
                     struct xpost_error *error);

/* Refuses (invalid_request) what cannot become a thread: too many posts, or one that edits
 * another. */
int xpost_post_check_thread(const struct xpost_post_request *request,
                            struct xpost_error *error);

/* Refuses characters that X does not take (invalid_request), and what is too long (over_limit).
 */
int xpost_post_check_characters(const struct xpost_text_count *count,
                                struct xpost_error *error);
int xpost_post_check_weight(const struct xpost_text_count *count, struct xpost_error *error);

/* Says in the error of a thread at which post it is. */
void xpost_post_place(size_t index, size_t count, struct xpost_error *error);

/* Makes sure that the account may post, or upload media.  Code scope_missing. */
int xpost_post_check_scopes(const struct xpost_account *account, struct xpost_error *error);
int xpost_post_check_media_scope(const struct xpost_account *account,
                                 struct xpost_error *error);

/* Refuses (invalid_request) a key under which something else, or something of another account,
 * is in the ledger. */
int xpost_post_check_key_use(const struct xpost_submission *earlier,
                             const struct xpost_submission *now, struct xpost_error *error);

/* Refuses (invalid_request) a key under which nothing is in the ledger.  Returns -1. */
int xpost_post_refuse_unknown_key(const char *key, struct xpost_error *error);

/* True if what is in the ledger is the result of this: nothing more is needed to give it.
 * `account` is the one that was asked for, or NULL. */
bool xpost_post_is_result(const struct xpost_submission *earlier,
                          const struct xpost_submission *now, const char *account);

/* True for a post that may be out or not. */
bool xpost_post_is_uncertain(enum xpost_post_state state);

#endif
