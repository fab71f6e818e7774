/* One request to the resource server in the name of an account: step 7.
 * Sees secrets: the access token. */
#ifndef XPOST_CALL_H
#define XPOST_CALL_H

#include "client.h"
#include "http.h"

struct xpost_call {
    const char *method;
    const char *path;  /* below the API's base */
    const char *id;    /* the last part of the path, or NULL */
    const char *query; /* without '?', or NULL */
    const char *body;  /* JSON, or NULL */
    /* Another body, of this type and length; or NULL. */
    const struct xpost_http_source *source;
    const char *source_type;
    size_t source_length;
    bool once;    /* a create */
    bool renewed; /* the caller has called xpost_renew just now */
    bool quiet;   /* not told as a step: a lookup of our own */
    int timeout_seconds;
};

/* Makes sure that the account was allowed `scopes` (separated by spaces).  Code scope_missing.
 */
int xpost_require_scopes(const struct xpost_account *account, const char *scopes,
                         struct xpost_error *error);

/* Renews the access token if it is due, makes the call, and once more with a renewed token if X
 * answers 401 in a form that rules out that it acted.  Returns 0 if the call was answered, with
 * any status; otherwise -1 with response->sent telling how far it came.  Release the response
 * in each case. */
int xpost_call_perform(const struct xpost_operation *operation, struct xpost_account *account,
                       const struct xpost_call *call, struct xpost_http_response *response,
                       struct xpost_error *error);

#endif
