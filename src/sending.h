/* Sends what is left of a submission, one post after the other.
 *
 * Before a post leaves, the ledger says that it may be out; afterwards it says what became of
 * it. Whatever stops this, and wherever, what is in the ledger is enough to go on.  The files
 * of a post are uploaded before the ledger says that, so that an upload that fails leaves a
 * post that was certainly not sent. */
#ifndef XPOST_SENDING_H
#define XPOST_SENDING_H

#include "client.h"
#include "post_media.h"

struct xpost_sending {
    const struct xpost_operation *operation;
    struct xpost_ledger *ledger;
    struct xpost_account *account;
    struct xpost_submission *submission; /* as it is in the ledger */
    int wait;                      /* seconds that may be waited for rate limits, in all */
    bool intended;                 /* the ledger says already that the first is being sent */
    bool unrecorded;               /* that a post is out could not be written down */
    char *warning;                 /* XPOST_MESSAGE_MAX bytes */
    struct xpost_post_media media; /* of the post that is being sent */
};

/* With the lock of the key held.  Returns 0 when all posts are out.  An error tells of the post
 * at which it stopped; what is out then can be read from the submission. */
int xpost_send(struct xpost_sending *sending, struct xpost_error *error);

/* True if nothing has to be asked of X before the first post can be sent. */
bool xpost_send_is_ready(const struct xpost_account *account,
                         const struct xpost_submission *submission);

#endif
