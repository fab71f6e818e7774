/* Settling a post whose outcome is not known: the operation `check`.
 */
#ifndef XPOST_CHECK_H
#define XPOST_CHECK_H

#include "client.h"
#include "submission.h"

struct xpost_check_request {
    const char *key;
    /* What the user saw, who looked at the timeline himself: then X is not asked.  `id` is that
     * of the post, if it is out and he knows it. */
    enum xpost_outcome outcome; /* XPOST_OUTCOME_NONE: X is asked */
    const char *id;
};

struct xpost_check_result {
    enum xpost_outcome outcome;      /* posted or not_posted */
    struct xpost_post_result result; /* what is out of it, and the key */
    int total;                       /* posts of the submission */
    size_t reads;                    /* posts of the timeline that X gave */
    int64_t cost;                    /* estimate of what they cost, in millionths of a dollar */
};

/* An error's code is that of what is in the way; its outcome is unknown. */
int xpost_check(const struct xpost_operation *operation,
                const struct xpost_check_request *request, struct xpost_check_result *result,
                struct xpost_error *error);
void xpost_check_result_release(struct xpost_check_result *result);

#endif
