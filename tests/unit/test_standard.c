#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include "standard.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs in a child without the standard streams; its status tells. */
static int without_streams(int (*work)(void))
{
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        for (int descriptor = 0; descriptor < 3; descriptor++)
            close(descriptor);
        _exit(work());
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool fails(ssize_t result)
{
    return result < 0 && errno == EBADF;
}

static int occupy_all(void)
{
    char byte = 'x';
    xpost_standard_occupy();
    if (open("/dev/null", O_RDWR) != 3)
        return 1;
    if (!fails(read(0, &byte, 1)) || !fails(write(1, &byte, 1)) || !fails(write(2, &byte, 1)))
        return 2;
    return fails(xpost_standard_write(1, "text", 4)) ? 0 : 3;
}

static int occupy_one(void)
{
    int pipes[2];
    if (pipe(pipes) != 0 || pipes[0] != 0 || pipes[1] != 1)
        return 1;
    xpost_standard_occupy();
    char byte = 'x';
    if (write(1, &byte, 1) != 1 || read(0, &byte, 1) != 1) /* these are left alone */
        return 2;
    return open("/dev/null", O_RDWR) == 3 ? 0 : 3;
}

static void test_occupy__keeps_the_numbers_of_closed_streams_from_files(void)
{
    CHECK_NUMBER(without_streams(occupy_all), 0);
    CHECK_NUMBER(without_streams(occupy_one), 0);
}

static void test_write__to_a_reader_that_is_gone_is_an_error(void)
{
    int pipes[2];
    struct sigaction before, after;
    sigset_t pending;
    CHECK_NUMBER(pipe(pipes), 0);
    close(pipes[0]);
    signal(SIGPIPE, SIG_DFL);
    sigaction(SIGPIPE, NULL, &before);
    CHECK_NUMBER(xpost_standard_write(pipes[1], "text", 4), -1);
    CHECK_NUMBER(errno, EPIPE);
    sigaction(SIGPIPE, NULL, &after);
    CHECK(after.sa_handler == before.sa_handler);
    sigpending(&pending);
    CHECK_NUMBER(sigismember(&pending, SIGPIPE), 0);
    close(pipes[1]);
}

static char seen[300000];

static void *read_slowly(void *descriptor)
{
    size_t length = 0;
    for (ssize_t got = 1; got > 0; length += (size_t)got)
        got = read(*(int *)descriptor, seen + length, sizeof seen - length);
    return NULL;
}

static void test_write__writes_all_of_a_long_text(void)
{
    static char text[200000];
    int pipes[2];
    pthread_t reader;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 23);
    CHECK_NUMBER(pipe(pipes), 0);
    fcntl(pipes[1], F_SETFL, O_NONBLOCK);
    CHECK_NUMBER(pthread_create(&reader, NULL, read_slowly, &pipes[0]), 0);
    CHECK_NUMBER(xpost_standard_write(pipes[1], text, sizeof text), 0);
    close(pipes[1]);
    pthread_join(reader, NULL);
    close(pipes[0]);
    CHECK(memcmp(text, seen, sizeof text) == 0);
}

int main(void)
{
    RUN(test_occupy__keeps_the_numbers_of_closed_streams_from_files);
    RUN(test_write__to_a_reader_that_is_gone_is_an_error);
    RUN(test_write__writes_all_of_a_long_text);
    return check_report();
}
