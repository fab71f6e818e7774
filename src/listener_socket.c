#define _GNU_SOURCE /* accept4 */
#include "listener_socket.h"

#include "error.h"
#include "url.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 128 };

int xpost_listener_socket_check(struct xpost_url *url, const char *redirect_uri,
                                struct xpost_error *error)
{
    if (xpost_url_parse(url, redirect_uri, "The redirect URI", error) != 0)
        return -1;
    if (strstr(url->path, "://"))
        return xpost_error_set(
            error, XPOST_CONFIG,
            "The redirect URI '%.200s' holds more than one address. Separate "
            "them by spaces.",
            redirect_uri);
    if (!xpost_url_is_loopback(url))
        return xpost_error_set(
            error, XPOST_CONFIG,
            "The redirect URI '%.200s' does not lead to this computer. Register "
            "http://127.0.0.1:8739/callback as a Callback URI of your app in X's console, and "
            "use that.",
            redirect_uri);
    if (url->https)
        return xpost_error_set(
            error, XPOST_CONFIG,
            "The redirect URI '%.200s' begins with https://, which cannot be answered on this "
            "computer. Register http://127.0.0.1:8739/callback as a Callback URI of your app "
            "in X's console, and use that.",
            redirect_uri);
    if (!url->port_given || url->port == 0)
        return xpost_error_set(
            error, XPOST_CONFIG,
            "The redirect URI '%.200s' names no port, which X compares exactly. Register "
            "http://127.0.0.1:8739/callback as a Callback URI of your app in X's console, and "
            "use that.",
            redirect_uri);
    if (url->path[url->path_length])
        return xpost_error_set(
            error, XPOST_CONFIG,
            "The redirect URI '%.200s' holds a '?', which a login cannot use. Register "
            "http://127.0.0.1:8739/callback as a Callback URI of your app in X's console, and "
            "use that.",
            redirect_uri);
    return 0;
}

#ifndef __linux__
static bool set_flags(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);

    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0 ||
        fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0)
        return false;
#ifdef SO_NOSIGPIPE
    int on = 1;

    if (setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) != 0)
        return false;
#endif
    return true;
}
#endif

static int new_socket(int family)
{
#ifdef __linux__
    return socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
#else
    int descriptor = socket(family, SOCK_STREAM, 0);

    if (descriptor >= 0 && !set_flags(descriptor)) {
        int failure = errno;

        close(descriptor);
        errno = failure;
        return -1;
    }
    return descriptor;
#endif
}

static bool set_option(int descriptor, int level, int option)
{
    int on = 1;

    return setsockopt(descriptor, level, option, &on, sizeof on) == 0;
}

/* Returns a descriptor, or -1 with errno set. */
static int listen_at(const struct sockaddr *address, socklen_t length)
{
    int descriptor = new_socket(address->sa_family);

    if (descriptor < 0)
        return -1;
    /* Lets the next login use the port while old connections are in TIME_WAIT; two that listen
     * still exclude each other. */
    bool ready = set_option(descriptor, SOL_SOCKET, SO_REUSEADDR);

    if (ready && address->sa_family == AF_INET6)
        ready = set_option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY);
    if (ready && bind(descriptor, address, length) == 0 && listen(descriptor, BACKLOG) == 0)
        return descriptor;
    int failure = errno;

    close(descriptor);
    errno = failure;
    return -1;
}

static int listen_ipv4(const char *host, uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};

    if (inet_pton(AF_INET, host, &address.sin_addr) != 1) {
        errno = EADDRNOTAVAIL;
        return -1;
    }
    return listen_at((const struct sockaddr *)&address, sizeof address);
}

static int listen_ipv6(uint16_t port)
{
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};

    address.sin6_addr.s6_addr[15] = 1; /* ::1 */
    return listen_at((const struct sockaddr *)&address, sizeof address);
}

int xpost_listener_socket_open(int sockets[XPOST_LISTENER_SOCKETS], const struct xpost_url *url)
{
    bool both = strcmp(url->host, "localhost") == 0;
    int failure = 0;

    sockets[0] = sockets[1] = -1;
    if (!url->ipv6) {
        sockets[0] = listen_ipv4(both ? "127.0.0.1" : url->host, url->port);
        if (sockets[0] < 0)
            return errno;
    }
    if (url->ipv6 || both) {
        sockets[1] = listen_ipv6(url->port);
        failure = sockets[1] < 0 ? errno : 0;
    }
    /* Where the machine has no ::1, "localhost" is 127.0.0.1.  Where another program listens at
     * ::1, the browser would bring it the answer. */
    if (both && failure != EADDRINUSE)
        failure = 0;
    if (failure)
        xpost_listener_socket_close(sockets);
    return failure;
}

void xpost_listener_socket_close(int sockets[XPOST_LISTENER_SOCKETS])
{
    for (int i = 0; i < XPOST_LISTENER_SOCKETS; i++) {
        if (sockets[i] >= 0)
            close(sockets[i]);
        sockets[i] = -1;
    }
}

int xpost_listener_socket_accept(int listening)
{
#ifdef __linux__
    int descriptor = accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
    int descriptor = accept(listening, NULL, NULL);

    if (descriptor >= 0 && !set_flags(descriptor)) {
        close(descriptor);
        errno = ECONNABORTED;
        return -1;
    }
#endif
    return descriptor;
}
