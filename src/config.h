/* Settings: what the caller gives, then the environment, then the defaults.
 * Sees secrets: the client secret.
 *
 * Read on the caller's thread, as a host's environment may change at any time; nothing else in
 * the core reads the environment.  Only the user's own configuration and environment count,
 * never a folder or a file that is opened. */
#ifndef XPOST_CONFIG_H
#define XPOST_CONFIG_H

#include "environment.h"
#include "price.h"

#include <stdbool.h>

struct xpost_error;

#define XPOST_DEFAULT_AUTHORIZE_URL "https://x.com/i/oauth2/authorize"
#define XPOST_DEFAULT_API_URL       "https://api.x.com"
#define XPOST_DEFAULT_REDIRECT_URIS                                                            \
    "http://127.0.0.1:8739/callback http://127.0.0.1:28739/callback"
#define XPOST_DEFAULT_SCOPES "tweet.read tweet.write users.read media.write offline.access"

/* The four servers of an account. */
struct xpost_endpoints {
    char *authorize_url;
    char *token_url;
    char *revoke_url;
    char *api_url; /* without a slash at its end */
};

void xpost_endpoints_release(struct xpost_endpoints *endpoints);

struct xpost_config {
    /* NULL where not set. */
    char *client_id;
    char *client_secret;
    char *redirect_uris; /* separated by spaces */
    char *account;
    char *authorize_url;
    char *token_url;
    char *revoke_url;
    char *api_url;
    char *ca_file;
    char *https_proxy;
    char *no_proxy;
    char *browser;         /* $BROWSER */
    char *state_directory; /* absolute; NULL if neither XDG_STATE_HOME nor HOME is usable */
    struct xpost_prices prices;           /* $XPOST_PRICES, in the place of X's */
    struct xpost_environment environment; /* to start the browser with */
    bool display; /* a graphical session seems to be there to open a browser in */
};

/* Reads the process's environment: single variables through `lookup`, which is getenv, and a
 * copy of all for the browser. */
int xpost_config_read(struct xpost_config *config, char *(*lookup)(const char *),
                      struct xpost_error *error);

/* The same of any environment, whose variables (ended by NULL) are also given as a whole. */
int xpost_config_read_from(struct xpost_config *config, char *(*lookup)(const char *),
                           char *const *variables, struct xpost_error *error);

void xpost_config_release(struct xpost_config *config);
int xpost_config_copy(struct xpost_config *to, const struct xpost_config *from,
                      struct xpost_error *error);

/* True if what is kept open with the one can be used with the other: the same state directory,
 * certificates and proxy.  All else is looked up at each use. */
bool xpost_config_compatible(const struct xpost_config *left, const struct xpost_config *right);

/* The endpoints of a new login: the settings with the defaults filled in; token and revoke URL
 * follow the API's host.  The addresses that X's older documents name are accepted. */
int xpost_config_endpoints(const struct xpost_config *config, struct xpost_endpoints *endpoints,
                           struct xpost_error *error);

/* Refuses (code config) if a setting names other servers than those that the account's tokens
 * came from. */
int xpost_config_check_endpoints(const struct xpost_config *config,
                                 const struct xpost_endpoints *account,
                                 const char *account_name, struct xpost_error *error);

#endif
