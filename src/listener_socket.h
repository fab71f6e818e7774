/* The sockets of the loopback listener. */
#ifndef XPOST_LISTENER_SOCKET_H
#define XPOST_LISTENER_SOCKET_H

struct xpost_error;
struct xpost_url;

enum { XPOST_LISTENER_SOCKETS = 2 };

/* Takes the redirect URI apart and refuses (code config) one that no listener here can serve.
 */
int xpost_listener_socket_check(struct xpost_url *url, const char *redirect_uri,
                                struct xpost_error *error);

/* Listens at the URL's address and port: `sockets` holds descriptors or -1.  Returns 0 or an
 * error number. */
int xpost_listener_socket_open(int sockets[XPOST_LISTENER_SOCKETS],
                               const struct xpost_url *url);
void xpost_listener_socket_close(int sockets[XPOST_LISTENER_SOCKETS]);

/* A connection that does not block; -1 with errno set. */
int xpost_listener_socket_accept(int listening);

#endif
