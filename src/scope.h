/* The scopes of X, in words for the user.  No I/O.  (X: OAuth 2.0 scopes) */
#ifndef XPOST_SCOPE_H
#define XPOST_SCOPE_H

struct xpost_buffer;

/* Appends what the space-separated scopes allow, such as "read posts, write posts"; a scope
 * that is not known by its name. */
void xpost_scopes_describe(struct xpost_buffer *out, const char *scopes);

#endif
