/* What the ledger's own files share. */
#ifndef XPOST_LEDGER_INTERNAL_H
#define XPOST_LEDGER_INTERNAL_H

#include "ledger.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct sqlite3;
struct sqlite3_stmt;

#define XPOST_LEDGER_FILE "ledger.db"
#define XPOST_LEDGER_LOCK "ledger.lock"

enum xpost_ledger_statement {
    XPOST_SQL_BEGIN,
    XPOST_SQL_COMMIT,
    XPOST_SQL_ADD_SUBMISSION,
    XPOST_SQL_ADD_POST,
    XPOST_SQL_SETTLE,
    XPOST_SQL_CLAIM,
    XPOST_SQL_FIND_SUBMISSION,
    XPOST_SQL_FIND_POSTS,
    XPOST_SQL_FIND_LAST,
    XPOST_SQL_HAS_ID,
    XPOST_SQL_FIND_BESIDE,
    XPOST_SQL_HISTORY,
    XPOST_SQL_HISTORY_OF_ACCOUNT,
    XPOST_SQL_UNFINISHED,
    XPOST_SQL_UNFINISHED_OF_ACCOUNT,
    XPOST_SQL_MARK_DELETED,
    XPOST_SQL_IS_DRAFT,
    XPOST_SQL_FORGET_POSTS,
    XPOST_SQL_FORGET_SUBMISSION,
    XPOST_SQL_FORGETTABLE,
    XPOST_SQL_COUNT
};

struct xpost_ledger {
    struct sqlite3 *database;
    char *directory; /* for messages */
    int timeout;     /* milliseconds to wait for other processes */
    bool damaged;    /* SQLite said so */
    dev_t device;    /* of the file */
    ino_t file;
    struct sqlite3_stmt *statements[XPOST_SQL_COUNT]; /* prepared when first used */
};

/* How to open; what differs from xpost_ledger_open is for tests. */
struct xpost_ledger_options {
    int timeout;     /* milliseconds */
    const char *vfs; /* NULL: SQLite's default */
    bool network;    /* as if the directory were on a network file system */
};

struct xpost_ledger *xpost_ledger_open_with(const struct xpost_directory *directory,
                                            const struct xpost_ledger_options *options,
                                            struct xpost_error *error);

/* One attempt to open, which leaves a damaged file as it is and then sets `damaged`. */
struct xpost_ledger *xpost_ledger_attempt(const struct xpost_directory *directory,
                                          const struct xpost_ledger_options *options,
                                          bool *damaged, struct xpost_error *error);

/* Puts the words for a result of SQLite into `error`.  Returns -1. */
int xpost_ledger_fail(struct xpost_ledger *ledger, int result, struct xpost_error *error);

/* Runs SQL that takes no values. */
int xpost_ledger_execute(struct xpost_ledger *ledger, const char *sql,
                         struct xpost_error *error);

/* Runs a query for one number. */
int xpost_ledger_number(struct xpost_ledger *ledger, const char *sql, int64_t *number,
                        struct xpost_error *error);

/* Ends a transaction that failed, without touching `error`. */
void xpost_ledger_rollback(struct xpost_ledger *ledger);

/* Gives a statement its values one after the other; the first failure is kept. */
struct xpost_ledger_binder {
    struct sqlite3_stmt *statement;
    int index;
    int result; /* of SQLite */
};

/* The words of a statement. */
const char *xpost_ledger_sql(enum xpost_ledger_statement which);

/* Makes the statement ready to be given its values.  They are borrowed until it was run. */
int xpost_ledger_prepare(struct xpost_ledger *ledger, enum xpost_ledger_statement which,
                         struct xpost_ledger_binder *binder, struct xpost_error *error);
void xpost_ledger_bind_text(struct xpost_ledger_binder *binder, const char *text);
void xpost_ledger_bind_number(struct xpost_ledger_binder *binder, int64_t number);

/* Goes to the first row.  Returns a result of SQLite. */
int xpost_ledger_step(const struct xpost_ledger_binder *binder);

/* Copies a text column; NULL stays NULL.  Sets `failed` when memory runs out. */
char *xpost_ledger_copy_text(struct sqlite3_stmt *row, int column, bool *failed);

/* Ends reading: makes the statement fit to be used again, and turns its last result into ours.
 */
int xpost_ledger_finish(struct xpost_ledger *ledger, struct sqlite3_stmt *statement, int result,
                        bool failed, struct xpost_error *error);

/* Runs a statement that has no rows to its end.  Returns a result of SQLite. */
int xpost_ledger_run(const struct xpost_ledger_binder *binder);

/* Runs a statement that takes no values. */
int xpost_ledger_run_plain(struct xpost_ledger *ledger, enum xpost_ledger_statement which,
                           struct xpost_error *error);

/* Runs a statement that takes one text. */
int xpost_ledger_run_text(struct xpost_ledger *ledger, enum xpost_ledger_statement which,
                          const char *text, struct xpost_error *error);

/* A list of keys; owned. */
struct xpost_ledger_keys {
    char **items;
    size_t count;
    size_t room;
};

/* Appends the first column of a row.  False when memory runs out. */
bool xpost_ledger_keys_append(struct xpost_ledger_keys *keys, struct sqlite3_stmt *row);
void xpost_ledger_keys_release(struct xpost_ledger_keys *keys);

/* A file that was moved or removed takes everything that is written to it along, where no other
 * process would find it. */
int xpost_ledger_check_in_place(struct xpost_ledger *ledger, struct xpost_error *error);

/* Removes a submission, within a transaction.  Returns 1, or 0 if there is none, or -1. */
int xpost_ledger_remove(struct xpost_ledger *ledger, const char *key,
                        struct xpost_error *error);

/* Refuses a database of another program or of a newer xpost; changes nothing. */
int xpost_ledger_identify(struct xpost_ledger *ledger, struct xpost_error *error);

/* Brings the tables to this version's. */
int xpost_ledger_migrate(struct xpost_ledger *ledger, struct xpost_error *error);

/* Chooses the journal: a write-ahead log where it works, else a rollback journal; commits are
 * durable with both. */
int xpost_ledger_set_journal(struct xpost_ledger *ledger, bool network,
                             struct xpost_error *error);

/* Moves a damaged database out of the way, unless another process did so already.  Always
 * returns -1, with `error` saying what was done. */
int xpost_ledger_set_aside(const struct xpost_directory *directory,
                           const struct xpost_ledger_options *options,
                           struct xpost_error *error);

/* False if the file system does not know the locks that SQLite takes. */
bool xpost_ledger_can_lock(const struct xpost_directory *directory);

int xpost_ledger_cannot_lock(const char *directory, struct xpost_error *error);

#endif
