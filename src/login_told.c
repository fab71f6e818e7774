#include "login_told.h"

#include "buffer.h"
#include "error.h"
#include "memory.h"
#include "oauth.h"
#include "scope.h"
#include "translate.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PART_SHOWN = 700 /* bytes of a text within another */ };

/* The scopes that were asked for and not allowed, separated by commas. */
static void find_missing(const struct xpost_account *account, const char *asked,
                         struct xpost_buffer *missing)
{
    for (const char *at = asked; *at; at += strspn(at, " ")) {
        char scope[64];
        size_t length = strcspn(at, " ");
        snprintf(scope, sizeof scope, "%.*s", (int)length, at);
        at += length;
        if (!xpost_oauth_has_scope(account->scopes, scope))
            xpost_buffer_format(missing, "%s%s", missing->length ? xpost_translate(", ") : "",
                                scope);
    }
}

void xpost_login_add_warning(struct xpost_login_result *result, const char *format, ...)
{
    char text[XPOST_MESSAGE_MAX];
    size_t used = strlen(result->warning);
    va_list arguments;
    if (used && used + 1 < sizeof result->warning)
        result->warning[used++] = ' ';
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    /* What does not fit any more is left out at its end. */
    xpost_utf8_sanitise(result->warning + used, sizeof result->warning - used, text,
                        strlen(text));
}

void xpost_login_warn(const struct xpost_account *account, const char *asked,
                      struct xpost_login_result *result)
{
    struct xpost_buffer missing = XPOST_BUFFER(PART_SHOWN);
    find_missing(account, asked, &missing);
    if (!account->refresh_token && xpost_oauth_has_scope(asked, "offline.access"))
        xpost_login_add_warning(
            result, xpost_translate("X gave no refresh token, so this login ends when its "
                                    "access token does."));
    if (missing.length && xpost_oauth_has_scope(asked, "tweet.write") &&
        !xpost_oauth_has_scope(account->scopes, "tweet.write"))
        xpost_login_add_warning(
            result,
            xpost_translate("Not allowed: %s. So nothing can be posted: set App permissions to "
                            "'Read and write' in X's console, User authentication settings, "
                            "then log in again."),
            xpost_buffer_string(&missing));
    else if (missing.length)
        xpost_login_add_warning(result,
                                xpost_translate("Not allowed: %s. Log in again to allow it."),
                                xpost_buffer_string(&missing));
    xpost_buffer_release(&missing);
}

void xpost_login_warn_of_twin(const struct xpost_store *store,
                              const struct xpost_account *account,
                              struct xpost_login_result *result)
{
    struct xpost_accounts accounts = {0};
    struct xpost_error ignored;
    if (account->user_unconfirmed || xpost_store_read(store, &accounts, &ignored) != 0)
        return;
    for (size_t i = 0; i < accounts.count; i++) {
        const struct xpost_account *other = &accounts.items[i];
        if (strcmp(other->name, account->name) != 0 &&
            xpost_string_equal(other->user_id, account->user_id) &&
            xpost_string_equal(other->client_id, account->client_id) &&
            xpost_string_equal(other->endpoints.api_url, account->endpoints.api_url))
            xpost_login_add_warning(
                result,
                xpost_translate(
                    "@%s is account '%s', too, and X keeps one login for each app and user: "
                    "that of '%s' has ended. If '%s' was meant for another user, log it out "
                    "(:XAccount logout %s in Neovim, logout{} in a script), sign in at x.com "
                    "as that user, and log in again."),
                account->username, other->name, other->name, account->name, account->name);
    }
    xpost_accounts_release(&accounts);
}

void xpost_login_summarise(const struct xpost_account *account,
                           struct xpost_login_result *result)
{
    struct xpost_buffer allowed = XPOST_BUFFER(PART_SHOWN);
    const char *username = account->user_unconfirmed ? NULL : account->username;
    xpost_scopes_describe(&allowed, account->scopes);
    if (username)
        snprintf(result->summary, sizeof result->summary,
                 xpost_translate("You are @%s at X. You allowed the app to: %s."), username,
                 xpost_buffer_string(&allowed));
    else
        snprintf(result->summary, sizeof result->summary,
                 xpost_translate("You are logged in at X. You allowed the app to: %s."),
                 xpost_buffer_string(&allowed));
    xpost_buffer_release(&allowed);
}
