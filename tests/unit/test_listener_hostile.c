#define _GNU_SOURCE
#include "listener_rig.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static void test_listener__pages_hold_nothing_of_the_request(void)
{
    static const struct {
        const char *target;
        int status;
    } cases[] = {
        {"/favicon.ico", 404},
        {"/", 404},
        {"/callback/", 404},
        {"/<script>alert(1)</script>", 404},
        {"/callback", 400},
        {"/callback?error=access_denied", 400},
        {"/callback?error=<script>alert(1)</script>&error_description=%3Cscript%3E&state=x",
         400},
        {"/callback?state=wrong&code=evil", 400},
        {"/callback?state=" STATE, 400},
        {"/callback?state=" STATE "&code=a&code=b", 400},
        {"http://evil.example/callback?state=" STATE "&code=a", 421},
    };
    struct login login;
    char page[8192];

    begin_login(&login);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK(browse(login.port, cases[i].target, page, sizeof page) >= 0);
        CHECK_TEXT(page, xpost_page_foreign(cases[i].status));
    }
    answer_login(&login);
}

static void test_listener__raw_requests_get_the_right_page(void)
{
    static const struct {
        const char *request;
        int status;
    } cases[] = {
        {"POST " CODE " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 3\r\n\r\nabc", 405},
        {"HEAD " CODE " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", 405},
        {"OPTIONS " CODE " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", 405},
        {"GET " CODE " HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n", 421},
        {"GET " CODE " HTTP/1.1\r\n\r\n", 400},
        {"GET " CODE " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: 127.0.0.1:PORT\r\n\r\n", 400},
        {"GET " CODE "\r\n", 400},
        {"GET " CODE " HTTP/1.1\nHost: 127.0.0.1:PORT\n\n", 400},
        {"\x16\x03\x01", 400},
    };
    struct login login;
    char request[512], page[8192];

    begin_login(&login);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int descriptor = connect_to(LOCAL, login.port);

        fill_in(request, sizeof request, cases[i].request, login.port);
        CHECK(send_all(descriptor, request, strlen(request)));
        receive_all(descriptor, page, sizeof page);
        close(descriptor);
        CHECK_TEXT(page, xpost_page_foreign(cases[i].status));
    }
    answer_login(&login);
}

static void test_listener__a_long_head_is_refused_and_the_page_arrives(void)
{
    struct login login;
    static char data[300000];
    char page[8192];

    begin_login(&login);
    for (int i = 0; i < 3; i++) {
        static const size_t sizes[] = {8192, 9000, sizeof data};
        int descriptor = connect_to(LOCAL, login.port);

        memset(data, 'a', sizeof data);
        memcpy(data, "GET /", 5);
        send_all(descriptor, data, sizes[i]);
        ssize_t length = receive_all(descriptor, page, sizeof page);

        close(descriptor);
        /* Bytes that come after the page do not reset the connection. */
        CHECK_NUMBER(length, strlen(xpost_page_foreign(431)));
        CHECK_TEXT(page, xpost_page_foreign(431));
    }
    answer_login(&login);
}

static void test_listener__a_body_after_the_answer_does_not_cost_the_page(void)
{
    struct login login;
    static char data[100000];
    char page[8192];

    begin_login(&login);
    make_request(data, sizeof data, login.port, CODE);
    memset(data + strlen(data), 'b', sizeof data - strlen(data));
    int descriptor = connect_to(LOCAL, login.port);

    CHECK(send_all(descriptor, data, sizeof data));
    CHECK(receive_all(descriptor, page, sizeof page) > 0);
    CHECK_TEXT(page, xpost_page_received);
    close(descriptor);
    end_login(&login);
    CHECK_TEXT(login.callback.code, "the-code");
}

static void test_listener__a_client_that_never_closes_is_left_soon(void)
{
    struct login login;
    char request[512], page[8192];

    begin_login(&login);
    int descriptor = connect_to(LOCAL, login.port);
    int64_t began = xpost_clock_milliseconds();

    make_request(request, sizeof request, login.port, CODE);
    CHECK(send_all(descriptor, request, strlen(request)));
    end_login(&login);
    CHECK(login.ended - began <= check_patience(2500));
    CHECK_NUMBER(login.result, 0);
    receive_all(descriptor, page, sizeof page);
    CHECK_TEXT(page, xpost_page_received);
    close(descriptor);
}

static void test_listener__a_client_that_leaves_early_still_answers(void)
{
    struct login login;
    char request[512];

    begin_login(&login);
    int descriptor = connect_to(LOCAL, login.port);
    struct linger reset = {.l_onoff = 1, .l_linger = 0};

    make_request(request, sizeof request, login.port, CODE);
    CHECK(send_all(descriptor, request, strlen(request)));
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    /* Before the request was read it would take that along. */
    struct pollfd answered = {.fd = descriptor, .events = POLLIN};
    CHECK_NUMBER(poll(&answered, 1, 20000), 1);
    close(descriptor);
    end_login(&login);
    CHECK_NUMBER(login.result, 0);
    CHECK_TEXT(login.callback.code, "the-code");
}

static void test_listener__takes_a_request_in_small_pieces(void)
{
    struct login login;
    char request[512], page[8192];

    begin_login(&login);
    int descriptor = connect_to(LOCAL, login.port);

    make_request(request, sizeof request, login.port, CODE);
    for (size_t i = 0; request[i]; i++) {
        CHECK(send_all(descriptor, request + i, 1));
        if (i % 16 == 0)
            sleep_milliseconds(1);
    }
    receive_all(descriptor, page, sizeof page);
    close(descriptor);
    end_login(&login);
    CHECK_TEXT(page, xpost_page_received);
    CHECK_TEXT(login.callback.code, "the-code");
}

static void test_listener__a_thousand_forged_answers_change_nothing(void)
{
    static const char *const targets[] = {
        "/callback?state=forged&code=evil",
        "/callback?error=access_denied",
        "/callback?error=access_denied&state=forged",
        "/callback?code=evil",
        "/callback?code=evil&state=",
        ("/callback?code=evil&state=forged&state=" STATE),
    };
    struct login login;
    char page[8192];
    int before = open_descriptors();

    begin_login(&login);
    for (size_t i = 0; i < 1000; i++) {
        if (browse(login.port, targets[i % (sizeof targets / sizeof *targets)], page,
                   sizeof page) < 0 ||
            strcmp(page, xpost_page_foreign(400)) != 0)
            CHECK_TEXT(page, xpost_page_foreign(400));
    }
    answer_login(&login);
    CHECK_NUMBER(open_descriptors(), before);
}

static void test_listener__idle_connections_do_not_hold_up_the_answer(void)
{
    struct login login;
    int idle[100], before = open_descriptors();

    begin_login(&login);
    for (int i = 0; i < 100; i++) {
        idle[i] = connect_to(LOCAL, login.port);
        /* Some say nothing, some a little. */
        if (i % 2)
            send_all(idle[i], "GET /callback?", 14);
    }
    sleep_milliseconds(50);
    answer_login(&login);
    for (int i = 0; i < 100; i++)
        close(idle[i]);
    CHECK_NUMBER(open_descriptors(), before);
}

struct attack {
    pthread_t thread;
    uint16_t port;
    atomic_bool stop;
    int kind;
};

enum { SLOW, GARBAGE, FORGED, HANG_UP };

static void attack_slowly(struct attack *attack)
{
    int slow[64];
    static const char text[] = "GET /callback?code=evil&state=forged HTTP/1.1\r\nHost: x\r\n";

    for (int i = 0; i < 64; i++)
        slow[i] = connect_to(LOCAL, attack->port);
    for (size_t at = 0; !attack->stop; at++) {
        for (int i = 0; i < 64; i++) {
            if (slow[i] < 0 || !send_all(slow[i], text + at % (sizeof text - 1), 1)) {
                if (slow[i] >= 0)
                    close(slow[i]);
                slow[i] = connect_to(LOCAL, attack->port);
            }
        }
    }
    for (int i = 0; i < 64; i++)
        if (slow[i] >= 0)
            close(slow[i]);
}

static void *run_attack(void *data)
{
    struct attack *attack = data;
    static char garbage[4096];
    char request[512], page[8192];

    make_request(request, sizeof request, attack->port, "/callback?state=forged&code=evil");
    if (attack->kind == SLOW)
        attack_slowly(attack);
    while (!attack->stop) {
        int descriptor = connect_to(LOCAL, attack->port);

        if (descriptor < 0)
            continue;
        if (attack->kind == GARBAGE) {
            send_all(descriptor, garbage, sizeof garbage);
        } else if (attack->kind == FORGED) {
            send_all(descriptor, request, strlen(request));
            receive_all(descriptor, page, sizeof page);
        }
        close(descriptor);
    }
    return NULL;
}

static void test_listener__floods_do_not_hold_up_the_answer(void)
{
    for (int kind = SLOW; kind <= HANG_UP; kind++) {
        struct login login;
        struct attack attacks[2];

        begin_login(&login);
        for (int i = 0; i < 2; i++) {
            attacks[i] = (struct attack){.port = login.port, .kind = kind};
            pthread_create(&attacks[i].thread, NULL, run_attack, &attacks[i]);
        }
        sleep_milliseconds(300);
        answer_login(&login);
        for (int i = 0; i < 2; i++)
            attacks[i].stop = true;
        for (int i = 0; i < 2; i++)
            pthread_join(attacks[i].thread, NULL);
    }
}

static void test_listener__requests_do_not_keep_the_hook_from_being_asked(void)
{
    struct asked asked = {.answer_at = 3};
    struct login login;
    struct attack attack = {.kind = FORGED};

    open_login(&login, NULL);
    login.wait.poll = answer_pasted;
    login.wait.user = &asked;
    attack.port = login.port;
    pthread_create(&attack.thread, NULL, run_attack, &attack);
    run_login(&login);
    attack.stop = true;
    pthread_join(attack.thread, NULL);
    CHECK_NUMBER(login.result, 0);
    CHECK_TEXT(login.callback.code, "pasted");
    CHECK(login.ended - login.began >= 400 &&
          login.ended - login.began <= check_patience(1500));
    xpost_listener_close(login.listener);
}

static void test_listener__uses_little_memory_whatever_comes(void)
{
    struct rusage usage;
    struct login login;
    int clients[64];
    static char data[8000];

    begin_login(&login);
    getrusage(RUSAGE_SELF, &usage);
    long before = usage.ru_maxrss;

    memset(data, 'a', sizeof data);
    memcpy(data, "GET /", 5);
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 64; i++) {
            clients[i] = connect_to(LOCAL, login.port);
            send_all(clients[i], data, sizeof data);
        }
        sleep_milliseconds(20);
        for (int i = 0; i < 64; i++)
            close(clients[i]);
    }
    answer_login(&login);
    getrusage(RUSAGE_SELF, &usage);
    /* In KiB on Linux.  A tool keeps memory of its own. */
#ifdef __linux__
    if (!getenv("TEST_TOOL"))
        CHECK(usage.ru_maxrss - before <= 2048);
#endif
    (void)before;
}

static void test_listener__a_silent_connection_is_closed_after_three_seconds(void)
{
    struct login login;
    char data[16];

    begin_login(&login);
    int64_t began = xpost_clock_milliseconds();
    int descriptor = connect_to(LOCAL, login.port);

    CHECK(send_all(descriptor, "GET ", 4));
    receive_all(descriptor, data, sizeof data);
    int64_t took = xpost_clock_milliseconds() - began;

    CHECK(took >= 2500 && took <= check_patience(8000));
    CHECK_TEXT(data, "");
    close(descriptor);
    answer_login(&login);
}

static void test_listener__survives_a_lack_of_descriptors(void)
{
    struct login login;
    struct rlimit old, low;
    char request[512], page[8192];
    int held[64], count = 0;
    const char *preloaded = getenv("LD_PRELOAD");

    /* valgrind accepts the connection, then drops it. */
    if (preloaded && strstr(preloaded, "vgpreload")) {
        printf("skipped: valgrind keeps descriptors in its own way\n");
        return;
    }
    begin_login(&login);
    /* Wait until the thread polls, then leave no descriptor for accept. */
    sleep_milliseconds(50);
    int client = connect_to(LOCAL, login.port);

    sleep_milliseconds(50);
    getrlimit(RLIMIT_NOFILE, &old);
    low = old;
    low.rlim_cur = 64;
    setrlimit(RLIMIT_NOFILE, &low);
    int late = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    while (count < 64 && (held[count] = dup(0)) >= 0)
        count++;
    struct sockaddr_in address = loopback(LOCAL, login.port);
    struct timespec cpu_before, cpu_after;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu_before);
    CHECK_NUMBER(connect(late, (struct sockaddr *)&address, sizeof address), 0);
    make_request(request, sizeof request, login.port, CODE);
    CHECK(send_all(late, request, strlen(request)));
    sleep_milliseconds(500);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu_after);
    /* Not a busy loop. */
    CHECK((cpu_after.tv_sec - cpu_before.tv_sec) * 1000 +
              (cpu_after.tv_nsec - cpu_before.tv_nsec) / 1000000 <
          100);
    while (count > 0)
        close(held[--count]);
    setrlimit(RLIMIT_NOFILE, &old);
    receive_all(late, page, sizeof page);
    CHECK_TEXT(page, xpost_page_received);
    close(late);
    close(client);
    end_login(&login);
    CHECK_TEXT(login.callback.code, "the-code");
}

int main(void)
{
    RUN(test_listener__pages_hold_nothing_of_the_request);
    RUN(test_listener__raw_requests_get_the_right_page);
    RUN(test_listener__a_long_head_is_refused_and_the_page_arrives);
    RUN(test_listener__a_body_after_the_answer_does_not_cost_the_page);
    RUN(test_listener__a_client_that_never_closes_is_left_soon);
    RUN(test_listener__a_client_that_leaves_early_still_answers);
    RUN(test_listener__takes_a_request_in_small_pieces);
    RUN(test_listener__a_thousand_forged_answers_change_nothing);
    RUN(test_listener__idle_connections_do_not_hold_up_the_answer);
    RUN(test_listener__floods_do_not_hold_up_the_answer);
    RUN(test_listener__requests_do_not_keep_the_hook_from_being_asked);
    RUN(test_listener__uses_little_memory_whatever_comes);
    RUN(test_listener__a_silent_connection_is_closed_after_three_seconds);
    RUN(test_listener__survives_a_lack_of_descriptors);
    return check_report();
}
