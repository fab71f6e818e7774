#include "post_media.h"

#include "clock.h"
#include "error.h"
#include "media_check.h"
#include "post_check.h"
#include "submission.h"

#include <stdlib.h>

enum { MARGIN = 60 /* seconds for which media have to last, to be used again */ };

bool xpost_post_media_any(const struct xpost_submission *submission)
{
    for (size_t i = 0; i < submission->count; i++)
        if (xpost_attachments_any(submission->posts[i].request))
            return true;
    return false;
}

static int check_post(const struct xpost_ledger_post *entry,
                      const struct xpost_account *account, struct xpost_error *error)
{
    struct xpost_attachments attachments;
    if (entry->state == XPOST_STATE_POSTED || !xpost_attachments_any(entry->request))
        return 0;
    if (xpost_post_check_media_scope(account, error) != 0 ||
        xpost_attachments_read(&attachments, entry->request, error) != 0)
        return -1;
    int result = xpost_media_check_all(attachments.items, attachments.count, error);
    xpost_attachments_release(&attachments);
    return result;
}

int xpost_post_media_check(const struct xpost_submission *submission,
                           const struct xpost_account *account, size_t *at,
                           struct xpost_error *error)
{
    for (*at = 0; *at < submission->count; ++*at)
        if (check_post(&submission->posts[*at], account, error) != 0)
            return -1;
    return 0;
}

/* --- uploading --- */

static bool is_there(const struct xpost_post_media *media, size_t index)
{
    int64_t until = xpost_clock_now() + MARGIN;
    if (media->count == 0 || media->index != index)
        return false;
    for (size_t i = 0; i < media->count; i++)
        if (media->uploaded[i].expires_at && media->uploaded[i].expires_at < until)
            return false;
    return true;
}

static int upload_all(struct xpost_post_media *media, struct xpost_upload *upload,
                      const struct xpost_attachments *attachments, struct xpost_error *error)
{
    for (size_t i = 0; i < attachments->count; i++) {
        upload->attachment = attachments->items[i];
        if (xpost_upload_file(upload, &media->uploaded[i], error) != 0)
            return -1;
    }
    media->count = attachments->count;
    return 0;
}

int xpost_post_media_upload(struct xpost_post_media *media,
                            const struct xpost_operation *operation,
                            struct xpost_account *account,
                            const struct xpost_submission *submission, size_t index,
                            struct xpost_error *error)
{
    struct xpost_attachments attachments;
    if (is_there(media, index))
        return 0;
    *media = (struct xpost_post_media){.index = index};
    if (xpost_attachments_read(&attachments, submission->posts[index].request, error) != 0)
        return -1;
    struct xpost_upload upload = {
        .operation = operation,
        .account = account,
        .number = (int)index + 1,
        .total = (int)submission->count,
    };
    int result = upload_all(media, &upload, &attachments, error);
    xpost_attachments_release(&attachments);
    return result;
}

char *xpost_post_media_body(const struct xpost_post_media *media,
                            const struct xpost_submission *submission, size_t index,
                            struct xpost_error *error)
{
    const char *ids[XPOST_MEDIA_MAX];
    size_t count = media->index == index ? media->count : 0;
    char *body = xpost_submission_body(submission, index, error);
    if (!body || !xpost_attachments_any(body))
        return body;
    for (size_t i = 0; i < count; i++)
        ids[i] = media->uploaded[i].id;
    char *with_media = xpost_attachments_replace(body, ids, count, error);
    free(body);
    return with_media;
}
