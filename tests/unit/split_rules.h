/* What has to be true of every text that is cut into posts; for random texts and the fuzzer. */
#ifndef SPLIT_RULES_H
#define SPLIT_RULES_H

#include "error.h"
#include "split.h"
#include "text_class.h"
#include "text_entity.h"
#include "unicode.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPLIT_CONTROLS                                                                         \
    "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\x14\x15"     \
    "\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F "

/* Where a text may not be cut: a mark for each byte inside of a whole. */
struct split_wholes {
    const char *text;
    size_t length;
    int room; /* a whole that weighs more may be cut */
    unsigned char *inside;
    bool entangled;
};

/* In a part that begins with it: what a URL is depends on what is before and after it. */
static inline bool split_fits(const struct split_wholes *wholes, size_t begin, size_t end)
{
    struct xpost_text_count count = {0};
    struct xpost_error error;
    return xpost_text_count(wholes->text + begin, wholes->length - begin, wholes->room, &count,
                            &error) == 0 &&
           begin + count.over_at >= end &&
           xpost_text_count(wholes->text + begin, end - begin, wholes->room, &count, &error) ==
               0 &&
           count.weight <= wholes->room;
}

/* Up to the end of its last character, accents and all. */
static inline void split_mark(void *user, size_t begin, size_t end)
{
    struct split_wholes *wholes = user;
    const unsigned char *text = (const unsigned char *)wholes->text;
    size_t at = 0;
    while (at < begin)
        at = xpost_grapheme_end(text, wholes->length, at);
    /* One can begin with an accent on what is before it: then both rules cannot be kept. */
    wholes->entangled = wholes->entangled || at > begin;
    while (at < end)
        at = xpost_grapheme_end(text, wholes->length, at);
    memset(wholes->inside + begin + 1, 1, at - begin - 1);
}

/* Takes away the marks of what is too heavy for a post.  Wholes that overlap are one. */
static inline void split_spare(struct split_wholes *wholes)
{
    unsigned char *inside = wholes->inside;
    for (size_t begin = 0, end; begin < wholes->length; begin = end) {
        end = begin + 1;
        while (end < wholes->length && inside[end])
            end++;
        if (end > begin + 1 && !split_fits(wholes, begin, end))
            memset(inside + begin, 0, end - begin);
    }
}

static inline void split_mark_clusters(struct split_wholes *wholes)
{
    for (size_t at = 0, end; at < wholes->length; at = end) {
        end = xpost_grapheme_end((const unsigned char *)wholes->text, wholes->length, at);
        if (end > at + 1 && split_fits(wholes, at, end))
            memset(wholes->inside + at + 1, 1, end - at - 1);
    }
}

static inline void split_find_wholes(struct split_wholes *wholes)
{
    struct xpost_error error;
    split_mark_clusters(wholes);
    xpost_text_each_url(wholes->text, wholes->length, split_mark, wholes, &error);
    xpost_text_each_entity(wholes->text, wholes->length, split_mark, wholes);
    split_spare(wholes);
    split_mark_clusters(wholes);
}

static inline bool split_is_blank(const char *text, size_t begin, size_t end)
{
    size_t size;
    for (; begin < end; begin += size)
        if (!xpost_unicode_is_space(
                xpost_text_read((const unsigned char *)text + begin, &size)))
            return false;
    return true;
}

/* What is wrong with one part's text, or NULL. */
static inline const char *split_broken_text(const struct xpost_split *split,
                                            const struct xpost_parts *parts, size_t index)
{
    const struct xpost_part *part = &parts->list[index];
    const struct xpost_source *source = &split->sources[part->source];
    struct xpost_text_count count;
    struct xpost_error error;
    size_t length = strlen(part->text), own = part->end - part->begin;
    char number[64] = "";
    if (part->begin > part->end || part->end > source->length)
        return "a part is of the text";
    if (xpost_text_count(part->text, length, part->count.limit, &count, &error) != 0 ||
        memcmp(&count.weight, &part->count.weight, sizeof count.weight) != 0)
        return "a part is counted as posting counts it";
    if (split->cut && count.weight > count.limit)
        return "a part fits";
    /* Control characters alone are no post, and no white space either. */
    if (!count.valid && !count.has_invalid_character && split->cut &&
        strspn(part->text, SPLIT_CONTROLS) < length)
        return "a part is valid";
    if (split->number && parts->count > 1)
        snprintf(number, sizeof number, " %zu/%zu", index + 1, parts->count);
    size_t ending = strlen(number);
    if (length + 1 == ending) /* nothing but images */
        memmove(number, number + 1, ending--);
    else if (length > ending && part->text[length - ending] == '\n')
        number[0] = '\n'; /* after a code fence */
    if (length < ending || strcmp(part->text + length - ending, number) != 0)
        return "a part ends with its number";
    if (!split->markdown &&
        (length - ending != own || memcmp(part->text, source->text + part->begin, own) != 0))
        return "a part is the text";
    return NULL;
}

static inline const char *split_cut_at(size_t at)
{
    static char broken[80];
    snprintf(broken, sizeof broken, "what belongs together is not cut, as at byte %zu", at);
    return broken;
}

/* What is wrong with the parts of one source without Markdown, or NULL. */
static inline const char *split_broken_cut(const struct xpost_split *split,
                                           const struct xpost_parts *parts)
{
    const struct xpost_source *source = &split->sources[0];
    const char *broken = NULL;
    int limit = split->limit ? split->limit : XPOST_TEXT_LIMIT;
    char number[64] = "";
    if (split->number && parts->count > 1)
        snprintf(number, sizeof number, " %zu/%zu", parts->count, parts->count);
    struct split_wholes wholes = {source->text, source->length, limit - (int)strlen(number),
                                  calloc(source->length + 1, 1), false};
    split_find_wholes(&wholes);
    size_t last = 0;
    for (size_t i = 0; i <= parts->count && !broken; i++) {
        bool end = i == parts->count;
        size_t next = end ? source->length : parts->list[i].begin;
        if (next < last || !split_is_blank(source->text, last, next))
            broken = "nothing is lost but white space";
        else if (i > 0 && !end && wholes.inside[last] && wholes.inside[next] &&
                 !wholes.entangled)
            broken = split_cut_at(last);
        last = end ? last : parts->list[i].end;
    }
    free(wholes.inside);
    return broken;
}

/* The first rule that the parts break, or NULL. */
static inline const char *split_broken_rule(const struct xpost_split *split,
                                            const struct xpost_parts *parts)
{
    const char *broken = NULL;
    for (size_t i = 0; i < parts->count && !broken; i++)
        broken = split_broken_text(split, parts, i);
    return broken || split->markdown || split->source_count != 1
               ? broken
               : split_broken_cut(split, parts);
}

#endif
