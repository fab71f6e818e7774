#define _POSIX_C_SOURCE 200809L
#include "client.h"

#include "cancel.h"
#include "clock.h"
#include "error.h"
#include "http.h"
#include "memory.h"
#include "pause.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>

enum { LOOK_EVERY = 200 /* milliseconds */ };

int xpost_client_initialise(struct xpost_error *error)
{
    /* The first use of a calendar reads TZ, even where it counts in UTC; OpenSSL does, to look
     * at the dates of certificates. */
    struct tm parts;
    gmtime_r(&(const time_t){0}, &parts);
    return xpost_http_initialise(error) == 0 ? xpost_ledger_initialise(error) : -1;
}

struct xpost_client *xpost_client_new(struct xpost_config *config, struct xpost_error *error)
{
    struct xpost_client *client = calloc(1, sizeof *client);
    if (!client) {
        xpost_error_no_memory(error);
        return NULL;
    }
    client->config = *config;
    *config = (struct xpost_config){0};
    client->store = (struct xpost_store)XPOST_STORE_CLOSED;
    return client;
}

void xpost_client_free(struct xpost_client *client)
{
    if (!client)
        return;
    xpost_http_free(client->http);
    xpost_ledger_close(client->ledger);
    xpost_store_close(&client->store);
    xpost_config_release(&client->config);
    free(client);
}

void xpost_client_begin(struct xpost_client *client)
{
    bool moved = client->store.directory.descriptor >= 0 &&
                 !xpost_directory_is_current(&client->store.directory);
    if (client->ledger &&
        (moved || !xpost_ledger_is_current(client->ledger, &client->store.directory))) {
        xpost_ledger_close(client->ledger);
        client->ledger = NULL;
    }
    if (moved)
        xpost_store_close(&client->store);
}

struct xpost_store *xpost_client_store(struct xpost_client *client, struct xpost_error *error)
{
    if (client->store.directory.descriptor < 0 &&
        xpost_store_open(&client->store, client->config.state_directory, error) != 0)
        return NULL;
    return &client->store;
}

struct xpost_ledger *xpost_client_ledger(struct xpost_client *client, struct xpost_error *error)
{
    struct xpost_store *store = xpost_client_store(client, error);
    if (store && !client->ledger)
        client->ledger = xpost_ledger_open(&store->directory, error);
    return store ? client->ledger : NULL;
}

struct xpost_http *xpost_client_http(struct xpost_client *client, struct xpost_error *error)
{
    if (!client->http)
        client->http = xpost_http_new(&client->config, error);
    return client->http;
}

bool xpost_operation_stopped(const struct xpost_operation *operation)
{
    return xpost_cancel_requested(operation->cancel) ||
           (operation->is_stopped && operation->is_stopped(operation->user));
}

int xpost_operation_pause(const struct xpost_operation *operation, int64_t milliseconds,
                          struct xpost_error *error)
{
    int64_t end = xpost_clock_milliseconds() + milliseconds;
    for (int64_t left = milliseconds; left > 0; left = end - xpost_clock_milliseconds()) {
        int64_t slice = operation->is_stopped && left > LOOK_EVERY ? LOOK_EVERY : left;
        if (xpost_pause((int)(slice < INT_MAX ? slice : INT_MAX), operation->cancel, error) !=
            0)
            return -1;
        if (xpost_operation_stopped(operation))
            return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
    }
    return 0;
}

void xpost_operation_step(const struct xpost_operation *operation,
                          const struct xpost_step *step)
{
    if (operation->on_step)
        operation->on_step(operation->user, step);
}

void xpost_operation_progress(const struct xpost_operation *operation,
                              const struct xpost_progress *progress)
{
    if (operation->on_progress)
        operation->on_progress(operation->user, progress);
}
