#define _GNU_SOURCE
#include "listener_rig.h"

#include "cancel.h"

#include <signal.h>
#include <stdlib.h>

static struct xpost_error error;

static void test_listener__refuses_unfit_redirect_uris(void)
{
    static const char *const uris[] = {
        "",
        "   ",
        "https://127.0.0.1:8739/callback",
        "http://example.com:8739/callback",
        "http://0.0.0.0:8739/callback",
        "http://192.168.1.2:8739/callback",
        "http://128.0.0.1:8739/callback",
        "http://[::]:8739/callback",
        "http://[::ffff:127.0.0.1]:8739/callback",
        "http://localhost.example:8739/callback",
        "http://127.0.0.1.example:8739/callback",
        "http://127.0.0.1/callback",
        "http://localhost/callback",
        "http://127.0.0.1:0/callback",
        "http://127.0.0.1:/callback",
        "http://127.0.0.1:65536/callback",
        "http://127.0.0.1:8739/callback?a=b",
        "http://127.0.0.1:8739/callback?",
        "http://127.0.0.1:8739/callback#a",
        "http://user@127.0.0.1:8739/callback",
        "http://127.1:8739/callback",
        "http://127.0.0.01:8739/callback",
        "127.0.0.1:8739/callback",
        "http://127.0.0.1:8739/a,http://127.0.0.1:8740/b",
        "ftp://127.0.0.1:8739/callback",
        "x-app://callback",
        "http://127.0.0.1:8739/\xe3\x81\x82",
    };

    for (size_t i = 0; i < sizeof uris / sizeof *uris; i++) {
        struct xpost_listener *listener = xpost_listener_open(uris[i], &error);

        if (listener)
            printf("opened: '%s'\n", uris[i]);
        CHECK(!listener);
        CHECK_NUMBER(error.code, XPOST_CONFIG);
        CHECK(*error.message);
        xpost_listener_close(listener);
    }
    CHECK(!xpost_listener_open(NULL, &error));
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK(!xpost_listener_open("http://example.com:8739/cb", &error));
    CHECK(strstr(error.message, "Register http://127.0.0.1:8739/callback") != NULL);
}

static void test_listener__checks_every_uri_before_it_opens_one(void)
{
    uint16_t port = free_port();
    char uris[128];

    snprintf(uris, sizeof uris, "http://127.0.0.1:%u/a https://example.com/b", port);
    CHECK(!xpost_listener_open(uris, &error));
    CHECK_NUMBER(error.code, XPOST_CONFIG);
    CHECK(strstr(error.message, "https://example.com/b") != NULL);
}

static void test_listener__takes_the_first_port_that_is_free(void)
{
    uint16_t taken = 0, port = free_port();
    int before = open_descriptors(), other = occupy(LOCAL, &taken);
    char uris[256], wanted[128];

    snprintf(wanted, sizeof wanted, "http://127.0.0.1:%u/Cb/", port);
    snprintf(uris, sizeof uris, "  http://127.0.0.1:%u/a   %s http://127.0.0.1:1/c ", taken,
             wanted);
    struct xpost_listener *listener = xpost_listener_open(uris, &error);

    CHECK(listener != NULL);
    if (listener)
        CHECK_TEXT(xpost_listener_redirect_uri(listener), wanted);
    xpost_listener_close(listener);
    close(other);
    CHECK_NUMBER(open_descriptors(), before);
}

static void test_listener__says_which_ports_are_taken(void)
{
    uint16_t first = 0, second = 0;
    int one = occupy(LOCAL, &first), two = occupy(LOCAL, &second);
    char uris[256], name[64];

    snprintf(uris, sizeof uris, "http://127.0.0.1:%u/a http://localhost:%u/b", first, second);
    CHECK(!xpost_listener_open(uris, &error));
    CHECK_NUMBER(error.code, XPOST_BUSY);
    snprintf(name, sizeof name, "http://127.0.0.1:%u/a", first);
    CHECK(strstr(error.message, name) != NULL);
    snprintf(name, sizeof name, "http://localhost:%u/b", second);
    CHECK(strstr(error.message, name) != NULL);
    close(one);
    close(two);
}

static void test_listener__two_logins_do_not_share_a_port(void)
{
    struct login login;
    char uri[64];

    open_login(&login, NULL);
    snprintf(uri, sizeof uri, "http://127.0.0.1:%u/callback", login.port);
    CHECK(!xpost_listener_open(uri, &error));
    CHECK_NUMBER(error.code, XPOST_BUSY);
    xpost_listener_close(login.listener);
    struct xpost_listener *again = xpost_listener_open(uri, &error);

    CHECK(again != NULL);
    xpost_listener_close(again);
    xpost_listener_close(NULL);
}

static int connect_ipv6(uint16_t port)
{
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    int descriptor = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin6_addr.s6_addr[15] = 1;
    if (descriptor >= 0 &&
        connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

/* Listens at ::1; -1 if the machine has none. */
static int occupy_ipv6(uint16_t port)
{
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    int descriptor = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin6_addr.s6_addr[15] = 1;
    if (descriptor >= 0 &&
        (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
         listen(descriptor, 1) != 0)) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

static void test_listener__listens_at_its_own_address_only(void)
{
    struct login login;

    open_login(&login, NULL);
    int own = connect_to(LOCAL, login.port);

    CHECK(own >= 0);
    CHECK_NUMBER(connect_to(0x7f000002, login.port), -1);
    CHECK_NUMBER(connect_ipv6(login.port), -1);
    close(own);
    xpost_listener_close(login.listener);
#ifdef __linux__
    open_login(&login, "http://127.0.0.2:PORT/callback");
    CHECK_NUMBER(connect_to(LOCAL, login.port), -1);
    own = connect_to(0x7f000002, login.port);
    CHECK(own >= 0);
    close(own);
    xpost_listener_close(login.listener);
#endif
}

#ifdef __linux__
/* Lines of /proc/net/tcp or tcp6 that listen at the port; the last address is left in
 * `address`. */
static int listening(const char *path, uint16_t port, char *address)
{
    FILE *file = fopen(path, "re");
    char line[512];
    int count = 0;

    while (file && fgets(line, sizeof line, file)) {
        char local[64];
        unsigned number, state;

        if (sscanf(line, " %*d: %63[0-9A-F]:%X %*[0-9A-F]:%*X %X", local, &number, &state) ==
                3 &&
            number == port && state == 10) {
            memcpy(address, local, sizeof local);
            count++;
        }
    }
    if (file)
        fclose(file);
    return count;
}

static void test_listener__the_system_shows_one_socket_on_loopback(void)
{
    struct login login;
    char address[64] = "";

    open_login(&login, NULL);
    CHECK_NUMBER(listening("/proc/net/tcp", login.port, address), 1);
    CHECK_NUMBER(strtoul(address, NULL, 16), htonl(LOCAL));
    CHECK_NUMBER(listening("/proc/net/tcp6", login.port, address), 0);
    xpost_listener_close(login.listener);
    CHECK_NUMBER(listening("/proc/net/tcp", login.port, address), 0);
}
#endif

static void test_listener__localhost_is_both_loopback_addresses(void)
{
    int probe = occupy_ipv6(0);
    bool has_ipv6 = probe >= 0;
    struct login login;
    char uri[64];

    if (probe >= 0)
        close(probe);
    open_login(&login, "http://localhost:PORT/callback");
    int four = connect_to(LOCAL, login.port), six = connect_ipv6(login.port);

    CHECK(four >= 0);
    CHECK_NUMBER(six >= 0, has_ipv6);
    close(four);
    if (six >= 0)
        close(six);
    xpost_listener_close(login.listener);
    if (!has_ipv6) {
        printf("# this machine has no ::1\n");
        return;
    }
    /* A stranger at ::1 would get the browser's answer. */
    uint16_t port = free_port();
    int stranger = occupy_ipv6(port);

    snprintf(uri, sizeof uri, "http://localhost:%u/callback", port);
    CHECK(!xpost_listener_open(uri, &error));
    CHECK_NUMBER(error.code, XPOST_BUSY);
    close(stranger);
    open_login(&login, "http://[::1]:PORT/callback");
    CHECK_NUMBER(connect_to(LOCAL, login.port), -1);
    xpost_listener_close(login.listener);
}

/* Each form of the redirect URI is answered with the Host that a browser sends. */
static void test_listener__host_and_path_follow_the_redirect_uri(void)
{
    static const struct {
        const char *uri, *host, *path;
    } cases[] = {
        {"http://127.0.0.1:PORT", "127.0.0.1:PORT", "/"},
        {"http://127.0.0.1:PORT/", "127.0.0.1:PORT", "/"},
        {"http://127.0.0.1:PORT/a/b/", "127.0.0.1:PORT", "/a/b/"},
        {"http://localhost:PORT/callback", "localhost:PORT", "/callback"},
        {"HTTP://LOCALHOST:PORT/callback", "localhost:PORT", "/callback"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct login login;
        char host[64], request[512], page[8192];

        open_login(&login, cases[i].uri);
        pthread_create(&login.thread, NULL, run_login, &login);
        fill_in(host, sizeof host, cases[i].host, login.port);
        snprintf(request, sizeof request,
                 "GET %s?code=c&state=" STATE " HTTP/1.1\r\nHost: %s\r\n\r\n", cases[i].path,
                 host);
        int descriptor = connect_to(LOCAL, login.port);

        CHECK(send_all(descriptor, request, strlen(request)));
        receive_all(descriptor, page, sizeof page);
        close(descriptor);
        end_login(&login);
        CHECK_TEXT(page, xpost_page_received);
        CHECK_TEXT(login.callback.code, "c");
    }
}

static void test_listener__the_browser_gets_its_page_and_the_port_is_closed(void)
{
    int before = open_descriptors();
    struct login login;

    begin_login(&login);
    answer_login(&login);
    xpost_callback_release(&login.callback);
    CHECK_NUMBER(open_descriptors(), before);
}

static void test_listener__accepts_connections_before_the_wait(void)
{
    struct login login;
    char request[512], page[8192];

    open_login(&login, NULL);
    int descriptor = connect_to(LOCAL, login.port);

    make_request(request, sizeof request, login.port, CODE);
    CHECK(send_all(descriptor, request, strlen(request)));
    run_login(&login);
    CHECK_NUMBER(login.result, 0);
    receive_all(descriptor, page, sizeof page);
    CHECK_TEXT(page, xpost_page_received);
    close(descriptor);
    xpost_listener_close(login.listener);
}

static void test_listener__a_refusal_ends_the_login(void)
{
    struct login login;
    char page[8192];

    begin_login(&login);
    browse(login.port, "/callback?error=access_denied&state=" STATE, page, sizeof page);
    end_login(&login);
    CHECK_TEXT(page, xpost_page_refused);
    CHECK_NUMBER(login.result, 0);
    CHECK_NUMBER(login.callback.kind, XPOST_CALLBACK_REFUSED);
    CHECK_TEXT(login.callback.error, "access_denied");
}

static void test_listener__the_port_can_be_used_again_at_once(void)
{
    struct login login;
    char uri[64], page[8192];

    begin_login(&login);
    snprintf(uri, sizeof uri, "http://127.0.0.1:%u/callback", login.port);
    for (int i = 0; i < 20; i++)
        browse(login.port, "/", page, sizeof page);
    answer_login(&login);
    for (int i = 0; i < 3; i++) {
        struct xpost_listener *again = xpost_listener_open(uri, &error);

        CHECK(again != NULL);
        xpost_listener_close(again);
    }
}

/* How many descriptors are open that were not; no program that is started gets them. */
static int count_new(const int *before)
{
    int count = 0;
    for (int i = 0; i < 1024; i++) {
        int flags = fcntl(i, F_GETFD);
        if (flags != -1 && before[i] == -1) {
            CHECK(flags & FD_CLOEXEC);
            count++;
        }
    }
    return count;
}

static void test_listener__descriptors_do_not_pass_to_children(void)
{
    struct login login;
    int before[1024], count = 0;

    for (int i = 0; i < 1024; i++)
        before[i] = fcntl(i, F_GETFD);
    begin_login(&login);
    int client = connect_to(LOCAL, login.port);

    for (int tries = 0; tries < 1000 && count != 3; tries++) {
        sleep_milliseconds(10);
        count = count_new(before);
    }
    CHECK_NUMBER(count, 3); /* one listens, one is accepted, one is the client's */
    close(client);
    answer_login(&login);
}

static void test_listener__the_deadline_ends_the_wait(void)
{
    int before = open_descriptors();
    struct login login;

    open_login(&login, NULL);
    int idle = connect_to(LOCAL, login.port);

    login.wait.deadline = xpost_clock_milliseconds() + 300;
    run_login(&login);
    CHECK_NUMBER(login.result, -1);
    CHECK_NUMBER(login.error.code, XPOST_LOGIN_TIMEOUT);
    CHECK(login.ended - login.began >= 250 && login.ended - login.began < 5000);
    CHECK_NUMBER(connect_to(LOCAL, login.port), -1);
    close(idle);
    CHECK_NUMBER(open_descriptors(), before + 0);
    xpost_listener_close(login.listener);
    CHECK_NUMBER(open_descriptors(), before);
}

static void test_listener__cancelling_ends_the_wait_at_once(void)
{
    int before = open_descriptors();
    struct xpost_cancel *cancel = xpost_cancel_new(&error);
    struct login login;

    open_login(&login, NULL);
    login.wait.cancel = cancel;
    pthread_create(&login.thread, NULL, run_login, &login);
    sleep_milliseconds(100);
    int64_t began = xpost_clock_milliseconds();

    xpost_cancel_request(cancel);
    end_login(&login);
    CHECK(login.ended - began < 5000);
    CHECK_NUMBER(login.result, -1);
    CHECK_NUMBER(login.error.code, XPOST_CANCELLED);
    CHECK_NUMBER(connect_to(LOCAL, login.port), -1);
    xpost_cancel_free(cancel);
    CHECK_NUMBER(open_descriptors(), before);
}

static void test_listener__a_pasted_answer_ends_the_wait(void)
{
    struct asked asked = {.answer_at = 4};
    struct login login;

    open_login(&login, NULL);
    login.wait.poll = answer_pasted;
    login.wait.user = &asked;
    run_login(&login);
    CHECK_NUMBER(login.result, 0);
    CHECK_TEXT(login.callback.code, "pasted");
    CHECK_NUMBER(asked.times, 4);
    /* About four times a second. */
    CHECK(login.ended - login.began >= 600 &&
          login.ended - login.began <= check_patience(1200));
    CHECK_NUMBER(connect_to(LOCAL, login.port), -1);
    xpost_listener_close(login.listener);
}

static void test_listener__the_hook_can_end_the_wait(void)
{
    struct asked asked = {.answer_at = 2, .result = -1};
    struct login login;

    open_login(&login, NULL);
    login.wait.poll = answer_pasted;
    login.wait.user = &asked;
    run_login(&login);
    CHECK_NUMBER(login.result, -1);
    CHECK_NUMBER(login.error.code, XPOST_CANCELLED);
    CHECK_TEXT(login.error.message, "Interrupted.");
    CHECK_NUMBER(login.callback.kind, XPOST_CALLBACK_INCOMPLETE);
    xpost_listener_close(login.listener);
}

static void ignore_signal(int number)
{
    (void)number;
}

static void *send_signal(void *data)
{
    sleep_milliseconds(80);
    pthread_kill(*(pthread_t *)data, SIGUSR1);
    return NULL;
}

static void test_listener__a_signal_asks_the_hook_at_once(void)
{
    struct sigaction action = {.sa_handler = ignore_signal}, old;
    struct asked asked;
    struct login login;
    pthread_t self = pthread_self(), sender;

    int64_t best = INT64_MAX;
    sigaction(SIGUSR1, &action, &old);
    /* The best of some, as a busy machine may have something else to do meanwhile. */
    for (int tries = 0; tries < 5 && best >= 200; tries++) {
        asked = (struct asked){.answer_at = 2};
        open_login(&login, NULL);
        login.wait.poll = answer_pasted;
        login.wait.user = &asked;
        pthread_create(&sender, NULL, send_signal, &self);
        run_login(&login);
        pthread_join(sender, NULL);
        CHECK_NUMBER(login.result, 0);
        best = login.ended - login.began < best ? login.ended - login.began : best;
        xpost_listener_close(login.listener);
    }
    sigaction(SIGUSR1, &old, NULL);
    CHECK(best < 200);
}

int main(void)
{
    RUN(test_listener__refuses_unfit_redirect_uris);
    RUN(test_listener__checks_every_uri_before_it_opens_one);
    RUN(test_listener__takes_the_first_port_that_is_free);
    RUN(test_listener__says_which_ports_are_taken);
    RUN(test_listener__two_logins_do_not_share_a_port);
    RUN(test_listener__listens_at_its_own_address_only);
#ifdef __linux__
    RUN(test_listener__the_system_shows_one_socket_on_loopback);
#endif
    RUN(test_listener__localhost_is_both_loopback_addresses);
    RUN(test_listener__host_and_path_follow_the_redirect_uri);
    RUN(test_listener__the_browser_gets_its_page_and_the_port_is_closed);
    RUN(test_listener__accepts_connections_before_the_wait);
    RUN(test_listener__a_refusal_ends_the_login);
    RUN(test_listener__the_port_can_be_used_again_at_once);
    RUN(test_listener__descriptors_do_not_pass_to_children);
    RUN(test_listener__the_deadline_ends_the_wait);
    RUN(test_listener__cancelling_ends_the_wait_at_once);
    RUN(test_listener__a_pasted_answer_ends_the_wait);
    RUN(test_listener__the_hook_can_end_the_wait);
    RUN(test_listener__a_signal_asks_the_hook_at_once);
    return check_report();
}
