#include "upload_internal.h"

#include "buffer.h"
#include "crypto.h"
#include "error.h"

#include <string.h>

enum { BOUNDARY_BYTES = 16 };

/* One part: the multipart body is what comes before, bytes of the file, and what comes after.
 */
struct part {
    const struct xpost_media_file *file;
    struct xpost_buffer before, after;
    int64_t begin; /* in the file */
    size_t length;
};

/* Copies what a stretch of the body, `text` at `at`, has of what is wanted from `offset` on. */
static size_t copy_stretch(const struct xpost_buffer *text, size_t at, size_t offset, char *out,
                           size_t wanted)
{
    size_t skip = offset - at, left = text->length - skip;
    size_t count = left < wanted ? left : wanted;
    memcpy(out, text->data + skip, count);
    return count;
}

static int read_part(void *user, size_t offset, char *out, size_t length,
                     struct xpost_error *error)
{
    const struct part *part = user;
    const size_t begin = part->before.length, end = begin + part->length;
    while (length > 0) {
        size_t count;
        if (offset < begin) {
            count = copy_stretch(&part->before, 0, offset, out, length);
        } else if (offset >= end) {
            count = copy_stretch(&part->after, end, offset, out, length);
        } else {
            count = end - offset < length ? end - offset : length;
            if (xpost_media_file_read(part->file, part->begin + (int64_t)(offset - begin), out,
                                      count, error) != 0)
                return -1;
        }
        offset += count;
        out += count;
        length -= count;
    }
    return 0;
}

/* Random, so that it is not among the bytes of the file. */
static int make_boundary(char boundary[2 * BOUNDARY_BYTES + 1], struct xpost_error *error)
{
    unsigned char bytes[BOUNDARY_BYTES];
    if (xpost_crypto_random(bytes, sizeof bytes, error) != 0)
        return -1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        boundary[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        boundary[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    boundary[2 * BOUNDARY_BYTES] = '\0';
    return 0;
}

static int send_part(const struct xpost_uploading *uploading, const char *boundary, int segment,
                     struct part *part, struct xpost_error *error)
{
    struct xpost_buffer path = XPOST_BUFFER(256), type = XPOST_BUFFER(256);
    const struct xpost_http_source source = {read_part, part};
    xpost_api_part_begin(&part->before, boundary, segment);
    xpost_api_part_end(&part->after, boundary);
    xpost_buffer_format(&path, "/2/media/upload/%s/append", uploading->media.id);
    xpost_buffer_format(&type, "multipart/form-data; boundary=%s", boundary);
    const struct xpost_call call = {
        .method = "POST",
        .path = xpost_buffer_string(&path),
        .source = &source,
        .source_type = xpost_buffer_string(&type),
        .source_length = part->before.length + part->length + part->after.length,
        .quiet = true,
    };
    int result = -1;
    if (part->before.failed || part->after.failed || path.failed || type.failed)
        xpost_error_no_memory(error);
    else
        result = xpost_upload_ask(uploading, &call, XPOST_UPLOAD_TRIES, NULL, error);
    xpost_buffer_release(&path);
    xpost_buffer_release(&type);
    xpost_buffer_release(&part->before);
    xpost_buffer_release(&part->after);
    return result;
}

int xpost_upload_parts(const struct xpost_uploading *uploading, struct xpost_error *error)
{
    char boundary[2 * BOUNDARY_BYTES + 1];
    int64_t size = uploading->file.size, sent = 0;
    if (make_boundary(boundary, error) != 0)
        return -1;
    xpost_upload_tell(uploading, XPOST_PROGRESS_UPLOADING, 0);
    for (int segment = 0; sent < size; segment++) {
        struct part part = {
            .file = &uploading->file,
            .before = XPOST_BUFFER(1024),
            .after = XPOST_BUFFER(1024),
            .begin = sent,
            .length = size - sent < (int64_t)uploading->part_size ? (size_t)(size - sent)
                                                                  : uploading->part_size,
        };
        if (xpost_operation_stopped(uploading->upload->operation))
            return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
        if (send_part(uploading, boundary, segment, &part, error) != 0)
            return -1;
        sent += (int64_t)part.length;
        xpost_upload_tell(uploading, XPOST_PROGRESS_UPLOADING, sent);
    }
    return 0;
}
