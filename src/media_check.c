#include "media_check.h"

#include "error.h"
#include "file.h"
#include "media_file.h"

static int check_alt(const struct xpost_attachment *attachment,
                     const struct xpost_media_facts *facts, struct xpost_error *why)
{
    char shown[XPOST_PATH_SHOWN];
    if (!attachment->alt || facts->type.kind != XPOST_MEDIA_VIDEO)
        return 0;
    xpost_file_show(shown, attachment->path, NULL);
    return xpost_error_set(why, XPOST_MEDIA_REJECTED,
                           "%s is a video, and X takes an alt text for images only. Leave it "
                           "out.",
                           shown);
}

static int check_mixture(const struct xpost_media_facts *facts, size_t count,
                         struct xpost_error *why)
{
    size_t moving = 0;
    for (size_t i = 0; i < count; i++)
        moving += facts[i].type.kind > XPOST_MEDIA_IMAGE;
    if (moving == 0 || count == 1)
        return 0;
    return xpost_error_set(
        why, XPOST_MEDIA_REJECTED,
        "A post can have up to four images, or one moving GIF, or one video. "
        "Leave the others out.");
}

/* Returns 0 if nothing is wrong with it. */
static int look_at(const struct xpost_attachment *attachment, struct xpost_media_facts *facts,
                   struct xpost_error *why)
{
    struct xpost_media_file file;
    *facts = (struct xpost_media_facts){0};
    if (xpost_media_file_open(&file, attachment->path, why) != 0)
        return -1;
    *facts = (struct xpost_media_facts){file.type, file.size};
    xpost_media_file_close(&file);
    return check_alt(attachment, facts, why);
}

int xpost_media_check(const struct xpost_attachment *attachments, size_t count,
                      struct xpost_media_facts facts[XPOST_MEDIA_MAX],
                      int (*tell)(const struct xpost_error *why, void *user), void *user,
                      struct xpost_error *error)
{
    struct xpost_error why;
    if (count > XPOST_MEDIA_MAX) /* which is told with the form */
        count = XPOST_MEDIA_MAX;
    for (size_t i = 0; i < count; i++) {
        if (look_at(&attachments[i], &facts[i], &why) == 0)
            continue;
        if (why.code == XPOST_BUSY) {
            *error = why;
            return -1;
        }
        int stopped = tell(&why, user);
        if (stopped != 0)
            return stopped;
    }
    return check_mixture(facts, count, &why) == 0 ? 0 : tell(&why, user);
}

static int keep(const struct xpost_error *why, void *user)
{
    *(struct xpost_error *)user = *why;
    return -1;
}

int xpost_media_check_all(const struct xpost_attachment *attachments, size_t count,
                          struct xpost_error *error)
{
    struct xpost_media_facts facts[XPOST_MEDIA_MAX];
    return xpost_media_check(attachments, count, facts, keep, error, error);
}
