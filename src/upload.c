#include "upload_internal.h"

#include "buffer.h"
#include "clock.h"
#include "error.h"
#include "file.h"
#include "media_check.h"
#include "post_check.h"
#include "renew.h"

#include <stdlib.h>
#include <string.h>

enum {
    PART = 1024 * 1024, /* bytes: X's own samples use it, and larger ones were refused */
    PARTS_MAX = 1000,   /* X numbers them from 0 to 999 */
    HALVINGS = 2,
    CHECK_AFTER = 2, /* seconds, where X does not say it */
    CHECK_AFTER_MAX = 60,
};

void xpost_upload_tell(const struct xpost_uploading *uploading, enum xpost_progress_state state,
                       int64_t sent)
{
    const struct xpost_upload *upload = uploading->upload;
    const struct xpost_progress progress = {
        .number = upload->number,
        .total = upload->total,
        .state = state,
        .path = uploading->file.path,
        .sent = sent,
        .size = state == XPOST_PROGRESS_UPLOADING ? uploading->file.size : 0,
    };
    xpost_operation_progress(upload->operation, &progress);
}

/* --- the steps --- */

static int initialize(struct xpost_uploading *uploading, struct xpost_error *error)
{
    const struct xpost_media_file *file = &uploading->file;
    char *body = xpost_api_initialize_body(&file->type, file->size, error);
    if (!body)
        return -1;
    const struct xpost_call call = {
        .method = "POST", .path = "/2/media/upload/initialize", .body = body};
    int result =
        xpost_upload_ask(uploading, &call, XPOST_UPLOAD_TRIES, &uploading->media, error);
    free(body);
    return result;
}

static int ask_state(struct xpost_uploading *uploading, struct xpost_error *error)
{
    struct xpost_buffer query = XPOST_BUFFER(256);
    struct xpost_media_reply now;
    xpost_buffer_format(&query, "command=STATUS&media_id=%s", uploading->media.id);
    const struct xpost_call call = {.method = "GET",
                                    .path = "/2/media/upload",
                                    .query = xpost_buffer_string(&query),
                                    .quiet = true};
    int result = query.failed
                     ? xpost_error_no_memory(error)
                     : xpost_upload_ask(uploading, &call, XPOST_UPLOAD_TRIES, &now, error);
    xpost_buffer_release(&query);
    if (result == 0)
        uploading->media = now;
    return result;
}

static int finalize(struct xpost_uploading *uploading, struct xpost_error *error)
{
    struct xpost_buffer path = XPOST_BUFFER(256);
    struct xpost_media_reply done;
    xpost_buffer_format(&path, "/2/media/upload/%s/finalize", uploading->media.id);
    const struct xpost_call call = {
        .method = "POST", .path = xpost_buffer_string(&path), .quiet = true};
    int result = path.failed ? xpost_error_no_memory(error)
                             : xpost_upload_ask(uploading, &call, 1, &done, error);
    xpost_buffer_release(&path);
    if (result == 0)
        uploading->media = done;
    return result;
}

static int time_out(const struct xpost_uploading *uploading, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, uploading->file.path, NULL);
    return xpost_error_set(error, XPOST_MEDIA_TIMEOUT,
                           "X was not done with %s in the time that it was given. Try again "
                           "later.",
                           shown);
}

static int fail(const struct xpost_uploading *uploading, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    xpost_file_show(shown, uploading->file.path, NULL);
    xpost_error_set(error, XPOST_MEDIA_REJECTED,
                    "X could not make anything of %s. Convert it to a form that X takes, such "
                    "as MP4 with H.264 and AAC.",
                    shown);
    xpost_error_detail(error, uploading->media.why, strlen(uploading->media.why));
    return -1;
}

/* Images are ready at once; to ask for their state would be an error. */
static int wait_until_ready(struct xpost_uploading *uploading, struct xpost_error *error)
{
    const struct xpost_upload *upload = uploading->upload;
    int patience = upload->patience ? upload->patience : XPOST_UPLOAD_PATIENCE;
    int64_t end = xpost_clock_milliseconds() + (int64_t)patience * 1000;
    while (uploading->media.state == XPOST_MEDIA_PROCESSING) {
        int64_t left = end - xpost_clock_milliseconds();
        int64_t wait =
            uploading->media.check_after ? uploading->media.check_after : CHECK_AFTER;
        wait = (wait < CHECK_AFTER_MAX ? wait : CHECK_AFTER_MAX) * 1000;
        if (left <= 0)
            return time_out(uploading, error);
        xpost_upload_tell(uploading, XPOST_PROGRESS_PROCESSING, 0);
        if (xpost_operation_pause(upload->operation, wait < left ? wait : left, error) != 0 ||
            ask_state(uploading, error) != 0)
            return -1;
    }
    return uploading->media.state == XPOST_MEDIA_FAILED ? fail(uploading, error) : 0;
}

static int describe(const struct xpost_uploading *uploading, struct xpost_error *error)
{
    const char *alt = uploading->upload->attachment.alt;
    if (!alt)
        return 0;
    char *body = xpost_api_alt_text_body(uploading->media.id, alt, error);
    if (!body)
        return -1;
    const struct xpost_call call = {
        .method = "POST", .path = "/2/media/metadata", .body = body, .quiet = true};
    int result = xpost_upload_ask(uploading, &call, XPOST_UPLOAD_TRIES, NULL, error);
    free(body);
    return result;
}

/* --- the bytes, at worst more than once --- */

/* How the bytes came to X. */
enum delivery { DELIVERED, NOT_DELIVERED, DELIVERY_UNKNOWN };

static enum delivery deliver(struct xpost_uploading *uploading, struct xpost_error *error)
{
    if (initialize(uploading, error) != 0 || xpost_upload_parts(uploading, error) != 0 ||
        xpost_media_file_check(&uploading->file, error) != 0)
        return NOT_DELIVERED;
    if (finalize(uploading, error) == 0)
        return DELIVERED;
    if (error->code != XPOST_NETWORK && error->code != XPOST_SERVER)
        return NOT_DELIVERED;
    /* What is processed has a state, by which it can be told whether it was finalized. */
    struct xpost_error ignored;
    if (uploading->file.type.kind != XPOST_MEDIA_IMAGE && ask_state(uploading, &ignored) == 0)
        return DELIVERED;
    return DELIVERY_UNKNOWN;
}

/* Parts that are too large for X can be made smaller, as far as their number allows. */
static bool halve(struct xpost_uploading *uploading, const struct xpost_error *error)
{
    size_t half = uploading->part_size / 2;
    if ((error->http_status != 413 && error->http_status != 431) ||
        (int64_t)half * PARTS_MAX < uploading->file.size)
        return false;
    uploading->part_size = half;
    return true;
}

static int deliver_again(struct xpost_uploading *uploading, struct xpost_error *error)
{
    int halvings = 0;
    bool repeated = false;
    for (;;) {
        enum delivery delivery = deliver(uploading, error);
        if (delivery == DELIVERED)
            return 0;
        if (delivery == DELIVERY_UNKNOWN && !repeated)
            repeated = true;
        else if (delivery == DELIVERY_UNKNOWN || halvings++ == HALVINGS ||
                 !halve(uploading, error))
            return -1;
    }
}

static size_t part_size(int64_t size)
{
    int64_t least = (size + PARTS_MAX - 1) / PARTS_MAX;
    return least > PART ? (size_t)least : PART;
}

int xpost_upload_file(const struct xpost_upload *upload, struct xpost_uploaded *uploaded,
                      struct xpost_error *error)
{
    struct xpost_uploading uploading = {.upload = upload};
    *uploaded = (struct xpost_uploaded){0};
    if (xpost_media_file_open(&uploading.file, upload->attachment.path, error) != 0)
        return -1;
    uploading.part_size = part_size(uploading.file.size);
    int result = deliver_again(&uploading, error);
    if (result == 0)
        result = wait_until_ready(&uploading, error);
    if (result == 0)
        result = describe(&uploading, error);
    if (result == 0) {
        const struct xpost_media_reply *media = &uploading.media;
        memcpy(uploaded->id, media->id, sizeof uploaded->id);
        memcpy(uploaded->key, media->key, sizeof uploaded->key);
        uploaded->expires_at = media->lasts ? xpost_clock_now() + media->lasts : 0;
    }
    xpost_media_file_close(&uploading.file);
    return result;
}

/* --- the operation --- */

static int upload_as(const struct xpost_upload *upload, struct xpost_uploaded *uploaded,
                     struct xpost_error *error)
{
    if (xpost_post_check_media_scope(upload->account, error) != 0)
        return -1;
    return xpost_upload_file(upload, uploaded, error);
}

int xpost_upload(const struct xpost_operation *operation,
                 const struct xpost_upload_request *request, struct xpost_uploaded *uploaded,
                 struct xpost_error *error)
{
    struct xpost_account account;
    *uploaded = (struct xpost_uploaded){0};
    xpost_error_clear(error);
    if (xpost_attachments_check(&request->attachment, 1, error) != 0 ||
        xpost_media_check_all(&request->attachment, 1, error) != 0 ||
        xpost_load_account(operation, request->account, &account, error) != 0)
        return -1;
    const struct xpost_upload upload = {
        .operation = operation,
        .account = &account,
        .attachment = request->attachment,
        .patience = request->patience,
    };
    int result = upload_as(&upload, uploaded, error);
    xpost_account_release(&account);
    return result;
}
