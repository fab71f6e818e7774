/* Makes the posts of a thread from a text, or from several: the function `split`.  No I/O.
 *
 * With `markdown` a line of --- ends a post, and images are taken out (see markdown.h).  A post
 * that is too long is cut, with `cut`: at an empty line if there is one in the right place,
 * else after a sentence, a line, a clause or a word, at worst between grapheme clusters; never
 * inside of a URL, mention, hashtag, cashtag or grapheme cluster, unless that alone is too
 * long.  With `number` each of several posts ends with its number, such as " 1/5", which is
 * counted.
 *
 * Nothing else is lost or added: the white space at the ends of posts is left out, as is a post
 * of white space alone.  But what is one post as it is stays so, white space and all, without
 * `markdown` and `number`. */
#ifndef XPOST_SPLIT_H
#define XPOST_SPLIT_H

#include "text.h"

/* Borrowed. */
struct xpost_source {
    const char *text;
    size_t length;
};

struct xpost_split {
    const struct xpost_source *sources;
    size_t source_count;
    int limit; /* weighted characters of a post; 0: X's */
    bool markdown;
    bool cut;
    bool number;
    bool keep_blank; /* a source without any post is one of white space, which is left out */
};

/* Strings are owned; `begin` and `end` are bytes of the source. */
struct xpost_part_image {
    char *path;
    char *alt; /* may be NULL */
    size_t begin, end;
};

struct xpost_part {
    char *text; /* as it is posted, with its number */
    struct xpost_text_count count;
    size_t source;     /* which one */
    size_t begin, end; /* of the source, that it is made of */
    /* Where the source passes the limit, as it was before it was cut: the byte of the
     * character, as in struct xpost_text_count.  In the first of the parts, or the only one, of
     * a post that is too long; else XPOST_PART_FITS. */
    size_t over_at;
    struct xpost_part_image *images;
    size_t image_count;
};

#define XPOST_PART_FITS ((size_t)-1)

struct xpost_parts {
    struct xpost_part *list;
    size_t count;
};

/* Code invalid_request for what is no text, as counting it, and for a limit that is too small
 * for one character of it.  xpost_parts_release is to be called in each case. */
int xpost_split(const struct xpost_split *split, struct xpost_parts *parts,
                struct xpost_error *error);
void xpost_parts_release(struct xpost_parts *parts);

#endif
