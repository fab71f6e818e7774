#include "lua_binding.h"

#include "renew.h"
#include "revoke.h"
#include "translate.h"
#include "user.h"

#include <stdlib.h>

/* One call of an operation on an account. */
struct call {
    const char *name;
    bool flag;                    /* force, or fresh */
    struct xpost_account account; /* as it is then */
    char *forgotten;
    bool revoked;
};

static void release_call(void *data)
{
    struct call *call = data;
    xpost_account_release(&call->account);
    free(call->forgotten);
}

/* --- refresh --- */

static void read_refresh(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    call->name = xpost_lua_string(options, "account");
    call->flag = xpost_lua_boolean(options, "force", true);
    xpost_lua_function(options, "on_step");
}

static int run_refresh(const struct xpost_operation *operation, struct xpost_job *job,
                       void *data, struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_refresh(operation, call->name, call->flag, &call->account, error);
}

static void push_refresh(lua_State *L, const void *data, const char *warning)
{
    const struct xpost_account *account = &((const struct call *)data)->account;
    lua_newtable(L);
    xpost_lua_set_string(L, "account", account->name);
    xpost_lua_set_time(L, "expires_at", account->expires_at);
    xpost_lua_set_scopes(L, "scopes", account->scopes);
    xpost_lua_set_warning(L, warning, "");
}

static const char *const refresh_options[] = {"account", "force", "on_step", NULL};

const struct xpost_lua_operation xpost_lua_refresh_operation = {
    .name = "refresh",
    .alone = "account",
    .known = refresh_options,
    .size = sizeof(struct call),
    .read = read_refresh,
    .run = run_refresh,
    .push = push_refresh,
    .release = release_call,
};

/* --- me --- */

static void read_me(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    call->name = xpost_lua_string(options, "account");
    call->flag = xpost_lua_boolean(options, "fresh", false);
    xpost_lua_function(options, "on_step");
}

static int run_me(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                  struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_me(operation, call->name, call->flag, &call->account, error);
}

static void push_me(lua_State *L, const void *data, const char *warning)
{
    const struct xpost_account *account = &((const struct call *)data)->account;
    lua_newtable(L);
    xpost_lua_set_string(L, "id", account->user_id);
    xpost_lua_set_string(L, "username", account->username);
    xpost_lua_set_string(L, "name", account->display_name);
    xpost_lua_set_string(L, "subscription", account->subscription);
    xpost_lua_set_warning(L, warning, "");
}

static const char *const me_options[] = {"account", "fresh", "on_step", NULL};

const struct xpost_lua_operation xpost_lua_me_operation = {
    .name = "me",
    .alone = "account",
    .known = me_options,
    .size = sizeof(struct call),
    .read = read_me,
    .run = run_me,
    .push = push_me,
    .release = release_call,
};

/* --- logout --- */

static void read_logout(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    call->name = xpost_lua_string(options, "account");
    xpost_lua_function(options, "on_step");
}

static int run_logout(const struct xpost_operation *operation, struct xpost_job *job,
                      void *data, struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_logout(operation, call->name, &call->forgotten, &call->revoked, error);
}

static void push_logout(lua_State *L, const void *data, const char *warning)
{
    const struct call *call = data;
    lua_newtable(L);
    xpost_lua_set_string(L, "account", call->forgotten);
    lua_pushboolean(L, call->revoked);
    lua_setfield(L, -2, "revoked");
    const char *unrevoked =
        xpost_translate("The account is forgotten here, but X did not confirm that its tokens "
                        "are revoked. You can remove the app's access at "
                        "https://x.com/settings/connected_apps.");
    xpost_lua_set_warning(L, call->revoked ? "" : unrevoked, warning);
}

static const char *const logout_options[] = {"account", "on_step", NULL};

const struct xpost_lua_operation xpost_lua_logout_operation = {
    .name = "logout",
    .alone = "account",
    .known = logout_options,
    .size = sizeof(struct call),
    .read = read_logout,
    .run = run_logout,
    .push = push_logout,
    .release = release_call,
};
