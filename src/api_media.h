/* X's media upload, version 2: request bodies, and what the answers say.  No I/O.
 * (X's OpenAPI document 2.167: InitializeMediaUploadRequest, CreateMediaMetadata, and the
 * answers of /2/media/upload; processing_info.error is not in it, but is sent.) */
#ifndef XPOST_API_MEDIA_H
#define XPOST_API_MEDIA_H

#include "api.h"
#include "media_type.h"

struct xpost_buffer;

enum { XPOST_MEDIA_KEY_MAX = 31 };

enum xpost_media_state {
    XPOST_MEDIA_READY,
    XPOST_MEDIA_PROCESSING, /* X is not done with it */
    XPOST_MEDIA_FAILED,
};

struct xpost_media_reply {
    char id[XPOST_ID_MAX + 1];
    char key[XPOST_MEDIA_KEY_MAX + 1]; /* "" if not told */
    int64_t lasts;                     /* seconds for which it can be posted; 0: not told */
    enum xpost_media_state state;
    int64_t check_after;         /* PROCESSING: seconds; 0: not told */
    char why[XPOST_MESSAGE_MAX]; /* FAILED: X's words, made harmless; may be "" */
};

/* The JSON that begins an upload, and the one that tells what is in the image; owned by the
 * caller, NULL when memory runs out. */
char *xpost_api_initialize_body(const struct xpost_media_type *type, int64_t bytes,
                                struct xpost_error *error);
char *xpost_api_alt_text_body(const char *id, const char *alt, struct xpost_error *error);

/* What comes before and after the bytes of a part in a multipart body (RFC 7578). */
void xpost_api_part_begin(struct xpost_buffer *out, const char *boundary, int segment);
void xpost_api_part_end(struct xpost_buffer *out, const char *boundary);

/* Reads an answer.  Code server if it cannot be read. */
int xpost_api_read_media(struct xpost_media_reply *media, const char *body, size_t length,
                         struct xpost_error *error);

#endif
