/* The files of the posts of a submission: from their paths in the ledger to ids at X. */
#ifndef XPOST_POST_MEDIA_H
#define XPOST_POST_MEDIA_H

#include "client.h"
#include "upload.h"

/* What was uploaded for one post.  Zeroed: nothing. */
struct xpost_post_media {
    struct xpost_uploaded uploaded[XPOST_MEDIA_MAX];
    size_t count;
    size_t index; /* of the post */
};

/* True if anything is attached to a post of it. */
bool xpost_post_media_any(const struct xpost_submission *submission);

/* Makes sure that the files of the posts that are not out can be uploaded, by this account.
 * `at` tells at which post that is not so. */
int xpost_post_media_check(const struct xpost_submission *submission,
                           const struct xpost_account *account, size_t *at,
                           struct xpost_error *error);

/* Uploads the files of one post, unless `media` has them already, and for long enough. */
int xpost_post_media_upload(struct xpost_post_media *media,
                            const struct xpost_operation *operation,
                            struct xpost_account *account,
                            const struct xpost_submission *submission, size_t index,
                            struct xpost_error *error);

/* The JSON body with which the post is sent, with these media where it has any; owned by the
 * caller.  No path of a file is ever in it. */
char *xpost_post_media_body(const struct xpost_post_media *media,
                            const struct xpost_submission *submission, size_t index,
                            struct xpost_error *error);

#endif
