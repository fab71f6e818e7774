/* The note beside the lock of an account's renewals: what is known of the fate of its refresh
 * token, for the process that comes next.  No I/O. */
#ifndef XPOST_RENEW_NOTE_H
#define XPOST_RENEW_NOTE_H

#include <stdint.h>

struct xpost_error;

enum xpost_renew_fate {
    XPOST_FATE_FRESH = 0,  /* nothing is known against it */
    XPOST_FATE_SENT,       /* sent; whoever sent it ended before the answer, or waits for it */
    XPOST_FATE_UNANSWERED, /* sent, and no answer came, or none that could be read */
    XPOST_FATE_SPENT,      /* its successor was issued, and could not be saved */
    XPOST_FATE_DEAD,       /* X refused it at `time` */
    XPOST_FATE_LIMITED,    /* X wants no renewal until `time` */
    XPOST_FATE_CLIENT,     /* X refused the app at `time` */
    /* X refused at `time` the access token that came with it, and the one before. */
    XPOST_FATE_UNAUTHORIZED,
};

struct xpost_renew_note {
    enum xpost_renew_fate fate;
    int count; /* whatever the fate: times that it was sent without an answer */
    int64_t time;
};

/* Reads what `text` says of this refresh token; a note about another one says nothing. */
int xpost_renew_note_read(struct xpost_renew_note *note, const char *text,
                          const char *refresh_token, struct xpost_error *error);

/* Writes the note; it names the token by a hash.  `text` has XPOST_LOCK_NOTE_MAX + 1 bytes. */
int xpost_renew_note_write(char *text, const struct xpost_renew_note *note,
                           const char *refresh_token, struct xpost_error *error);

#endif
