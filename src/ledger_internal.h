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
    XPOST_SQL_HISTORY,
    XPOST_SQL_HISTORY_OF_ACCOUNT,
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

/* The statement, ready to be given its values; NULL with `error` set. */
struct sqlite3_stmt *xpost_ledger_prepare(struct xpost_ledger *ledger,
                                          enum xpost_ledger_statement which,
                                          struct xpost_error *error);

/* Makes the statement fit to be used again; it lets go of the values that it was given. */
void xpost_ledger_reset(struct sqlite3_stmt *statement);

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
