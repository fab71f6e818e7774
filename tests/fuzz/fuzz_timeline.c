/* The first line is the body of a create; the rest is a timeline. */
#include "fuzz.h"

#include "buffer.h"
#include "error.h"
#include "json.h"
#include "timeline.h"
#include "utf8.h"

#include <string.h>

/* Everything that is compared may be found or not, but the timeline has to be whole. */
static void check_timeline(const struct xpost_timeline *timeline,
                           const struct xpost_sought *sought)
{
    bool dated = true;
    FUZZ_HOLDS(timeline->billed >= timeline->count && (!timeline->next || *timeline->next));
    for (size_t i = 0; i < timeline->count; i++) {
        const char *id = xpost_timeline_id(timeline, i);
        int64_t made_at = xpost_timeline_made_at(timeline, i);
        FUZZ_HOLDS(id && xpost_api_id_valid(id) && made_at >= 0);
        dated = dated && made_at > 0;
        if (sought && xpost_timeline_matches(timeline, i, sought))
            FUZZ_HOLDS(made_at + 2 >= sought->since);
    }
    FUZZ_HOLDS(dated == timeline->dated && !xpost_timeline_id(timeline, timeline->count));
}

/* What is on the timeline as it was written is found there. */
static void check_found(const struct xpost_sought *sought)
{
    struct xpost_json *text = xpost_json_new_string(sought->text);
    char *quoted = xpost_json_text(text);
    struct xpost_buffer body = XPOST_BUFFER(1 << 22);
    struct xpost_timeline timeline;
    struct xpost_error error;
    struct xpost_sought plain = {.text = sought->text};
    xpost_buffer_format(&body,
                        "{\"data\":[{\"id\":\"1\",\"text\":\"\",\"created_at\":"
                        "\"2026-01-02T03:04:05Z\",\"note_post\":{\"text\":%s}}]}",
                        quoted);
    FUZZ_HOLDS(xpost_timeline_read(&timeline, body.data, body.length, &error) == 0);
    /* Escapes are taken for those of X. */
    if (!strchr(sought->text, '&'))
        FUZZ_HOLDS(xpost_timeline_matches(&timeline, 0, &plain));
    xpost_timeline_release(&timeline);
    xpost_buffer_release(&body);
    free(quoted);
    xpost_json_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t length = end ? (size_t)(end - data) : size;
    char *request = malloc(length + 1);
    if (!request)
        return 0;
    if (length > 0)
        memcpy(request, data, length);
    request[length] = '\0';

    struct xpost_error error = {0};
    struct xpost_sought sought;
    bool seeks = xpost_sought_read(&sought, request, NULL, &error) == 0;
    FUZZ_HOLDS(seeks ? sought.text != NULL : error.message[0] != '\0' && !sought.request);
    if (seeks)
        check_found(&sought);
    struct xpost_timeline timeline;
    if (end &&
        xpost_timeline_read(&timeline, (const char *)end + 1, size - length - 1, &error) == 0) {
        check_timeline(&timeline, seeks ? &sought : NULL);
        xpost_timeline_release(&timeline);
    }
    xpost_sought_release(&sought);
    free(request);
    return 0;
}
