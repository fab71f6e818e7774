/* What post would do, without the network: the operation `plan`.
 *
 * What would hinder the post, or should be known before, is a problem in a list, in the words
 * that post itself would use.  Nothing is sent and nothing is written down; a look makes no
 * directory. */
#ifndef XPOST_PLAN_H
#define XPOST_PLAN_H

#include "error.h"
#include "post.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file that is attached. */
struct xpost_plan_medium {
    char *path;
    char *alt;        /* NULL: none */
    const char *type; /* such as "image/png"; NULL where the file cannot be used */
    int64_t bytes;
    int width; /* pixels; 0: not known */
    int height;
};

/* One post, as struct xpost_text_count tells of it (weight 0 where it is no text). */
struct xpost_plan_post {
    char *text;
    int weight;
    int limit;
    bool valid;
    size_t over_at; /* the byte, from 0, where the limit is passed; or the length */
    size_t urls;
    struct xpost_plan_medium media[XPOST_MEDIA_MAX];
    size_t media_count;
    /* JSON body; NULL if the form of the post is refused.  Media that have no id yet have 0. */
    char *request;
};

struct xpost_plan_problem {
    enum xpost_code code;
    char message[XPOST_MESSAGE_MAX];
    bool refused;  /* X or we would refuse the post; false: a warning */
    size_t number; /* the post of a thread that has it, from 1; 0: none or all */
    char reason[XPOST_MESSAGE_MAX]; /* the message, without saying which post it is */
};

struct xpost_plan {
    char *account;  /* name of the account that would post; NULL if there is none */
    char *username; /* may be NULL */
    struct xpost_plan_post *posts;
    size_t count;
    /* Where a text is too long and no thread was asked for: how many posts one would have; else
     * 0. */
    size_t thread;
    int64_t cost; /* millionths of a dollar, an estimate; 0 if nothing would be sent */
    const char *prices_date; /* as xpost_prices_date tells it */
    struct xpost_plan_problem *problems;
    size_t problem_count;
    /* What the ledger knows of this request.  Under the key that was given: whatever became of
     * it.  Else the newest attempt of the last day that is not finished, by this account or
     * kept for want of a login: one that may be out, or if there is none, one that was not
     * sent or was refused.  A post with this key goes on with that attempt; give it to post, so
     * that nothing is posted twice.  "" if there is none. */
    char earlier_key[XPOST_KEY_MAX + 1];
    enum xpost_post_state earlier_state;
};

/* Fails only where nothing can be said: no memory, or accounts or ledger cannot be read. */
int xpost_plan(const struct xpost_operation *operation,
               const struct xpost_post_request *request, struct xpost_plan *plan,
               struct xpost_error *error);
void xpost_plan_release(struct xpost_plan *plan);

#endif
