/* What X charges: estimates, as of X's price list of the date below.  No I/O.
 * (X API pricing, pay-per-use; in millionths of a US dollar) */
#ifndef XPOST_PRICE_H
#define XPOST_PRICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_post;

#define XPOST_PRICE_DATE "2026-08-22"

enum {
    XPOST_PRICE_POST = 15000,
    XPOST_PRICE_POST_WITH_LINK = 200000,
    XPOST_PRICE_ALT_TEXT = 5000, /* "Media metadata" */
    XPOST_PRICE_DELETE = 10000,  /* "Interaction: Delete" */
    XPOST_PRICE_OWN_READ = 1000, /* a post of one's own timeline, by one's own app */
};

/* The estimate for a post, whose text is valid UTF-8, with what is attached to it. */
int64_t xpost_price_of_post(const struct xpost_post *post);

#endif
