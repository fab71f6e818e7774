/* Deleting what was posted: the operations `delete` and `undo`. */
#ifndef XPOST_UNDO_H
#define XPOST_UNDO_H

#include "client.h"
#include "submission.h"

/* Deletes a post of the account.  Code not_found if X does not know it. */
int xpost_delete(const struct xpost_operation *operation, const char *account_name,
                 const char *id, struct xpost_error *error);

struct xpost_undo_request {
    const char *account; /* NULL: the default one */
    const char *key;     /* NULL: of the account's last post */
};

/* Deletes all posts of a submission that are out, the last one first, and records each.  What
 * is gone already counts as deleted.  The result lists the posts that are deleted by now. After
 * an error the rest can be deleted by calling again. */
int xpost_undo(const struct xpost_operation *operation,
               const struct xpost_undo_request *request, struct xpost_post_result *result,
               struct xpost_error *error);

#endif
