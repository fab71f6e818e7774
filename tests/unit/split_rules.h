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

/* Where a text may not be cut: a mark for each byte inside of a whole. */
struct split_wholes {
    const char *text;
    size_t length;
    int room; /* a whole that weighs more may be cut */
    unsigned char *inside;
};

static inline int split_weight(const char *text, size_t length)
{
    struct xpost_text_count count = {0};
    struct xpost_error error;
    return xpost_text_count(text, length, XPOST_TEXT_LIMIT, &count, &error) == 0 ? count.weight
                                                                                 : 0;
}

static inline void split_mark(void *user, size_t begin, size_t end)
{
    struct split_wholes *wholes = user;
    memset(wholes->inside + begin + 1, 1, end - begin - 1);
}

/* Takes away the marks of what is too heavy for a post: wholes that overlap are one. */
static inline void split_spare(struct split_wholes *wholes)
{
    unsigned char *inside = wholes->inside;
    for (size_t begin = 0, end; begin < wholes->length; begin = end) {
        end = begin + 1;
        while (end < wholes->length && inside[end])
            end++;
        if (end > begin + 1 && split_weight(wholes->text + begin, end - begin) > wholes->room)
            memset(inside + begin, 0, end - begin);
    }
}

static inline void split_find_wholes(struct split_wholes *wholes)
{
    const unsigned char *bytes = (const unsigned char *)wholes->text;
    struct xpost_error error;
    xpost_text_each_url(wholes->text, wholes->length, split_mark, wholes, &error);
    xpost_text_each_entity(wholes->text, wholes->length, split_mark, wholes);
    split_spare(wholes);
    for (size_t at = 0, end; at < wholes->length; at = end) {
        end = xpost_grapheme_end(bytes, wholes->length, at);
        if (split_weight(wholes->text + at, end - at) <= wholes->room)
            split_mark(wholes, at, end);
    }
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
    if (!count.valid && !count.has_invalid_character && split->cut)
        return "a part is valid";
    if (split->number && parts->count > 1)
        snprintf(number, sizeof number, "%s%zu/%zu", own ? " " : "", index + 1, parts->count);
    if (length < strlen(number) || strcmp(part->text + length - strlen(number), number) != 0)
        return "a part ends with its number";
    if (!split->markdown && (length - strlen(number) != own ||
                             memcmp(part->text, source->text + part->begin, own) != 0))
        return "a part is the text";
    return NULL;
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
                                  calloc(source->length + 1, 1)};
    split_find_wholes(&wholes);
    size_t last = 0;
    for (size_t i = 0; i <= parts->count && !broken; i++) {
        bool end = i == parts->count;
        size_t next = end ? source->length : parts->list[i].begin;
        if (next < last || !split_is_blank(source->text, last, next))
            broken = "nothing is lost but white space";
        else if (i > 0 && !end && wholes.inside[last] && wholes.inside[next])
            broken = "what belongs together is not cut";
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
