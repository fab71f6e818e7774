/* Posting, at most once.
 *
 * The text is in the ledger, durably, before the first byte of the request leaves; what becomes
 * of it is recorded there.  What was certainly not sent may be sent again by itself; nothing
 * else ever is.  Calling again with the same key returns the earlier result, or finishes it. */
#ifndef XPOST_POST_H
#define XPOST_POST_H

#include "api.h"
#include "client.h"

struct xpost_post_request {
    struct xpost_post post;
    const char *account; /* NULL: the default one */
    const char *key;     /* NULL: one is made up */
    int limit;           /* weighted characters; 0: 280 */
};

struct xpost_post_result {
    char key[XPOST_KEY_MAX + 1];
    char *id;
    char *url;
    char *text;
    int64_t cost;                    /* estimate, in millionths of a dollar */
    char warning[XPOST_MESSAGE_MAX]; /* "" if there is none */
};

/* An error carries the key and the outcome: not_posted or unknown. */
int xpost_post(const struct xpost_operation *operation,
               const struct xpost_post_request *request, struct xpost_post_result *result,
               struct xpost_error *error);
void xpost_post_result_release(struct xpost_post_result *result);

#endif
