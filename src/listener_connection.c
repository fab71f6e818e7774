#define _POSIX_C_SOURCE 200809L
#include "listener_connection.h"

#include "memory.h"
#include "page.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Milliseconds. */
enum { LIFE = 3000, LINGER = 250 };

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 /* SO_NOSIGPIPE is set where there is no such flag */
#endif

void xpost_connection_start(struct xpost_connection *connection, int descriptor, int64_t now)
{
    connection->stage = XPOST_CONNECTION_READING;
    connection->descriptor = descriptor;
    connection->since = now;
    connection->until = now + LIFE;
    connection->length = 0;
}

static void wipe_request(struct xpost_connection *connection)
{
    xpost_wipe(connection->data, connection->length);
    connection->length = 0;
}

void xpost_connection_close(struct xpost_connection *connection)
{
    if (connection->stage == XPOST_CONNECTION_FREE)
        return;
    close(connection->descriptor);
    wipe_request(connection);
    connection->stage = XPOST_CONNECTION_FREE;
}

short xpost_connection_events(const struct xpost_connection *connection)
{
    return connection->stage == XPOST_CONNECTION_WRITING ? POLLOUT : POLLIN;
}

/* Returns how many bytes came; 0 if none are there now, or the connection is closed. */
static size_t receive(struct xpost_connection *connection)
{
    ssize_t count;

    do
        count = recv(connection->descriptor, connection->data + connection->length,
                     sizeof connection->data - connection->length, 0);
    while (count < 0 && errno == EINTR);
    if (count > 0)
        return (size_t)count;
    if (count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
        xpost_connection_close(connection);
    return 0;
}

static void answer(struct xpost_connection *connection, const char *page)
{
    wipe_request(connection);
    connection->stage = XPOST_CONNECTION_WRITING;
    connection->page = page;
    connection->page_left = strlen(page);
}

/* Reads until the head has ended.  True if it is the answer to the login. */
static bool read_request(struct xpost_connection *connection,
                         const struct xpost_callback_expected *expected,
                         struct xpost_callback *callback)
{
    size_t count = receive(connection);

    if (count == 0)
        return false;
    connection->length += count;
    xpost_callback_read_request(callback, expected, connection->data, connection->length);
    switch (callback->kind) {
    case XPOST_CALLBACK_INCOMPLETE:
        return false;
    case XPOST_CALLBACK_FOREIGN:
        answer(connection, xpost_page_foreign(callback->status));
        return false;
    case XPOST_CALLBACK_CODE:
        answer(connection, xpost_page_received);
        return true;
    case XPOST_CALLBACK_REFUSED:
        answer(connection, xpost_page_refused);
        return true;
    }
    return false;
}

static void write_page(struct xpost_connection *connection, int64_t now)
{
    while (connection->page_left > 0) {
        ssize_t count =
            send(connection->descriptor, connection->page, connection->page_left, MSG_NOSIGNAL);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (count < 0) {
            xpost_connection_close(connection);
            return;
        }
        connection->page += count;
        connection->page_left -= (size_t)count;
    }
    if (shutdown(connection->descriptor, SHUT_WR) != 0) {
        xpost_connection_close(connection);
        return;
    }
    connection->stage = XPOST_CONNECTION_LINGERING;
    if (connection->until > now + LINGER)
        connection->until = now + LINGER;
}

bool xpost_connection_continue(struct xpost_connection *connection,
                               const struct xpost_callback_expected *expected,
                               struct xpost_callback *callback, int64_t now)
{
    if (connection->stage == XPOST_CONNECTION_READING &&
        read_request(connection, expected, callback))
        return true;
    if (connection->stage == XPOST_CONNECTION_WRITING)
        write_page(connection, now);
    if (connection->stage == XPOST_CONNECTION_LINGERING)
        xpost_wipe(connection->data, receive(connection));
    if (connection->stage != XPOST_CONNECTION_FREE && now >= connection->until)
        xpost_connection_close(connection);
    return false;
}
