/* save_once DIRECTORY begin|save|renew|check: what the sweeps interrupt.
 *
 *   begin   makes a store with the account "old"
 *   save    adds the account "new"
 *   renew   the same as a renewal of tokens does it: the account was read, the file is reserved
 *   check   prints "old" or "new", for what the file holds; fails if it holds anything else
 *
 * What comes after looking for the file MARK belongs to the save. */
#define _POSIX_C_SOURCE 200809L
#include "error.h"
#include "store.h"

#include "example_account.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MARK "/the-save-begins-here"

static int report(const struct xpost_error *error)
{
    printf("%s: %s\n", xpost_code_name(error->code), error->message);
    return 1;
}

static int check(const struct xpost_store *store, struct xpost_error *error)
{
    struct xpost_accounts accounts;
    if (xpost_store_read(store, &accounts, error) != 0)
        return report(error);
    struct xpost_account old = example_account("old"), new = example_account("new");
    bool holds_old = accounts.count > 0 && same_account(&accounts.items[0], &old);
    bool holds_new = accounts.count == 2 && same_account(&accounts.items[1], &new);
    bool good = holds_old && (accounts.count == 1 || holds_new);
    puts(!good ? "neither" : holds_new ? "new" : "old");
    xpost_accounts_release(&accounts);
    return good ? 0 : 1;
}

int main(int count, char **arguments)
{
    struct xpost_store store;
    struct xpost_error error;
    const char *what = count == 3 ? arguments[2] : "";
    bool begin = strcmp(what, "begin") == 0, renew = strcmp(what, "renew") == 0;
    xpost_error_clear(&error);
    if (xpost_store_open(&store, count == 3 ? arguments[1] : NULL, &error) != 0)
        return report(&error);
    int result;
    if (strcmp(what, "check") == 0) {
        result = check(&store, &error);
    } else {
        struct xpost_account account = example_account(begin ? "old" : "new");
        struct xpost_account old = {0};
        if (renew && (xpost_store_load(&store, "old", &old, &error) != 0 ||
                      xpost_store_reserve(&store, &error) != 0))
            return report(&error);
        (void)access(MARK, F_OK);
        result = xpost_store_put(&store, &account, &error) == 0 ? 0 : report(&error);
        xpost_account_release(&old);
    }
    xpost_store_close(&store);
    return result;
}
