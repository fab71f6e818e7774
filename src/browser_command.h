/* The command line and environment that start a browser, made ready before the fork. */
#ifndef XPOST_BROWSER_COMMAND_H
#define XPOST_BROWSER_COMMAND_H

#include <stddef.h>

enum { XPOST_BROWSER_ARGUMENTS_MAX = 32 };

struct xpost_browser_command {
    char *path; /* absolute */
    char *arguments[XPOST_BROWSER_ARGUMENTS_MAX + 1];
    char **environment; /* the strings are the process's own */
};

/* Splits `text` at spaces, puts `url` for "%s" (or at the end) and finds the program in PATH.
 * Returns -1 if there is no such program, or no memory.  Release it in each case. */
int xpost_browser_command_make(struct xpost_browser_command *command, const char *text,
                               size_t length, const char *url);
void xpost_browser_command_release(struct xpost_browser_command *command);

#endif
