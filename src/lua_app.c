/* The app's keys, looked at before a login begins: it answers at once. */
#include "lua_binding.h"

#include "memory.h"
#include "oauth.h"

/* What is asked for, and the app as it would be used. */
struct data {
    const char *given_id;
    const char *given_secret;
    char *id;
    char *secret;
};

static void release(void *memory)
{
    struct data *data = memory;
    xpost_secret_free(data->id);
    xpost_secret_free(data->secret);
}

static void read_options(struct xpost_lua_options *options, void *memory)
{
    struct data *data = memory;
    data->given_id = xpost_lua_string(options, "client_id");
    data->given_secret = xpost_lua_string(options, "client_secret");
}

static int run(const struct xpost_operation *operation, struct xpost_job *job, void *memory,
               struct xpost_error *error)
{
    struct data *data = memory;
    (void)operation;
    (void)job;
    if (xpost_oauth_set_key(&data->id, data->given_id) != 0 ||
        xpost_oauth_set_key(&data->secret, data->given_secret) != 0)
        return xpost_error_no_memory(error);
    const struct xpost_oauth_client app = {data->id, data->secret};
    return xpost_oauth_check_client(&app, error);
}

static void push(lua_State *L, const void *memory, const char *warning)
{
    const struct data *data = memory;
    (void)warning;
    lua_newtable(L);
    xpost_lua_set_string(L, "client_id", data->id);
    xpost_lua_set_string(L, "client", data->secret ? "confidential" : "public");
}

static const char *const known[] = {"client_id", "client_secret", NULL};

const struct xpost_lua_operation xpost_lua_app_operation = {
    .name = "app",
    .known = known,
    .size = sizeof(struct data),
    .pure = true,
    .read = read_options,
    .run = run,
    .push = push,
    .release = release,
};
