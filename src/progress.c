#include "progress.h"

#include "buffer.h"

#include <string.h>

const char *xpost_progress_state_name(enum xpost_progress_state state)
{
    switch (state) {
    case XPOST_PROGRESS_SENDING:
        return "sending";
    case XPOST_PROGRESS_POSTED:
        return "posted";
    case XPOST_PROGRESS_WAITING:
        return "waiting";
    case XPOST_PROGRESS_UPLOADING:
        return "uploading";
    case XPOST_PROGRESS_PROCESSING:
        return "processing";
    case XPOST_PROGRESS_CHECKING:
        break;
    }
    return "checking";
}

/* The struct, whose pointers only tell which strings follow it. */
void xpost_progress_pack(struct xpost_buffer *out, const struct xpost_progress *progress)
{
    const char *const strings[] = {progress->id, progress->url, progress->text, progress->path};
    xpost_buffer_append(out, progress, sizeof *progress);
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (strings[i])
            xpost_buffer_append(out, strings[i], strlen(strings[i]) + 1);
}

struct xpost_progress xpost_progress_unpack(const void *data)
{
    struct xpost_progress progress;
    const char *at = (const char *)data + sizeof progress;
    memcpy(&progress, data, sizeof progress);
    const char **const strings[] = {&progress.id, &progress.url, &progress.text,
                                    &progress.path};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (*strings[i]) {
            *strings[i] = at;
            at += strlen(at) + 1;
        }
    return progress;
}
