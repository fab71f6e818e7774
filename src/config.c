#include "config.h"

#include "buffer.h"
#include "error.h"
#include "memory.h"
#include "oauth.h"
#include "url.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void xpost_endpoints_release(struct xpost_endpoints *endpoints)
{
    free(endpoints->authorize_url);
    free(endpoints->token_url);
    free(endpoints->revoke_url);
    free(endpoints->api_url);
    *endpoints = (struct xpost_endpoints){0};
}

/* Every text of the settings, so that none is forgotten when they are copied. */
static const size_t texts[] = {
    offsetof(struct xpost_config, client_id),
    offsetof(struct xpost_config, client_secret),
    offsetof(struct xpost_config, redirect_uris),
    offsetof(struct xpost_config, account),
    offsetof(struct xpost_config, authorize_url),
    offsetof(struct xpost_config, token_url),
    offsetof(struct xpost_config, revoke_url),
    offsetof(struct xpost_config, api_url),
    offsetof(struct xpost_config, ca_file),
    offsetof(struct xpost_config, https_proxy),
    offsetof(struct xpost_config, no_proxy),
    offsetof(struct xpost_config, browser),
    offsetof(struct xpost_config, state_directory),
};

enum { TEXTS = sizeof texts / sizeof *texts };

_Static_assert(sizeof(struct xpost_config) == (TEXTS + 1) * sizeof(char *) +
                                                  sizeof(struct xpost_prices) +
                                                  sizeof(struct xpost_environment),
               "a setting is missing in the list");

static char **text_of(const struct xpost_config *config, size_t i)
{
    return (char **)((uintptr_t)config + texts[i]);
}

void xpost_config_release(struct xpost_config *config)
{
    /* Some are secrets, and a proxy may hold a password. */
    for (size_t i = 0; i < TEXTS; i++)
        xpost_secret_free(*text_of(config, i));
    xpost_environment_release(&config->environment);
    *config = (struct xpost_config){0};
}

int xpost_config_copy(struct xpost_config *to, const struct xpost_config *from,
                      struct xpost_error *error)
{
    *to = (struct xpost_config){.prices = from->prices, .display = from->display};
    int result = xpost_environment_copy(&to->environment, &from->environment);
    for (size_t i = 0; result == 0 && i < TEXTS; i++)
        result = xpost_string_set(text_of(to, i), *text_of(from, i));
    if (result == 0)
        return 0;
    xpost_config_release(to);
    return xpost_error_no_memory(error);
}

bool xpost_config_compatible(const struct xpost_config *left, const struct xpost_config *right)
{
    return xpost_string_equal(left->state_directory, right->state_directory) &&
           xpost_string_equal(left->ca_file, right->ca_file) &&
           xpost_string_equal(left->https_proxy, right->https_proxy) &&
           xpost_string_equal(left->no_proxy, right->no_proxy);
}

struct variable {
    const char *name;
    char **field;
};

/* The first of `names` that is set and not empty. */
static const char *first_set(char *(*lookup)(const char *), const char *const *names)
{
    for (; *names; names++) {
        const char *value = lookup(*names);
        if (!xpost_string_empty(value))
            return value;
    }
    return NULL;
}

/* $XDG_STATE_HOME/xpost; a relative path there is no path (XDG Base Directory Specification).
 */
static int state_directory(struct xpost_config *config, char *(*lookup)(const char *),
                           struct xpost_error *error)
{
    struct xpost_buffer path = XPOST_BUFFER(4096);
    const char *state = lookup("XDG_STATE_HOME");
    const char *home = lookup("HOME");
    if (!xpost_string_empty(state) && *state != '/')
        return xpost_error_set(error, XPOST_CONFIG,
                               "XDG_STATE_HOME is '%.200s', which is not an absolute path. "
                               "Correct or unset it.",
                               state);
    if (!xpost_string_empty(state))
        xpost_buffer_format(&path, "%s/xpost", state);
    else if (home && *home == '/')
        xpost_buffer_format(&path, "%s/.local/state/xpost", home);
    else
        return 0;
    config->state_directory = xpost_buffer_take(&path);
    return config->state_directory ? 0 : xpost_error_no_memory(error);
}

static int read_prices(struct xpost_config *config, char *(*lookup)(const char *),
                       struct xpost_error *error)
{
    const char *setting = lookup("XPOST_PRICES");
    return setting ? xpost_prices_read(&config->prices, setting, error) : 0;
}

static int read_variables(struct xpost_config *config, char *(*lookup)(const char *))
{
    const struct variable variables[] = {
        {"XPOST_REDIRECT_URI", &config->redirect_uris},
        {"XPOST_ACCOUNT", &config->account},
        {"XPOST_AUTHORIZE_URL", &config->authorize_url},
        {"XPOST_TOKEN_URL", &config->token_url},
        {"XPOST_REVOKE_URL", &config->revoke_url},
        {"XPOST_API_URL", &config->api_url},
        {"XPOST_CA_FILE", &config->ca_file},
        {"BROWSER", &config->browser},
    };
    int result = 0;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = lookup(variables[i].name);
        /* Set but empty counts as not set: an empty secret is no secret. */
        if (!xpost_string_empty(value))
            result |= xpost_string_set(variables[i].field, value);
    }
    result |= xpost_oauth_set_key(&config->client_id, lookup("XPOST_CLIENT_ID"));
    result |= xpost_oauth_set_key(&config->client_secret, lookup("XPOST_CLIENT_SECRET"));
    const char *const proxies[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                                   NULL};
    const char *const exceptions[] = {"no_proxy", "NO_PROXY", NULL};
    const char *const displays[] = {"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", NULL};
    result |= xpost_string_set(&config->https_proxy, first_set(lookup, proxies));
    result |= xpost_string_set(&config->no_proxy, first_set(lookup, exceptions));
#ifdef __APPLE__
    config->display = xpost_string_empty(lookup("SSH_CONNECTION"));
    (void)displays;
#else
    config->display = first_set(lookup, displays) != NULL;
#endif
    return result;
}

int xpost_config_read_from(struct xpost_config *config, char *(*lookup)(const char *),
                           char *const *variables, struct xpost_error *error)
{
    *config = (struct xpost_config){0};
    int result = read_variables(config, lookup);
    if (result == 0)
        result = xpost_environment_read(&config->environment, variables);
    if (result != 0)
        xpost_error_no_memory(error);
    else
        result = state_directory(config, lookup, error);
    if (result == 0)
        result = read_prices(config, lookup, error);
    if (result != 0)
        xpost_config_release(config);
    return result;
}

int xpost_config_read(struct xpost_config *config, char *(*lookup)(const char *),
                      struct xpost_error *error)
{
    return xpost_config_read_from(config, lookup, xpost_environment_of_process(), error);
}

/* The API's address without what users copy along: a slash at its end, or the path of an
 * endpoint as X's documents show it. */
static char *base_url(const char *url)
{
    static const char *const endings[] = {"/", "/2/tweets", "/2", "/"};
    size_t length = strlen(url);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && memcmp(url + length - ending, endings[i], ending) == 0)
            length -= ending;
    }
    return xpost_string_copy_range(url, length);
}

/* `given`, or the path at the API's own host. */
static char *given_or_below(const char *given, const char *api_url, const char *path)
{
    struct xpost_buffer url = XPOST_BUFFER(XPOST_URL_MAX);
    xpost_buffer_text(&url, given ? given : api_url);
    if (!given)
        xpost_buffer_text(&url, path);
    return xpost_buffer_take(&url);
}

int xpost_config_endpoints(const struct xpost_config *config, struct xpost_endpoints *endpoints,
                           struct xpost_error *error)
{
    *endpoints = (struct xpost_endpoints){0};
    endpoints->authorize_url = xpost_string_copy(
        config->authorize_url ? config->authorize_url : XPOST_DEFAULT_AUTHORIZE_URL);
    endpoints->api_url = base_url(config->api_url ? config->api_url : XPOST_DEFAULT_API_URL);
    if (endpoints->api_url) {
        endpoints->token_url =
            given_or_below(config->token_url, endpoints->api_url, "/2/oauth2/token");
        endpoints->revoke_url =
            given_or_below(config->revoke_url, endpoints->api_url, "/2/oauth2/revoke");
    }
    if (!endpoints->authorize_url || !endpoints->token_url || !endpoints->revoke_url) {
        xpost_endpoints_release(endpoints);
        return xpost_error_no_memory(error);
    }
    if (xpost_url_check_server(endpoints->api_url, "XPOST_API_URL", error) != 0 ||
        xpost_url_check_server(endpoints->authorize_url, "XPOST_AUTHORIZE_URL", error) != 0 ||
        xpost_url_check_server(endpoints->token_url, "XPOST_TOKEN_URL", error) != 0 ||
        xpost_url_check_server(endpoints->revoke_url, "XPOST_REVOKE_URL", error) != 0) {
        xpost_endpoints_release(endpoints);
        return -1;
    }
    return 0;
}

static int check_same(const char *setting, const char *value, const char *account_value,
                      const char *account_name, struct xpost_error *error)
{
    if (!value)
        return 0;
    char *wanted = base_url(value);
    char *had = base_url(account_value);
    if (!wanted || !had) {
        free(wanted);
        free(had);
        return xpost_error_no_memory(error);
    }
    bool same = strcmp(wanted, had) == 0 ||
                (strcmp(setting, "XPOST_API_URL") == 0 && xpost_url_same_origin(wanted, had));
    free(wanted);
    free(had);
    if (same)
        return 0;
    return xpost_error_set(
        error, XPOST_CONFIG,
        "%s is %.200s, but account '%s' belongs to %.200s. Its tokens go "
        "nowhere else. Unset %s, or log in there under another account name.",
        setting, value, account_name, account_value, setting);
}

int xpost_config_check_endpoints(const struct xpost_config *config,
                                 const struct xpost_endpoints *account,
                                 const char *account_name, struct xpost_error *error)
{
    if (check_same("XPOST_API_URL", config->api_url, account->api_url, account_name, error) !=
            0 ||
        check_same("XPOST_TOKEN_URL", config->token_url, account->token_url, account_name,
                   error) != 0 ||
        check_same("XPOST_REVOKE_URL", config->revoke_url, account->revoke_url, account_name,
                   error) != 0)
        return -1;
    return 0;
}
