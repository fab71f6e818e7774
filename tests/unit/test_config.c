#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include "config.h"
#include "error.h"

#include <stdlib.h>

static struct xpost_error error;
static struct xpost_config config;
static struct xpost_endpoints endpoints;

/* The environment of a test: names and values in turn, and as a whole. */
static const char *const *environment;
static char *const *whole;

static char *lookup(const char *name)
{
    for (const char *const *at = environment; at && *at; at += 2)
        if (strcmp(*at, name) == 0)
            return (char *)(uintptr_t)at[1];
    return NULL;
}

static int read_environment(const char *const *variables)
{
    environment = variables;
    xpost_error_clear(&error);
    memset(&config, 'x', sizeof config);
    return xpost_config_read_from(&config, lookup, whole, &error);
}
#define READ(...) read_environment((const char *const[]){__VA_ARGS__, NULL})

static void test_read__leaves_out_what_was_copied_along_with_the_keys_of_the_app(void)
{
    CHECK_NUMBER(READ("XPOST_CLIENT_ID", " \"id\"\n", "XPOST_CLIENT_SECRET", "'secret'\r"), 0);
    CHECK_TEXT(config.client_id, "id");
    CHECK_TEXT(config.client_secret, "secret");
    xpost_config_release(&config);
    CHECK_NUMBER(READ("XPOST_CLIENT_ID", "\"\"", "XPOST_CLIENT_SECRET", " "), 0);
    CHECK(!config.client_id && !config.client_secret);
    xpost_config_release(&config);
}

static void test_read__takes_every_variable(void)
{
    CHECK_NUMBER(READ("XPOST_CLIENT_ID", "id", "XPOST_CLIENT_SECRET", "secret",
                      "XPOST_REDIRECT_URI", "http://a http://b", "XPOST_ACCOUNT", "work",
                      "XPOST_AUTHORIZE_URL", "1", "XPOST_TOKEN_URL", "2", "XPOST_REVOKE_URL",
                      "3", "XPOST_API_URL", "4", "XPOST_CA_FILE", "5", "BROWSER", "w3m:links",
                      "HOME", "/home/u", "https_proxy", "http://p:1", "no_proxy", "*.local",
                      "DISPLAY", ":0"),
                 0);
    CHECK_TEXT(config.client_id, "id");
    CHECK_TEXT(config.client_secret, "secret");
    CHECK_TEXT(config.redirect_uris, "http://a http://b");
    CHECK_TEXT(config.account, "work");
    CHECK_TEXT(config.authorize_url, "1");
    CHECK_TEXT(config.token_url, "2");
    CHECK_TEXT(config.revoke_url, "3");
    CHECK_TEXT(config.api_url, "4");
    CHECK_TEXT(config.ca_file, "5");
    CHECK_TEXT(config.browser, "w3m:links");
    CHECK_TEXT(config.https_proxy, "http://p:1");
    CHECK_TEXT(config.no_proxy, "*.local");
    CHECK_TEXT(config.state_directory, "/home/u/.local/state/xpost");
    xpost_config_release(&config);
    CHECK(!config.client_id && !config.client_secret && !config.state_directory);
    xpost_config_release(&config);
}

static void test_read__of_nothing_sets_nothing(void)
{
    CHECK_NUMBER(read_environment(NULL), 0);
    CHECK(!config.client_id && !config.client_secret && !config.redirect_uris &&
          !config.account && !config.authorize_url && !config.token_url && !config.revoke_url &&
          !config.api_url && !config.ca_file && !config.https_proxy && !config.no_proxy &&
          !config.browser && !config.state_directory);
    xpost_config_release(&config);
}

static void test_read__takes_prices_or_names_what_is_no_price(void)
{
    struct xpost_config copy;
    CHECK_NUMBER(READ("XPOST_PRICES", "post=0.02, link=0.25"), 0);
    CHECK_NUMBER(xpost_config_copy(&copy, &config, &error), 0);
    CHECK_NUMBER(xpost_price(&copy.prices, XPOST_PRICE_LINK), 250000);
    CHECK_NUMBER(xpost_price(&copy.prices, XPOST_PRICE_DELETE), 10000);
    xpost_config_release(&copy);
    xpost_config_release(&config);
    CHECK_NUMBER(READ("XPOST_PRICES", "posts=0.02", "XPOST_CLIENT_SECRET", "s"), -1);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK(strstr(error.message, "XPOST_PRICES has 'posts'"));
    CHECK(!config.client_secret);
}

static void test_read__takes_an_empty_value_for_none(void)
{
    CHECK_NUMBER(READ("XPOST_CLIENT_SECRET", "", "XPOST_CLIENT_ID", "", "XPOST_API_URL", "",
                      "XPOST_CA_FILE", "", "https_proxy", "", "HTTPS_PROXY", "http://p:2",
                      "no_proxy", "", "XDG_STATE_HOME", "", "HOME", "/h", "BROWSER", "",
                      "DISPLAY", ""),
                 0);
    CHECK(!config.client_secret && !config.client_id && !config.api_url && !config.ca_file &&
          !config.no_proxy && !config.browser);
    CHECK_TEXT(config.https_proxy, "http://p:2");
    CHECK_TEXT(config.state_directory, "/h/.local/state/xpost");
#ifndef __APPLE__
    CHECK(!config.display);
#endif
    xpost_config_release(&config);
}

static void test_read__finds_a_proxy_by_the_usual_names_only(void)
{
    CHECK_NUMBER(READ("ALL_PROXY", "4", "all_proxy", "3", "HTTPS_PROXY", "2", "https_proxy",
                      "1", "NO_PROXY", "b", "no_proxy", "a"),
                 0);
    CHECK_TEXT(config.https_proxy, "1");
    CHECK_TEXT(config.no_proxy, "a");
    xpost_config_release(&config);
    CHECK_NUMBER(READ("ALL_PROXY", "4", "all_proxy", "3"), 0);
    CHECK_TEXT(config.https_proxy, "3");
    xpost_config_release(&config);
    CHECK_NUMBER(READ("http_proxy", "1", "HTTP_PROXY", "2", "ftp_proxy", "3"), 0);
    CHECK(!config.https_proxy);
    xpost_config_release(&config);
}

static void test_read__prefers_xdg_state_home(void)
{
    CHECK_NUMBER(READ("XDG_STATE_HOME", "/state", "HOME", "/h"), 0);
    CHECK_TEXT(config.state_directory, "/state/xpost");
    xpost_config_release(&config);
    CHECK_NUMBER(READ("XDG_STATE_HOME", "/state"), 0);
    CHECK_TEXT(config.state_directory, "/state/xpost");
    xpost_config_release(&config);
}

static void test_read__never_uses_a_relative_directory(void)
{
    CHECK_NUMBER(READ("XDG_STATE_HOME", "state\n", "HOME", "/h", "XPOST_CLIENT_SECRET", "s"),
                 -1);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK(strstr(error.message, "XDG_STATE_HOME is 'state '"));
    CHECK(!config.client_secret && !config.state_directory);
    CHECK_NUMBER(READ("HOME", "home"), 0);
    CHECK(!config.state_directory);
    xpost_config_release(&config);
    CHECK_NUMBER(READ("HOME", ""), 0);
    CHECK(!config.state_directory);
    xpost_config_release(&config);
}

static void test_read__knows_where_a_browser_can_be_seen(void)
{
#ifndef __APPLE__
    static const char *const names[] = {"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"};
    for (size_t i = 0; i < 3; i++) {
        CHECK_NUMBER(READ(names[i], "1"), 0);
        CHECK(config.display);
        xpost_config_release(&config);
    }
#endif
    CHECK_NUMBER(READ("SSH_CONNECTION", "1"), 0);
    CHECK(!config.display);
    xpost_config_release(&config);
}

static void test_read__copies_the_environment_for_the_browser(void)
{
    static char path[] = "PATH=/bin", secret[] = "XPOST_CLIENT_SECRET=secret";
    struct xpost_config copy;
    whole = (char *const[]){secret, path, NULL};
    CHECK_NUMBER(READ("HOME", "/h"), 0);
    CHECK_NUMBER(xpost_config_copy(&copy, &config, &error), 0);
    path[5] = '!';
    CHECK_TEXT(xpost_environment_get(&config.environment, "PATH"), "/bin");
    CHECK(!xpost_environment_get(&config.environment, "XPOST_CLIENT_SECRET"));
    xpost_config_release(&config);
    CHECK(!config.environment.text);
    CHECK_TEXT(xpost_environment_get(&copy.environment, "PATH"), "/bin");
    xpost_config_release(&copy);
    whole = NULL;
}

static void test_read__takes_the_processs_environment(void)
{
    setenv("XDG_STATE_HOME", "/state", 1);
    setenv("OTHER", "text", 1);
    CHECK_NUMBER(xpost_config_read(&config, getenv, &error), 0);
    unsetenv("OTHER");
    CHECK_TEXT(config.state_directory, "/state/xpost");
    CHECK_TEXT(xpost_environment_get(&config.environment, "OTHER"), "text");
    xpost_config_release(&config);
}

/* Each field in turn differs between two settings that are the same else. */
static void test_copy__has_every_field_and_some_make_others_incompatible(void)
{
    struct xpost_config copy, given = {0};
    char **const fields[] = {&given.client_id,      &given.client_secret, &given.redirect_uris,
                             &given.account,        &given.authorize_url, &given.token_url,
                             &given.revoke_url,     &given.api_url,       &given.ca_file,
                             &given.https_proxy,    &given.no_proxy,      &given.browser,
                             &given.state_directory};
    char **const kept_open_with[] = {&given.ca_file, &given.https_proxy, &given.no_proxy,
                                     &given.state_directory};
    static char texts[sizeof fields / sizeof *fields][8], other[] = "other";
    given.display = true;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        snprintf(texts[i], sizeof texts[i], "%zu", i);
        *fields[i] = texts[i];
    }
    CHECK_NUMBER(xpost_config_copy(&copy, &given, &error), 0);
    CHECK(xpost_config_compatible(&copy, &given));
    CHECK(copy.display && copy.client_secret != given.client_secret);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char *const *copied = (char **)((char *)&copy + ((char *)fields[i] - (char *)&given));
        bool matters = false;
        for (size_t j = 0; j < sizeof kept_open_with / sizeof *kept_open_with; j++)
            matters = matters || fields[i] == kept_open_with[j];
        CHECK_TEXT(*copied, texts[i]);
        *fields[i] = other;
        CHECK_NUMBER(xpost_config_compatible(&copy, &given), !matters);
        *fields[i] = NULL;
        CHECK_NUMBER(xpost_config_compatible(&copy, &given), !matters);
        *fields[i] = texts[i];
    }
    given.display = false; /* as the environment, for a browser alone */
    CHECK(xpost_config_compatible(&copy, &given));
    xpost_config_release(&copy);
    CHECK_TEXT(given.client_secret, "1");
}

static int resolve(const char *authorize, const char *token, const char *revoke,
                   const char *api)
{
    struct xpost_config given = {0};
    given.authorize_url = (char *)(uintptr_t)authorize;
    given.token_url = (char *)(uintptr_t)token;
    given.revoke_url = (char *)(uintptr_t)revoke;
    given.api_url = (char *)(uintptr_t)api;
    xpost_error_clear(&error);
    memset(&endpoints, 'x', sizeof endpoints);
    return xpost_config_endpoints(&given, &endpoints, &error);
}

static void test_endpoints__have_the_defaults_of_x(void)
{
    CHECK_NUMBER(resolve(NULL, NULL, NULL, NULL), 0);
    CHECK_TEXT(endpoints.authorize_url, "https://x.com/i/oauth2/authorize");
    CHECK_TEXT(endpoints.token_url, "https://api.x.com/2/oauth2/token");
    CHECK_TEXT(endpoints.revoke_url, "https://api.x.com/2/oauth2/revoke");
    CHECK_TEXT(endpoints.api_url, "https://api.x.com");
    xpost_endpoints_release(&endpoints);
    CHECK(!endpoints.api_url);
    xpost_endpoints_release(&endpoints);
}

static void test_endpoints__follow_the_host_of_the_api(void)
{
    static const char *const texts[] = {
        "http://127.0.0.1:8080",          "http://127.0.0.1:8080/",
        "http://127.0.0.1:8080/2",        "http://127.0.0.1:8080/2/",
        "http://127.0.0.1:8080/2/tweets", "http://127.0.0.1:8080/2/tweets/",
        "http://127.0.0.1:8080//",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        CHECK_NUMBER(resolve(NULL, NULL, NULL, texts[i]), 0);
        CHECK_TEXT(endpoints.api_url, "http://127.0.0.1:8080");
        CHECK_TEXT(endpoints.token_url, "http://127.0.0.1:8080/2/oauth2/token");
        CHECK_TEXT(endpoints.revoke_url, "http://127.0.0.1:8080/2/oauth2/revoke");
        xpost_endpoints_release(&endpoints);
    }
}

static void test_endpoints__accept_the_addresses_of_older_documents(void)
{
    CHECK_NUMBER(resolve("https://twitter.com/i/oauth2/authorize",
                         "https://api.twitter.com/2/oauth2/token", NULL,
                         "https://api.twitter.com/2/tweets"),
                 0);
    CHECK_TEXT(endpoints.authorize_url, "https://twitter.com/i/oauth2/authorize");
    CHECK_TEXT(endpoints.token_url, "https://api.twitter.com/2/oauth2/token");
    CHECK_TEXT(endpoints.revoke_url, "https://api.twitter.com/2/oauth2/revoke");
    CHECK_TEXT(endpoints.api_url, "https://api.twitter.com");
    xpost_endpoints_release(&endpoints);
}

static void test_endpoints__keep_a_path_of_the_users_own(void)
{
    CHECK_NUMBER(
        resolve(NULL, "https://t.example/token/", NULL, "https://p.example/x/2/tweets"), 0);
    CHECK_TEXT(endpoints.token_url, "https://t.example/token/");
    CHECK_TEXT(endpoints.api_url, "https://p.example/x");
    CHECK_TEXT(endpoints.revoke_url, "https://p.example/x/2/oauth2/revoke");
    xpost_endpoints_release(&endpoints);
}

static void test_endpoints__are_never_unencrypted_beyond_this_machine(void)
{
    static const char bad[] = "http://127.0.0.1.evil.com/";
    static const char *const names[] = {"XPOST_AUTHORIZE_URL", "XPOST_TOKEN_URL",
                                        "XPOST_REVOKE_URL", "XPOST_API_URL"};
    for (int which = 0; which < 4; which++) {
        CHECK_NUMBER(resolve(which == 0 ? bad : NULL, which == 1 ? bad : NULL,
                             which == 2 ? bad : NULL, which == 3 ? bad : NULL),
                     -1);
        CHECK_NUMBER(error.code, XPOST_CONFIG);
        CHECK(strstr(error.message, names[which]));
        CHECK(!endpoints.api_url && !endpoints.token_url && !endpoints.authorize_url);
    }
    CHECK_NUMBER(resolve(NULL, NULL, NULL, "https://user:pass@api.x.com"), -1);
    CHECK_NUMBER(resolve(NULL, NULL, NULL, "not a url"), -1);
}

static int check_against(const char *token, const char *revoke, const char *api)
{
    struct xpost_config given = {0};
    static char account_token[] = "https://api.x.com/2/oauth2/token";
    static char account_revoke[] = "https://api.x.com/2/oauth2/revoke";
    static char account_api[] = "https://api.x.com";
    const struct xpost_endpoints account = {
        .token_url = account_token, .revoke_url = account_revoke, .api_url = account_api};
    given.token_url = (char *)(uintptr_t)token;
    given.revoke_url = (char *)(uintptr_t)revoke;
    given.api_url = (char *)(uintptr_t)api;
    xpost_error_clear(&error);
    int result = xpost_config_check_endpoints(&given, &account, "work", &error);
    CHECK(result == 0 || (error.code == XPOST_CONFIG && strstr(error.message, "'work'")));
    return result;
}

static void test_check_endpoints__accepts_those_of_the_account(void)
{
    CHECK_NUMBER(check_against(NULL, NULL, NULL), 0);
    CHECK_NUMBER(check_against(NULL, NULL, "https://api.x.com/"), 0);
    CHECK_NUMBER(check_against(NULL, NULL, "https://API.x.com:443/2/tweets"), 0);
    CHECK_NUMBER(check_against("https://api.x.com/2/oauth2/token",
                               "https://api.x.com/2/oauth2/revoke", NULL),
                 0);
}

static void test_check_endpoints__refuses_other_servers(void)
{
    CHECK_NUMBER(check_against(NULL, NULL, "https://api.evil.com"), -1);
    CHECK(strstr(error.message, "XPOST_API_URL") && strstr(error.message, "api.evil.com"));
    CHECK_NUMBER(check_against(NULL, NULL, "http://api.x.com"), -1);
    CHECK_NUMBER(check_against(NULL, NULL, "https://api.x.com:8443"), -1);
    CHECK_NUMBER(check_against(NULL, NULL, "https://api.x.com.evil.com"), -1);
    CHECK_NUMBER(check_against(NULL, NULL, "http://127.0.0.1:1"), -1);
    CHECK_NUMBER(check_against("https://evil.com/2/oauth2/token", NULL, NULL), -1);
    CHECK(strstr(error.message, "XPOST_TOKEN_URL"));
    CHECK_NUMBER(check_against(NULL, "https://evil.com/2/oauth2/revoke", NULL), -1);
    CHECK_NUMBER(check_against("https://api.x.com/other", NULL, NULL), -1);
}

int main(void)
{
    RUN(test_read__takes_every_variable);
    RUN(test_read__leaves_out_what_was_copied_along_with_the_keys_of_the_app);
    RUN(test_read__of_nothing_sets_nothing);
    RUN(test_read__takes_prices_or_names_what_is_no_price);
    RUN(test_read__takes_an_empty_value_for_none);
    RUN(test_read__finds_a_proxy_by_the_usual_names_only);
    RUN(test_read__prefers_xdg_state_home);
    RUN(test_read__never_uses_a_relative_directory);
    RUN(test_read__knows_where_a_browser_can_be_seen);
    RUN(test_read__copies_the_environment_for_the_browser);
    RUN(test_read__takes_the_processs_environment);
    RUN(test_copy__has_every_field_and_some_make_others_incompatible);
    RUN(test_endpoints__have_the_defaults_of_x);
    RUN(test_endpoints__follow_the_host_of_the_api);
    RUN(test_endpoints__accept_the_addresses_of_older_documents);
    RUN(test_endpoints__keep_a_path_of_the_users_own);
    RUN(test_endpoints__are_never_unencrypted_beyond_this_machine);
    RUN(test_check_endpoints__accepts_those_of_the_account);
    RUN(test_check_endpoints__refuses_other_servers);
    return check_report();
}
