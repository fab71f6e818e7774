/* A question to the person at the terminal, whatever standard input and output are. */
#ifndef XPOST_TERMINAL_H
#define XPOST_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

struct xpost_error;

struct xpost_question {
    const char *text; /* lines, made harmless before they are shown */
    size_t length;
    int seconds;                    /* to answer in */
    bool (*is_stopped)(void *user); /* asked when a signal came; may be NULL */
    void *user;
};

/* Returns 1 for "y" or "yes"; 0 for any other answer, or none.  What was typed before the
 * question was shown is no answer.  -1 where nobody can be asked, or it was stopped: code
 * cancelled. */
int xpost_terminal_ask(const struct xpost_question *question, struct xpost_error *error);

#endif
