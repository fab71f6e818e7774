#include "upload_internal.h"

#include "buffer.h"
#include "error.h"
#include "file.h"

#include <string.h>

enum { PAUSE = 500 /* milliseconds before the second try; twice that before the third */ };

static void reject(const struct xpost_uploading *uploading, struct xpost_error *error)
{
    char shown[XPOST_PATH_SHOWN];
    const struct xpost_error why = *error;
    xpost_file_show(shown, uploading->file.path, NULL);
    if (why.code == XPOST_NOT_FOUND)
        xpost_error_set(error, XPOST_SERVER,
                        "X does not find its own media service, or the upload of %s. Try again "
                        "later.",
                        shown);
    else
        xpost_error_set(error, XPOST_MEDIA_REJECTED,
                        "X did not take %s. Trying the same file again will not help.", shown);
    error->http_status = why.http_status;
    memcpy(error->detail, why.detail, sizeof error->detail);
}

/* Turns an answer other than success into an error. */
static void describe(const struct xpost_uploading *uploading,
                     const struct xpost_http_response *response, struct xpost_error *error)
{
    xpost_api_read_problem(response, error);
    xpost_error_redact(error, uploading->upload->account->access_token);
    if (error->code == XPOST_INVALID_REQUEST || error->code == XPOST_NOT_FOUND)
        reject(uploading, error);
}

/* `again` tells whether to try once more is of use: what was certainly not sent was tried again
 * before it came here. */
static int ask_once(const struct xpost_uploading *uploading, const struct xpost_call *call,
                    struct xpost_media_reply *reply, bool *again, struct xpost_error *error)
{
    struct xpost_http_response response;
    const struct xpost_upload *upload = uploading->upload;
    xpost_error_clear(error);
    int result = xpost_call_perform(upload->operation, upload->account, call, &response, error);
    if (result == 0 && (response.status < 200 || response.status >= 300)) {
        describe(uploading, &response, error);
        result = -1;
    } else if (result == 0 && reply) {
        result = xpost_api_read_media(reply, xpost_buffer_string(&response.body),
                                      response.body.length, error);
    }
    *again = error->code == XPOST_SERVER ||
             (error->code == XPOST_NETWORK && response.sent != XPOST_NOT_SENT);
    xpost_http_response_release(&response);
    return result;
}

int xpost_upload_ask(const struct xpost_uploading *uploading, const struct xpost_call *call,
                     int tries, struct xpost_media_reply *reply, struct xpost_error *error)
{
    bool again = false;
    for (int attempt = 1;; attempt++) {
        if (ask_once(uploading, call, reply, &again, error) == 0)
            return 0;
        if (!again || attempt == tries ||
            xpost_operation_pause(uploading->upload->operation, PAUSE * attempt, error) != 0)
            return -1;
    }
}
