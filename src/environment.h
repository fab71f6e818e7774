/* A copy of the process's environment, to start programs with.  Threads other than the host's
 * work with this one: the host may change its own at any time, which is no place to read then.
 * May see secrets: those of other programs. */
#ifndef XPOST_ENVIRONMENT_H
#define XPOST_ENVIRONMENT_H

#include <stddef.h>

struct xpost_environment {
    char *text; /* "NAME=value" with a zero at its end, one after another; NULL: none */
    size_t length;
};

/* The process's own.  Only for the thread that may change it. */
char *const *xpost_environment_of_process(void);

/* Copies `variables` (ended by NULL; may be NULL) but for those that begin with XPOST_: they
 * are meant for xpost alone, the Client Secret above all.  -1 when memory runs out. */
int xpost_environment_read(struct xpost_environment *environment, char *const *variables);
int xpost_environment_copy(struct xpost_environment *to, const struct xpost_environment *from);
void xpost_environment_release(struct xpost_environment *environment);

/* The value of a variable, or NULL. */
const char *xpost_environment_get(const struct xpost_environment *environment,
                                  const char *name);

/* As execve wants it; NULL when memory runs out.  The caller frees it; the strings are those of
 * `environment`. */
char **xpost_environment_list(const struct xpost_environment *environment);

#endif
