/* Bytes that grow up to a stated maximum, and are wiped when released, because they may hold
 * secrets.
 *
 * A failed append (no memory, or over the maximum) leaves the contents as they were and makes
 * every later append fail too, so that a sequence of appends needs one check at its end:
 *
 *     struct xpost_buffer body = XPOST_BUFFER(4096);
 *     xpost_buffer_text(&body, "grant_type=");
 *     xpost_buffer_text(&body, grant);
 *     if (body.failed) ...
 *
 * `data` always ends with a zero byte that `length` does not count; it is NULL while nothing
 * was appended. */
#ifndef XPOST_BUFFER_H
#define XPOST_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct xpost_buffer {
    char *data;
    size_t length;
    size_t capacity;
    size_t maximum; /* largest length allowed */
    bool failed;
};

#define XPOST_BUFFER(most)                                                                     \
    {                                                                                          \
        .maximum = (most)                                                                      \
    }

void xpost_buffer_append(struct xpost_buffer *buffer, const void *data, size_t length);
void xpost_buffer_text(struct xpost_buffer *buffer, const char *text);
void xpost_buffer_format(struct xpost_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text so far; "" instead of NULL. */
const char *xpost_buffer_string(const struct xpost_buffer *buffer);

/* Empties and wipes the buffer, which can be used again with the same maximum. */
void xpost_buffer_release(struct xpost_buffer *buffer);

/* Moves the text out: the caller owns it (free it with xpost_secret_free or free).  NULL where
 * an append had failed or memory runs out; the buffer is released in each case. */
char *xpost_buffer_take(struct xpost_buffer *buffer);

#endif
