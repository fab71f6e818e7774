#include "check.h"

#include "step.h"

#include <stddef.h>

/* "number name from>to: uses" */
static const char *described(enum xpost_step_number number, int confidential, int refresh_token)
{
    static char text[256];
    struct xpost_step step = xpost_step_describe(number, confidential, refresh_token);
    int length = snprintf(text, sizeof text, "%d %s, %s>%s:", step.number, step.name, step.from,
                          step.to);
    for (size_t i = 0; step.uses[i]; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, " %s;", step.uses[i]);
    return text;
}

static void test_step__describes_the_eight_steps_of_a_public_client(void)
{
    CHECK_TEXT(
        described(XPOST_STEP_AUTHORIZATION_REQUEST, 0, 0),
        "1 authorization request, client app>authorization server: client id; redirect url;");
    CHECK_TEXT(described(XPOST_STEP_CONSENT, 0, 0),
               "2 consent is asked, authorization server>user:");
    CHECK_TEXT(described(XPOST_STEP_ALLOWED, 0, 0),
               "3 the user allows it, user>authorization server:");
    CHECK_TEXT(described(XPOST_STEP_AUTHORIZATION_CODE, 0, 0),
               "4 authorization code, authorization server>client app: authorization code;");
    CHECK_TEXT(described(XPOST_STEP_TOKEN_REQUEST, 0, 0),
               "5 access token request, client app>authorization server: authorization code; "
               "client id; code verifier;");
    CHECK_TEXT(described(XPOST_STEP_TOKEN_ISSUED, 0, 0),
               "6 access token issued, authorization server>client app: access token;");
    CHECK_TEXT(described(XPOST_STEP_API_REQUEST, 0, 0),
               "7 API request, client app>resource server: access token;");
    CHECK_TEXT(described(XPOST_STEP_RENEWAL, 0, 0),
               "8 renewal, client app>authorization server: refresh token; client id;");
}

static void test_step__names_the_secret_of_a_confidential_client(void)
{
    CHECK_TEXT(described(XPOST_STEP_TOKEN_REQUEST, 1, 0),
               "5 access token request, client app>authorization server: authorization code; "
               "client id; code verifier; client secret;");
    CHECK_TEXT(described(XPOST_STEP_RENEWAL, 1, 0),
               "8 renewal, client app>authorization server: refresh token; client id; client "
               "secret;");
}

static void test_step__names_the_refresh_token_if_one_was_issued(void)
{
    CHECK_TEXT(described(XPOST_STEP_TOKEN_ISSUED, 0, 1),
               "6 access token issued, authorization server>client app: access token; refresh "
               "token;");
}

int main(void)
{
    RUN(test_step__describes_the_eight_steps_of_a_public_client);
    RUN(test_step__names_the_secret_of_a_confidential_client);
    RUN(test_step__names_the_refresh_token_if_one_was_issued);
    return check_report();
}
