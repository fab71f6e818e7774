#define _POSIX_C_SOURCE 200809L
#include "input.h"

#include "buffer.h"
#include "clock.h"
#include "error.h"
#include "file.h"
#include "translate.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

/* One that is being read. */
struct reading {
    const struct xpost_input *input;
    struct xpost_buffer *text;
    int descriptor;
    char name[XPOST_PATH_SHOWN]; /* for messages */
};

static int refuse_by_system(const struct reading *reading, int number,
                            struct xpost_error *error)
{
    if (number == ENOENT)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "There is no text: %s does not exist. Check its name and "
                               "folder.",
                               reading->name);
    if (number == EISDIR)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "There is no text: %s is a folder. Name a file in it.",
                               reading->name);
    if (number == EBADF)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "There is no text: %s is closed. Give it as an argument or "
                               "through a pipe.",
                               reading->name);
    return xpost_error_set(error, XPOST_INVALID_REQUEST,
                           "There is no text: %s cannot be read: %s (error %d).", reading->name,
                           xpost_file_reason(number), number);
}

/* Returns 1 when something can be read, or the end was reached; 0 when the time is up. */
static int wait_for_text(const struct reading *reading, int64_t end, struct xpost_error *error)
{
    const struct xpost_input *input = reading->input;
    struct pollfd ready = {.fd = reading->descriptor, .events = POLLIN};
    for (;;) {
        int64_t left = end - xpost_clock_milliseconds();
        int found = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (found > 0 && (ready.revents & POLLNVAL))
            return refuse_by_system(reading, EBADF, error);
        if (found >= 0)
            return found;
        if (errno != EINTR)
            return refuse_by_system(reading, errno, error);
        if (input->is_stopped && input->is_stopped(input->user))
            return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
    }
}

/* Returns 1, 0 at the end, or -1. */
static int read_some(const struct reading *reading, struct xpost_error *error)
{
    char piece[4096];
    struct xpost_buffer *text = reading->text;
    ssize_t got = read(reading->descriptor, piece, sizeof piece);
    if (got < 0)
        return errno == EINTR || errno == EAGAIN ? 1 : refuse_by_system(reading, errno, error);
    if ((size_t)got > text->maximum - text->length)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "%s holds more than %zu bytes, which is more than any post. "
                               "Nothing was posted.",
                               reading->name, text->maximum);
    xpost_buffer_append(text, piece, (size_t)got);
    if (text->failed)
        return xpost_error_no_memory(error);
    return got > 0;
}

static int read_all(const struct reading *reading, struct xpost_error *error)
{
    int64_t end = xpost_clock_milliseconds() + (int64_t)reading->input->seconds * 1000;
    if (isatty(reading->descriptor))
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "There is no text: %s is a terminal, where nobody may be to "
                               "type it. Give it as an argument, or through a pipe.",
                               reading->name);
    for (int more = 1; more;) {
        int ready = wait_for_text(reading, end, error);
        if (ready == 0)
            return xpost_error_set(
                error, XPOST_BUSY,
                "The end of the text did not come within %d seconds: whatever "
                "writes to %s was not done. Nothing was posted. Try again.",
                reading->input->seconds, reading->name);
        more = ready < 0 ? -1 : read_some(reading, error);
        if (more < 0)
            return -1;
    }
    if (reading->text->length == 0)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "There is no text: %s is empty. Did what writes it fail?",
                               reading->name);
    return 0;
}

int xpost_input_read(const struct xpost_input *input, struct xpost_buffer *text,
                     struct xpost_error *error)
{
    struct reading reading = {.input = input, .text = text, .descriptor = STDIN_FILENO};
    if (!input->path) {
        snprintf(reading.name, sizeof reading.name, "%s", xpost_translate("standard input"));
        return read_all(&reading, error);
    }
    xpost_file_show(reading.name, input->path, NULL);
    /* Without O_NONBLOCK the opening of a pipe without a writer has no end. */
    do
        reading.descriptor = open(input->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    while (reading.descriptor < 0 && errno == EINTR);
    if (reading.descriptor < 0)
        return refuse_by_system(&reading, errno, error);
    int result = read_all(&reading, error);
    close(reading.descriptor);
    return result;
}
