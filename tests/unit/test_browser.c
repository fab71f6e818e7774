#define _GNU_SOURCE
#include "check.h"

#include "browser.h"
#include "clock.h"
#include "config.h"
#include "error.h"
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define URL "https://x.com/i/oauth2/authorize?response_type=code&scope=a%20b&state=S-t_a.t~e"

extern char **environ;

static char directory[] = "/tmp/xpost-browser-XXXXXX";
static char self[PATH_MAX];
static struct xpost_error error;

/* ---- the browser: this very program, started again
 * ------------------------------------------- */

static void record_signals(FILE *file)
{
    sigset_t blocked;
    struct sigaction action;
    int ignored = 0, masked = 0;

    sigprocmask(SIG_SETMASK, NULL, &blocked);
    for (int number = 1; number < 32; number++) {
        masked += sigismember(&blocked, number) == 1;
        ignored += sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
    }
    fprintf(file, "masked=%d ignored=%d\n", masked, ignored);
}

/* Writes what it was given into the file, which appears whole. */
static int record(const char *path, int count, char **arguments)
{
    char temporary[PATH_MAX];
    struct stat null, standard;
    int extra = 0, nulls = 0;

    for (int i = 3; i < 1024; i++)
        extra += fcntl(i, F_GETFD) != -1;
    stat("/dev/null", &null);
    for (int i = 0; i < 3; i++)
        nulls += fstat(i, &standard) == 0 && standard.st_rdev == null.st_rdev;
    snprintf(temporary, sizeof temporary, "%s.new", path);
    FILE *file = fopen(temporary, "w");

    if (!file)
        return 1;
    for (int i = 0; i < count; i++)
        fprintf(file, "argument=%s\n", arguments[i]);
    for (char **entry = environ; *entry; entry++)
        fprintf(file, "environment=%s\n", *entry);
    fprintf(file, "extra=%d nulls=%d\n", extra, nulls);
    record_signals(file);
    fprintf(file, "session=%d leader=%d\n", (int)getsid(0), getsid(0) == getpid());
    fclose(file);
    return rename(temporary, path);
}

/* ---- helpers
 * ----------------------------------------------------------------------------------- */

static const char *in_directory(const char *name)
{
    static char path[4][PATH_MAX];
    static unsigned next;

    next = (next + 1) % 4;
    snprintf(path[next], sizeof path[next], "%s/%s", directory, name);
    return path[next];
}

static void write_script(const char *name, const char *text, mode_t mode)
{
    FILE *file = fopen(in_directory(name), "w");

    fputs(text, file);
    fclose(file);
    chmod(in_directory(name), mode);
}

static bool exists(const char *name)
{
    return access(in_directory(name), F_OK) == 0;
}

/* Waits for the file, and returns its text; "" if it did not come. */
static const char *wait_for(const char *name)
{
    static char text[65536];
    size_t length = 0;

    for (int i = 0; i < 2000 && !exists(name); i++)
        poll(NULL, 0, 10);
    FILE *file = fopen(in_directory(name), "r");

    if (file) {
        length = fread(text, 1, sizeof text - 1, file);
        fclose(file);
        unlink(in_directory(name));
    }
    text[length] = '\0';
    return text;
}

/* With the environment as it is now, which is out of reach while the browser is started. */
static int open_with(const char *browser, bool display, const char *url)
{
    char command[8192], **kept = environ;
    struct xpost_config config = {.display = display};

    CHECK_NUMBER(xpost_environment_read(&config.environment, environ), 0);
    if (browser) {
        snprintf(command, sizeof command, "%s", browser);
        config.browser = command;
    }
    xpost_error_clear(&error);
    environ = NULL;
    int result = xpost_browser_open(&config, url, &error);

    environ = kept;
    xpost_environment_release(&config.environment);
    return result;
}

/* The command that records into `name` with more words after it. */
static const char *recorder(const char *name, const char *words)
{
    static char command[8192];

    snprintf(command, sizeof command, "%s --record %s%s", self, in_directory(name), words);
    return command;
}

static int open_descriptors(void)
{
    int count = 0;

    for (int i = 0; i < 1024; i++)
        count += fcntl(i, F_GETFD) != -1;
    return count;
}

/* Under valgrind a program whose interpreter is missing ends, instead of exec returning. */
static bool exec_can_fail(void)
{
    const char *preloaded = getenv("LD_PRELOAD");

    return !preloaded || !strstr(preloaded, "vgpreload");
}

static bool has_no_children(void)
{
    return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD;
}

/* ---- tests
 * ------------------------------------------------------------------------------------- */

static void test_browser__gets_the_url_as_one_argument(void)
{
    CHECK_NUMBER(open_with(recorder("out", ""), false, URL), 0);
    CHECK(strncmp(wait_for("out"), "argument=" URL "\nenvironment=", strlen(URL) + 22) == 0);
    CHECK_NUMBER(open_with(recorder("out", " --new-window  %s last"), false, URL), 0);
    CHECK(strstr(wait_for("out"),
                 "argument=--new-window\nargument=" URL "\nargument=last\nenv") != NULL);
    CHECK_NUMBER(open_with(recorder("out", " --url=%s,%s %d %"), false, URL), 0);
    CHECK(strstr(wait_for("out"),
                 "argument=--url=" URL "," URL "\nargument=%d\nargument=%\nenv") != NULL);
}

static void test_browser__takes_http_on_loopback(void)
{
    CHECK_NUMBER(open_with(recorder("out", ""), false, "http://127.0.0.1:1/authorize?a=b"), 0);
    CHECK(strstr(wait_for("out"), "argument=http://127.0.0.1:1/authorize?a=b\n") != NULL);
    CHECK_NUMBER(open_with(recorder("out", ""), false, "http://[::1]:1/authorize?a=b"), 0);
    CHECK(strstr(wait_for("out"), "argument=http://[::1]:1/authorize?a=b\n") != NULL);
}

static void test_browser__refuses_other_urls(void)
{
    static const char *const urls[] = {
        "",
        "-",
        "--help",
        "-https://x.com/",
        "x.com",
        "/etc/passwd",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://x.com/authorize",
        "https://",
        "https://user:secret@x.com/",
        "https://x.com/$(touch MARK)",
        "https://x.com/`touch MARK`",
        "https://x.com/;touch MARK",
        "https://x.com/;touch",
        "https://x.com/|touch",
        "https://x.com/'",
        "https://x.com/\"",
        "https://x.com/\\",
        "https://x.com/a b",
        "https://x.com/a\nb",
        "https://x.com/a\tb",
        "https://x.com/\x1b[31m",
        "https://x.com/\xe3\x81\x82",
        "https://x.com/<a>",
        "https://x.com/*",
        "https://x.com/#a",
        " https://x.com/",
    };

    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        CHECK_NUMBER(open_with(recorder("out", ""), true, urls[i]), -1);
        CHECK_NUMBER(error.code, XPOST_CONFIG);
        CHECK(strstr(error.message, "secret") == NULL);
    }
    poll(NULL, 0, 100);
    CHECK(!exists("out"));
    CHECK(!exists("MARK"));
}

static void test_browser__no_shell_reads_the_command(void)
{
    char words[1024];
    const char *mark = in_directory("mark");

    snprintf(words, sizeof words,
             " $(touch %s) `touch %s` ; touch %s | x && \"a b\" 'c' $HOME > %s", mark, mark,
             mark, mark);
    CHECK_NUMBER(open_with(recorder("out", words), false, URL), 0);
    const char *text = wait_for("out");

    CHECK(strncmp(text, "argument=$(touch\n", 17) == 0);
    CHECK(strstr(text, "\nargument=;\nargument=touch\n") != NULL);
    CHECK(strstr(text, "\nargument=\"a\nargument=b\"\nargument='c'\nargument=$HOME\n") != NULL);
    poll(NULL, 0, 50);
    CHECK(!exists("mark"));
}

static void test_browser__is_given_no_xpost_variable(void)
{
    setenv("XPOST_CLIENT_SECRET", "canary-secret", 1);
    setenv("XPOST_CLIENT_ID", "canary-id", 1);
    setenv("XPOST_", "canary-empty", 1);
    setenv("XPOSTER", "kept", 1);
    setenv("OTHER", "kept XPOST_A=b", 1);
    CHECK_NUMBER(open_with(recorder("out", ""), false, URL), 0);
    const char *text = wait_for("out");

    CHECK(strstr(text, "canary") == NULL);
    CHECK(strstr(text, "environment=XPOST_") == NULL);
    CHECK(strstr(text, "environment=XPOSTER=kept\n") != NULL);
    CHECK(strstr(text, "environment=OTHER=kept XPOST_A=b\n") != NULL);
    CHECK(strstr(text, "environment=PATH=") != NULL);
    CHECK_TEXT(getenv("XPOST_CLIENT_SECRET"), "canary-secret");
    unsetenv("XPOST_CLIENT_SECRET");
    unsetenv("XPOST_CLIENT_ID");
    unsetenv("XPOST_");
}

static void test_browser__is_started_with_what_the_environment_was(void)
{
    char program[PATH_MAX], path[PATH_MAX + 8], before[] = "BEFORE=kept \n=";
    char *const variables[] = {path, before, NULL};
    struct xpost_config config = {.browser = program};

    snprintf(path, sizeof path, "PATH=:/nonexistent:%s", directory);
    write_script("named",
                 "#!/bin/sh\nprintf '%s|' \"$PATH\" \"$BEFORE\" \"$LATER\" > "
                 "\"${0%/*}/part\"\n/bin/mv \"${0%/*}/part\" \"${0%/*}/out\"\n",
                 0755);
    snprintf(program, sizeof program, "named");
    CHECK_NUMBER(xpost_environment_read(&config.environment, variables), 0);
    setenv("BEFORE", "changed", 1);
    setenv("LATER", "unknown", 1);
    setenv("PATH", "/nonexistent", 1);
    CHECK_NUMBER(xpost_browser_open(&config, URL, &error), 0);
    setenv("PATH", directory, 1);
    snprintf(program, sizeof program, ":/nonexistent:%s|kept \n=||", directory);
    CHECK_TEXT(wait_for("out"), program);
    unsetenv("BEFORE");
    unsetenv("LATER");
    unlink(in_directory("named"));
    xpost_environment_release(&config.environment);
}

static void test_browser__is_looked_for_in_the_systems_folders_without_a_path(void)
{
    char browser[] = "true";
    struct xpost_config config = {.browser = browser};

    CHECK_NUMBER(xpost_browser_open(&config, URL, &error), 0);
}

static void do_nothing(int number)
{
    (void)number;
}

static void test_browser__starts_clean_whatever_the_host_has(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, handle = {.sa_handler = do_nothing};
    struct sigaction before_pipe, before_winch;
    sigset_t blocked, before, after;
    char session[64];
    int held[32];

    for (int i = 0; i < 32; i++)
        held[i] = dup(1); /* not closed by exec */
    sigaction(SIGPIPE, &ignore, &before_pipe);
    sigaction(SIGWINCH, &handle, &before_winch);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigaddset(&blocked, SIGTERM);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    CHECK_NUMBER(open_with(recorder("out", ""), false, URL), 0);
    pthread_sigmask(SIG_SETMASK, &before, &after);
    const char *text = wait_for("out");

    CHECK(strstr(text, "\nextra=0 nulls=3\n") != NULL);
    CHECK(strstr(text, "\nmasked=0 ignored=0\n") != NULL);
    /* A session of its own, in which it is not the leader: it cannot take the terminal. */
    snprintf(session, sizeof session, "\nsession=%d ", (int)getsid(0));
    CHECK(strstr(text, session) == NULL);
    CHECK(strstr(text, " leader=0\n") != NULL);
    /* The host's own settings are as they were. */
    CHECK(sigismember(&after, SIGUSR1) == 1 && sigismember(&after, SIGTERM) == 1);
    CHECK(sigismember(&after, SIGINT) == 0 && sigismember(&after, SIGCHLD) == 0);
    sigaction(SIGPIPE, &before_pipe, &ignore);
    sigaction(SIGWINCH, &before_winch, &handle);
    CHECK(ignore.sa_handler == SIG_IGN && handle.sa_handler == do_nothing);
    for (int i = 0; i < 32; i++)
        close(held[i]);
}

static void test_browser__works_where_standard_descriptors_are_closed(void)
{
    int saved[3];

    fflush(stdout);
    for (int i = 0; i < 3; i++) {
        saved[i] = fcntl(i, F_DUPFD_CLOEXEC, 10);
        close(i);
    }
    int result = open_with(recorder("out", ""), false, URL);
    int missing = open_with("/nonexistent/browser", false, URL);

    for (int i = 0; i < 3; i++) {
        dup2(saved[i], i);
        close(saved[i]);
    }
    CHECK_NUMBER(result, 0);
    CHECK_NUMBER(missing, -1);
    CHECK(strstr(wait_for("out"), "\nextra=0 nulls=3\n") != NULL);
}

static void test_browser__takes_the_first_command_that_starts(void)
{
    char list[16384];

    if (exec_can_fail()) {
        write_script("broken", "#!/nonexistent/interpreter\n", 0755);
        write_script("plain", "not a program", 0755);
    }
    write_script("unrunnable", "#!/bin/sh\n", 0644);
    snprintf(list, sizeof list, ":: :no-such-browser:/nonexistent/a b:%s:%s:%s:%s:%s:%s",
             directory, in_directory("broken"), in_directory("unrunnable"),
             in_directory("plain"), recorder("out", " %s first"), self);
    CHECK_NUMBER(open_with(list, false, URL), 0);
    CHECK(strstr(wait_for("out"), "argument=" URL "\nargument=first\n") != NULL);
    CHECK(has_no_children());
}

static void test_browser__says_that_nothing_could_be_started(void)
{
    static const char *const lists[] = {"no-such-browser",
                                        ":::",
                                        " ",
                                        "/nonexistent/a %s:b",
                                        "%s",
                                        "/",
                                        "/tmp",
                                        "./self",
                                        "../x",
                                        "-",
                                        "~/browser"};
    char words[512] = "";

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        CHECK_NUMBER(open_with(lists[i], false, URL), -1);
        CHECK_NUMBER(error.code, XPOST_CONFIG);
        CHECK(strstr(error.message, "BROWSER") != NULL);
        CHECK(strstr(error.message, "Open the address") != NULL);
    }
    for (int i = 0; i < 40; i++)
        memcpy(words + strlen(words), " a", 3);
    CHECK_NUMBER(open_with(recorder("out", words), false, URL), -1);
    CHECK(has_no_children());
}

static void test_browser__nothing_is_started_without_a_display(void)
{
    write_script("xdg-open", "#!/bin/sh\n: > \"${0%/*}/started\"\n", 0755);
    CHECK_NUMBER(open_with(NULL, false, URL), -1);
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK(strstr(error.message, "No browser was found") != NULL);
    CHECK_NUMBER(open_with("", false, URL), -1);
    poll(NULL, 0, 50);
    CHECK(!exists("started"));
    unlink(in_directory("xdg-open"));
}

#ifndef __APPLE__
static void test_browser__uses_the_systems_opener_with_a_display(void)
{
    static const char script[] = "#!/bin/sh\nprintf '%s|' \"${0##*/}\" \"$@\" > "
                                 "\"${0%/*}/part\"\n/bin/mv \"${0%/*}/part\" \"${0%/*}/out\"\n";

    write_script("xdg-open", script, 0755);
    CHECK_NUMBER(open_with(NULL, true, URL), 0);
    CHECK_TEXT(wait_for("out"), "xdg-open|" URL "|");
    CHECK_NUMBER(open_with("no-such-browser", true, URL), 0);
    CHECK_TEXT(wait_for("out"), "xdg-open|" URL "|");
    write_script("wslview", script, 0755);
    CHECK_NUMBER(open_with(NULL, true, URL), 0);
    CHECK_TEXT(wait_for("out"), "wslview|" URL "|");
    unlink(in_directory("wslview"));
    unlink(in_directory("xdg-open"));
    CHECK_NUMBER(open_with(NULL, true, URL), -1);
}
#endif

static void test_browser__never_runs_what_is_relative_to_the_folder(void)
{
    char old[PATH_MAX], *path = strdup(getenv("PATH"));

    CHECK(getcwd(old, sizeof old) != NULL);
    write_script("xdg-open", "#!/bin/sh\n: > \"${0%/*}/started\"\n", 0755);
    CHECK_NUMBER(chdir(directory), 0);
    for (int i = 0; i < 4; i++) {
        static const char *const paths[] = {".", "", "::.:", "./:../xpost"};

        setenv("PATH", paths[i], 1);
        CHECK_NUMBER(open_with("xdg-open:./xdg-open", true, URL), -1);
    }
    setenv("PATH", path, 1);
    free(path);
    CHECK_NUMBER(chdir(old), 0);
    poll(NULL, 0, 50);
    CHECK(!exists("started"));
    unlink(in_directory("xdg-open"));
}

static void test_browser__that_fails_or_hangs_is_not_waited_for(void)
{
    static const char *const scripts[] = {"#!/bin/sh\nexit 1\n", "#!/bin/sh\nkill -9 $$\n",
                                          "#!/bin/sh\nexec /bin/sleep 20\n",
                                          "#!/bin/sh\nread x; echo out; echo err >&2\n"};
    int before = open_descriptors();

    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        int64_t began = xpost_clock_milliseconds();

        write_script("script", scripts[i], 0755);
        CHECK_NUMBER(open_with(in_directory("script"), false, URL), 0);
        CHECK(xpost_clock_milliseconds() - began < 8000);
        CHECK(has_no_children());
        unlink(in_directory("script"));
    }
    CHECK_NUMBER(open_descriptors(), before);
}

static void test_browser__works_where_children_are_ignored(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;

    sigaction(SIGCHLD, &ignore, &before);
    CHECK_NUMBER(open_with(recorder("out", ""), false, URL), 0);
    sigaction(SIGCHLD, &before, NULL);
    CHECK(strstr(wait_for("out"), "argument=" URL "\n") != NULL);
    CHECK(has_no_children());
}

/* A port that was free a moment ago. */
static unsigned free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_addr.s_addr = htonl(0x7f000001);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
        getsockname(descriptor, (struct sockaddr *)&address, &size) != 0)
        printf("# no free port\n");
    close(descriptor);
    return ntohs(address.sin_port);
}

static void test_browser__does_not_hold_the_port(void)
{
    char uri[64];

    snprintf(uri, sizeof uri, "http://127.0.0.1:%u/callback", free_port());
    write_script("script", "#!/bin/sh\n: > \"${0%/*}/out\"\nexec /bin/sleep 20\n", 0755);
    struct xpost_listener *listener = xpost_listener_open(uri, &error);

    CHECK(listener != NULL);
    CHECK_NUMBER(open_with(in_directory("script"), false, URL), 0);
    CHECK_TEXT(wait_for("out"), "");
    xpost_listener_close(listener);
    listener = xpost_listener_open(uri, &error);
    CHECK(listener != NULL);
    xpost_listener_close(listener);
    unlink(in_directory("script"));
}

static void *open_often(void *data)
{
    char command[] = "/bin/true";
    struct xpost_config config = {.browser = command};
    struct xpost_error failure;
    int *failed = data;

    for (int i = 0; i < 25; i++) {
        void *memory = malloc(1000);

        *failed += xpost_browser_open(&config, URL, &failure) != 0;
        free(memory);
    }
    return NULL;
}

static void test_browser__can_be_opened_from_many_threads(void)
{
    pthread_t threads[4];
    int failed[4] = {0}, before = open_descriptors();

    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, open_often, &failed[i]);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        CHECK_NUMBER(failed[i], 0);
    }
    CHECK(has_no_children());
    CHECK_NUMBER(open_descriptors(), before);
}

int main(int count, char **arguments)
{
    if (count > 2 && strcmp(arguments[1], "--record") == 0)
        return record(arguments[2], count - 3, arguments + 3);
    if (!realpath(arguments[0], self) || !mkdtemp(directory))
        return 1;
    setenv("PATH", directory, 1);
    RUN(test_browser__gets_the_url_as_one_argument);
    RUN(test_browser__takes_http_on_loopback);
    RUN(test_browser__refuses_other_urls);
    RUN(test_browser__no_shell_reads_the_command);
    RUN(test_browser__is_given_no_xpost_variable);
    RUN(test_browser__is_started_with_what_the_environment_was);
    RUN(test_browser__is_looked_for_in_the_systems_folders_without_a_path);
    RUN(test_browser__starts_clean_whatever_the_host_has);
    RUN(test_browser__works_where_standard_descriptors_are_closed);
    RUN(test_browser__takes_the_first_command_that_starts);
    RUN(test_browser__says_that_nothing_could_be_started);
    RUN(test_browser__nothing_is_started_without_a_display);
#ifndef __APPLE__
    RUN(test_browser__uses_the_systems_opener_with_a_display);
#endif
    RUN(test_browser__never_runs_what_is_relative_to_the_folder);
    RUN(test_browser__that_fails_or_hangs_is_not_waited_for);
    RUN(test_browser__works_where_children_are_ignored);
    RUN(test_browser__does_not_hold_the_port);
    RUN(test_browser__can_be_opened_from_many_threads);
    unlink(in_directory("broken"));
    unlink(in_directory("plain"));
    unlink(in_directory("unrunnable"));
    CHECK_NUMBER(rmdir(directory), 0);
    return check_report();
}
