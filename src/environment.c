#define _POSIX_C_SOURCE 200809L
#include "environment.h"

#include "memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron()) /* a module that is loaded has no environ of its own */
#else
extern char **environ;
#endif

char *const *xpost_environment_of_process(void)
{
    return environ;
}

static bool is_own(const char *variable)
{
    return strncmp(variable, "XPOST_", 6) == 0;
}

/* Takes over `text`, which may be NULL only if there is nothing. */
static int set(struct xpost_environment *environment, char *text, size_t length)
{
    *environment = (struct xpost_environment){.text = text, .length = text ? length : 0};
    return text || length == 0 ? 0 : -1;
}

int xpost_environment_read(struct xpost_environment *environment, char *const *variables)
{
    size_t length = 0, used = 0;
    for (char *const *at = variables; at && *at; at++)
        length += is_own(*at) ? 0 : strlen(*at) + 1;
    char *text = length ? malloc(length) : NULL;
    for (char *const *at = variables; text && *at; at++) {
        size_t size = strlen(*at) + 1;
        if (is_own(*at))
            continue;
        memcpy(text + used, *at, size);
        used += size;
    }
    return set(environment, text, length);
}

int xpost_environment_copy(struct xpost_environment *to, const struct xpost_environment *from)
{
    char *text = from->length ? malloc(from->length) : NULL;
    if (text)
        memcpy(text, from->text, from->length);
    return set(to, text, from->length);
}

void xpost_environment_release(struct xpost_environment *environment)
{
    xpost_wipe(environment->text, environment->length);
    free(environment->text);
    *environment = (struct xpost_environment){0};
}

/* The variable after the one at `at`; `at` is NULL for the first.  NULL at the end. */
static char *next(const struct xpost_environment *environment, char *at)
{
    if (!at)
        return environment->text;
    at += strlen(at) + 1;
    return at < environment->text + environment->length ? at : NULL;
}

const char *xpost_environment_get(const struct xpost_environment *environment, const char *name)
{
    size_t length = strlen(name);
    for (char *at = NULL; (at = next(environment, at)) != NULL;)
        if (strncmp(at, name, length) == 0 && at[length] == '=')
            return at + length + 1;
    return NULL;
}

char **xpost_environment_list(const struct xpost_environment *environment)
{
    size_t count = 0;
    for (char *at = NULL; (at = next(environment, at)) != NULL;)
        count++;
    char **list = calloc(count + 1, sizeof *list);
    char *at = NULL;
    for (size_t i = 0; list && i < count; i++)
        list[i] = at = next(environment, at);
    return list;
}
