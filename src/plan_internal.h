/* What the files of plan share. */
#ifndef XPOST_PLAN_INTERNAL_H
#define XPOST_PLAN_INTERNAL_H

#include "plan.h"
#include "text.h"
#include "thread.h"

/* One call of plan. */
struct xpost_planning {
    const struct xpost_operation *operation;
    struct xpost_thread thread;
    const struct xpost_post_request *request; /* the posts that would go out */
    struct xpost_plan *plan;
    struct xpost_text_count *counts;    /* of the posts */
    struct xpost_submission submission; /* as post would make it; empty if it would not */
    struct xpost_ledger *ledger;        /* NULL: there is none yet */
    struct xpost_account account;
    struct xpost_error account_problem; /* code XPOST_OK: it can be used */
};

/* Adds to the list of problems, unless it is there. */
int xpost_plan_refuse(struct xpost_planning *planning, const struct xpost_error *why,
                      struct xpost_error *error);
int xpost_plan_warn(struct xpost_planning *planning, enum xpost_code code, const char *message,
                    struct xpost_error *error);

/* Makes the posts of what was given; what they are, and what is wrong with their form. */
int xpost_plan_make_thread(struct xpost_planning *planning,
                           const struct xpost_post_request *given, struct xpost_error *error);

/* Tells of a post's problem, with its place in a thread.  `user` is a struct
 * xpost_plan_telling; non-zero when memory runs out. */
struct xpost_plan_telling {
    struct xpost_planning *planning;
    size_t index;
};
int xpost_plan_tell(const struct xpost_error *why, void *user);

/* What is attached to a post, by name; and then what the files are, and what is wrong with
 * them and with the account as far as they need it. */
int xpost_plan_list_media(struct xpost_planning *planning, size_t index,
                          struct xpost_error *error);
int xpost_plan_check_media(struct xpost_planning *planning, struct xpost_error *error);

/* True if no post is too long. */
bool xpost_plan_fits(const struct xpost_planning *planning);

/* What would be sent, if nothing is wrong with the form. */
int xpost_plan_make_requests(struct xpost_planning *planning, struct xpost_error *error);

/* What is wrong with the texts, beyond their form. */
int xpost_plan_check_texts(struct xpost_planning *planning, struct xpost_error *error);

#endif
