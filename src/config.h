/* Settings: what the caller gives, then the environment, then the defaults.
 * Sees secrets: the client secret.
 *
 * Read once on the caller's thread; nothing else in the core reads the environment.  Only the
 * user's own configuration and environment count, never a folder or a file that is opened. */
#ifndef XPOST_CONFIG_H
#define XPOST_CONFIG_H

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
    bool display;          /* a graphical session seems to be there to open a browser in */
};

/* Reads the environment through `lookup` (getenv in real use). */
int xpost_config_read(struct xpost_config *config, char *(*lookup)(const char *),
                      struct xpost_error *error);
void xpost_config_release(struct xpost_config *config);
int xpost_config_copy(struct xpost_config *to, const struct xpost_config *from,
                      struct xpost_error *error);
bool xpost_config_equal(const struct xpost_config *left, const struct xpost_config *right);

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
