#define _GNU_SOURCE /* pipe2, syscall */
#include "browser.h"

#include "browser_command.h"
#include "config.h"
#include "error.h"
#include "memory.h"
#include "url.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

/* The child keeps this one descriptor, until exec closes it, to report that exec failed. */
enum { REPORT = 3 };

/* Programs start at once; a disk that sleeps does not hold up the login longer than this. */
enum { START_WITHIN = 5000 };

static int open_pipe(int ends[2])
{
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC);
#else
    if (pipe(ends) != 0)
        return -1;
    if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0)
        return 0;
    close(ends[0]);
    close(ends[1]);
    return -1;
#endif
}

/* From here to the exec only async-signal-safe functions are called: other threads of the host
 * may have held locks at the fork. */

static void close_others(long limit)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, REPORT + 1U, ~0U, 0U) == 0)
        return;
#endif
    for (int descriptor = REPORT + 1; descriptor < limit; descriptor++)
        close(descriptor);
}

/* A text browser would write into the user's editor or terminal, and read its keys. */
static bool redirect_standard(int *report)
{
    /* Out of the way of the numbers that are about to be used. */
    int moved = fcntl(*report, F_DUPFD_CLOEXEC, REPORT + 1);

    if (moved < 0)
        return false;
    *report = moved;
    int null = open("/dev/null", O_RDWR);

    if (null < 0)
        return false;
    for (int descriptor = 0; descriptor < 3; descriptor++) {
        if (dup2(null, descriptor) < 0)
            return false;
    }
    if (dup2(*report, REPORT) < 0 || fcntl(REPORT, F_SETFD, FD_CLOEXEC) != 0)
        return false;
    *report = REPORT;
    return true;
}

static void reset_signals(void)
{
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigset_t none;

    for (int number = 1; number < NSIG; number++)
        (void)sigaction(number, &standard, NULL); /* fails for some, which have no handler */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A worker is more modest than a browser has to be. */
static void reset_scheduling(void)
{
#ifdef SCHED_BATCH
    struct sched_param parameters = {0};

    if (sched_getscheduler(0) == SCHED_BATCH)
        (void)sched_setscheduler(0, SCHED_OTHER, &parameters);
#endif
}

static _Noreturn void run(const struct xpost_browser_command *command, int report, long limit)
{
    reset_signals();
    reset_scheduling();
    if (redirect_standard(&report)) {
        close_others(limit);
        execve(command->path, command->arguments, command->environment);
    }
    int failure = errno;
    ssize_t written = write(report, &failure, sizeof failure);

    (void)written;
    _exit(127);
}

/* The child ends at once, so that its own child belongs to init and nobody waits for it. */
static _Noreturn void leave_behind(const struct xpost_browser_command *command, int report,
                                   long limit)
{
    setsid();
    pid_t pid = fork();

    if (pid == 0)
        run(command, report, limit);
    if (pid < 0) {
        int failure = errno;
        ssize_t written = write(report, &failure, sizeof failure);

        (void)written;
    }
    _exit(0);
}

/* 0 if the command runs: exec closed the pipe without a word; else the error number. */
static int read_report(int descriptor)
{
    struct pollfd set = {.fd = descriptor, .events = POLLIN};
    int failure = 0, ready;
    ssize_t count;

    do
        ready = poll(&set, 1, START_WITHIN);
    while (ready < 0 && errno == EINTR);
    if (ready <= 0)
        return 0;
    do
        count = read(descriptor, &failure, sizeof failure);
    while (count < 0 && errno == EINTR);
    return count == (ssize_t)sizeof failure ? failure : 0;
}

/* Returns 0 or an error number. */
static int start(const struct xpost_browser_command *command)
{
    long limit = sysconf(_SC_OPEN_MAX);
    sigset_t all, before;
    int ends[2], failure = 0;

    /* Where there is no close_range, ours are closed by exec; this is for the host's. */
    if (limit < 0 || limit > 65536)
        limit = 65536;
    if (open_pipe(ends) != 0)
        return errno;
    /* The host's signal handlers must not run in the child. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();

    if (pid == 0)
        leave_behind(command, ends[1], limit);
    if (pid < 0)
        failure = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (pid > 0) {
        /* ECHILD: the host ignores SIGCHLD, and the child is gone. */
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
            ;
        failure = read_report(ends[0]);
    }
    close(ends[0]);
    return failure;
}

/* What the authorization URL is made of; nothing that a shell script could trip over. */
static bool has_safe_characters(const char *url)
{
    return url[strspn(url, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                           "-._~%:/?&=+,@[]")] == '\0';
}

static int check_url(const char *url, struct xpost_error *error)
{
    struct xpost_url parts;

    if (xpost_url_parse(&parts, url, "The authorize URL", error) != 0)
        return -1;
    if (!parts.https && !xpost_url_is_loopback(&parts))
        return xpost_error_set(
            error, XPOST_CONFIG,
            "The authorize URL is not opened, because it does not begin with "
            "https://.");
    if (!has_safe_characters(url))
        return xpost_error_set(
            error, XPOST_CONFIG,
            "The authorize URL holds a character that is not safe to give to "
            "a browser. Percent-encode it.");
    return 0;
}

/* Tries the commands of a list.  Returns true if one was started. */
static bool start_first(const struct xpost_config *config, const char *list, const char *url)
{
    bool started = false;

    while (!started && *list) {
        struct xpost_browser_command command;
        size_t length = strcspn(list, ":");

        if (xpost_browser_command_make(&command, list, length, url, &config->environment) == 0)
            started = start(&command) == 0;
        xpost_browser_command_release(&command);
        list += length + (list[length] == ':');
    }
    return started;
}

int xpost_browser_open(const struct xpost_config *config, const char *url,
                       struct xpost_error *error)
{
#ifdef __APPLE__
    const char *standard = "open";
#else
    /* Only Windows' Linux has the first. */
    const char *standard = "wslview:xdg-open";
#endif
    if (check_url(url, error) != 0)
        return -1;
    if (!xpost_string_empty(config->browser) && start_first(config, config->browser, url))
        return 0;
    /* Without a display xdg-open would start a text browser, or hang. */
    if (config->display && start_first(config, standard, url))
        return 0;
    if (!xpost_string_empty(config->browser))
        return xpost_error_set(error, XPOST_CONFIG,
                               "No browser could be started: the command in BROWSER does not "
                               "run. Open the address that is shown in a browser yourself.");
    return xpost_error_set(
        error, XPOST_CONFIG,
        "No browser was found here. Open the address that is shown in a "
        "browser, on this computer or another, or set BROWSER to the command "
        "that starts one.");
}
