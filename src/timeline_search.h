/* Looks for a post on a user's timeline at X: asks for its pages, and compares. */
#ifndef XPOST_TIMELINE_SEARCH_H
#define XPOST_TIMELINE_SEARCH_H

#include "client.h"
#include "timeline.h"

struct xpost_timeline_search {
    const struct xpost_operation *operation; /* its client has the ledger open */
    struct xpost_account *account;           /* whose user is known */
    struct xpost_sought sought;              /* `since` is set by the search */
    size_t reads;   /* posts that X gave so far, each of which it bills */
    bool by_server; /* the time from which on it is looked for is one of the server's clock */
    /* Of the server, as one answer after the other tells them. */
    bool old_names;
    bool incomplete; /* a page left something out, so what is not found may be there */
    bool clock_known;
    int64_t ahead;             /* seconds that its clock is ahead of ours */
    char id[XPOST_ID_MAX + 1]; /* of what was found; "" if nothing was */
};

/* Looks from this time on, by our clock or the server's.  A post that the ledger knows is
 * another one.  Code unknown_outcome where there are too many posts to read; otherwise that of
 * the failure. */
int xpost_timeline_search(struct xpost_timeline_search *search, int64_t since,
                          struct xpost_error *error);

#endif
