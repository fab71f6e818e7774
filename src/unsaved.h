/* Tokens that were renewed, but could not be saved: they are the only ones that X still takes,
 * and stay in use in this process until they can be saved.  One set for all threads.
 * Sees secrets: access and refresh tokens. */
#ifndef XPOST_UNSAVED_H
#define XPOST_UNSAVED_H

#include "account.h"

/* Keeps a copy of the account, with the refresh token that its new ones replace. */
int xpost_unsaved_keep(const char *state_directory, const struct xpost_account *account,
                       const char *spent, struct xpost_error *error);

/* Returns 1 and fills `account` and `spent` (xpost_secret_free) with copies, or 0 if there are
 * none for this account, or -1. */
int xpost_unsaved_find(const char *state_directory, const char *name,
                       struct xpost_account *account, char **spent, struct xpost_error *error);

/* They were saved, or are of no use any more. */
void xpost_unsaved_forget(const char *state_directory, const char *name);

#endif
