/* The ledger: what was to be posted, and what became of it.  The only user of SQLite.
 *
 * A submission is one call of post: a key, and one post, or the posts of a thread.  Each post
 * has a state.  A draft is a submission of one post in state "draft", with the whole text and
 * no request; it gives way to what is submitted under its key.  "intent" is durable before the
 * first byte of the request leaves; an intent whose process is gone is therefore a post whose
 * outcome is unknown.
 *
 * ledger.db is made with mode 0600 (PRAGMA user_version tells the schema; older ones are
 * migrated, newer ones refused).  Errors have code store (busy where another process holds the
 * file for too long, or memory runs out): then nothing was changed, and nothing may be sent.
 *
 * A ledger belongs to one thread; others open their own.  A process that was forked without
 * exec must not use SQLite on a file that its parent had open.  Nobody else may open and close
 * ledger.db: that would drop the locks that this process has on it. */
#ifndef XPOST_LEDGER_H
#define XPOST_LEDGER_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xpost_ledger;
struct xpost_directory;

enum { XPOST_LEDGER_ID_MAX = 31 };

enum xpost_post_state {
    XPOST_STATE_DRAFT,    /* not submitted yet */
    XPOST_STATE_INTENT,   /* about to be sent, or being sent */
    XPOST_STATE_NOT_SENT, /* certainly did not reach X */
    XPOST_STATE_REJECTED, /* X refused it */
    XPOST_STATE_UNKNOWN,  /* may or may not be posted */
    XPOST_STATE_POSTED,
};

const char *xpost_post_state_name(enum xpost_post_state state);

/* One post of a submission.  The strings are owned. */
struct xpost_ledger_post {
    int position;  /* from 0 */
    char *text;    /* as the user wrote it */
    char *request; /* the JSON body */
    enum xpost_post_state state;
    char *id;     /* of the post at X; NULL unless posted (may be NULL then too: id unknown) */
    int64_t cost; /* estimate, in millionths of a dollar */
    /* Of the last failure; code XPOST_OK if there was none. */
    enum xpost_code code;
    long http_status;
    char *message;
    int64_t sent_at;    /* of the last intent; 0: never */
    int64_t settled_at; /* 0: not yet */
    /* When the first attempt was sent whose outcome was not known at some time; 0: none.  It
     * stays when the outcome becomes known. */
    int64_t doubted_at;
    /* The start of the machine, and the seconds since then, when that attempt was sent, or, if
     * there is none, the last one: what became of the clock meanwhile can be seen from them. */
    char *boot;
    int64_t uptime;
    int64_t deleted_at; /* when it was deleted at X; 0: it was not */
};

struct xpost_submission {
    char *key;
    char *account;
    char *user_id;  /* of the account then; may be NULL */
    char *username; /* likewise */
    int64_t created_at;
    struct xpost_ledger_post *posts;
    size_t count;
};

void xpost_submission_release(struct xpost_submission *submission);

/* Initialises SQLite, which reads the environment then.  Opening a ledger does it, too. */
int xpost_ledger_initialise(struct xpost_error *error);

/* Opens the ledger, and makes it if it is missing; `directory` need not outlive the call.  A
 * damaged file is renamed to ledger.db.damaged-<UTC time>, with its journals; the call fails
 * and says so, and the next one begins a new ledger. */
struct xpost_ledger *xpost_ledger_open(const struct xpost_directory *directory,
                                       struct xpost_error *error);
void xpost_ledger_close(struct xpost_ledger *ledger);

/* False if another file, or none, has the ledger's name in the directory by now. */
bool xpost_ledger_is_current(const struct xpost_ledger *ledger,
                             const struct xpost_directory *directory);

/* Records a new submission, durably, all of it or nothing; a draft of its key is replaced by
 * it, and is the newest then.  Code invalid_request if its key is taken otherwise. */
int xpost_ledger_add(struct xpost_ledger *ledger, const struct xpost_submission *submission,
                     struct xpost_error *error);

/* Records a draft so, but in the place of nothing else than a draft that has the text
 * `replaces` or its own; otherwise with the key `other`, and returns 1. */
int xpost_ledger_add_draft(struct xpost_ledger *ledger, const struct xpost_submission *draft,
                           const char *replaces, char *other, struct xpost_error *error);

/* Returns 1 and fills `submission`, or 0 if there is none of this key, or -1. */
int xpost_ledger_find(struct xpost_ledger *ledger, const char *key,
                      struct xpost_submission *submission, struct xpost_error *error);

/* Replaces state and outcome (state, id, code, http_status, message, sent_at, settled_at,
 * doubted_at, boot, uptime, deleted_at; and request) of one post, durably.  Code store if there
 * is no such post. */
int xpost_ledger_settle(struct xpost_ledger *ledger, const char *key,
                        const struct xpost_ledger_post *post, struct xpost_error *error);

/* Gives a submission that was recorded without an account the one of `submission`, with its
 * user, durably; an account that is there stays. */
int xpost_ledger_claim(struct xpost_ledger *ledger, const struct xpost_submission *submission,
                       struct xpost_error *error);

/* Which submissions. */
struct xpost_ledger_query {
    const char *account; /* NULL: of every account */
    const char *before;  /* key: only those older than it, none if there is no such; or NULL */
    int limit;
    bool unfinished; /* only those with a post that is not out */
};

/* Visits the newest submissions first.  Stops when `visit` returns non-zero and returns that.
 * The submission is the ledger's, unless `visit` takes it over and leaves an empty one. `visit`
 * may use the ledger, but not close it. */
int xpost_ledger_history(struct xpost_ledger *ledger, const struct xpost_ledger_query *query,
                         int (*visit)(struct xpost_submission *submission, void *user),
                         void *user, struct xpost_error *error);

/* The submission of this account with the post that was sent last, among those that are out
 * (deleted or not) or may be out.  Returns 1 and fills it, or 0, or -1. */
int xpost_ledger_find_last(struct xpost_ledger *ledger, const char *account,
                           struct xpost_submission *submission, struct xpost_error *error);

/* Returns 1 if a post with this id at X is recorded, or 0, or -1. */
int xpost_ledger_has_id(struct xpost_ledger *ledger, const char *id, struct xpost_error *error);

/* One of the posts that were submitted shortly before or after this key, were sent in that
 * start of the machine, and have an id that was never in doubt.  Returns 1 and fills `id`
 * (XPOST_LEDGER_ID_MAX + 1 bytes) and its `uptime`; or 0, or -1. */
int xpost_ledger_find_beside(struct xpost_ledger *ledger, const char *key, const char *boot,
                             char *id, int64_t *uptime, struct xpost_error *error);

/* Records that the post with this id was deleted at X; nothing happens where none is recorded.
 */
int xpost_ledger_mark_deleted(struct xpost_ledger *ledger, const char *id, int64_t when,
                              struct xpost_error *error);

/* Removes a submission, whatever its state.  Returns 1, or 0 if there is none of this key, or
 * -1. Its text is gone from the file after xpost_ledger_clear. */
int xpost_ledger_forget(struct xpost_ledger *ledger, const char *key,
                        struct xpost_error *error);
void xpost_ledger_clear(struct xpost_ledger *ledger);

/* What is forgotten by its age. */
struct xpost_ledger_age {
    int64_t before;      /* made before this time */
    const char *account; /* NULL: of every account */
    /* Asked of what is not all out; true: it stays.  May be NULL. */
    bool (*spare)(const char *key, void *user);
    void *user;
};

/* Removes what is older, but neither drafts nor what may be out without that being known.
 * `count` receives how many were removed, which may be some of them after an error; others can
 * use the ledger between any two. */
int xpost_ledger_forget_older(struct xpost_ledger *ledger, const struct xpost_ledger_age *age,
                              int64_t *count, struct xpost_error *error);

/* True if several machines may use the directory at once. */
bool xpost_ledger_on_network(const struct xpost_directory *directory);

/* Version of SQLite in use. */
const char *xpost_ledger_version(void);

#endif
