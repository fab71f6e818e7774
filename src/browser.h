/* Starts the user's browser, without a shell. */
#ifndef XPOST_BROWSER_H
#define XPOST_BROWSER_H

struct xpost_config;
struct xpost_error;

/* Opens `url` with the first that can be started of: config->browser (commands separated by
 * ':', split at spaces, "%s" stands for the URL), then, if config->display, wslview, xdg-open
 * or open.  Programs are found in the absolute folders of PATH, or named by an absolute path.
 * Only the URL of a login is opened: https, or http on loopback.  The child gets no descriptor
 * of ours, and the environment in config->environment, where there is PATH, too; it is not
 * waited for, nor left as a zombie.  Code config if nothing could be started; the login goes on
 * without it. */
int xpost_browser_open(const struct xpost_config *config, const char *url,
                       struct xpost_error *error);

#endif
