/* Uploads one file of media, in parts, and waits until X is done with it.
 *
 * The file is read as it is sent, so that memory does not grow with it.  Nothing of this is a
 * post, so each step may be repeated, and it can be left at any moment: X forgets what is
 * unfinished by itself.  The bytes are sent as they are, with whatever the camera wrote into
 * them. */
#ifndef XPOST_UPLOAD_H
#define XPOST_UPLOAD_H

#include "api_media.h"
#include "client.h"

/* Seconds that X may take to process a video. */
enum { XPOST_UPLOAD_PATIENCE = 900 };

struct xpost_upload {
    const struct xpost_operation *operation;
    struct xpost_account *account;
    struct xpost_attachment attachment;
    int patience; /* 0: XPOST_UPLOAD_PATIENCE */
    int number;   /* of the post that it is for, from 1, to be told as progress; 0: none */
    int total;
};

struct xpost_uploaded {
    char id[XPOST_ID_MAX + 1];
    char key[XPOST_MEDIA_KEY_MAX + 1]; /* "" if X did not say it */
    int64_t expires_at;                /* until when it can be posted; 0: not known */
};

/* The account has to have the scope. */
int xpost_upload_file(const struct xpost_upload *upload, struct xpost_uploaded *uploaded,
                      struct xpost_error *error);

/* The operation `upload`. */
struct xpost_upload_request {
    struct xpost_attachment attachment;
    const char *account; /* NULL: the default one */
    int patience;        /* 0: XPOST_UPLOAD_PATIENCE */
};

int xpost_upload(const struct xpost_operation *operation,
                 const struct xpost_upload_request *request, struct xpost_uploaded *uploaded,
                 struct xpost_error *error);

#endif
