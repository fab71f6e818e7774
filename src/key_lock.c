#include "key_lock.h"

#include "error.h"

enum { WAIT = 60000 /* milliseconds */ };

static int take(struct xpost_key_lock *lock, const struct xpost_operation *operation,
                const char *key, int milliseconds, struct xpost_error *error)
{
    *lock = (struct xpost_key_lock){.lock = XPOST_LOCK_NONE,
                                    .directory = &operation->client->store.directory};
    if (xpost_key_lock_name(lock->name, key, error) != 0)
        return -1;
    return xpost_lock_take_once(&lock->lock, lock->directory, lock->name, milliseconds,
                                operation->cancel, error);
}

int xpost_key_lock_take(struct xpost_key_lock *lock, const struct xpost_operation *operation,
                        const char *key, struct xpost_error *error)
{
    if (take(lock, operation, key, operation->nested ? 0 : WAIT, error) == 0)
        return 0;
    if (error->code == XPOST_BUSY) {
        xpost_error_set(
            error, XPOST_BUSY,
            "Another process is posting this at this moment, or waits for a limit of "
            "X to do so. Look at the history in a while.");
        error->outcome = XPOST_OUTCOME_UNKNOWN;
    }
    return -1;
}

int xpost_key_lock_try(struct xpost_key_lock *lock, const struct xpost_operation *operation,
                       const char *key, struct xpost_error *error)
{
    if (take(lock, operation, key, 0, error) == 0)
        return 0;
    if (error->code == XPOST_BUSY)
        xpost_error_set(error, XPOST_BUSY,
                        "It is being posted at this moment, so it is not forgotten.");
    return -1;
}

void xpost_key_lock_release(struct xpost_key_lock *lock)
{
    xpost_lock_release_once(&lock->lock, lock->directory, lock->name);
}
