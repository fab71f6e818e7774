/* The stored accounts: accounts, account, use. */
#include "lua_binding.h"

#include "memory.h"

struct call {
    const char *name;
    struct xpost_account account;
    struct xpost_accounts accounts;
};

static void release_call(void *data)
{
    struct call *call = data;
    xpost_account_release(&call->account);
    xpost_accounts_release(&call->accounts);
}

static void read_name(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    call->name = xpost_lua_string(options, "account");
}

static void push_account(lua_State *L, const struct call *call,
                         const struct xpost_account *account)
{
    xpost_lua_push_account(L, account,
                           xpost_string_equal(account->name, call->accounts.default_name));
}

/* --- accounts --- */

static void read_nothing(struct xpost_lua_options *options, void *data)
{
    (void)options;
    (void)data;
}

static int run_accounts(const struct xpost_operation *operation, struct xpost_job *job,
                        void *data, struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    /* A look makes no directory. */
    if (xpost_store_is_missing(operation->client->config.state_directory))
        return 0;
    struct xpost_store *store = xpost_client_store(operation->client, error);
    return store ? xpost_store_read(store, &call->accounts, error) : -1;
}

static void push_accounts(lua_State *L, const void *data, const char *warning)
{
    const struct call *call = data;
    (void)warning;
    lua_newtable(L);
    for (size_t i = 0; i < call->accounts.count; i++) {
        push_account(L, call, &call->accounts.items[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

const struct xpost_lua_operation xpost_lua_accounts_operation = {
    .name = "accounts",
    .size = sizeof(struct call),
    .read = read_nothing,
    .run = run_accounts,
    .push = push_accounts,
    .release = release_call,
};

/* --- account --- */

static int run_account(const struct xpost_operation *operation, struct xpost_job *job,
                       void *data, struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    struct xpost_store *store = xpost_client_store(operation->client, error);
    if (!store)
        return -1;
    const char *name = call->name ? call->name : operation->client->config.account;
    if (xpost_store_load(store, name, &call->account, error) != 0)
        return -1;
    return xpost_store_read(store, &call->accounts, error);
}

static void push_one(lua_State *L, const void *data, const char *warning)
{
    const struct call *call = data;
    (void)warning;
    push_account(L, call, &call->account);
}

static const char *const account_options[] = {"account", NULL};

const struct xpost_lua_operation xpost_lua_account_operation = {
    .name = "account",
    .alone = "account",
    .known = account_options,
    .size = sizeof(struct call),
    .read = read_name,
    .run = run_account,
    .push = push_one,
    .release = release_call,
};

/* --- use --- */

static int make_default(struct xpost_accounts *accounts, void *user, struct xpost_error *error)
{
    const struct call *call = user;
    if (xpost_string_equal(accounts->default_name, call->name))
        return 1;
    return xpost_string_set(&accounts->default_name, call->name) != 0
               ? xpost_error_no_memory(error)
               : 0;
}

static int run_use(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                   struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    if (!call->name)
        return xpost_error_set(error, XPOST_INVALID_REQUEST,
                               "Name the account that is to be the default one.");
    struct xpost_store *store = xpost_client_store(operation->client, error);
    if (!store || xpost_store_load(store, call->name, &call->account, error) != 0 ||
        xpost_store_update(store, make_default, call, error) < 0)
        return -1;
    return xpost_store_read(store, &call->accounts, error);
}

const struct xpost_lua_operation xpost_lua_use_operation = {
    .name = "use",
    .needs_argument = true,
    .alone = "account",
    .known = account_options,
    .size = sizeof(struct call),
    .read = read_name,
    .run = run_use,
    .push = push_one,
    .release = release_call,
};
