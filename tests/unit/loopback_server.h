/* A small HTTP server on a loopback port, in a thread of the test program.  It keeps every
 * request that it reads, counts connections, and answers as a function of the test says. */
#ifndef LOOPBACK_SERVER_H
#define LOOPBACK_SERVER_H

#ifndef _GNU_SOURCE
#error "define _GNU_SOURCE first"
#endif

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LOOPBACK_CONNECTIONS = 16, LOOPBACK_REQUESTS = 64, LOOPBACK_SIZE = 1 << 19 };

/* Answers request `number` (from 0 on); false closes the connection. */
typedef bool loopback_answer(int connection, int number, const char *request);

struct loopback {
    int listener;
    int port;
    int wake[2];
    pthread_t thread;
    loopback_answer *answer;
    bool silent; /* accepts, and reads nothing */
    atomic_int connections;
    atomic_int count;
    char *requests[LOOPBACK_REQUESTS];
    int request_connection[LOOPBACK_REQUESTS]; /* the number of its connection */
};

struct loopback_connection {
    int socket;
    int number;
    size_t length;
    char *data;
};

static inline void loopback_must(bool holds, const char *what)
{
    if (!holds) {
        perror(what);
        exit(2);
    }
}

static inline void loopback_pause(long milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

/* Sends all of it, or as much as the other side wants. */
static inline bool loopback_send(int connection, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(connection, data, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        data += sent;
        length -= (size_t)sent;
    }
    return true;
}

static inline bool loopback_say(int connection, const char *text)
{
    return loopback_send(connection, text, strlen(text));
}

/* An answer with this status line ("200 OK"), more header lines (or "") and body. */
static inline bool loopback_reply(int connection, const char *status, const char *headers,
                                  const char *body)
{
    char head[8192];
    snprintf(head, sizeof head, "HTTP/1.1 %s\r\nContent-Length: %zu\r\n%s\r\n", status,
             strlen(body), headers);
    return loopback_say(connection, head) && loopback_say(connection, body);
}

/* The length of the first request; 0 if it is not complete. */
static inline size_t loopback_complete(const struct loopback_connection *connection)
{
    char *end = memmem(connection->data, connection->length, "\r\n\r\n", 4);
    if (!end)
        return 0;
    size_t head = (size_t)(end - connection->data) + 4;
    char *field = memmem(connection->data, head, "\r\nContent-Length: ", 18);
    size_t body = field ? (size_t)strtoul(field + 18, NULL, 10) : 0;
    return connection->length >= head + body ? head + body : 0;
}

/* Reads what is there and answers what is complete; false: the connection is over. */
static inline bool loopback_read(struct loopback *server,
                                 struct loopback_connection *connection)
{
    ssize_t got = recv(connection->socket, connection->data + connection->length,
                       LOOPBACK_SIZE - connection->length, 0);
    if (got <= 0)
        return false;
    connection->length += (size_t)got;
    if (connection->data[0] == '\x16') /* the beginning of TLS, which is not spoken here */
        return false;
    size_t length = loopback_complete(connection);
    if (!length)
        return connection->length < LOOPBACK_SIZE;
    int number = atomic_load(&server->count);
    loopback_must(number < LOOPBACK_REQUESTS, "too many requests");
    server->requests[number] = strndup(connection->data, length);
    server->request_connection[number] = connection->number;
    atomic_store(&server->count, number + 1);
    connection->length = 0;
    return server->answer(connection->socket, number, server->requests[number]);
}

static inline void loopback_accept(struct loopback *server, struct loopback_connection *one)
{
    int accepted = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
    loopback_must(accepted >= 0, "accept");
    *one = (struct loopback_connection){.socket = accepted,
                                        .number = atomic_fetch_add(&server->connections, 1),
                                        .data = malloc(LOOPBACK_SIZE)};
    loopback_must(one->data != NULL, "malloc");
}

static inline void loopback_drop(struct loopback_connection *one)
{
    close(one->socket);
    free(one->data);
    one->data = NULL;
}

static inline void *loopback_run(void *user)
{
    struct loopback *server = user;
    struct loopback_connection all[LOOPBACK_CONNECTIONS] = {{0}};
    for (;;) {
        struct pollfd waits[LOOPBACK_CONNECTIONS + 2];
        for (int i = 0; i < LOOPBACK_CONNECTIONS; i++)
            waits[i] = (struct pollfd){
                .fd = all[i].data && !server->silent ? all[i].socket : -1, .events = POLLIN};
        waits[LOOPBACK_CONNECTIONS] = (struct pollfd){.fd = server->listener, .events = POLLIN};
        waits[LOOPBACK_CONNECTIONS + 1] =
            (struct pollfd){.fd = server->wake[0], .events = POLLIN};
        poll(waits, LOOPBACK_CONNECTIONS + 2, -1);
        if (waits[LOOPBACK_CONNECTIONS + 1].revents)
            break;
        for (int i = 0; i < LOOPBACK_CONNECTIONS; i++)
            if (all[i].data && waits[i].revents && !loopback_read(server, &all[i]))
                loopback_drop(&all[i]);
        for (int i = 0; waits[LOOPBACK_CONNECTIONS].revents && i < LOOPBACK_CONNECTIONS; i++)
            if (!all[i].data) {
                loopback_accept(server, &all[i]);
                break;
            }
    }
    for (int i = 0; i < LOOPBACK_CONNECTIONS; i++)
        if (all[i].data)
            loopback_drop(&all[i]);
    return NULL;
}

static inline void loopback_start(struct loopback *server, loopback_answer *answer)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    memset(server, 0, sizeof *server);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server->answer = answer;
    server->silent = answer == NULL;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    loopback_must(server->listener >= 0 &&
                      bind(server->listener, (struct sockaddr *)&address, size) == 0 &&
                      listen(server->listener, 16) == 0 &&
                      getsockname(server->listener, (struct sockaddr *)&address, &size) == 0 &&
                      pipe2(server->wake, O_CLOEXEC) == 0 &&
                      pthread_create(&server->thread, NULL, loopback_run, server) == 0,
                  "server");
    server->port = ntohs(address.sin_port);
}

/* After this the requests may be looked at, until loopback_free. */
static inline void loopback_stop(struct loopback *server)
{
    loopback_must(write(server->wake[1], "", 1) == 1, "write");
    pthread_join(server->thread, NULL);
    close(server->listener);
    close(server->wake[0]);
    close(server->wake[1]);
}

static inline void loopback_free(struct loopback *server)
{
    for (int i = 0; i < LOOPBACK_REQUESTS; i++)
        free(server->requests[i]);
}

/* The URL of `path` at the server; good until the next call. */
static inline const char *loopback_url(const struct loopback *server, const char *path)
{
    static _Thread_local char url[256];
    snprintf(url, sizeof url, "http://127.0.0.1:%d%s", server->port, path);
    return url;
}

#endif
