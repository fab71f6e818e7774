/* Telling a Client ID and its secret from the other keys that X's console shows.  The shapes
 * are those of X's documents and of tokens seen there; whatever matches none of them is taken
 * as it is. */
#include "error.h"
#include "memory.h"
#include "oauth.h"
#include "translate.h"
#include "wrapping.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MAX = 512 };

int xpost_oauth_set_key(char **field, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    const char *start = text ? xpost_unwrap(text, &length) : NULL;
    char *key = length ? xpost_string_copy_range(start, length) : NULL;
    if (length && !key)
        return -1;
    xpost_secret_free(*field);
    *field = key;
    return 0;
}

static bool visible(const char *text)
{
    for (; *text; text++)
        if (*text <= ' ' || *text > '~')
            return false;
    return true;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text);
    size_t tail = strlen(ending);
    return length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* `size` letters, digits and characters of `more`, with some of each of the first. */
static bool is_random(const char *text, size_t size, const char *more)
{
    bool lower = false;
    bool upper = false;
    bool digit = false;
    if (strlen(text) != size)
        return false;
    for (; *text; text++) {
        if (!isalnum((unsigned char)*text) && !strchr(more, *text))
            return false;
        lower = lower || islower((unsigned char)*text);
        upper = upper || isupper((unsigned char)*text);
        digit = digit || isdigit((unsigned char)*text);
    }
    return lower && upper && digit;
}

static bool is_app_id(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
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

static bool is_bearer_token(const char *text)
{
    return strncmp(text, "AAAAAAAAAAAAAAAA", 16) == 0;
}

/* OAuth 2.0 tokens of X are base64 of "...:at:1", "...:rt:1" or "...:ac:1". */
static bool is_oauth2_token(const char *text)
{
    return strlen(text) > 60 && (ends_with(text, "OmF0OjE") || ends_with(text, "OnJ0OjE") ||
                                 ends_with(text, "OmFjOjE"));
}

static bool is_api_key(const char *text)
{
    return is_random(text, 25, "");
}

static bool is_oauth1_secret(const char *text)
{
    return is_random(text, 45, "");
}

/* A Client Secret; without '-' and '_' it may be the API Key Secret as well. */
static bool is_client_secret(const char *text)
{
    return is_random(text, 50, "-_");
}

/* Client IDs of X are base64 of twenty characters and ":1:ci". */
static bool is_client_id(const char *text)
{
    return strlen(text) == 34 && ends_with(text, "6MTpjaQ");
}

/* What a text certainly is instead of what it was given as. */
struct mistake {
    bool (*is)(const char *text);
    const char *message;
};

static const struct mistake ids[] = {
    {is_app_id,
     "What was given as Client ID is the App ID, a number. Copy the Client ID from X's console "
     "(console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client "
     "Secret'."},
    {is_oauth1_token,
     "What was given as Client ID looks like an OAuth 1.0a Access Token. Copy the Client ID "
     "from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID "
     "and Client Secret'."},
    {is_bearer_token, "What was given as Client ID looks like the Bearer Token. Copy the "
                      "Client ID from X's console (console.x.com): Apps, your app, Keys and "
                      "tokens, 'OAuth 2.0 Client ID and Client Secret'."},
    {is_oauth2_token, "What was given as Client ID looks like an OAuth 2.0 token. Copy the "
                      "Client ID from X's console (console.x.com): Apps, your app, Keys and "
                      "tokens, 'OAuth 2.0 Client ID and Client Secret'."},
    {is_api_key,
     "What was given as Client ID looks like the API Key (Consumer Key), which is for OAuth "
     "1.0a. Copy the Client ID from X's console (console.x.com): Apps, your app, Keys and "
     "tokens, 'OAuth 2.0 Client ID and Client Secret'."},
    {is_oauth1_secret, "What was given as Client ID looks like an OAuth 1.0a Access Token "
                       "Secret. Copy the Client ID from X's console (console.x.com): Apps, "
                       "your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."},
    {is_client_secret,
     "What was given as Client ID looks like a secret: the Client Secret, or the API Key "
     "Secret (Consumer Secret). Copy the Client ID from X's console (console.x.com): Apps, "
     "your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."},
};

static const struct mistake secrets[] = {
    {is_client_id,
     "What was given as Client Secret is a Client ID. Copy the Client Secret from X's console "
     "(console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client "
     "Secret'. A Native App has none."},
    {is_app_id,
     "What was given as Client Secret is a number. Copy the Client Secret from X's console "
     "(console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client "
     "Secret'. A Native App has none."},
    {is_oauth1_token,
     "What was given as Client Secret looks like an OAuth 1.0a Access Token. Copy the Client "
     "Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 "
     "Client ID and Client Secret'. A Native App has none."},
    {is_bearer_token,
     "What was given as Client Secret looks like the Bearer Token. Copy the Client Secret from "
     "X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and "
     "Client Secret'. A Native App has none."},
    {is_oauth2_token,
     "What was given as Client Secret looks like an OAuth 2.0 token. Copy the Client Secret "
     "from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID "
     "and Client Secret'. A Native App has none."},
    {is_api_key,
     "What was given as Client Secret looks like the API Key (Consumer Key). Copy the Client "
     "Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 "
     "Client ID and Client Secret'. A Native App has none."},
    {is_oauth1_secret,
     "What was given as Client Secret looks like an OAuth 1.0a Access Token Secret. Copy the "
     "Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth "
     "2.0 Client ID and Client Secret'. A Native App has none."},
};

/* Refuses a text that is certainly not what it was given as. */
static int check_mistakes(const struct mistake *mistakes, size_t count, const char *text,
                          struct xpost_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (mistakes[i].is(text))
            return xpost_error_set(error, XPOST_BAD_CLIENT_ID, "%s",
                                   xpost_translate(mistakes[i].message));
    return 0;
}

static int check_id(const char *id, struct xpost_error *error)
{
    if (xpost_string_empty(id))
        return xpost_error_set(error, XPOST_BAD_CLIENT_ID,
                               "No Client ID is set. Copy it from X's console (console.x.com): "
                               "Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and "
                               "Client Secret'. Give it as client_id, or in XPOST_CLIENT_ID.");
    if (!visible(id) || strlen(id) > KEY_MAX)
        return xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "The Client ID holds a space, a line break or another character that no Client ID "
            "has. Copy it alone from X's console (console.x.com): Apps, your app, Keys and "
            "tokens, 'OAuth 2.0 Client ID and Client Secret'.");
    return check_mistakes(ids, sizeof ids / sizeof *ids, id, error);
}

static int check_secret(const char *secret, struct xpost_error *error)
{
    if (!visible(secret) || strlen(secret) > KEY_MAX)
        return xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "The Client Secret holds a space, a line break or another character that no Client "
            "Secret has. Copy it alone from X's console (console.x.com): Apps, your app, Keys "
            "and tokens, 'OAuth 2.0 Client ID and Client Secret'.");
    return check_mistakes(secrets, sizeof secrets / sizeof *secrets, secret, error);
}

int xpost_oauth_check_client(const struct xpost_oauth_client *client, struct xpost_error *error)
{
    bool confidential = xpost_oauth_is_confidential(client);
    if (confidential && !xpost_string_empty(client->id) && is_client_id(client->secret) &&
        !is_client_id(client->id))
        return xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "What was given as Client Secret is a Client ID, but the Client ID is none: are "
            "they exchanged? Both are in X's console (console.x.com): Apps, your app, Keys and "
            "tokens, 'OAuth 2.0 Client ID and Client Secret'.");
    if (check_id(client->id, error) != 0)
        return -1;
    if (confidential && strcmp(client->id, client->secret) == 0)
        return xpost_error_set(
            error, XPOST_BAD_CLIENT_ID,
            "The Client ID was given as Client Secret, too. Copy the Client Secret from X's "
            "console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID "
            "and Client Secret'. A Native App has none.");
    return confidential ? check_secret(client->secret, error) : 0;
}
