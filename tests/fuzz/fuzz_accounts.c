/* The text of accounts.json. */
#include "fuzz.h"

#include "account.h"
#include "error.h"
#include "memory.h"
#include "oauth.h"
#include "utf8.h"

#include <string.h>

static void check_account(const struct xpost_account *account)
{
    struct xpost_error error;
    FUZZ_HOLDS(xpost_account_check_name(account->name, &error) == 0);
    FUZZ_HOLDS(account->client_id && account->endpoints.api_url &&
               account->endpoints.token_url);
    FUZZ_HOLDS(!account->access_token || xpost_oauth_token_valid(account->access_token));
    FUZZ_HOLDS(!account->refresh_token || xpost_oauth_token_valid(account->refresh_token));
    xpost_account_renewal_due(account, 1800000000);
}

/* What was read can be written, and read to the same text. */
static void check_round_trip(const struct xpost_accounts *accounts)
{
    struct xpost_accounts again;
    struct xpost_error error;
    char *text = xpost_accounts_write(accounts, &error);
    FUZZ_HOLDS(text);
    FUZZ_HOLDS(xpost_accounts_read(&again, text, strlen(text), &error) == 0);
    char *same = xpost_accounts_write(&again, &error);
    FUZZ_HOLDS(same && strcmp(text, same) == 0);
    xpost_secret_free(text);
    xpost_secret_free(same);
    xpost_accounts_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct xpost_accounts accounts;
    struct xpost_error error = {0};
    if (xpost_accounts_read(&accounts, (const char *)data, size, &error) == 0) {
        FUZZ_HOLDS(!accounts.default_name ||
                   xpost_accounts_find(&accounts, accounts.default_name));
        for (size_t i = 0; i < accounts.count; i++)
            check_account(&accounts.items[i]);
        check_round_trip(&accounts);
    } else {
        FUZZ_HOLDS(error.code != XPOST_OK && error.message[0]);
        FUZZ_HOLDS(xpost_utf8_valid(error.message, strlen(error.message)));
        FUZZ_HOLDS(!accounts.items && !accounts.default_name);
    }
    xpost_accounts_release(&accounts);
    return 0;
}
