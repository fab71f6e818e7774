/* accounts.json, shared by any number of processes.
 * Sees secrets: all that an account holds.
 *
 * Readers need no lock, because the file is only ever replaced whole.  Every change is: lock,
 * read again, change, new file, fsync, rename, fsync of the directory, unlock. */
#ifndef XPOST_STORE_H
#define XPOST_STORE_H

#include "account.h"
#include "file.h"
#include "lock.h"
#include "replacement.h"

struct xpost_cancel;
struct xpost_error;

struct xpost_store {
    struct xpost_directory directory;
    /* See xpost_store_reserve; the lock is open, but not held. */
    struct xpost_replacement reserved;
    struct xpost_lock reserved_lock;
};

#define XPOST_STORE_CLOSED                                                                     \
    {                                                                                          \
        .directory = XPOST_DIRECTORY_CLOSED, .reserved = XPOST_REPLACEMENT_NONE,               \
        .reserved_lock = XPOST_LOCK_NONE                                                       \
    }

/* Opens the state directory (an absolute path; NULL: code config, HOME is not set). */
int xpost_store_open(struct xpost_store *store, const char *state_directory,
                     struct xpost_error *error);
/* True if there is nothing to read: the state directory is not there. */
bool xpost_store_is_missing(const char *state_directory);

void xpost_store_close(struct xpost_store *store);

/* All accounts; none is no error. */
int xpost_store_read(const struct xpost_store *store, struct xpost_accounts *accounts,
                     struct xpost_error *error);

/* One account; name NULL is the default one.  Code not_logged_in if there is none: the message
 * names those that there are, because a mistyped name must never lead to another account. */
int xpost_store_load(const struct xpost_store *store, const char *name,
                     struct xpost_account *account, struct xpost_error *error);

/* Adds or replaces an account. */
int xpost_store_put(struct xpost_store *store, const struct xpost_account *account,
                    struct xpost_error *error);

/* Changes what is stored.  `change` gets the accounts as they are on disk now; it returns 0 to
 * have them written, 1 to leave the file alone, -1 with `error` set to give up.  The result is
 * that of `change`, or -1. */
int xpost_store_update(struct xpost_store *store,
                       int (*change)(struct xpost_accounts *accounts, void *user,
                                     struct xpost_error *error),
                       void *user, struct xpost_error *error);

/* Creates the new file of the next change now, with room for it, so that the disk cannot be
 * found full after a refresh token was spent.  `release` gives it back unused. */
int xpost_store_reserve(struct xpost_store *store, struct xpost_error *error);
void xpost_store_release_reserved(struct xpost_store *store);

/* The lock under which an account's refresh token is used.  Its note is for the caller. */
int xpost_store_lock_renewal(const struct xpost_store *store, const char *account_name,
                             int milliseconds, const struct xpost_cancel *cancel,
                             struct xpost_lock *lock, struct xpost_error *error);

/* The note of that lock, as it is now: the lock is not taken, and its file not made.  `note`
 * has XPOST_LOCK_NOTE_MAX + 1 bytes. */
int xpost_store_peek_renewal(const struct xpost_store *store, const char *account_name,
                             char *note, struct xpost_error *error);

#endif
