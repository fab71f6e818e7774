/* What became of a post: decided here and nowhere else.  No I/O. */
#ifndef XPOST_OUTCOME_H
#define XPOST_OUTCOME_H

#include "error.h"
#include "http.h"

/* What the body of an answer is, as far as the outcome is concerned. */
enum xpost_body_kind {
    XPOST_BODY_EMPTY,
    XPOST_BODY_ID,      /* a create response: an object with data.id */
    XPOST_BODY_PROBLEM, /* another JSON object: an error in one of X's shapes */
    XPOST_BODY_OTHER,   /* anything else: HTML, cut JSON, ... */
};

/* The outcome of one request that creates a post.
 *
 * Certain are only: not a byte was sent; X answered 2xx with an id; X refused in words of its
 * own, or without any (4xx with a problem or no body; 429 with any body).  All else is unknown:
 * a 5xx, a redirect, a 408, an answer that was cut, a 2xx without an id. */
enum xpost_outcome xpost_outcome_of_create(enum xpost_sent sent, long status,
                                           enum xpost_body_kind body);

#endif
