#include "unsaved.h"

#include "check.h"
#include "error.h"
#include "memory.h"

#include <stdlib.h>

static struct xpost_account account_named(const char *name, const char *refresh_token)
{
    struct xpost_account account = {0};
    CHECK_NUMBER(xpost_string_set(&account.name, name), 0);
    CHECK_NUMBER(xpost_string_set(&account.refresh_token, refresh_token), 0);
    return account;
}

static void keep(const char *directory, const char *name, const char *token, const char *spent)
{
    struct xpost_error error;
    struct xpost_account account = account_named(name, token);
    CHECK_NUMBER(xpost_unsaved_keep(directory, &account, spent, &error), 0);
    xpost_account_release(&account);
}

/* The tokens that are kept, or "". */
static void check_kept(const char *directory, const char *name, const char *token,
                       const char *spent)
{
    struct xpost_error error;
    struct xpost_account account = {0};
    char *found = NULL;
    int result = xpost_unsaved_find(directory, name, &account, &found, &error);
    CHECK_NUMBER(result, *token ? 1 : 0);
    CHECK_TEXT(account.refresh_token ? account.refresh_token : "", token);
    CHECK_TEXT(found ? found : "", spent);
    xpost_account_release(&account);
    xpost_secret_free(found);
}

static void test_unsaved__are_kept_for_their_account_and_directory(void)
{
    check_kept("/a", "main", "", "");
    keep("/a", "main", "new", "old");
    keep("/a", "work", "new of work", "old of work");
    check_kept("/a", "main", "new", "old");
    check_kept("/a", "work", "new of work", "old of work");
    check_kept("/b", "main", "", "");
    check_kept("/a", "nobody", "", "");
    xpost_unsaved_forget("/a", "main");
    xpost_unsaved_forget("/a", "work");
}

static void test_unsaved__are_replaced_by_later_ones(void)
{
    keep("/a", "main", "second", "first");
    keep("/a", "other", "x", "y");
    keep("/a", "main", "third", "second");
    check_kept("/a", "main", "third", "second");
    check_kept("/a", "other", "x", "y");
    xpost_unsaved_forget("/a", "main");
    check_kept("/a", "main", "", "");
    check_kept("/a", "other", "x", "y");
    xpost_unsaved_forget("/a", "other");
    xpost_unsaved_forget("/a", "other");
}

int main(void)
{
    RUN(test_unsaved__are_kept_for_their_account_and_directory);
    RUN(test_unsaved__are_replaced_by_later_ones);
    return check_report();
}
