#define _POSIX_C_SOURCE 200809L
#include "client.h"

#include "error.h"
#include "http.h"
#include "memory.h"

#include <stdlib.h>
#include <time.h>

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

void xpost_operation_step(const struct xpost_operation *operation,
                          const struct xpost_step *step)
{
    if (operation->on_step)
        operation->on_step(operation->user, step);
}
