/* What plan tells of attached files. */
#include "plan_internal.h"

#include "media_check.h"
#include "memory.h"
#include "post_check.h"

int xpost_plan_list_media(struct xpost_planning *planning, size_t index,
                          struct xpost_error *error)
{
    const struct xpost_post *post = &planning->request->posts[index];
    struct xpost_plan_post *entry = &planning->plan->posts[index];
    for (size_t i = 0; i < post->attachment_count && i < XPOST_MEDIA_MAX; i++) {
        struct xpost_plan_medium *medium = &entry->media[entry->media_count++];
        if (xpost_string_set(&medium->path, post->attachments[i].path) != 0 ||
            xpost_string_set(&medium->alt, post->attachments[i].alt) != 0)
            return xpost_error_no_memory(error);
    }
    return 0;
}

static int check_files(struct xpost_planning *planning, size_t index, struct xpost_error *error)
{
    struct xpost_plan_telling telling = {planning, index};
    struct xpost_media_facts facts[XPOST_MEDIA_MAX] = {0};
    const struct xpost_post *post = &planning->request->posts[index];
    struct xpost_plan_post *entry = &planning->plan->posts[index];
    xpost_error_clear(error);
    if (xpost_media_check(post->attachments, post->attachment_count, facts, xpost_plan_tell,
                          &telling, error) != 0)
        return error->code == XPOST_OK ? xpost_error_no_memory(error) : -1;
    for (size_t i = 0; i < entry->media_count; i++) {
        entry->media[i].type = facts[i].type.name;
        entry->media[i].bytes = facts[i].bytes;
        entry->media[i].width = facts[i].type.width;
        entry->media[i].height = facts[i].type.height;
    }
    return 0;
}

int xpost_plan_check_media(struct xpost_planning *planning, struct xpost_error *error)
{
    struct xpost_error why;
    bool any = false;
    for (size_t i = 0; i < planning->request->count; i++) {
        if (planning->request->posts[i].attachment_count == 0)
            continue;
        any = true;
        if (check_files(planning, i, error) != 0)
            return -1;
    }
    if (any && planning->account.name &&
        xpost_post_check_media_scope(&planning->account, &why) != 0)
        return xpost_plan_refuse(planning, &why, error);
    return 0;
}
