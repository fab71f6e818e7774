/* Telling a Client ID from the other keys that X's console shows.  The shapes are those of X's
 * documents and of tokens seen there; whatever matches none of them is taken as it is. */
#include "error.h"
#include "memory.h"
#include "oauth.h"

#include <ctype.h>
#include <string.h>

enum { CLIENT_ID_MAX = 512 };

static bool visible(const char *text)
{
    for (; *text; text++)
        if (*text <= ' ' || *text > '~')
            return false;
    return true;
}

static bool all_digits(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text);
    size_t tail = strlen(ending);
    return length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* `size` letters and digits, with some of each kind. */
static bool is_alphanumeric_key(const char *text, size_t size)
{
    bool lower = false;
    bool upper = false;
    bool digit = false;
    if (strlen(text) != size)
        return false;
    for (; *text; text++) {
        if (!isalnum((unsigned char)*text))
            return false;
        lower = lower || islower((unsigned char)*text);
        upper = upper || isupper((unsigned char)*text);
        digit = digit || isdigit((unsigned char)*text);
    }
    return lower && upper && digit;
}

/* 1234567890-AbC...: the user's id, then 40 letters and digits.  A UUID has more hyphens. */
static bool is_oauth1_token(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    size_t tail = 0;
    if (digits == 0 || text[digits] != '-')
        return false;
    for (text += digits + 1; isalnum((unsigned char)text[tail]);)
        tail++;
    return tail >= 35 && text[tail] == '\0';
}

/* OAuth 2.0 tokens of X are base64 of "...:at:1", "...:rt:1" or "...:ac:1". */
static bool is_oauth2_token(const char *text)
{
    return strlen(text) > 60 && (ends_with(text, "OmF0OjE") || ends_with(text, "OnJ0OjE") ||
                                 ends_with(text, "OmFjOjE"));
}

/* What the text certainly is instead of a Client ID; NULL if it may be one. */
static const char *mistaken_for(const char *id)
{
    if (all_digits(id))
        return "the numeric App ID";
    if (is_oauth1_token(id))
        return "an OAuth 1.0a Access Token";
    if (strncmp(id, "AAAAAAAAAAAAAAAA", 16) == 0)
        return "the app's Bearer Token";
    if (is_oauth2_token(id))
        return "an OAuth 2.0 token";
    if (is_alphanumeric_key(id, 25))
        return "the API Key (Consumer Key)";
    if (is_alphanumeric_key(id, 50))
        return "the API Key Secret (Consumer Secret)";
    if (is_alphanumeric_key(id, 45))
        return "an OAuth 1.0a Access Token Secret";
    return NULL;
}

static const char where[] =
    "In X's console (console.x.com) open Apps, your app, Keys and tokens, "
    "and copy the Client ID under 'OAuth 2.0 Client ID and Client Secret'.";

int xpost_oauth_check_client(const struct xpost_oauth_client *client, struct xpost_error *error)
{
    if (xpost_string_empty(client->id))
        return xpost_error_set(error, XPOST_BAD_CLIENT_ID,
                               "No Client ID is set. %s Give it as client_id or in "
                               "XPOST_CLIENT_ID.",
                               where);
    if (!visible(client->id) || strlen(client->id) > CLIENT_ID_MAX)
        return xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "The Client ID holds a space, a line end or another character that "
            "no Client ID has. %s",
            where);
    const char *what = mistaken_for(client->id);
    if (what)
        return xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "What is set as Client ID looks like %s, which cannot log a user "
            "in. %s",
            what, where);
    if (client->secret && (!visible(client->secret) || strlen(client->secret) > CLIENT_ID_MAX))
        return xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "The Client Secret holds a space, a line end or another character "
            "that no Client Secret has. Copy it again from X's console.");
    if (client->secret && *client->secret && strcmp(client->id, client->secret) == 0)
        return xpost_error_set(error, XPOST_BAD_CLIENT_ID,
                               "Client ID and Client Secret are the same text. %s", where);
    return 0;
}
