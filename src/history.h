/* What was to be posted, and what became of it: the operation `history`. */
#ifndef XPOST_HISTORY_H
#define XPOST_HISTORY_H

#include "client.h"

struct xpost_history {
    struct xpost_submission *items; /* newest first; each has at least one post */
    size_t count;
    size_t room;
    int64_t delete_price;           /* of a post; see price.h */
    struct xpost_accounts accounts; /* as they are now: where the posts are to be seen */
};

/* Reads what the query asks for; or, where `key` is not NULL, the submission of this key alone.
 * A look makes no directory and no ledger. */
int xpost_history_read(const struct xpost_operation *operation,
                       const struct xpost_ledger_query *query, const char *key,
                       struct xpost_history *history, struct xpost_error *error);
/* The submission that undo would delete: the one of this account (NULL: the default one) that
 * was sent last. */
int xpost_history_read_last(const struct xpost_operation *operation, const char *account,
                            struct xpost_history *history, struct xpost_error *error);

void xpost_history_release(struct xpost_history *history);

/* What is to be forgotten: the submissions of these keys; or, where there are none, all that
 * were made before a time, but no drafts, nothing that may be out without that being known, and
 * nothing that is being posted. */
struct xpost_history_forget {
    const char *const *keys;
    size_t count;
    int64_t before;      /* seconds since 1970 */
    const char *account; /* NULL: of every account */
};

/* `forgotten` receives how many there were.  Code busy where another process works with one of
 * them: those before it are forgotten then. */
int xpost_history_forget(const struct xpost_operation *operation,
                         const struct xpost_history_forget *what, int64_t *forgotten,
                         struct xpost_error *error);

#endif
