/* What was to be posted, and what became of it: the operation `history`. */
#ifndef XPOST_HISTORY_H
#define XPOST_HISTORY_H

#include "client.h"

struct xpost_history {
    struct xpost_submission *items; /* newest first; each has at least one post */
    size_t count;
    size_t room;
    struct xpost_accounts accounts; /* as they are now: where the posts are to be seen */
};

/* Reads at most `limit` submissions; `account` NULL is every account.  A look makes no
 * directory and no ledger. */
int xpost_history_read(const struct xpost_operation *operation, const char *account, int limit,
                       struct xpost_history *history, struct xpost_error *error);
void xpost_history_release(struct xpost_history *history);

#endif
