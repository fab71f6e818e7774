/* The redirect URL that a user copied out of the browser.
 * Sees secrets: the authorization code and the state. */
#include "callback_query.h"

#include "error.h"
#include "memory.h"
#include "url.h"
#include "wrapping.h"

#include <string.h>

static const char reason_empty[] =
    "Nothing was pasted. "
    "Copy the whole address from the browser's address bar, then paste it here.";
static const char reason_too_long[] =
    "This text is too long for the address that ends a login. "
    "Copy only the address from the browser's address bar.";
static const char reason_unreadable[] = "This text holds characters that no web address has. "
                                        "Copy only the address from the browser's address bar.";
static const char reason_half[] =
    "This is only a part of the address: it should hold a code and a state. "
    "Copy the whole address from the browser's address bar.";
static const char reason_authorize[] =
    "This is the address that starts the login, so X has not answered yet. Allow the app "
    "there, then paste the address that the browser ends on. If X shows 'Something went wrong' "
    "there, the Client ID or the redirect URL is not as in X's console.";
static const char reason_bare_code[] =
    "A code alone is not enough, because it does not show that it belongs to this login. "
    "Paste the whole address that the browser ended on.";
static const char reason_other_page[] =
    "This is the address of another page, not the redirect URL of this login. "
    "Paste the address that the browser ends on after you allow the app.";

/* Copies the text without white space, of which no URL has any, into `out`; -1 if it is too
 * long. */
static int copy_without_space(char *out, size_t size, const char *text, size_t length)
{
    size_t used = 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] == ' ' || (text[i] >= '\t' && text[i] <= '\r'))
            continue;
        if (used + 1 >= size)
            return -1;
        /* A zero byte must not cut the text short. */
        out[used++] = text[i] ? text[i] : '\x7f';
    }
    out[used] = '\0';
    return 0;
}

/* Takes quotes and brackets off both ends. */
static char *unwrap(char *text)
{
    size_t length = strlen(text);
    size_t start = (size_t)(xpost_unwrap(text, &length) - text);

    text[start + length] = '\0';
    return text + start;
}

static bool has_parameter(const char *query, const char *name)
{
    char value[2];
    int count = xpost_url_parameter(query, strlen(query), name, value, sizeof value);

    xpost_wipe(value, sizeof value);
    return count != 0;
}

/* True if both name the same place as a browser sees it: it writes the host in lower case,
 * leaves out the default port, and adds the '/' of an empty path.  `given` may lack "http://",
 * which browsers hide. */
static bool same_place(const char *given, const char *redirect_uri)
{
    char whole[XPOST_URL_MAX + 1];
    struct xpost_url left, right;
    struct xpost_error ignored;
    const char *scheme = strstr(given, "://") ? "" : "http://";
    size_t scheme_length = strlen(scheme), length = strlen(given);

    if (scheme_length + length >= sizeof whole)
        return false;
    memcpy(whole, scheme, scheme_length);
    memcpy(whole + scheme_length, given, length + 1);
    if (strcmp(whole, redirect_uri) == 0)
        return true;
    if (xpost_url_parse(&left, whole, "pasted URL", &ignored) != 0 ||
        xpost_url_parse(&right, redirect_uri, "redirect URI", &ignored) != 0)
        return false;
    const char *left_path = *left.path ? left.path : "/";
    const char *right_path = *right.path ? right.path : "/";

    return left.https == right.https && left.port == right.port && left.ipv6 == right.ipv6 &&
           strcmp(left.host, right.host) == 0 && strcmp(left_path, right_path) == 0;
}

static bool is_authorize_url(const char *place, const char *query)
{
    return strstr(place, "/oauth2/authorize") || has_parameter(query, "response_type") ||
           has_parameter(query, "code_challenge");
}

/* Finds the query in the text, which may be changed.  NULL with the reason if there is none. */
static const char *find_query(char *text, const char *redirect_uri, const char **reason)
{
    char *question = strchr(text, '?');
    const char *query = question ? question + 1 : "";

    if (question == text)
        return query;
    if (!question && !strstr(text, "://") &&
        (has_parameter(text, "state") || has_parameter(text, "code") ||
         has_parameter(text, "error")))
        return text;
    if (question)
        *question = '\0';
    if (question && same_place(text, redirect_uri))
        return query;
    if (is_authorize_url(text, query))
        *reason = reason_authorize;
    else if (strstr(text, "://") ? strncmp(text, redirect_uri, strlen(text)) != 0
                                 : question && strchr(text, '/'))
        *reason = reason_other_page;
    else if (strpbrk(text, "/.=") || question)
        *reason = reason_half;
    else
        *reason = reason_bare_code;
    return NULL;
}

static bool has_only_url_characters(const char *text)
{
    for (; *text; text++) {
        if (*text < '!' || *text > '~' || strchr("\"<>\\^`{|}", *text))
            return false;
    }
    return true;
}

/* A copy that stopped in the middle leaves the state shorter, or no code. */
static bool is_cut_short(const char *query, const char *state)
{
    char given[XPOST_CALLBACK_REQUEST_MAX];
    int count = xpost_url_parameter(query, strlen(query), "state", given, sizeof given);
    bool cut = count == 1 && strlen(given) < strlen(state) &&
               strncmp(given, state, strlen(given)) == 0;

    xpost_wipe(given, sizeof given);
    return cut || (count == 0 && !has_parameter(query, "code"));
}

void xpost_callback_read_pasted(struct xpost_callback *callback, const char *redirect_uri,
                                const char *state, const char *text, size_t length)
{
    char copy[XPOST_CALLBACK_REQUEST_MAX + 1] = "";
    const char *reason = NULL, *query = NULL;

    xpost_callback_release(callback);
    if (copy_without_space(copy, sizeof copy, text, length) != 0) {
        reason = reason_too_long;
    } else {
        char *url = unwrap(copy);

        url[strcspn(url, "#")] = '\0';
        if (!*url)
            reason = reason_empty;
        else if (!has_only_url_characters(url))
            reason = reason_unreadable;
        else
            query = find_query(url, redirect_uri, &reason);
    }
    if (query && is_cut_short(query, state))
        reason = reason_half;
    else if (query && !has_parameter(query, "state"))
        reason = reason_bare_code;
    if (reason)
        xpost_callback_set_foreign(callback, 400, reason);
    else
        xpost_callback_read_query(callback, query, strlen(query), state);
    xpost_wipe(copy, sizeof copy);
}
