/* The key of a post, by which it is known again. */
#ifndef XPOST_POST_KEY_H
#define XPOST_POST_KEY_H

struct xpost_error;

enum { XPOST_KEY_LOCK_NAME_SIZE = 64 };

/* Refuses (invalid_request) what is no key: 1 to XPOST_KEY_MAX bytes without control
 * characters. */
int xpost_key_check(const char *key, struct xpost_error *error);

/* Makes up a key that nobody else has; `key` has XPOST_KEY_MAX + 1 bytes. */
int xpost_key_make(char *key, struct xpost_error *error);

/* The name of the lock file under which a key is used; `name` has XPOST_KEY_LOCK_NAME_SIZE
 * bytes. */
int xpost_key_lock_name(char *name, const char *key, struct xpost_error *error);

#endif
