/* Waiting. */
#ifndef XPOST_PAUSE_H
#define XPOST_PAUSE_H

struct xpost_cancel;
struct xpost_error;

/* Waits; -1 with code cancelled if that is requested meanwhile. */
int xpost_pause(int milliseconds, const struct xpost_cancel *cancel, struct xpost_error *error);

#endif
