/* What the ledger knows of earlier posts that matters for one that is planned. */
#ifndef XPOST_PLAN_EARLIER_H
#define XPOST_PLAN_EARLIER_H

#include "submission.h"

struct xpost_plan_earlier {
    /* An attempt at the same request, of the last day, that is not finished; "": none. */
    char key[XPOST_KEY_MAX + 1];
    enum xpost_post_state state;
    int64_t time;     /* of that attempt */
    bool old_doubt;   /* one before that may be out or not */
    bool same_text;   /* was posted within the last day */
    bool answers_own; /* the post to reply to is one of the account's own */
};

/* Looks through the newest posts of `account` (NULL: of none), and what was kept while nobody
 * was logged in.  `now` is what the request would be submitted as; empty if it would not be. */
int xpost_plan_look_back(struct xpost_ledger *ledger, const char *account,
                         const struct xpost_post_request *request,
                         const struct xpost_submission *now, struct xpost_plan_earlier *earlier,
                         struct xpost_error *error);

#endif
