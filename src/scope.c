#include "scope.h"

#include "buffer.h"
#include "translate.h"

#include <string.h>

static const struct {
    const char *scope;
    const char *words;
} known[] = {
    {"tweet.read", "read posts"},
    {"tweet.write", "write and delete posts"},
    {"users.read", "see who you are"},
    {"users.email", "see your e-mail address"},
    {"media.write", "upload media"},
    {"offline.access", "stay logged in"},
    {"follows.read", "see whom you follow"},
    {"follows.write", "follow and unfollow"},
    {"like.read", "see what you like"},
    {"like.write", "like and unlike"},
    {"list.read", "see your lists"},
    {"list.write", "change your lists"},
    {"dm.read", "read direct messages"},
    {"dm.write", "write direct messages"},
    {"bookmark.read", "see bookmarks"},
    {"bookmark.write", "change bookmarks"},
};

void xpost_scopes_describe(struct xpost_buffer *out, const char *scopes)
{
    const char *before = "";
    for (const char *at = scopes; at && *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        const char *words = NULL;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (strlen(known[i].scope) == length && memcmp(known[i].scope, at, length) == 0)
                words = known[i].words;
        xpost_buffer_text(out, before);
        if (words)
            xpost_buffer_text(out, xpost_translate(words));
        else
            xpost_buffer_append(out, at, length);
        before = xpost_translate(", ");
        at += length;
    }
}
