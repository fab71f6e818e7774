/* Renewing an access token: step 8.
 * Sees secrets: refresh tokens, and the tokens that replace them.
 *
 * X's refresh tokens can be used once; using one again may end the login.  So a renewal happens
 * under a lock of the account, after reading the account again, with room for the new tokens
 * reserved on disk, and with a note beside the lock that says that it was sent.  A second use
 * of a token happens only after such a note, when the first got no answer.  What X has refused
 * is not asked for again by the next process, but after a while: see renew_rule.h. */
#ifndef XPOST_RENEW_H
#define XPOST_RENEW_H

#include "client.h"
#include "renew_rule.h"

/* Loads an account for use: tokens that could not be saved earlier are tried to be saved again,
 * and used.  Refuses (config) where the settings name other servers than the account's. */
int xpost_load_account(const struct xpost_operation *operation, const char *name,
                       struct xpost_account *account, struct xpost_error *error);

/* Gives `account` an access token that can be used, renewed if `reason` demands it.  While the
 * old one is still valid, a failure to renew in time is no error.  Codes: login_required and
 * revoked_elsewhere (the grant is dead), busy (the lock), store (nothing was sent), network,
 * server, rate_limited, bad_client_id.
 *
 * Renewed tokens that could not be saved are kept in memory (unsaved.h); *unsaved (if not NULL)
 * tells.
 */
int xpost_renew(const struct xpost_operation *operation, struct xpost_account *account,
                enum xpost_renew_reason reason, bool *unsaved, struct xpost_error *error);

/* X answered 401 to an access token, too, that was renewed because of a 401: no more are
 * renewed for that reason for a while. */
void xpost_renew_was_in_vain(const struct xpost_operation *operation,
                             const struct xpost_account *account);

/* The operation `refresh`. */
int xpost_refresh(const struct xpost_operation *operation, const char *name, bool force,
                  struct xpost_account *account, struct xpost_error *error);

#endif
