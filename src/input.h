/* The text that a file, a pipe or another program hands to a script.
 *
 * Nobody may be there: what would wait for a person is refused, and all of it has a limit. */
#ifndef XPOST_INPUT_H
#define XPOST_INPUT_H

#include <stdbool.h>
#include <stddef.h>

struct xpost_buffer;
struct xpost_error;

struct xpost_input {
    const char *path;               /* of a file; NULL: standard input */
    int seconds;                    /* within which all of it has to come */
    bool (*is_stopped)(void *user); /* asked when a signal came; may be NULL */
    void *user;
};

/* Reads all of it into `text`, up to its maximum.  Returns 0, or -1: code invalid_request where
 * there is no text, too much, or a terminal; busy where the end of it does not come in time;
 * cancelled where it was stopped. */
int xpost_input_read(const struct xpost_input *input, struct xpost_buffer *text,
                     struct xpost_error *error);

#endif
