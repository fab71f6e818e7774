/* A flag that one thread raises and another one, inside a blocking operation, notices.
 *
 * Cancelling is a wish: an operation that has begun something that must not be abandoned (a
 * refresh, a code exchange, a create) finishes it first.
 *
 * Threads: `request` and `requested` may be called from any thread, and from a signal handler. */
#ifndef XPOST_CANCEL_H
#define XPOST_CANCEL_H

#include <stdbool.h>

struct xpost_cancel;
struct xpost_error;

struct xpost_cancel *xpost_cancel_new(struct xpost_error *error);
void xpost_cancel_free(struct xpost_cancel *cancel);

void xpost_cancel_request(struct xpost_cancel *cancel);

/* NULL never was requested. */
bool xpost_cancel_requested(const struct xpost_cancel *cancel);

/* A descriptor that becomes readable when cancelling is requested, for poll(); -1 for NULL. */
int xpost_cancel_descriptor(const struct xpost_cancel *cancel);

#endif
