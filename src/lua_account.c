#include "lua_binding.h"

#include "memory.h"
#include "renew.h"
#include "revoke.h"
#include "user.h"

#include <stdlib.h>
#include <string.h>

static void release_account(void *memory)
{
    xpost_account_release(memory);
}

static void release_accounts(void *memory)
{
    xpost_accounts_release(memory);
}

static void release_string(void *memory)
{
    free(*(char **)memory);
}

/* One call of an operation on an account: its name, and what the operation works with. */
struct call {
    struct xpost_lua_options options;
    struct xpost_lua_observer observer;
    struct xpost_operation operation;
    const char *account;
};

/* Reads the options; a string alone is the account's name. */
static void open_call(lua_State *L, struct call *call, const char *const *known)
{
    lua_settop(L, 1);
    if (lua_isnil(L, 1)) {
        lua_newtable(L);
        lua_replace(L, 1);
    } else if (lua_type(L, 1) == LUA_TSTRING) {
        lua_newtable(L);
        lua_insert(L, 1);
        lua_setfield(L, 1, "account");
    }
    xpost_lua_options_open(&call->options, L, 1, known);
    xpost_lua_observe(L, &call->observer);
    call->account = xpost_lua_string(&call->options, "account");
    call->observer.on_step = xpost_lua_function(&call->options, "on_step") ? lua_gettop(L) : 0;
}

static bool start_call(lua_State *L, struct call *call, struct xpost_error *error)
{
    if (call->options.problem.code != XPOST_OK) {
        *error = call->options.problem;
        return false;
    }
    struct xpost_client *client = xpost_lua_client(L, error);
    call->operation =
        (struct xpost_operation){client, NULL, xpost_lua_on_step, &call->observer};
    return client != NULL;
}

int xpost_lua_refresh(lua_State *L)
{
    static const char *const known[] = {"account", "force", "on_step", NULL};
    struct xpost_error error;
    struct call call;
    open_call(L, &call, known);
    bool force = xpost_lua_boolean(&call.options, "force", true);
    struct xpost_account *account = xpost_lua_guard(L, sizeof *account, release_account);
    if (!start_call(L, &call, &error) ||
        xpost_refresh(&call.operation, call.account, force, account, &error) != 0)
        return xpost_lua_fail(L, &error);
    lua_newtable(L);
    xpost_lua_set_string(L, "account", account->name);
    xpost_lua_set_time(L, "expires_at", account->expires_at);
    xpost_lua_set_scopes(L, "scopes", account->scopes);
    xpost_lua_set_warning(L, call.observer.warning, "");
    return 1;
}

int xpost_lua_me(lua_State *L)
{
    static const char *const known[] = {"account", "fresh", "on_step", NULL};
    struct xpost_error error;
    struct call call;
    open_call(L, &call, known);
    bool fresh = xpost_lua_boolean(&call.options, "fresh", false);
    struct xpost_account *account = xpost_lua_guard(L, sizeof *account, release_account);
    if (!start_call(L, &call, &error) ||
        xpost_me(&call.operation, call.account, fresh, account, &error) != 0)
        return xpost_lua_fail(L, &error);
    lua_newtable(L);
    xpost_lua_set_string(L, "id", account->user_id);
    xpost_lua_set_string(L, "username", account->username);
    xpost_lua_set_string(L, "name", account->display_name);
    xpost_lua_set_string(L, "subscription", account->subscription);
    xpost_lua_set_warning(L, call.observer.warning, "");
    return 1;
}

int xpost_lua_logout(lua_State *L)
{
    static const char *const known[] = {"account", "on_step", NULL};
    struct xpost_error error;
    struct call call;
    bool revoked = false;
    open_call(L, &call, known);
    char **name = xpost_lua_guard(L, sizeof *name, release_string);
    if (!start_call(L, &call, &error) ||
        xpost_logout(&call.operation, call.account, name, &revoked, &error) != 0)
        return xpost_lua_fail(L, &error);
    lua_newtable(L);
    xpost_lua_set_string(L, "account", *name);
    lua_pushboolean(L, revoked);
    lua_setfield(L, -2, "revoked");
    xpost_lua_set_warning(L,
                          revoked
                              ? ""
                              : "The account is forgotten here, but X did not confirm that "
                                "its tokens are revoked. You can remove the app's access at "
                                "https://x.com/settings/connected_apps.",
                          call.observer.warning);
    return 1;
}

/* The argument, which has to be a string: the name of an account. */
static int read_name(lua_State *L, const char **name, struct xpost_error *error)
{
    size_t length = 0;
    luaL_checktype(L, 1, LUA_TSTRING);
    *name = lua_tolstring(L, 1, &length);
    if (strlen(*name) == length)
        return 0;
    return xpost_error_set(error, XPOST_INVALID_REQUEST,
                           "The account's name holds a zero byte. Remove it.");
}

static struct xpost_store *open_store(lua_State *L, struct xpost_error *error)
{
    struct xpost_client *client = xpost_lua_client(L, error);
    return client ? xpost_client_store(client, error) : NULL;
}

int xpost_lua_accounts(lua_State *L)
{
    struct xpost_error error;
    struct xpost_accounts *accounts = xpost_lua_guard(L, sizeof *accounts, release_accounts);
    struct xpost_client *client = xpost_lua_client(L, &error);
    /* A look makes no directory. */
    bool missing = client && xpost_store_is_missing(client->config.state_directory);
    struct xpost_store *store = missing ? NULL : open_store(L, &error);
    if (!missing && (!store || xpost_store_read(store, accounts, &error) != 0))
        return xpost_lua_fail(L, &error);
    lua_newtable(L);
    for (size_t i = 0; i < accounts->count; i++) {
        const struct xpost_account *account = &accounts->items[i];
        xpost_lua_push_account(L, account,
                               xpost_string_equal(account->name, accounts->default_name));
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

int xpost_lua_account(lua_State *L)
{
    const char *name = NULL;
    struct xpost_error error;
    if (!lua_isnoneornil(L, 1) && read_name(L, &name, &error) != 0)
        return xpost_lua_fail(L, &error);
    struct xpost_account *account = xpost_lua_guard(L, sizeof *account, release_account);
    struct xpost_accounts *accounts = xpost_lua_guard(L, sizeof *accounts, release_accounts);
    struct xpost_store *store = open_store(L, &error);
    if (!store)
        return xpost_lua_fail(L, &error);
    if (!name)
        name = xpost_lua_client(L, &error)->config.account;
    if (xpost_store_load(store, name, account, &error) != 0 ||
        xpost_store_read(store, accounts, &error) != 0)
        return xpost_lua_fail(L, &error);
    xpost_lua_push_account(L, account,
                           xpost_string_equal(account->name, accounts->default_name));
    return 1;
}

struct choice {
    const char *name;
};

static int make_default(struct xpost_accounts *accounts, void *user, struct xpost_error *error)
{
    const struct choice *choice = user;
    if (xpost_string_equal(accounts->default_name, choice->name))
        return 1;
    return xpost_string_set(&accounts->default_name, choice->name) != 0
               ? xpost_error_no_memory(error)
               : 0;
}

int xpost_lua_use(lua_State *L)
{
    struct choice choice;
    struct xpost_error error;
    if (read_name(L, &choice.name, &error) != 0)
        return xpost_lua_fail(L, &error);
    struct xpost_account *account = xpost_lua_guard(L, sizeof *account, release_account);
    struct xpost_store *store = open_store(L, &error);
    if (!store || xpost_store_load(store, choice.name, account, &error) != 0 ||
        xpost_store_update(store, make_default, &choice, &error) < 0)
        return xpost_lua_fail(L, &error);
    xpost_lua_push_account(L, account, true);
    return 1;
}
