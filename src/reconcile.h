/* Finding out what became of a post, from the user's own timeline.
 *
 * The post is looked for from the moment on when it was sent.  Where it is not there, that is
 * believed only some seconds after it was sent, as X may take a moment to show it.  X bills
 * each post of the timeline that is read. */
#ifndef XPOST_RECONCILE_H
#define XPOST_RECONCILE_H

#include "client.h"

/* With the lock of its key held: the post's state becomes posted, with its id, or not_sent,
 * durably.  Returns -1, with nothing changed, where that is not found out.  `reads` is raised
 * by the posts of the timeline that X gave. */
int xpost_reconcile(const struct xpost_operation *operation, struct xpost_account *account,
                    struct xpost_submission *submission, size_t index, size_t *reads,
                    struct xpost_error *error);

#endif
