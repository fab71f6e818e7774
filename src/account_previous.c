#include "account.h"
#include "error.h"
#include "memory.h"

#include <stdlib.h>

int xpost_account_set_previous(struct xpost_account *account,
                               const struct xpost_account *before, struct xpost_error *error)
{
    /* A login that nobody has confirmed is not worth going back to. */
    const struct xpost_account *known = before->previous ? before->previous : before;
    struct xpost_account *copy = calloc(1, sizeof *copy);
    if (!copy || xpost_account_copy(copy, known, error) != 0) {
        free(copy);
        return xpost_error_no_memory(error);
    }
    xpost_account_drop_previous(account);
    account->previous = copy;
    if (xpost_string_set(&account->user_id, known->user_id) != 0 ||
        xpost_string_set(&account->username, known->username) != 0 ||
        xpost_string_set(&account->display_name, known->display_name) != 0 ||
        xpost_string_set(&account->subscription, known->subscription) != 0)
        return xpost_error_no_memory(error);
    account->user_asked_at = known->user_asked_at;
    return 0;
}

void xpost_account_drop_previous(struct xpost_account *account)
{
    if (!account->previous)
        return;
    xpost_account_release(account->previous);
    free(account->previous);
    account->previous = NULL;
}

int xpost_account_restore_previous(struct xpost_account *account, struct xpost_error *error)
{
    struct xpost_account before = {0};
    if (xpost_account_copy(&before, account->previous, error) != 0)
        return -1;
    xpost_account_release(account);
    *account = before;
    return 0;
}

int xpost_account_move_login(struct xpost_account *account, struct xpost_account *other,
                             struct xpost_error *error)
{
    if (xpost_account_copy_tokens(other, account, error) != 0)
        return -1;
    return xpost_account_restore_previous(account, error);
}
