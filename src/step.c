#include "step.h"

#include <stdbool.h>
#include <stddef.h>

struct xpost_step xpost_step_describe(enum xpost_step_number number, int confidential,
                                      int refresh_token)
{
    static const char user[] = "user";
    static const char app[] = "client app";
    static const char authorization[] = "authorization server";
    static const char resource[] = "resource server";
    const char *secret = confidential ? "client secret" : NULL;
    switch (number) {
    case XPOST_STEP_AUTHORIZATION_REQUEST:
        return (struct xpost_step){
            1, "authorization request", app, authorization, {"client id", "redirect url"}};
    case XPOST_STEP_CONSENT:
        return (struct xpost_step){2, "consent is asked", authorization, user, {NULL}};
    case XPOST_STEP_ALLOWED:
        return (struct xpost_step){3, "the user allows it", user, authorization, {NULL}};
    case XPOST_STEP_AUTHORIZATION_CODE:
        return (struct xpost_step){
            4, "authorization code", authorization, app, {"authorization code"}};
    case XPOST_STEP_TOKEN_REQUEST:
        return (struct xpost_step){
            5,
            "access token request",
            app,
            authorization,
            {"authorization code", "client id", "code verifier", secret}};
    case XPOST_STEP_TOKEN_ISSUED:
        return (struct xpost_step){6,
                                   "access token issued",
                                   authorization,
                                   app,
                                   {"access token", refresh_token ? "refresh token" : NULL}};
    case XPOST_STEP_API_REQUEST:
        return (struct xpost_step){7, "API request", app, resource, {"access token"}};
    case XPOST_STEP_RENEWAL:
        break;
    }
    return (struct xpost_step){
        8, "renewal", app, authorization, {"refresh token", "client id", secret}};
}
