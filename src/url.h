/* URLs: taking them apart, and percent-encoding.  No I/O.  (RFC 3986, RFC 6749 appendix B) */
#ifndef XPOST_URL_H
#define XPOST_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_buffer;
struct xpost_error;

enum { XPOST_URL_MAX = 4096, XPOST_HOST_MAX = 255 };

struct xpost_url {
    bool https;                    /* otherwise http */
    char host[XPOST_HOST_MAX + 1]; /* lower case; an IPv6 literal without its brackets */
    bool ipv6;
    uint16_t port; /* the scheme's own if the URL names none */
    bool port_given;
    const char *path;   /* into the text that was parsed; "" or begins with '/' */
    size_t path_length; /* up to '?' */
};

/* Takes an absolute http or https URL apart.  Refuses user names and passwords, fragments,
 * control characters, spaces, and anything that is not ASCII.  `name` says in the error which
 * setting is wrong (code config).  `text` must outlive `url`. */
int xpost_url_parse(struct xpost_url *url, const char *text, const char *name,
                    struct xpost_error *error);

/* True for 127.0.0.0/8, ::1 and localhost. */
bool xpost_url_is_loopback(const struct xpost_url *url);

/* Same scheme, host and port. */
bool xpost_url_same_origin(const char *left, const char *right);

/* Checks the URL of a server that tokens go to: https, or http on a loopback address. */
int xpost_url_check_server(const char *text, const char *name, struct xpost_error *error);

/* Percent-encodes everything but unreserved characters. */
void xpost_url_encode(struct xpost_buffer *out, const char *text);

/* Appends `name=value` with both encoded, after '&' unless the buffer is empty or ends in '?'.
 */
void xpost_url_pair(struct xpost_buffer *out, const char *name, const char *value);

/* Looks a parameter up in a query ("a=1&b=2", without '?').  Returns how often it occurs; the
 * first value is decoded into `out` if it fits there.  -1 if it does not fit, is not well
 * encoded or holds a control character. */
int xpost_url_parameter(const char *query, size_t length, const char *name, char *out,
                        size_t size);

#endif
