#define _POSIX_C_SOURCE 200809L
#include "standard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

enum {
    PIECE = 512,        /* bytes that a pipe takes at once wherever it takes any (PIPE_BUF) */
    READER_WAIT = 10000 /* milliseconds for a reader to take one */
};

void xpost_standard_occupy(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        if (fcntl(descriptor, F_GETFD) >= 0)
            continue;
        /* The lowest that is free is this one. */
        if (open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            return;
    }
}

/* Waits until a piece can be written without waiting. */
static int wait_for_reader(int descriptor)
{
    struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
    int found;
    do
        found = poll(&ready, 1, READER_WAIT);
    while (found < 0 && errno == EINTR);
    if (found == 0)
        errno = ETIMEDOUT;
    return found > 0 ? 0 : -1;
}

static int write_all(int descriptor, const char *text, size_t length)
{
    while (length > 0) {
        if (wait_for_reader(descriptor) != 0)
            return -1;
        ssize_t written = write(descriptor, text, length < PIECE ? length : PIECE);
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return -1;
        if (written > 0) {
            text += written;
            length -= (size_t)written;
        }
    }
    return 0;
}

static bool is_pending(int number)
{
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, number) == 1;
}

int xpost_standard_write(int descriptor, const char *text, size_t length)
{
    sigset_t pipe_signal, before;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    /* The signal comes to the thread that writes, which takes it back. */
    bool waits_already = is_pending(SIGPIPE);
    if (pthread_sigmask(SIG_BLOCK, &pipe_signal, &before) != 0)
        return -1;
    int result = write_all(descriptor, text, length);
    int number = errno, taken;
    if (result != 0 && !waits_already && is_pending(SIGPIPE))
        sigwait(&pipe_signal, &taken);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = number;
    return result;
}
