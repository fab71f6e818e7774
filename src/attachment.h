/* A file that is attached to a post, as the user names it; and how the ledger keeps it until it
 * is uploaded: as a member `attachments` of the body of the create, which X never sees.  No
 * I/O.
 */
#ifndef XPOST_ATTACHMENT_H
#define XPOST_ATTACHMENT_H

#include <stdbool.h>
#include <stddef.h>

struct xpost_error;
struct xpost_json;

enum { XPOST_MEDIA_MAX = 4, XPOST_ALT_MAX = 1000 /* characters */ };

/* Both are borrowed strings of UTF-8 without zero bytes. */
struct xpost_attachment {
    const char *path; /* absolute */
    const char *alt;  /* what is in the image, in words; NULL: not told */
};

/* Refuses (invalid_request) what cannot be attached, whatever the files are. */
int xpost_attachments_check(const struct xpost_attachment *attachments, size_t count,
                            struct xpost_error *error);

/* Adds the member to a body. */
int xpost_attachments_add(struct xpost_json *body, const struct xpost_attachment *attachments,
                          size_t count);

/* True if a body (NULL: there is none) has the member. */
bool xpost_attachments_any(const char *body);

/* What it holds. */
struct xpost_attachments {
    struct xpost_attachment items[XPOST_MEDIA_MAX];
    size_t count;
    struct xpost_json *body; /* what the strings belong to */
};

/* Of a body without the member the count is 0.  Code store if it cannot be read.  Release it.
 */
int xpost_attachments_read(struct xpost_attachments *attachments, const char *body,
                           struct xpost_error *error);
void xpost_attachments_release(struct xpost_attachments *attachments);

/* The body as X takes it, with these media in the place of the member; owned by the caller.
 * Code store if there are not as many. */
char *xpost_attachments_replace(const char *body, const char *const *media_ids, size_t count,
                                struct xpost_error *error);

/* Makes the path absolute: ~/ is `home` (NULL: not known), and what is relative begins in
 * `directory`, which is absolute.  The caller owns it; NULL with `error` filled. */
char *xpost_attachment_path(const char *path, const char *directory, const char *home,
                            struct xpost_error *error);

#endif
