#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include "cancel.h"
#include "error.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static struct xpost_cancel *cancel;
static struct xpost_error error;

static int readable(int timeout)
{
    struct pollfd wait = {.fd = xpost_cancel_descriptor(cancel), .events = POLLIN};
    return poll(&wait, 1, timeout);
}

static void test_cancel__was_not_requested_at_first(void)
{
    cancel = xpost_cancel_new(&error);
    CHECK(cancel && !xpost_cancel_requested(cancel));
    CHECK_NUMBER(readable(0), 0);
    xpost_cancel_free(cancel);
}

static void test_cancel__stays_requested(void)
{
    cancel = xpost_cancel_new(&error);
    for (int i = 0; i < 200000; i++) /* more than a pipe holds */
        xpost_cancel_request(cancel);
    for (int i = 0; i < 3; i++) {
        CHECK(xpost_cancel_requested(cancel));
        CHECK_NUMBER(readable(0), 1);
    }
    xpost_cancel_free(cancel);
}

static void test_cancel__accepts_null(void)
{
    CHECK(!xpost_cancel_requested(NULL));
    CHECK_NUMBER(xpost_cancel_descriptor(NULL), -1);
    xpost_cancel_free(NULL);
}

static void test_cancel__is_not_inherited_by_children(void)
{
    cancel = xpost_cancel_new(&error);
    CHECK(fcntl(xpost_cancel_descriptor(cancel), F_GETFD) & FD_CLOEXEC);
    xpost_cancel_free(cancel);
}

static void *request(void *unused)
{
    xpost_cancel_request(cancel);
    return unused;
}

static void test_cancel__wakes_a_thread_that_waits(void)
{
    for (int i = 0; i < 200; i++) {
        pthread_t thread;
        cancel = xpost_cancel_new(&error);
        CHECK(pthread_create(&thread, NULL, request, NULL) == 0);
        CHECK_NUMBER(readable(5000), 1);
        CHECK(xpost_cancel_requested(cancel));
        pthread_join(thread, NULL);
        xpost_cancel_free(cancel);
    }
}

static void on_signal(int number)
{
    (void)number;
    xpost_cancel_request(cancel);
}

static void test_cancel__can_be_requested_by_a_signal_handler(void)
{
    struct sigaction action = {.sa_handler = on_signal}, before;
    cancel = xpost_cancel_new(&error);
    sigaction(SIGUSR1, &action, &before);
    raise(SIGUSR1);
    sigaction(SIGUSR1, &before, NULL);
    CHECK(xpost_cancel_requested(cancel));
    CHECK_NUMBER(readable(0), 1);
    xpost_cancel_free(cancel);
}

static void test_begin__is_refused_once_cancelling_was_requested(void)
{
    cancel = xpost_cancel_new(&error);
    xpost_cancel_request(cancel);
    CHECK(!xpost_cancel_begin(cancel));
    CHECK(!xpost_cancel_committed(cancel));
    xpost_cancel_free(cancel);
}

static void test_begin__commits_until_the_end(void)
{
    cancel = xpost_cancel_new(&error);
    CHECK(!xpost_cancel_committed(cancel));
    CHECK(xpost_cancel_begin(cancel));
    xpost_cancel_request(cancel);
    CHECK(xpost_cancel_committed(cancel) && xpost_cancel_requested(cancel));
    xpost_cancel_end(cancel);
    CHECK(!xpost_cancel_committed(cancel));
    CHECK(!xpost_cancel_begin(cancel));
    xpost_cancel_free(cancel);
}

static void test_begin__without_a_handle_is_allowed(void)
{
    CHECK(xpost_cancel_begin(NULL));
    CHECK(!xpost_cancel_committed(NULL));
    xpost_cancel_end(NULL);
}

/* Whoever cancels while another begins: one of the two sees the other. */
static void test_begin__and_request_never_miss_each_other(void)
{
    for (int i = 0; i < 2000; i++) {
        pthread_t thread;
        cancel = xpost_cancel_new(&error);
        CHECK(pthread_create(&thread, NULL, request, NULL) == 0);
        bool begun = xpost_cancel_begin(cancel);
        CHECK(begun || xpost_cancel_requested(cancel));
        pthread_join(thread, NULL);
        CHECK(xpost_cancel_committed(cancel) == begun);
        xpost_cancel_free(cancel);
    }
}

static void test_doubt__lasts_until_it_is_settled(void)
{
    cancel = xpost_cancel_new(&error);
    CHECK(!xpost_cancel_doubted(cancel));
    xpost_cancel_doubt(cancel, true);
    CHECK(xpost_cancel_doubted(cancel) && !xpost_cancel_committed(cancel));
    CHECK(xpost_cancel_begin(cancel)); /* it may go on */
    xpost_cancel_end(cancel);
    xpost_cancel_doubt(cancel, false);
    CHECK(!xpost_cancel_doubted(cancel));
    xpost_cancel_free(cancel);
    xpost_cancel_doubt(NULL, true);
    CHECK(!xpost_cancel_doubted(NULL));
}

int main(void)
{
    RUN(test_cancel__was_not_requested_at_first);
    RUN(test_cancel__stays_requested);
    RUN(test_cancel__accepts_null);
    RUN(test_cancel__is_not_inherited_by_children);
    RUN(test_cancel__wakes_a_thread_that_waits);
    RUN(test_cancel__can_be_requested_by_a_signal_handler);
    RUN(test_begin__is_refused_once_cancelling_was_requested);
    RUN(test_begin__commits_until_the_end);
    RUN(test_begin__without_a_handle_is_allowed);
    RUN(test_begin__and_request_never_miss_each_other);
    RUN(test_doubt__lasts_until_it_is_settled);
    return check_report();
}
