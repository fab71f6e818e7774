/* Who an account's tokens belong to. */
#ifndef XPOST_USER_H
#define XPOST_USER_H

#include "client.h"

/* The operation `me`: fills account->user_id and the rest from what is stored, or, with `fresh`
 * or if nothing is, from X (a lookup that X bills), and stores it. */
int xpost_me(const struct xpost_operation *operation, const char *name, bool fresh,
             struct xpost_account *account, struct xpost_error *error);

/* After a login: asks X who signed in.  Another user than the account's is refused
 * (login_failed): the tokens of before are put back, and the new ones revoked.  Any other
 * failure leaves the login as it is, to be confirmed before the next post. */
int xpost_confirm_user(const struct xpost_operation *operation, struct xpost_account *account,
                       struct xpost_error *error);

#endif
