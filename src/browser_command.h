/* The command line and environment that start a browser, made ready before the fork. */
#ifndef XPOST_BROWSER_COMMAND_H
#define XPOST_BROWSER_COMMAND_H

#include <stddef.h>

enum { XPOST_BROWSER_ARGUMENTS_MAX = 32 };

struct xpost_browser_command {
    char *path; /* absolute */
    char *arguments[XPOST_BROWSER_ARGUMENTS_MAX + 1];
    char **environment; /* the strings are those of the snapshot */
};

struct xpost_environment;

/* Splits `text` at spaces, puts `url` for "%s" (or at the end) and finds the program in the
 * PATH of `environment`, which it is to be started with.  Returns -1 if there is no such
 * program, or no memory.  Release it in each case, and before `environment`. */
int xpost_browser_command_make(struct xpost_browser_command *command, const char *text,
                               size_t length, const char *url,
                               const struct xpost_environment *environment);
void xpost_browser_command_release(struct xpost_browser_command *command);

#endif
