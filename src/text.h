/* How long X finds a text, and which URLs it finds in it.  No I/O.
 *
 * X weighs a text after normalising it to NFC: each URL weighs 23, each emoji 2 however many
 * characters it is made of, every other character 1 or 2.  The rules are those of twitter-text
 * 3.1.0 with its third configuration, of twemoji-parser 11 for emoji, and of Unicode 14 for
 * NFC.  Where X has moved on since:
 * - an emoji newer than Unicode 11 weighs 2 by itself, as at X, but one of several characters
 *   is weighed by its parts: up to 11 in the place of 2, never less.  Such are 967 of the 3944
 *   that Unicode 17 recommends, skin tones counted;
 * - letters newer than Unicode 14 are not composed: never less, either;
 * - a link under a top level domain that is newer than that library's list, such as .kids,
 *   .music or .spa, is weighed as text, and is told to be none: up to 18 less than at X if it
 *   is short.  Under one that is no more it is 23, and told to be a link.
 *
 * All offsets are bytes of the text as it was given.  The time taken grows with the length of
 * the text and nothing else. */
#ifndef XPOST_TEXT_H
#define XPOST_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct xpost_error;

enum { XPOST_TEXT_LIMIT = 280, XPOST_TEXT_MAX = 1 << 28 /* bytes */ };

struct xpost_text_count {
    int weight;
    int limit;
    bool valid; /* weighs 1 to `limit`, is more than blank, has no invalid character */
    size_t
        over_at; /* where the URL, emoji or character begins that passes the limit, or length */
    size_t urls; /* a post with a URL costs more */
    bool has_invalid_character; /* U+FEFF, U+FFFE or U+FFFF, which X refuses */
};

/* Weighs a text.  Returns -1 for what is no text (malformed UTF-8 or a NUL: invalid_request),
 * or when memory runs out.  Allocates only where NFC changes the text. */
int xpost_text_count(const char *text, size_t length, int limit, struct xpost_text_count *count,
                     struct xpost_error *error);

/* Told of each URL, in order; they do not overlap. */
typedef void xpost_text_visit(void *user, size_t begin, size_t end);

/* Finds the URLs that X would shorten.  Fails as xpost_text_count does, before the first visit.
 */
int xpost_text_each_url(const char *text, size_t length, xpost_text_visit *visit, void *user,
                        struct xpost_error *error);

#endif
