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
};

/* Keeps the text, durably, as a draft under its key, in the place of an earlier draft of that
 * key.  A post with the key takes the draft's place.  Code invalid_request if something was
 * submitted with the key already.  `key` has XPOST_KEY_MAX + 1 bytes. */
int xpost_draft_save(const struct xpost_operation *operation,
                     const struct xpost_draft_request *request, char *key,
                     struct xpost_error *error);

#endif
