/* The posts of a timeline, ready to be compared. */
#ifndef XPOST_TIMELINE_INTERNAL_H
#define XPOST_TIMELINE_INTERNAL_H

#include "normalise.h"
#include "timeline.h"

/* What stands behind a https://t.co/... of a text.  Strings are borrowed. */
struct xpost_timeline_link {
    const char *url;
    const char *expanded;
    char *normal; /* `expanded` in NFC, without the percent-encoding of other than ASCII; owned;
                     NULL where that could be no other */
};

struct xpost_timeline_post {
    const struct xpost_json *json;
    const char *id;
    int64_t made_at; /* 0: not told */
    bool cut;        /* there was no note, and the text is as long as one that X cuts */
    char *plain;     /* without X's escapes; NULL if there was none */
    struct xpost_normal text;          /* that in NFC */
    struct xpost_timeline_link *links; /* ordered by url */
    size_t link_count;
};

/* Fills in all from `cut` on, from `json`.  Code server if there is no text. */
int xpost_timeline_text_read(struct xpost_timeline_post *post, struct xpost_error *error);
void xpost_timeline_text_release(struct xpost_timeline_post *post);

/* The link with this url, or NULL. */
const struct xpost_timeline_link *
xpost_timeline_link_find(const struct xpost_timeline_post *post, const char *url,
                         size_t length);

/* True if the text of the post is what X makes of that of `sought`. */
bool xpost_timeline_text_matches(const struct xpost_timeline_post *post,
                                 const struct xpost_sought *sought);

/* True if `text` at *at begins with the address `expanded`, which X may have written
 * differently.  `end` is that of the text, `url_end` where the URL ends that is known to begin
 * there, or 0; `next` is what follows the link at X.  Moves *at behind it. */
bool xpost_timeline_address_matches(const char *text, size_t *at, size_t end, size_t url_end,
                                    const char *expanded, char next);

/* True if `text` holds the address of this post; with NULL, of any. */
bool xpost_timeline_names_post(const char *text, const char *id);

#endif
