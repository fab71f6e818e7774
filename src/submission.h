/* A submission, from what the caller wants to what the ledger holds and back. */
#ifndef XPOST_SUBMISSION_H
#define XPOST_SUBMISSION_H

#include "api.h"
#include "client.h"

enum { XPOST_THREAD_MAX = 100 };

/* What is to be posted: one post, or several that become a thread, each answering the one
 * before; xpost_thread_make does what thread, markdown and number say.  The strings are
 * borrowed. */
struct xpost_post_request {
    const struct xpost_post *posts; /* only the first one may say what it answers */
    size_t count;                   /* 1 to XPOST_THREAD_MAX */
    const char *account;            /* NULL: the default one */
    const char *key;                /* NULL: one is made up */
    bool new_key;                   /* the key was made up for this call */
    int limit;                      /* weighted characters; 0: 280 */
    bool thread;                    /* a text that is too long becomes a thread */
    bool markdown;                  /* so does one with lines of ---; images are attached */
    bool number;                    /* each post of a thread ends with its number */
    const char *directory;          /* where paths of images begin; absolute */
    const char *home;               /* of ~/ in them; NULL: not known */
    int wait;                       /* seconds that may be waited for rate limits, in all */
};

/* A post that is out. */
struct xpost_posted {
    char *id;  /* NULL where X did not say it */
    char *url; /* likewise */
    char *text;
};

/* What came of a submission. */
struct xpost_post_result {
    char key[XPOST_KEY_MAX + 1];
    struct xpost_posted *posts; /* that are out, in order */
    size_t count;
    int64_t cost;                    /* estimate, in millionths of a dollar */
    char warning[XPOST_MESSAGE_MAX]; /* "" if there is none */
};

void xpost_post_result_release(struct xpost_post_result *result);

/* Makes a submission of the posts of a request, each in state not_sent with its JSON body
 * (of a thread's posts after the first one without what they answer) and its cost. */
int xpost_submission_make(struct xpost_submission *submission, const char *key,
                          const struct xpost_post_request *request,
                          const struct xpost_account *account,
                          const struct xpost_prices *prices, struct xpost_error *error);

/* Lists the posts that are out, and what they cost.  Their addresses are those of the account's
 * API; of x.com where the account is not known any more. */
int xpost_submission_result(const struct xpost_submission *submission, const char *api_url,
                            struct xpost_post_result *result, struct xpost_error *error);

/* True if the submission was made of these requests. */
bool xpost_submission_is_same(const struct xpost_submission *one,
                              const struct xpost_submission *other);

/* True for a text that was kept, and not submitted yet. */
bool xpost_submission_is_draft(const struct xpost_submission *submission);

/* True if the text is that of its posts, whatever white space and lines of --- there are at the
 * ends and between them. */
bool xpost_submission_covers(const struct xpost_submission *submission, const char *text);

/* What can be done with it; why not, the operations say. */
bool xpost_submission_can_resume(const struct xpost_submission *submission);
bool xpost_submission_can_check(const struct xpost_submission *submission);
bool xpost_submission_can_undo(const struct xpost_submission *submission);

/* The post to be settled by check: one that may be out, or is but without its id; `count` if
 * there is none. */
size_t xpost_submission_unsettled(const struct xpost_submission *submission);

/* The first post that is not out; `count` if all are. */
size_t xpost_submission_next(const struct xpost_submission *submission);

/* Notes that the outcome of its last attempt was not known at some time, unless that is so of
 * an earlier one. */
void xpost_submission_doubt(struct xpost_ledger_post *entry);

/* Sets the state and, from `why` if it is not NULL, the reason, with the time. */
int xpost_submission_note(struct xpost_ledger_post *entry, enum xpost_post_state state,
                          const struct xpost_error *why, struct xpost_error *error);

/* The same, recorded. */
int xpost_submission_settle(struct xpost_ledger *ledger, struct xpost_submission *submission,
                            size_t index, enum xpost_post_state state,
                            const struct xpost_error *why, struct xpost_error *error);

/* The JSON body with which a post of it is sent; owned by the caller.  The one before it, if
 * any, has an id. */
char *xpost_submission_body(const struct xpost_submission *submission, size_t index,
                            struct xpost_error *error);

#endif
