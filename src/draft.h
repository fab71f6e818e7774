/* Keeping a text before it is posted: the operation `draft`. */
#ifndef XPOST_DRAFT_H
#define XPOST_DRAFT_H

#include "client.h"

enum { XPOST_DRAFT_MAX = 1 << 22 /* bytes */ };

struct xpost_draft_request {
    const char *text;
    size_t text_length;
    const char *account; /* NULL: left open */
    const char *key;     /* NULL: one is made up */
    /* The text that the draft has, as far as the caller knows; NULL: whatever it has. */
    const char *replaces;
    size_t replaces_length;
};

/* Keeps the text, durably, as a draft under its key, in the place of an earlier draft of that
 * key.  A post with the key takes the draft's place.  Code invalid_request if something was
 * submitted with the key already.  With `replaces` nothing is written over that the caller has
 * not seen: a draft with another text stays, and so does what was submitted; then this is kept
 * under a key that is made up.  `key` (XPOST_KEY_MAX + 1 bytes) is filled with the key that it
 * has. */
int xpost_draft_save(const struct xpost_operation *operation,
                     const struct xpost_draft_request *request, char *key,
                     struct xpost_error *error);

#endif
