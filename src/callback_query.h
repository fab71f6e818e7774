/* What a request and a pasted URL have in common: the query.
 * Sees secrets: the authorization code and the state. */
#ifndef XPOST_CALLBACK_QUERY_H
#define XPOST_CALLBACK_QUERY_H

#include "callback.h"

/* Reads "code=...&state=..." into an empty callback: of kind CODE, REFUSED or FOREIGN. */
void xpost_callback_read_query(struct xpost_callback *callback, const char *query,
                               size_t length, const char *state);

/* Makes it an answer that does not belong to this login. */
void xpost_callback_set_foreign(struct xpost_callback *callback, int status,
                                const char *reason);

#endif
