#include "client.h"

#include "error.h"
#include "http.h"
#include "memory.h"

#include <stdlib.h>

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
    xpost_account_release(&client->unsaved);
    xpost_secret_free(client->unsaved_spent);
    xpost_config_release(&client->config);
    free(client);
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
