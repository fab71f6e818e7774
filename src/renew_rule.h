/* When a renewal may be tried: what the note of earlier ones (renew_note.h) forbids, so that no
 * number of processes, nor a job that runs every minute, asks X without end.  No I/O.
 *
 *   no answer         a second try at once; then after pauses that grow to 6 hours
 *   killed meanwhile  likewise, but eight tries at once: X will tell
 *   login refused     not for 24 hours
 *   app refused       not for an hour
 *   too many          until the time that X says
 *   401 again         no renewal because of a 401 for an hour
 *   could not save    never: the refresh token is spent
 *
 * Where the clock was set back since, a try is allowed.  The user's own wish overrides all of
 * it but the last. */
#ifndef XPOST_RENEW_RULE_H
#define XPOST_RENEW_RULE_H

#include "account.h"
#include "renew_note.h"

enum xpost_renew_reason {
    XPOST_RENEW_IF_DUE,   /* the access token has expired, or soon will have */
    XPOST_RENEW_REJECTED, /* X answered 401 to account->access_token */
    XPOST_RENEW_FORCED,   /* the user wants it */
};

/* Returns 0, or -1 with the error of the earlier renewal, and retry_at where a later try may
 * help. */
int xpost_renew_allowed(const struct xpost_account *account,
                        const struct xpost_renew_note *note, enum xpost_renew_reason reason,
                        struct xpost_error *error);

/* Says why X may have refused the refresh token.  Returns -1. */
int xpost_renew_describe_dead(const struct xpost_account *account,
                              const struct xpost_renew_note *note, struct xpost_error *error);

/* Seconds before a refresh token is sent again that was sent `count` times without an answer.
 */
int64_t xpost_renew_pause(int count);

#endif
