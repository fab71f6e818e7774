/* Advisory locks between processes and between threads.
 *
 * A lock is an flock on a file of its own that is never removed, so that two threads of one
 * process exclude each other too.  It ends with the process, whatever kills it.  The file can
 * hold a short note that the holder reads and writes. */
#ifndef XPOST_LOCK_H
#define XPOST_LOCK_H

struct xpost_cancel;
struct xpost_directory;
struct xpost_error;

struct xpost_lock {
    int descriptor; /* -1: not held */
};

#define XPOST_LOCK_NONE                                                                        \
    {                                                                                          \
        .descriptor = -1                                                                       \
    }

/* Waits at most `milliseconds`.  Code busy if others hold it all that time, cancelled, or store
 * where the file system cannot lock. */
int xpost_lock_take(struct xpost_lock *lock, const struct xpost_directory *directory,
                    const char *name, int milliseconds, const struct xpost_cancel *cancel,
                    struct xpost_error *error);
void xpost_lock_release(struct xpost_lock *lock);

/* The two halves of xpost_lock_take: `open` opens the file without taking the lock; `wait`
 * takes it, and closes the file where it fails. */
int xpost_lock_open(struct xpost_lock *lock, const struct xpost_directory *directory,
                    const char *name, struct xpost_error *error);
int xpost_lock_wait(struct xpost_lock *lock, int milliseconds,
                    const struct xpost_cancel *cancel, struct xpost_error *error);

/* Takes a lock on a file that is removed on release; for names that are used once. */
int xpost_lock_take_once(struct xpost_lock *lock, const struct xpost_directory *directory,
                         const char *name, int milliseconds, const struct xpost_cancel *cancel,
                         struct xpost_error *error);
void xpost_lock_release_once(struct xpost_lock *lock, const struct xpost_directory *directory,
                             const char *name);

enum { XPOST_LOCK_NOTE_MAX = 127 };

/* The note; "" if there is none.  `note` has XPOST_LOCK_NOTE_MAX + 1 bytes. */
int xpost_lock_read_note(const struct xpost_lock *lock, char *note, struct xpost_error *error);

/* Replaces the note, in place and durably (one write of a fixed size, fdatasync). */
int xpost_lock_write_note(const struct xpost_lock *lock, const char *note,
                          struct xpost_error *error);

#endif
