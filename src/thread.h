/* From what is to be posted, as it was given, to the posts that go out.  No I/O.
 *
 * Where a request asks for it, a text becomes several posts, images of Markdown become
 * attachments, and posts get numbers (see split.h). */
#ifndef XPOST_THREAD_H
#define XPOST_THREAD_H

#include "split.h"
#include "submission.h"

struct xpost_thread {
    struct xpost_post_request
        request; /* of the posts that go out; borrows from what was given */
    struct xpost_parts parts;
    struct xpost_post *posts;
    struct xpost_attachment *attachments;
    char **paths; /* of images, made absolute */
    size_t path_count;
};

/* `given` outlives the thread.  Code invalid_request as of xpost_split, and for a path that
 * cannot be used.  xpost_thread_release is to be called in each case; after a failure the
 * request is the one that was given. */
int xpost_thread_make(struct xpost_thread *thread, const struct xpost_post_request *given,
                      struct xpost_error *error);
void xpost_thread_release(struct xpost_thread *thread);

#endif
