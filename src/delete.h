/* Deleting a post. */
#ifndef XPOST_DELETE_H
#define XPOST_DELETE_H

#include "client.h"

/* Deletes a post of the account.  Code not_found if X does not know it. */
int xpost_delete(const struct xpost_operation *operation, const char *account_name,
                 const char *id, struct xpost_error *error);

#endif
