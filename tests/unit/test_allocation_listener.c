/* Every allocation of opening a listener and of preparing a browser's command fails once:
 * nothing may crash or leak, or be opened half. */
#define _GNU_SOURCE
#include "fail_allocation.h"

#include "browser_command.h"
#include "environment.h"
#include "error.h"
#include "listener.h"

#include "check.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef FAIL_ALLOCATION_WORKS

enum { ALLOCATIONS_MAX = 1000 };

static struct xpost_error error;
static char uris[256];

static int open_descriptors(void)
{
    int count = 0;

    for (int i = 0; i < 1024; i++)
        count += fcntl(i, F_GETFD) != -1;
    return count;
}

/* Listens at a port of the system's choice. */
static int occupy(unsigned *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(descriptor, 1) != 0 ||
        getsockname(descriptor, (struct sockaddr *)&address, &size) != 0)
        printf("no free port\n");
    *port = ntohs(address.sin_port);
    return descriptor;
}

static int work_listener(void)
{
    struct xpost_listener *listener = xpost_listener_open(uris, &error);

    xpost_listener_close(listener);
    return listener ? 0 : -1;
}

static int work_command(void)
{
    static const char text[] = "true --url=%s a b";
    static char path[] = "PATH=/bin"; /* one folder: no second chance */
    char *const variables[] = {path, NULL};
    struct xpost_environment environment;
    struct xpost_browser_command command;

    if (xpost_environment_read(&environment, variables) != 0)
        return -1;
    int result = xpost_browser_command_make(&command, text, sizeof text - 1,
                                            "https://x.com/authorize", &environment);

    xpost_browser_command_release(&command);
    xpost_environment_release(&environment);
    return result;
}

/* Runs the work with its first, second, ... allocation failing, until none fails. */
static void sweep(int (*work)(void), int wanted)
{
    int descriptors = open_descriptors();
    bool failed = true;
    long n = 1;

    for (; failed && n < ALLOCATIONS_MAX; n++) {
        long live = fail_allocation_live;

        xpost_error_clear(&error);
        fail_allocation_begin(n);
        int result = work();

        failed = fail_allocation_end();
        CHECK_NUMBER(result, failed ? -1 : wanted);
        CHECK_NUMBER(fail_allocation_live, live);
        CHECK_NUMBER(open_descriptors(), descriptors);
    }
    CHECK(n > 2 && n < ALLOCATIONS_MAX);
}

static void test_allocation__opening_a_listener_survives_each_failure(void)
{
    unsigned taken, port;
    int other = occupy(&taken), holder = occupy(&port);

    close(holder);
    snprintf(uris, sizeof uris, "http://127.0.0.1:%u/callback", port);
    sweep(work_listener, 0);
    snprintf(uris, sizeof uris, "http://127.0.0.1:%u/a", taken);
    sweep(work_listener, -1);
    CHECK_NUMBER(error.code, XPOST_BUSY);
    close(other);
}

static void test_allocation__preparing_a_browser_survives_each_failure(void)
{
    sweep(work_command, 0);
}

#else

static void test_allocation__is_not_tested_here(void)
{
    printf("skipped: allocations cannot be made to fail here\n");
}

#endif

int main(void)
{
#ifdef FAIL_ALLOCATION_WORKS
    RUN(test_allocation__opening_a_listener_survives_each_failure);
    RUN(test_allocation__preparing_a_browser_survives_each_failure);
#else
    RUN(test_allocation__is_not_tested_here);
#endif
    return check_report();
}
