#include "thread.h"

#include "error.h"

#include <stdlib.h>
#include <string.h>

static int split_posts(struct xpost_thread *thread, const struct xpost_post_request *given,
                       struct xpost_error *error)
{
    struct xpost_source *sources = calloc(given->count, sizeof *sources);
    if (!sources)
        return xpost_error_no_memory(error);
    for (size_t i = 0; i < given->count; i++)
        sources[i] = (struct xpost_source){given->posts[i].text, given->posts[i].text_length};
    const struct xpost_split split = {
        .sources = sources,
        .source_count = given->count,
        .limit = given->limit,
        .markdown = given->markdown,
        .cut = given->thread,
        .number = given->number,
        .keep_blank = true, /* to be refused, or to go with its attachments */
    };
    int result = xpost_split(&split, &thread->parts, error);
    free(sources);
    return result;
}

static size_t count_attachments(const struct xpost_thread *thread,
                                const struct xpost_post_request *given)
{
    size_t count = 0;
    for (size_t i = 0; i < given->count; i++)
        count += given->posts[i].attachment_count;
    for (size_t i = 0; i < thread->parts.count; i++)
        count += thread->parts.list[i].image_count;
    return count;
}

static int make_room(struct xpost_thread *thread, const struct xpost_post_request *given,
                     struct xpost_error *error)
{
    size_t count = count_attachments(thread, given) + 1; /* calloc of none may be NULL */
    thread->posts = calloc(thread->parts.count + 1, sizeof *thread->posts);
    thread->attachments = calloc(count, sizeof *thread->attachments);
    thread->paths = calloc(count, sizeof *thread->paths);
    return thread->posts && thread->attachments && thread->paths ? 0
                                                                 : xpost_error_no_memory(error);
}

static int add_image(struct xpost_thread *thread, const struct xpost_part_image *image,
                     struct xpost_attachment *attachment, struct xpost_error *error)
{
    const struct xpost_post_request *request = &thread->request;
    char *path = xpost_attachment_path(image->path, request->directory, request->home, error);
    if (!path)
        return -1;
    thread->paths[thread->path_count++] = path;
    *attachment = (struct xpost_attachment){path, image->alt};
    return 0;
}

/* One of the posts: with what was said of the post that it was made of, if it is the first part
 * of that. */
static int make_post(struct xpost_thread *thread, size_t index,
                     struct xpost_attachment *attachments, struct xpost_error *error)
{
    const struct xpost_part *part = &thread->parts.list[index];
    const struct xpost_post *given = &thread->request.posts[part->source];
    struct xpost_post *post = &thread->posts[index];
    bool is_first = index == 0 || part[-1].source != part->source;
    size_t count = is_first ? given->attachment_count : 0;
    if (is_first)
        *post = *given;
    post->made_with_ai = given->made_with_ai;
    post->paid_partnership = given->paid_partnership;
    post->text = part->text;
    post->text_length = strlen(part->text);
    for (size_t i = 0; i < count; i++)
        attachments[i] = given->attachments[i];
    for (size_t i = 0; i < part->image_count; i++)
        if (add_image(thread, &part->images[i], &attachments[count + i], error) != 0)
            return -1;
    post->attachments = attachments;
    post->attachment_count = count + part->image_count;
    /* With nothing in it, it is to be refused: its number would make a post of it. */
    if (part->begin == part->end && post->attachment_count == 0) {
        post->text = "";
        post->text_length = 0;
    }
    return 0;
}

static int make_posts(struct xpost_thread *thread, const struct xpost_post_request *given,
                      struct xpost_error *error)
{
    if (split_posts(thread, given, error) != 0 || make_room(thread, given, error) != 0)
        return -1;
    struct xpost_attachment *attachments = thread->attachments;
    for (size_t i = 0; i < thread->parts.count; i++) {
        if (make_post(thread, i, attachments, error) != 0)
            return -1;
        attachments += thread->posts[i].attachment_count;
    }
    thread->request.posts = thread->posts;
    thread->request.count = thread->parts.count;
    return 0;
}

int xpost_thread_make(struct xpost_thread *thread, const struct xpost_post_request *given,
                      struct xpost_error *error)
{
    *thread = (struct xpost_thread){.request = *given};
    if (!given->thread && !given->markdown && !given->number)
        return 0;
    return make_posts(thread, given, error);
}

void xpost_thread_release(struct xpost_thread *thread)
{
    for (size_t i = 0; i < thread->path_count; i++)
        free(thread->paths[i]);
    free(thread->paths);
    free(thread->attachments);
    free(thread->posts);
    xpost_parts_release(&thread->parts);
    *thread = (struct xpost_thread){0};
}
