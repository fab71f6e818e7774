#define _POSIX_C_SOURCE 200809L
#include "browser_command.h"

#include "buffer.h"
#include "environment.h"
#include "memory.h"
#include "url.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORD_MAX = 4096 };

static bool is_program(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* The absolute path of a program, which the caller owns; NULL if there is none.  `list` is
 * PATH. What is relative depends on the current directory, which may be anybody's work: it is
 * never run. */
static char *find_program(const char *name, const char *list)
{
    if (strchr(name, '/'))
        return *name == '/' && is_program(name) ? xpost_string_copy(name) : NULL;
    if (!*name)
        return NULL;
    if (!list)
        list = "/usr/local/bin:/usr/bin:/bin";
    while (*list) {
        struct xpost_buffer path = XPOST_BUFFER(WORD_MAX);
        size_t length = strcspn(list, ":");

        if (*list == '/') {
            xpost_buffer_append(&path, list, length);
            xpost_buffer_format(&path, "/%s", name);
            if (!path.failed && is_program(path.data))
                return xpost_buffer_take(&path);
            xpost_buffer_release(&path);
        }
        list += length + (list[length] == ':');
    }
    return NULL;
}

/* The word with "%s" replaced; `*replaced` tells if there was one. */
static char *make_word(const char *text, size_t length, const char *url, bool *replaced)
{
    struct xpost_buffer word = XPOST_BUFFER(WORD_MAX + XPOST_URL_MAX);

    for (size_t i = 0; i < length; i++) {
        if (text[i] == '%' && i + 1 < length && text[i + 1] == 's') {
            xpost_buffer_text(&word, url);
            *replaced = true;
            i++;
        } else {
            xpost_buffer_append(&word, text + i, 1);
        }
    }
    return xpost_buffer_take(&word);
}

static int make_arguments(struct xpost_browser_command *command, const char *text,
                          size_t length, const char *url)
{
    size_t count = 0, at = 0;
    bool replaced = false;

    while (at < length) {
        size_t start = at;

        while (at < length && text[at] != ' ')
            at++;
        if (at > start) {
            /* One place is for the URL. */
            if (count + 1 >= XPOST_BROWSER_ARGUMENTS_MAX)
                return -1;
            command->arguments[count] = make_word(text + start, at - start, url, &replaced);
            if (!command->arguments[count++])
                return -1;
        }
        at += at < length;
    }
    if (count == 0)
        return -1;
    if (!replaced && !(command->arguments[count] = xpost_string_copy(url)))
        return -1;
    return 0;
}

int xpost_browser_command_make(struct xpost_browser_command *command, const char *text,
                               size_t length, const char *url,
                               const struct xpost_environment *environment)
{
    *command = (struct xpost_browser_command){0};
    if (make_arguments(command, text, length, url) != 0)
        return -1;
    command->path =
        find_program(command->arguments[0], xpost_environment_get(environment, "PATH"));
    if (!command->path)
        return -1;
    command->environment = xpost_environment_list(environment);
    return command->environment ? 0 : -1;
}

void xpost_browser_command_release(struct xpost_browser_command *command)
{
    if (!command)
        return;
    for (size_t i = 0; command->arguments[i]; i++)
        free(command->arguments[i]);
    free(command->path);
    free(command->environment);
    *command = (struct xpost_browser_command){0};
}
