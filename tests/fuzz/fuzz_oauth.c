#include "fuzz.h"

#include "error.h"
#include "oauth.h"
#include "utf8.h"

#include <string.h>

static void check_tokens(const char *text, size_t size)
{
    struct xpost_tokens tokens;
    struct xpost_error error = {0};
    if (xpost_oauth_read_tokens(&tokens, text, size, &error) == 0) {
        FUZZ_HOLDS(tokens.access_token && xpost_oauth_token_valid(tokens.access_token));
        FUZZ_HOLDS(!tokens.refresh_token || xpost_oauth_token_valid(tokens.refresh_token));
        FUZZ_HOLDS(!tokens.scopes || xpost_oauth_check_scopes(tokens.scopes, &error) == 0);
        FUZZ_HOLDS(tokens.lifetime >= 0 && tokens.lifetime <= 10000000);
    } else {
        FUZZ_HOLDS(error.code == XPOST_LOGIN_FAILED && error.message[0]);
        FUZZ_HOLDS(!tokens.access_token && !tokens.refresh_token && !tokens.scopes);
    }
    xpost_tokens_release(&tokens);
}

static void check_refusal(long status, const char *text, size_t size)
{
    struct xpost_oauth_error refusal;
    xpost_oauth_read_error(&refusal, status, text, size);
    FUZZ_HOLDS(xpost_utf8_valid(refusal.error, strlen(refusal.error)));
    FUZZ_HOLDS(xpost_utf8_valid(refusal.description, strlen(refusal.description)));
    FUZZ_HOLDS(refusal.refusal == XPOST_REFUSAL_SERVER || (status == 400 && refusal.error[0]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const long statuses[] = {200, 302, 400, 408, 429, 500};
    char copy[256];
    const char *text = (const char *)data;
    check_tokens(text, size);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        check_refusal(statuses[i], text, size);
    if (size < sizeof copy) {
        struct xpost_error error = {0};
        struct xpost_oauth_client client = {.id = copy, .secret = copy};
        memcpy(copy, data, size);
        copy[size] = '\0';
        xpost_oauth_check_scopes(copy, &error);
        FUZZ_HOLDS(xpost_oauth_check_client(&client, &error) == -1);
        client.secret = NULL;
        xpost_oauth_check_client(&client, &error);
    }
    return 0;
}
