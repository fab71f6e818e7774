/* A login that waits for its answer in a thread, and clients that bring it one. */
#ifndef LISTENER_RIG_H
#define LISTENER_RIG_H

#include "check.h"

#include "clock.h"
#include "error.h"
#include "listener.h"
#include "page.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

#define STATE "Zq3-state_0123456789abcdefghijklmnopqrstuvw"
#define CODE  "/callback?state=" STATE "&code=the-code"

static inline void sleep_milliseconds(int milliseconds)
{
    poll(NULL, 0, milliseconds);
}

/* Descriptors of this process that are open. */
static inline int open_descriptors(void)
{
    int count = 0;

    for (int i = 0; i < 1024; i++)
        count += fcntl(i, F_GETFD) != -1;
    return count;
}

static inline struct sockaddr_in loopback(uint32_t address, uint16_t port)
{
    struct sockaddr_in result = {.sin_family = AF_INET, .sin_port = htons(port)};

    result.sin_addr.s_addr = htonl(address);
    return result;
}

enum { LOCAL = 0x7f000001 };

/* Takes a port, so that nothing else can listen there; close the descriptor to free it. */
static inline int occupy(uint32_t host, uint16_t *port)
{
    struct sockaddr_in address = loopback(host, *port);
    socklen_t size = sizeof address;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(descriptor, 1) != 0 ||
        getsockname(descriptor, (struct sockaddr *)&address, &size) != 0) {
        close(descriptor);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return descriptor;
}

static inline uint16_t free_port(void)
{
    uint16_t port = 0;

    close(occupy(LOCAL, &port));
    return port;
}

static inline int connect_to(uint32_t host, uint16_t port)
{
    struct sockaddr_in address = loopback(host, port);
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

static inline bool send_all(int descriptor, const char *data, size_t length)
{
    return send(descriptor, data, length, MSG_NOSIGNAL) == (ssize_t)length;
}

/* Reads up to the end; the result ends with a zero byte.  -1 if the connection was reset. */
static inline ssize_t receive_all(int descriptor, char *out, size_t size)
{
    size_t used = 0;

    for (;;) {
        ssize_t count = recv(descriptor, out + used, size - 1 - used, 0);

        if (count < 0 && errno == EINTR)
            continue;
        out[used + (count > 0 ? (size_t)count : 0)] = '\0';
        if (count <= 0 || used + 1 >= size)
            return count < 0 ? -1 : (ssize_t)used;
        used += (size_t)count;
    }
}

/* Copies the pattern with the port number for PORT. */
static inline void fill_in(char *out, size_t size, const char *pattern, uint16_t port)
{
    size_t used = 0;

    out[0] = '\0';
    while (*pattern && used + 8 < size) {
        if (strncmp(pattern, "PORT", 4) == 0) {
            used += (size_t)snprintf(out + used, size - used, "%u", port);
            pattern += 4;
        } else {
            out[used++] = *pattern++;
            out[used] = '\0';
        }
    }
}

/* A login that waits in its own thread. */
struct login {
    pthread_t thread;
    struct xpost_listener *listener;
    struct xpost_listener_wait wait;
    struct xpost_callback callback;
    struct xpost_error error;
    uint16_t port;
    int result;
    int64_t began, ended;
};

static inline void *run_login(void *data)
{
    struct login *login = data;

    login->began = xpost_clock_milliseconds();
    login->result =
        xpost_listener_wait(login->listener, &login->wait, &login->callback, &login->error);
    login->ended = xpost_clock_milliseconds();
    return NULL;
}

/* Opens the listener for the redirect URI, which has PORT in it. */
static inline void open_login(struct login *login, const char *pattern)
{
    char uri[128];

    *login = (struct login){.port = free_port()};
    login->wait.state = STATE;
    login->wait.deadline = xpost_clock_milliseconds() + 20000;
    fill_in(uri, sizeof uri, pattern ? pattern : "http://127.0.0.1:PORT/callback", login->port);
    login->listener = xpost_listener_open(uri, &login->error);
    if (!login->listener)
        printf("%s: %s\n", uri, login->error.message);
    CHECK(login->listener != NULL);
}

static inline void begin_login(struct login *login)
{
    open_login(login, NULL);
    CHECK_NUMBER(pthread_create(&login->thread, NULL, run_login, login), 0);
}

static inline void end_login(struct login *login)
{
    pthread_join(login->thread, NULL);
    xpost_listener_close(login->listener);
    login->listener = NULL;
}

static inline void make_request(char *out, size_t size, uint16_t port, const char *target)
{
    snprintf(out, size, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", target, port);
}

/* Sends a request as a browser does, and returns the milliseconds until the whole page was
 * there; -1 if there was none. */
static inline int64_t browse(uint16_t port, const char *target, char *page, size_t size)
{
    char request[16384];
    int64_t began = xpost_clock_milliseconds();
    int descriptor = connect_to(LOCAL, port);

    *page = '\0';
    if (descriptor < 0)
        return -1;
    make_request(request, sizeof request, port, target);
    bool good = send_all(descriptor, request, strlen(request)) &&
                receive_all(descriptor, page, size) > 0;

    close(descriptor);
    return good ? xpost_clock_milliseconds() - began : -1;
}

/* The true answer gets its page and ends the login within a second. */
static inline void answer_login(struct login *login)
{
    char page[8192];
    int64_t began = xpost_clock_milliseconds();
    int64_t took = browse(login->port, CODE, page, sizeof page);

    end_login(login);
    CHECK(took >= 0 && took <= 1000);
    CHECK_TEXT(page, xpost_page_received);
    CHECK(login->ended - began <= 1000);
    CHECK_NUMBER(login->result, 0);
    CHECK_NUMBER(login->callback.kind, XPOST_CALLBACK_CODE);
    CHECK_TEXT(login->callback.code, "the-code");
    CHECK_NUMBER(connect_to(LOCAL, login->port), -1);
}

/* A hook that has an answer when it is asked for the `answer_at`th time; an error if result <
 * 0. */
struct asked {
    int times, answer_at, result;
};

static inline int answer_pasted(void *user, struct xpost_callback *callback,
                                struct xpost_error *failure)
{
    struct asked *asked = user;

    if (++asked->times < asked->answer_at)
        return 0;
    if (asked->result < 0)
        return xpost_error_set(failure, XPOST_CANCELLED, "Interrupted.");
    static const char text[] = "http://127.0.0.1/cb?code=pasted&state=" STATE;

    xpost_callback_read_pasted(callback, "http://127.0.0.1/cb", STATE, text, sizeof text - 1);
    return 1;
}

#endif
