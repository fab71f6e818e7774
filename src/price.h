/* What X charges: estimates, by X's price list of the date below or by the user's own prices.
 * No I/O.  (X API pricing, pay-per-use; in millionths of a US dollar) */
#ifndef XPOST_PRICE_H
#define XPOST_PRICE_H

#include <stdbool.h>
#include <stdint.h>

struct xpost_error;
struct xpost_post;

#define XPOST_PRICES_DATE "2026-08-22"

enum xpost_price {
    XPOST_PRICE_POST,
    XPOST_PRICE_LINK,   /* of a post with a link, in the place of the above */
    XPOST_PRICE_REPLY,  /* to who asked for it; that cannot be known before */
    XPOST_PRICE_DELETE, /* "Interaction: Delete" */
    XPOST_PRICE_READ,   /* a post of one's own timeline, by one's own app */
    XPOST_PRICE_ALT,    /* "Media metadata": alt text, for each file that has some */
    XPOST_PRICE_USER,   /* a lookup of a user */
    XPOST_PRICES
};

/* Prices that the user gave in the place of X's.  Zeroed, there are none. */
struct xpost_prices {
    int64_t own[XPOST_PRICES];
    bool is_own[XPOST_PRICES];
};

/* Reads "post=0.02 link=0.25": US dollars, separated by spaces or commas.  Code config, naming
 * it, for a price that there is not, or a value that is no amount. */
int xpost_prices_read(struct xpost_prices *prices, const char *setting,
                      struct xpost_error *error);

int64_t xpost_price(const struct xpost_prices *prices, enum xpost_price price);

/* The day of X's price list, or NULL where any price is the user's own. */
const char *xpost_prices_date(const struct xpost_prices *prices);

/* The estimate for a post, whose text is valid UTF-8, with what is attached to it. */
int64_t xpost_price_of_post(const struct xpost_prices *prices, const struct xpost_post *post);

#endif
