/* The lock under which a submission is worked on, by its key. */
#ifndef XPOST_KEY_LOCK_H
#define XPOST_KEY_LOCK_H

#include "client.h"
#include "lock.h"
#include "post_key.h"

struct xpost_key_lock {
    struct xpost_lock lock;
    const struct xpost_directory *directory;
    char name[XPOST_KEY_LOCK_NAME_SIZE];
};

/* Waits for others who work with the key: for a minute, which is longer than a post takes, but
 * not a thread that waits for a rate limit.  Code busy, with the
 * outcome unknown, where they do not end; cancelled. */
int xpost_key_lock_take(struct xpost_key_lock *lock, const struct xpost_operation *operation,
                        const char *key, struct xpost_error *error);

/* The same, without waiting. */
int xpost_key_lock_try(struct xpost_key_lock *lock, const struct xpost_operation *operation,
                       const char *key, struct xpost_error *error);
void xpost_key_lock_release(struct xpost_key_lock *lock);

#endif
