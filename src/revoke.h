/* Ending a login: revocation at X (RFC 7009), and the operation `logout`.
 * Sees secrets: the tokens that are revoked. */
#ifndef XPOST_REVOKE_H
#define XPOST_REVOKE_H

#include "client.h"

/* Revokes the refresh token, then the access token.  True if X confirmed both. */
bool xpost_revoke_tokens(const struct xpost_operation *operation,
                         const struct xpost_account *account);

/* Revokes at X, then forgets the account, even where X could not be reached; *revoked tells. */
int xpost_logout(const struct xpost_operation *operation, const char *name, char **forgotten,
                 bool *revoked, struct xpost_error *error);

#endif
