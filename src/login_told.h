/* What a user is told of a login that succeeded. */
#ifndef XPOST_LOGIN_TOLD_H
#define XPOST_LOGIN_TOLD_H

#include "login.h"

/* Adds a sentence, in the user's language, to the warning. */
void xpost_login_add_warning(struct xpost_login_result *result, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Says loudly what was allowed less than asked for. */
void xpost_login_warn(const struct xpost_account *account, const char *asked,
                      struct xpost_login_result *result);

/* X keeps one login for each app and user: says whose this one has ended. */
void xpost_login_warn_of_twin(const struct xpost_store *store,
                              const struct xpost_account *account,
                              struct xpost_login_result *result);

/* Who signed in, and what was allowed. */
void xpost_login_summarise(const struct xpost_account *account,
                           struct xpost_login_result *result);

#endif
