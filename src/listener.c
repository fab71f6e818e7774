#define _POSIX_C_SOURCE 200809L
#include "listener.h"

#include "buffer.h"
#include "cancel.h"
#include "clock.h"
#include "error.h"
#include "listener_connection.h"
#include "listener_socket.h"
#include "memory.h"
#include "url.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONNECTIONS = 64,
    ACCEPTS_AT_ONCE = 64,
    POLLED = 1 + XPOST_LISTENER_SOCKETS + CONNECTIONS
};

/* Milliseconds. */
enum { ASK_EVERY = 250, BACK_OFF = 50, FINISH_WITHIN = 1000 };

struct xpost_listener {
    char *redirect_uri;
    struct xpost_url url; /* of redirect_uri, which it points into */
    char host[XPOST_HOST_MAX + sizeof "[]:65535"];
    int sockets[XPOST_LISTENER_SOCKETS];
    int64_t accept_after; /* not before then, because the system could not accept */
    struct xpost_connection connections[CONNECTIONS];
};

/* A wait under way. */
struct session {
    struct xpost_listener *listener;
    const struct xpost_listener_wait *wait;
    struct xpost_callback_expected expected;
    struct xpost_callback *callback;
    struct xpost_connection *answered; /* the one that brought the answer */
    int64_t now;
    int64_t ask_at;
};

/* Copies the next of the redirect URIs, moving `list` behind it; "" at the end, NULL when
 * memory runs out. */
static char *next_uri(const char **list)
{
    *list += strspn(*list, " ");
    size_t length = strcspn(*list, " ");
    char *uri = xpost_string_copy_range(*list, length);

    *list += length;
    return uri;
}

static int check_all(const char *list, struct xpost_error *error)
{
    struct xpost_url url;
    int result = 0, count = 0;

    while (result == 0) {
        char *uri = next_uri(&list);

        if (!uri)
            return xpost_error_no_memory(error);
        if (!*uri) {
            free(uri);
            break;
        }
        result = xpost_listener_socket_check(&url, uri, error);
        count++;
        free(uri);
    }
    if (result == 0 && count == 0)
        return xpost_error_set(error, XPOST_CONFIG,
                               "No redirect URI is set. Name one that is registered as a "
                               "Callback URI of your app in X's console.");
    return result;
}

/* Opens the first that can be; returns 0, or -1 with the error set. */
static int open_first(struct xpost_listener *listener, const char *list,
                      struct xpost_error *error)
{
    struct xpost_buffer tried = XPOST_BUFFER(XPOST_MESSAGE_MAX / 2);
    int failure = 0, first_failure = 0;

    for (;;) {
        char *uri = next_uri(&list);

        if (!uri) {
            xpost_buffer_release(&tried);
            return xpost_error_no_memory(error);
        }
        free(listener->redirect_uri);
        listener->redirect_uri = uri;
        if (!*uri)
            break;
        if (xpost_listener_socket_check(&listener->url, uri, error) != 0)
            break;
        failure = xpost_listener_socket_open(listener->sockets, &listener->url);
        if (failure == 0) {
            xpost_buffer_release(&tried);
            return 0;
        }
        if (first_failure == 0 || failure == EADDRINUSE)
            first_failure = failure;
        xpost_buffer_format(&tried, "%s%s", tried.length ? ", " : "", uri);
    }
    if (first_failure == EADDRINUSE)
        xpost_error_set(
            error, XPOST_BUSY,
            "Another program, or another login, uses the port of %s. End it, or register a "
            "Callback URI with another port in X's console, User authentication settings, and "
            "name it in XPOST_REDIRECT_URI (redirect_uri).",
            xpost_buffer_string(&tried));
    else
        xpost_error_set(error, XPOST_CONFIG,
                        "This computer does not let xpost listen at %s (error %d). Register a "
                        "Callback URI with another port in X's console, User authentication "
                        "settings, and name it in XPOST_REDIRECT_URI (redirect_uri).",
                        xpost_buffer_string(&tried), first_failure);
    xpost_buffer_release(&tried);
    return -1;
}

struct xpost_listener *xpost_listener_open(const char *redirect_uris, struct xpost_error *error)
{
    if (!redirect_uris)
        redirect_uris = "";
    if (check_all(redirect_uris, error) != 0)
        return NULL;
    struct xpost_listener *listener = calloc(1, sizeof *listener);

    if (!listener) {
        xpost_error_no_memory(error);
        return NULL;
    }
    for (int i = 0; i < XPOST_LISTENER_SOCKETS; i++)
        listener->sockets[i] = -1;
    if (open_first(listener, redirect_uris, error) != 0) {
        xpost_listener_close(listener);
        return NULL;
    }
    snprintf(listener->host, sizeof listener->host, listener->url.ipv6 ? "[%s]:%u" : "%s:%u",
             listener->url.host, (unsigned)listener->url.port);
    return listener;
}

static void close_connections(struct xpost_listener *listener,
                              const struct xpost_connection *except)
{
    for (int i = 0; i < CONNECTIONS; i++) {
        if (&listener->connections[i] != except)
            xpost_connection_close(&listener->connections[i]);
    }
}

void xpost_listener_close(struct xpost_listener *listener)
{
    if (!listener)
        return;
    xpost_listener_socket_close(listener->sockets);
    close_connections(listener, NULL);
    free(listener->redirect_uri);
    free(listener);
}

const char *xpost_listener_redirect_uri(const struct xpost_listener *listener)
{
    return listener->redirect_uri;
}

static struct xpost_connection *find_free(struct xpost_listener *listener)
{
    for (int i = 0; i < CONNECTIONS; i++)
        if (listener->connections[i].stage == XPOST_CONNECTION_FREE)
            return &listener->connections[i];
    return NULL;
}

/* A free place, or that of the connection which has been here longest; one that has its page
 * goes first. */
static struct xpost_connection *make_room(struct xpost_listener *listener)
{
    struct xpost_connection *oldest = find_free(listener);

    if (oldest)
        return oldest;
    for (int i = 0; i < CONNECTIONS; i++) {
        struct xpost_connection *connection = &listener->connections[i];
        bool done = connection->stage == XPOST_CONNECTION_LINGERING;

        if (!oldest || (done && oldest->stage != XPOST_CONNECTION_LINGERING) ||
            (done == (oldest->stage == XPOST_CONNECTION_LINGERING) &&
             connection->since < oldest->since))
            oldest = connection;
    }
    xpost_connection_close(oldest);
    return oldest;
}

static bool go_on(struct session *session, struct xpost_connection *connection)
{
    if (!xpost_connection_continue(connection, &session->expected, session->callback,
                                   session->now))
        return false;
    session->answered = connection;
    return true;
}

/* Accepts what waits.  True if one of them brought the answer. */
static bool accept_waiting(struct session *session, int listening)
{
    for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
        int descriptor = xpost_listener_socket_accept(listening);

        if (descriptor < 0) {
            bool passing = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ||
                           errno == ECONNABORTED;

            /* No descriptors or memory left: the connection stays queued, and would be reported
             * again and again. */
            if (!passing)
                session->listener->accept_after = session->now + BACK_OFF;
            return false;
        }
        struct xpost_connection *connection = make_room(session->listener);

        xpost_connection_start(connection, descriptor, session->now);
        /* A browser's request comes with the connection. */
        if (go_on(session, connection))
            return true;
    }
    return false;
}

static int64_t earlier(int64_t left, int64_t right)
{
    return left < right ? left : right;
}

/* Fills `set`: first the connections, which `polled` names, then the rest.  Returns the number
 * of the connections; `*count` is that of all. */
static nfds_t fill_poll_set(const struct session *session, struct pollfd *set,
                            struct xpost_connection **polled, nfds_t *count)
{
    struct xpost_listener *listener = session->listener;
    int cancel = xpost_cancel_descriptor(session->wait->cancel);
    nfds_t connections = 0, all;

    for (int i = 0; i < CONNECTIONS; i++) {
        struct xpost_connection *connection = &listener->connections[i];

        if (connection->stage == XPOST_CONNECTION_FREE)
            continue;
        polled[connections] = connection;
        set[connections++] = (struct pollfd){.fd = connection->descriptor,
                                             .events = xpost_connection_events(connection)};
    }
    all = connections;
    if (cancel >= 0)
        set[all++] = (struct pollfd){.fd = cancel, .events = POLLIN};
    for (int i = 0; i < XPOST_LISTENER_SOCKETS; i++) {
        if (listener->sockets[i] >= 0 && session->now >= listener->accept_after)
            set[all++] = (struct pollfd){.fd = listener->sockets[i], .events = POLLIN};
    }
    *count = all;
    return connections;
}

static int poll_timeout(const struct session *session)
{
    const struct xpost_listener *listener = session->listener;
    int64_t until = session->wait->deadline;

    if (session->wait->poll)
        until = earlier(until, session->ask_at);
    if (listener->accept_after > session->now)
        until = earlier(until, listener->accept_after);
    for (int i = 0; i < CONNECTIONS; i++) {
        if (listener->connections[i].stage != XPOST_CONNECTION_FREE)
            until = earlier(until, listener->connections[i].until);
    }
    /* Never longer than the cancel flag may be late, where it has no descriptor. */
    until = earlier(until, session->now + 1000);
    return until > session->now ? (int)(until - session->now) : 0;
}

/* Waits for the next thing to happen, and deals with it.  True if it was the answer. */
static bool serve(struct session *session)
{
    struct xpost_listener *listener = session->listener;
    struct pollfd set[POLLED];
    struct xpost_connection *polled[CONNECTIONS];
    nfds_t count;
    nfds_t connections = fill_poll_set(session, set, polled, &count);
    int ready = poll(set, count, poll_timeout(session));

    if (ready < 0) {
        /* A signal: a script's Ctrl-C arrives in the hook.  Else the kernel has no memory. */
        if (errno == EINTR)
            session->ask_at = 0;
        else
            poll(NULL, 0, BACK_OFF);
        return false;
    }
    session->now = xpost_clock_milliseconds();
    for (nfds_t i = 0; i < connections; i++) {
        if ((set[i].revents || session->now >= polled[i]->until) && go_on(session, polled[i]))
            return true;
    }
    for (int i = 0; i < XPOST_LISTENER_SOCKETS; i++) {
        if (listener->sockets[i] >= 0 && session->now >= listener->accept_after &&
            accept_waiting(session, listener->sockets[i]))
            return true;
    }
    return false;
}

/* Returns 1 if there is an answer, 0 to go on, -1 with the error set. */
static int step(struct session *session, struct xpost_error *error)
{
    const struct xpost_listener_wait *wait = session->wait;

    session->now = xpost_clock_milliseconds();
    if (xpost_cancel_requested(wait->cancel))
        return xpost_error_set(error, XPOST_CANCELLED, "The login was cancelled.");
    if (wait->poll && session->now >= session->ask_at) {
        session->ask_at = session->now + ASK_EVERY;
        xpost_callback_release(session->callback);
        int result = wait->poll(wait->user, session->callback, error);

        if (result != 0)
            return result;
    }
    if (session->now >= wait->deadline)
        return xpost_error_set(error, XPOST_LOGIN_TIMEOUT,
                               "No answer came from the browser in time. Run the login again, "
                               "and allow the app on the page that X shows.");
    return serve(session) ? 1 : 0;
}

/* Gives the browser its page, in a bounded time. */
static void finish(struct session *session)
{
    struct xpost_connection *connection = session->answered;
    struct xpost_callback unused;
    int64_t end = xpost_clock_milliseconds() + FINISH_WITHIN;

    connection->until = earlier(connection->until, end);
    for (;;) {
        session->now = xpost_clock_milliseconds();
        xpost_connection_continue(connection, &session->expected, &unused, session->now);
        if (connection->stage == XPOST_CONNECTION_FREE)
            return;
        struct pollfd set = {.fd = connection->descriptor,
                             .events = xpost_connection_events(connection)};
        int64_t left = connection->until - session->now;

        poll(&set, 1, left > 0 ? (int)left : 0);
    }
}

/* The same answer may have come twice, as when a page is loaded again.  Those that are here
 * already get their page too, rather than a connection that is reset. */
static void answer_twins(struct session *session)
{
    struct xpost_listener *listener = session->listener;
    struct xpost_callback unused = {0};

    session->now = xpost_clock_milliseconds();
    for (int i = 0; i < XPOST_LISTENER_SOCKETS; i++) {
        for (int accepted = 0; listener->sockets[i] >= 0 && accepted < ACCEPTS_AT_ONCE;
             accepted++) {
            struct xpost_connection *place = find_free(listener);
            int descriptor = place ? xpost_listener_socket_accept(listener->sockets[i]) : -1;

            if (descriptor < 0)
                break;
            xpost_connection_start(place, descriptor, session->now);
        }
    }
    for (int i = 0; i < CONNECTIONS; i++) {
        struct xpost_connection *connection = &listener->connections[i];

        if (connection == session->answered)
            continue;
        /* Once to read the request, once more to write the page. */
        xpost_connection_continue(connection, &session->expected, &unused, session->now);
        xpost_connection_continue(connection, &session->expected, &unused, session->now);
    }
    xpost_callback_release(&unused);
}

int xpost_listener_wait(struct xpost_listener *listener, const struct xpost_listener_wait *wait,
                        struct xpost_callback *callback, struct xpost_error *error)
{
    struct session session = {
        .listener = listener,
        .wait = wait,
        .expected = {.host = listener->host,
                     .path = listener->url.path,
                     .path_length = listener->url.path_length,
                     .state = wait->state},
        .callback = callback,
    };
    int result;

    xpost_callback_release(callback);
    do
        result = step(&session, error);
    while (result == 0);

    if (session.answered)
        answer_twins(&session);
    xpost_listener_socket_close(listener->sockets);
    close_connections(listener, session.answered);
    if (session.answered)
        finish(&session);
    if (result < 0)
        xpost_callback_release(callback);
    return result < 0 ? -1 : 0;
}
