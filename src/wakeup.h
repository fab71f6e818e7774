/* A descriptor that one thread makes readable for another's poll(). */
#ifndef XPOST_WAKEUP_H
#define XPOST_WAKEUP_H

struct xpost_error;

struct xpost_wakeup {
    int ends[2]; /* of a pipe, or an eventfd twice; {-1, -1}: closed */
};

#define XPOST_WAKEUP_CLOSED                                                                    \
    {                                                                                          \
        .ends = { -1, -1 }                                                                     \
    }

int xpost_wakeup_open(struct xpost_wakeup *wakeup, struct xpost_error *error);
void xpost_wakeup_close(struct xpost_wakeup *wakeup);

/* For poll(); -1 if closed. */
int xpost_wakeup_descriptor(const struct xpost_wakeup *wakeup);

/* Makes the descriptor readable.  Safe in any thread, and in a signal handler. */
void xpost_wakeup_signal(const struct xpost_wakeup *wakeup);

/* Makes it unreadable again. */
void xpost_wakeup_clear(const struct xpost_wakeup *wakeup);

#endif
