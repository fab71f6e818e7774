/* The eight steps of OAuth 2.0 at X, told as they happen (see doc/xpost.txt). */
#ifndef XPOST_STEP_H
#define XPOST_STEP_H

enum xpost_step_number {
    XPOST_STEP_AUTHORIZATION_REQUEST = 1,
    XPOST_STEP_CONSENT = 2,
    XPOST_STEP_ALLOWED = 3,
    XPOST_STEP_AUTHORIZATION_CODE = 4,
    XPOST_STEP_TOKEN_REQUEST = 5,
    XPOST_STEP_TOKEN_ISSUED = 6,
    XPOST_STEP_API_REQUEST = 7,
    XPOST_STEP_RENEWAL = 8,
};

enum { XPOST_STEP_USES_MAX = 4 };

struct xpost_step {
    int number;
    const char *name;
    const char *from; /* two of: user, client app, authorization server, resource server */
    const char *to;
    const char *uses[XPOST_STEP_USES_MAX + 1]; /* names of keys and tokens, ended by NULL */
};

/* The step; the Client Secret is among its keys only for a confidential client, the refresh
 * token of step 6 only if one was issued. */
struct xpost_step xpost_step_describe(enum xpost_step_number number, int confidential,
                                      int refresh_token);

#endif
