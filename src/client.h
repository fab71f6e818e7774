/* What every operation works with: settings, the account store, the ledger and one HTTP client.
 * One per thread; opened lazily, so that making one costs nothing. */
#ifndef XPOST_CLIENT_H
#define XPOST_CLIENT_H

#include "account.h"
#include "config.h"
#include "ledger.h"
#include "progress.h"
#include "step.h"
#include "store.h"

struct xpost_cancel;
struct xpost_http;

struct xpost_client {
    struct xpost_config config;
    /* Use xpost_client_store, _ledger and _http to have them opened. */
    struct xpost_store store;
    struct xpost_ledger *ledger;
    struct xpost_http *http;
};

/* Initialises the libraries.  They read the environment while they do, and some at their first
 * use: done on the host's thread before there are others, it happens nowhere else.  Again, it
 * does nothing. */
int xpost_client_initialise(struct xpost_error *error);

/* Takes over `config`, which is empty afterwards. */
struct xpost_client *xpost_client_new(struct xpost_config *config, struct xpost_error *error);
void xpost_client_free(struct xpost_client *client);

/* Before each operation: lets go of a state directory, or a ledger, that was removed or
 * replaced since.  A process may live for months. */
void xpost_client_begin(struct xpost_client *client);

struct xpost_store *xpost_client_store(struct xpost_client *client, struct xpost_error *error);
struct xpost_ledger *xpost_client_ledger(struct xpost_client *client,
                                         struct xpost_error *error);
struct xpost_http *xpost_client_http(struct xpost_client *client, struct xpost_error *error);

/* One call of an operation. */
struct xpost_operation {
    struct xpost_client *client;
    struct xpost_cancel *cancel;                                            /* may be NULL */
    void (*on_step)(void *user, const struct xpost_step *step);             /* may be NULL */
    void (*on_progress)(void *user, const struct xpost_progress *progress); /* likewise */
    bool (*is_stopped)(
        void *user); /* likewise: true if a host without `cancel` wants it to end */
    void *user;
    bool nested; /* called by a callback of another one, whose locks are not waited for */
};

/* True if it is to end as soon as nothing is under way that must be finished. */
bool xpost_operation_stopped(const struct xpost_operation *operation);

/* Waits; -1 with code cancelled if it is to end meanwhile. */
int xpost_operation_pause(const struct xpost_operation *operation, int64_t milliseconds,
                          struct xpost_error *error);

void xpost_operation_step(const struct xpost_operation *operation,
                          const struct xpost_step *step);
void xpost_operation_progress(const struct xpost_operation *operation,
                              const struct xpost_progress *progress);

#endif
