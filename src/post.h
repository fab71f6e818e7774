/* Posting, at most once.
 *
 * The text is in the ledger, durably, before the first byte of the request leaves; what becomes
 * of it is recorded there.  What was certainly not sent may be sent again by itself; nothing
 * else ever is.  Calling again with the same key returns the earlier result, or finishes it. */
#ifndef XPOST_POST_H
#define XPOST_POST_H

#include "submission.h"

/* An error carries the key and the outcome: not_posted or unknown.  `result` is filled in each
 * case: after an error with what is out of a thread. */
int xpost_post(const struct xpost_operation *operation,
               const struct xpost_post_request *request, struct xpost_post_result *result,
               struct xpost_error *error);

/* Goes on with what was submitted under a key: the operation `resume`.  Result and errors are
 * those of the post. */
int xpost_resume(const struct xpost_operation *operation, const char *key, int wait,
                 struct xpost_post_result *result, struct xpost_error *error);

#endif
