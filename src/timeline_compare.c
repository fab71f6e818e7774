/* The text that was sent beside the one that X gives.  Both are walked at the same time, ours
 * driven by the scanner that finds URLs, so that the URL that begins where the walk stands is
 * known without a list of them. */
#include "timeline_internal.h"

#include "text.h"
#include "text_url.h"

#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

enum { CUT_LEAST = 40 /* bytes that have to be left to compare where X cut a text */ };

struct walk {
    const struct xpost_timeline_post *post;
    const char *ours, *theirs;
    size_t at, end;             /* of ours */
    size_t their_at, their_end; /* of theirs */
    size_t url_begin, url_end;  /* the URL of ours that is known, or 0, 0 */
    bool failed;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t skip_space(const char *text, size_t at, size_t end)
{
    while (at < end && is_space(text[at]))
        at++;
    return at;
}

/* The length of white space of any kind that begins at `text`: at the ends of a text X takes
 * away more than what it takes for space elsewhere. */
static size_t wide_space(const char *text, size_t left)
{
    static const char *const wide[] = {"\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80",
                                       "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF",
                                       "\xE2\x81\x9F", "\xE3\x80\x80"};
    if (left > 0 && (is_space(*text) || *text == '\v' || *text == '\f'))
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t length = strlen(wide[i]);
        if (left >= length && memcmp(text, wide[i], length) == 0)
            return length;
    }
    if (left >= 3 && memcmp(text, "\xE2\x80", 2) == 0 && (unsigned char)text[2] <= 0x8A)
        return 3;
    return 0;
}

static size_t trimmed_begin(const char *text, size_t begin, size_t end)
{
    size_t size;
    while ((size = wide_space(text + begin, end - begin)) > 0)
        begin += size;
    return begin;
}

static size_t trimmed_end(const char *text, size_t begin, size_t end)
{
    size_t size;
    do {
        size = end - begin < 3 ? end - begin : 3;
        while (size > 0 && wide_space(text + end - size, size) != size)
            size--;
        end -= size;
    } while (size > 0);
    return end;
}

/* The length of the https://t.co/... that begins at `at`, or 0. */
static size_t link_length(const char *text, size_t at, size_t end)
{
    static const char *const begins[] = {"https://t.co/", "http://t.co/"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(begins[i]), last = at + length;
        if (end - at <= length || memcmp(text + at, begins[i], length) != 0)
            continue;
        while (last < end && is_letter_or_digit(text[last]))
            last++;
        return last > at + length ? last - at : 0;
    }
    return 0;
}

/* Takes a link of theirs with what stands for it in ours: the address that X names, or, if it
 * names none, any URL; or the link itself. */
static void take_link(struct walk *walk, size_t length)
{
    const char *url = walk->theirs + walk->their_at;
    const struct xpost_timeline_link *link = xpost_timeline_link_find(walk->post, url, length);
    size_t known = walk->url_end && walk->url_begin == walk->at ? walk->url_end : 0;
    char next = walk->their_at + length < walk->their_end ? url[length] : '\0';
    walk->their_at += length;
    for (int i = 0; link && i < 2; i++) {
        const char *address = i == 0 ? link->expanded : link->normal;
        if (address && xpost_timeline_address_matches(walk->ours, &walk->at, walk->end, known,
                                                      address, next))
            return;
    }
    if (link_length(walk->ours, walk->at, walk->end) == length &&
        memcmp(walk->ours + walk->at, url, length) == 0)
        walk->at += length;
    else if (!link && known)
        walk->at = known;
    else
        walk->failed = true;
}

/* Takes one link, one run of white space or one byte of both.  False at the end of either, or
 * where they differ. */
static bool advance(struct walk *walk)
{
    if (walk->failed || walk->at >= walk->end || walk->their_at >= walk->their_end)
        return false;
    char one = walk->ours[walk->at], other = walk->theirs[walk->their_at];
    size_t length =
        other == 'h' ? link_length(walk->theirs, walk->their_at, walk->their_end) : 0;
    if (length > 0) {
        take_link(walk, length);
    } else if (is_space(one) && is_space(other)) {
        walk->at = skip_space(walk->ours, walk->at, walk->end);
        walk->their_at = skip_space(walk->theirs, walk->their_at, walk->their_end);
    } else if (one == other) {
        walk->at++;
        walk->their_at++;
    } else {
        walk->failed = true;
    }
    return !walk->failed;
}

static void walk_to_url(void *user, size_t begin, size_t end, bool cut)
{
    (void)cut;
    struct walk *walk = user;
    walk->url_begin = begin;
    walk->url_end = end < walk->end ? end : walk->end;
    while (walk->at <= begin && advance(walk))
        ;
}

static void walk_all(struct walk *walk)
{
    xpost_url_find((const unsigned char *)walk->ours, walk->end, walk_to_url, walk);
    while (advance(walk))
        ;
}

/* How many mentions a text begins with; *at is moved behind the first `most` of them. */
static size_t skip_mentions(const char *text, size_t *at, size_t end, size_t most)
{
    size_t count = 0;
    for (size_t next = *at; next < end && text[next] == '@'; count++) {
        size_t last = next + 1;
        while (last < end && (is_letter_or_digit(text[last]) || text[last] == '_'))
            last++;
        if (last == next + 1 || (last < end && !is_space(text[last])))
            break;
        next = skip_space(text, last, end);
        if (count < most)
            *at = next;
    }
    return count;
}

/* True if X may have added this link by itself. */
static bool is_added(const struct walk *walk, size_t at, size_t length,
                     const struct xpost_sought *sought, int *unnamed)
{
    const struct xpost_timeline_link *link =
        xpost_timeline_link_find(walk->post, walk->theirs + at, length);
    if (!link)
        return (*unnamed)++ < sought->media + (sought->quote != NULL);
    if (xpost_timeline_names_post(link->expanded, walk->post->id))
        return true;
    return (sought->media || sought->quote) && xpost_timeline_names_post(link->expanded, NULL);
}

/* True if what is left of theirs is links that X added. */
static bool rest_is_added(const struct walk *walk, const struct xpost_sought *sought)
{
    int unnamed = 0;
    for (size_t at = walk->their_at; at < walk->their_end;) {
        size_t link = skip_space(walk->theirs, at, walk->their_end);
        size_t length = link_length(walk->theirs, link, walk->their_end);
        if (length == 0 || (link == at && walk->end > 0) ||
            !is_added(walk, link, length, sought, &unnamed))
            return false;
        at = link + length;
    }
    return true;
}

/* Where a link or an escape begins that may not be whole, or `end`. */
static size_t before_part(const char *text, size_t begin, size_t end)
{
    static const char *const links[] = {"https://t.co/", "http://t.co/", "&amp;", "&lt;",
                                        "&gt;"};
    size_t last = end;
    while (last > begin && is_letter_or_digit(text[last - 1]))
        last--;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        size_t most = strlen(links[i]);
        /* Whole up to letters and digits, or less. */
        if (i < 2 && last - begin >= most && memcmp(text + last - most, links[i], most) == 0)
            return last - most;
        for (size_t size = most - 1; size > 0; size--)
            if (end - begin >= size && memcmp(text + end - size, links[i], size) == 0)
                return end - size;
    }
    return end;
}

/* How far the text goes if X cut it, which it says with "…" and perhaps a link to the post; 0
 * if it did not. */
static size_t cut_at(const struct xpost_timeline_post *post, const char *text, size_t begin,
                     size_t end)
{
    size_t last = before_part(text, begin, end), length = link_length(text, last, end);
    if (length > 0 && length == end - last) {
        const struct xpost_timeline_link *link =
            xpost_timeline_link_find(post, text + last, length);
        if (link && !xpost_timeline_names_post(link->expanded, post->id))
            return 0;
        end = trimmed_end(text, begin, last);
    }
    if (end - begin < 3 || memcmp(text + end - 3, ELLIPSIS, 3) != 0)
        return 0;
    end = before_part(text, begin, end - 3);
    /* What combined with the last character may be gone. */
    while (end > begin && ((unsigned char)text[--end] & 0xC0) == 0x80)
        ;
    return trimmed_end(text, begin, before_part(text, begin, end));
}

bool xpost_timeline_text_matches(const struct xpost_timeline_post *post,
                                 const struct xpost_sought *sought)
{
    struct walk walk = {.post = post, .theirs = post->text.text};
    size_t length = strlen(sought->text);
    size_t begin = trimmed_begin(sought->text, 0, length);
    walk.ours = sought->text + begin;
    walk.end = trimmed_end(walk.ours, 0, length - begin);
    walk.their_at = trimmed_begin(walk.theirs, 0, post->text.length);
    walk.their_end = trimmed_end(walk.theirs, walk.their_at, post->text.length);
    if (sought->reply_to) {
        size_t here = 0, none = walk.their_at;
        size_t mine = skip_mentions(walk.ours, &here, walk.end, 0);
        size_t all = skip_mentions(walk.theirs, &none, walk.their_end, 0);
        if (all > mine)
            skip_mentions(walk.theirs, &walk.their_at, walk.their_end, all - mine);
    }
    struct walk again = walk;
    walk_all(&walk);
    if (!walk.failed && walk.at == walk.end && rest_is_added(&walk, sought))
        return true;
    size_t cut = post->cut && sought->weight > XPOST_TEXT_LIMIT
                     ? cut_at(post, again.theirs, again.their_at, again.their_end)
                     : 0;
    if (cut < again.their_at + CUT_LEAST)
        return false;
    again.their_end = cut;
    walk_all(&again);
    return !again.failed && again.their_at == again.their_end && again.at < again.end;
}
