#define _POSIX_C_SOURCE 200809L
#include "terminal.h"

#include "clock.h"
#include "error.h"
#include "standard.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

/* The text of a question, whose lines can do nothing to the terminal.  NULL when memory runs
 * out. */
static char *harmless(const struct xpost_question *question)
{
    static const char choice[] = " [y/N] ";
    /* A byte becomes three at most. */
    size_t size = 3 * question->length + sizeof choice, used = 0;
    char *shown = malloc(size);
    for (size_t at = 0; shown && at < question->length;) {
        const char *line = question->text + at;
        const char *end = memchr(line, '\n', question->length - at);
        size_t length = end ? (size_t)(end - line) : question->length - at;
        used += xpost_utf8_sanitise(shown + used, size - used, line, length);
        if (end)
            shown[used++] = '\n';
        at += length + (end ? 1 : 0);
    }
    if (shown)
        memcpy(shown + used, choice, sizeof choice);
    return shown;
}

static bool is_yes(const char *answer)
{
    return strcasecmp(answer, "y") == 0 || strcasecmp(answer, "yes") == 0;
}

/* Reads a line.  Returns 1 for yes, 0 for no, or -1 if it was stopped. */
static int read_answer(const struct xpost_question *question, int terminal,
                       struct xpost_error *error)
{
    char answer[8] = "", byte;
    size_t length = 0;
    struct pollfd ready = {.fd = terminal, .events = POLLIN};
    int64_t end = xpost_clock_milliseconds() + (int64_t)question->seconds * 1000;
    for (;;) {
        int64_t left = end - xpost_clock_milliseconds();
        int found = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (found < 0 && errno == EINTR) {
            if (question->is_stopped && question->is_stopped(question->user))
                return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
            continue;
        }
        if (found <= 0 || read(terminal, &byte, 1) != 1)
            return 0;
        if (byte == '\n' || byte == '\r')
            return is_yes(answer);
        if (length < sizeof answer - 1)
            answer[length++] = byte;
    }
}

static int ask(const struct xpost_question *question, int terminal, struct xpost_error *error)
{
    char *shown = harmless(question);
    if (!shown)
        return xpost_error_no_memory(error);
    tcflush(terminal, TCIFLUSH);
    int result = xpost_standard_write(terminal, shown, strlen(shown));
    free(shown);
    if (result != 0)
        return 0;
    return read_answer(question, terminal, error);
}

int xpost_terminal_ask(const struct xpost_question *question, struct xpost_error *error)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    /* In the background asking would stop the process, until somebody notices. */
    bool there = terminal >= 0 && tcgetpgrp(terminal) == getpgrp();
    int result = there ? ask(question, terminal, error) : -1;
    if (terminal >= 0)
        close(terminal);
    if (!there) {
        xpost_error_set(error, XPOST_CANCELLED,
                        "There is no terminal to ask at, so nothing was posted.");
        return xpost_error_set_retry(error, XPOST_RETRY_NEVER);
    }
    return result;
}
