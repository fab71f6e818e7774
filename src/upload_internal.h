/* What the files of upload share. */
#ifndef XPOST_UPLOAD_INTERNAL_H
#define XPOST_UPLOAD_INTERNAL_H

#include "call.h"
#include "media_file.h"
#include "upload.h"

/* One upload on its way. */
struct xpost_uploading {
    const struct xpost_upload *upload;
    struct xpost_media_file file;
    size_t part_size; /* bytes; the last part may have less */
    struct xpost_media_reply media;
};

enum { XPOST_UPLOAD_TRIES = 3 };

/* Makes the call; again, up to so many times in all, where there was no answer, or one that
 * says that X has a problem.  `reply` (NULL: of no interest) receives a good answer.  Returns
 * -1 with `error` otherwise, code media_rejected where X did not like the media. */
int xpost_upload_ask(const struct xpost_uploading *uploading, const struct xpost_call *call,
                     int tries, struct xpost_media_reply *reply, struct xpost_error *error);

/* Sends all parts to the upload media.id. */
int xpost_upload_parts(const struct xpost_uploading *uploading, struct xpost_error *error);

/* Tells how far it is. */
void xpost_upload_tell(const struct xpost_uploading *uploading, enum xpost_progress_state state,
                       int64_t sent);

#endif
