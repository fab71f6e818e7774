/* One request that creates a post, and what became of it. */
#ifndef XPOST_CREATE_H
#define XPOST_CREATE_H

#include "client.h"
#include "outcome.h"

/* Sends the body once (again only what was certainly not sent).  The ledger has to say before
 * that the post may be out.  Returns the state that it is in afterwards: posted, with `id`
 * (XPOST_ID_MAX + 1 bytes) filled, or else not_sent, rejected or unknown, with `error` filled.
 *
 * Afterwards the operation may be committed (see cancel.h), until the caller has recorded it.
 */
enum xpost_post_state xpost_create(const struct xpost_operation *operation,
                                   struct xpost_account *account, const char *body, char *id,
                                   struct xpost_error *error);

#endif
