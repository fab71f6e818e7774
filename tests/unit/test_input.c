#define _GNU_SOURCE
#include "check.h"
#include "scratch.h"

#include "buffer.h"
#include "clock.h"
#include "error.h"
#include "input.h"

#include <signal.h>
#include <sys/time.h>

static struct xpost_error error;

static const char *write_file(const char *name, const char *text, size_t length)
{
    const char *path = scratch_path(name);
    FILE *file = fopen(path, "w");
    scratch_must(file && fwrite(text, 1, length, file) == length && fclose(file) == 0, path);
    return path;
}

static void test_input__is_read_as_it_is(void)
{
    static const char bytes[] = "one\r\n\0two\xff\n";
    struct xpost_buffer text = XPOST_BUFFER(sizeof bytes - 1); /* just enough */
    struct xpost_input input = {.path = write_file("bytes", bytes, sizeof bytes - 1),
                                .seconds = 10};
    CHECK_NUMBER(xpost_input_read(&input, &text, &error), 0);
    CHECK(text.length == sizeof bytes - 1 && memcmp(text.data, bytes, text.length) == 0);
    xpost_buffer_release(&text);
}

static void test_input__of_more_than_the_maximum_is_refused(void)
{
    struct xpost_buffer text = XPOST_BUFFER(4);
    struct xpost_input input = {.path = write_file("five", "12345", 5), .seconds = 10};
    CHECK_NUMBER(xpost_input_read(&input, &text, &error), -1);
    CHECK_NUMBER(error.code, XPOST_INVALID_REQUEST);
    CHECK(strstr(error.message, "more than 4 bytes"));
    xpost_buffer_release(&text);
}

/* Runs with the reading end of a pipe, whose other end stays open, as standard input. */
static int read_open_pipe(struct xpost_input *input, struct xpost_buffer *text)
{
    int pipes[2], before = dup(STDIN_FILENO);
    scratch_must(pipe(pipes) == 0 && dup2(pipes[0], STDIN_FILENO) == STDIN_FILENO, "pipe");
    scratch_must(write(pipes[1], "beginning", 9) == 9, "write");
    int result = xpost_input_read(input, text, &error);
    dup2(before, STDIN_FILENO);
    close(before);
    close(pipes[0]);
    close(pipes[1]);
    return result;
}

static void test_input__without_end_is_given_up(void)
{
    struct xpost_buffer text = XPOST_BUFFER(100);
    struct xpost_input input = {.seconds = 1};
    int64_t begun = xpost_clock_milliseconds();
    CHECK_NUMBER(read_open_pipe(&input, &text), -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    CHECK_NUMBER(xpost_error_retry(&error), XPOST_RETRY_LATER);
    CHECK(xpost_clock_milliseconds() - begun < check_patience(5000));
    xpost_buffer_release(&text);
}

static int asked;

static void on_alarm(int number)
{
    (void)number;
}

static bool is_stopped(void *user)
{
    (void)user;
    return ++asked == 3;
}

static void test_input__can_be_stopped_by_a_signal(void)
{
    struct xpost_buffer text = XPOST_BUFFER(100);
    struct xpost_input input = {.seconds = 60, .is_stopped = is_stopped};
    const struct itimerval often = {{0, 20000}, {0, 20000}}, never = {{0, 0}, {0, 0}};
    signal(SIGALRM, on_alarm);
    setitimer(ITIMER_REAL, &often, NULL);
    CHECK_NUMBER(read_open_pipe(&input, &text), -1);
    setitimer(ITIMER_REAL, &never, NULL);
    CHECK_NUMBER(error.code, XPOST_CANCELLED);
    CHECK_NUMBER(asked, 3);
    xpost_buffer_release(&text);
}

int main(void)
{
    scratch_begin();
    RUN(test_input__is_read_as_it_is);
    RUN(test_input__of_more_than_the_maximum_is_refused);
    RUN(test_input__without_end_is_given_up);
    RUN(test_input__can_be_stopped_by_a_signal);
    scratch_end();
    return check_report();
}
