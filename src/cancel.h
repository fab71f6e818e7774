/* A flag that one thread raises and another one, inside a blocking operation, notices.
 *
 * Cancelling is a wish: an operation that has begun something that must not be abandoned (a
 * refresh, a code exchange, a create) finishes it first.  It says so here: between `begin` and
 * `end` the operation is committed, and who cancelled can tell.
 *
 * Threads: all but new and free may be called from any thread, `request` from a signal handler.
 */
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

/* The operation is about to do what must not be abandoned.  False if cancelling was requested
 * before: then it must not do it.  One of the two sides always sees the other. */
bool xpost_cancel_begin(struct xpost_cancel *cancel);

/* It is done, and recorded. */
void xpost_cancel_end(struct xpost_cancel *cancel);

/* True between the two. */
bool xpost_cancel_committed(const struct xpost_cancel *cancel);

/* The operation finds out whether something was done before, which it may leave at any time:
 * then that is still not known. */
void xpost_cancel_doubt(struct xpost_cancel *cancel, bool doubt);
bool xpost_cancel_doubted(const struct xpost_cancel *cancel);

#endif
