/* Checks a text against the grammar of JSON without building anything (RFC 8259), because
 * json-c accepts much that is not JSON, and loses part of it. */
#ifndef XPOST_JSON_GRAMMAR_H
#define XPOST_JSON_GRAMMAR_H

#include <stddef.h>

/* What a text holds, to compare with what a reader kept of it. */
struct xpost_json_size {
    size_t members; /* of all objects together */
    size_t bytes;   /* of all strings and names together, as UTF-8 without escapes */
};

/* NULL if the text is one JSON value as json.h demands; otherwise what is wrong with it, in a
 * few words. */
const char *xpost_json_grammar(const char *text, size_t length, int depth,
                               struct xpost_json_size *size);

/* Copies a text that the grammar allows, with each surrogate pair decoded, because json-c takes
 * some of them (those of U+1D800 to U+1DFFF, for one) for broken ones.  `out` has `length`
 * bytes, of which the result is used. */
size_t xpost_json_decode_pairs(char *out, const char *text, size_t length);

#endif
