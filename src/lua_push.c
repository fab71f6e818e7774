#include "lua_binding.h"

#include <string.h>

void xpost_lua_set_string(lua_State *L, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    lua_pushstring(L, value);
    lua_setfield(L, -2, name);
}

void xpost_lua_set_time(lua_State *L, const char *name, int64_t value)
{
    if (value == 0)
        return;
    /* Whole in Lua 5.4, exact in the doubles of Lua 5.1. */
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

void xpost_lua_set_scopes(lua_State *L, const char *name, const char *scopes)
{
    int count = 0;
    lua_newtable(L);
    for (const char *at = scopes; at && *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        lua_pushlstring(L, at, length);
        lua_rawseti(L, -2, ++count);
        at += length;
    }
    lua_setfield(L, -2, name);
}

/* One line for a person: "code: message (X: detail)". */
static int error_text(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_getfield(L, 1, "code");
    lua_getfield(L, 1, "message");
    lua_getfield(L, 1, "detail");
    const char *code = lua_tostring(L, 2);
    const char *message = lua_tostring(L, 3);
    const char *detail = lua_tostring(L, 4);
    lua_pushfstring(L, "%s: %s", code ? code : "error", message ? message : "");
    if (detail)
        lua_pushfstring(L, "%s (%s)", lua_tostring(L, -1), detail);
    return 1;
}

static void push_error_metatable(lua_State *L)
{
    static const char key = 0;
    lua_pushlightuserdata(L, (void *)(uintptr_t)&key);
    lua_rawget(L, LUA_REGISTRYINDEX);
    if (!lua_isnil(L, -1))
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushcfunction(L, error_text);
    lua_setfield(L, -2, "__tostring");
    lua_pushlightuserdata(L, (void *)(uintptr_t)&key);
    lua_pushvalue(L, -2);
    lua_rawset(L, LUA_REGISTRYINDEX);
}

int xpost_lua_fail(lua_State *L, const struct xpost_error *error)
{
    luaL_checkstack(L, 8, "too many values");
    lua_pushnil(L);
    lua_newtable(L);
    xpost_lua_set_string(L, "code", xpost_code_name(error->code));
    xpost_lua_set_string(L, "message", error->message);
    xpost_lua_set_string(L, "detail", error->detail);
    xpost_lua_set_string(L, "retry", xpost_retry_name(xpost_error_retry(error)));
    xpost_lua_set_time(L, "http_status", error->http_status);
    xpost_lua_set_time(L, "retry_at", error->retry_at);
    xpost_lua_set_string(L, "outcome", xpost_outcome_name(error->outcome));
    xpost_lua_set_string(L, "key", error->key);
    push_error_metatable(L);
    lua_setmetatable(L, -2);
    return 2;
}

void xpost_lua_push_step(lua_State *L, const struct xpost_step *step)
{
    lua_newtable(L);
    lua_pushinteger(L, step->number);
    lua_setfield(L, -2, "number");
    xpost_lua_set_string(L, "name", step->name);
    xpost_lua_set_string(L, "from", step->from);
    xpost_lua_set_string(L, "to", step->to);
    lua_newtable(L);
    for (int i = 0; step->uses[i]; i++) {
        lua_pushstring(L, step->uses[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "uses");
}

void xpost_lua_push_progress(lua_State *L, const struct xpost_progress *progress)
{
    lua_newtable(L);
    xpost_lua_set_time(L, "number", progress->number);
    xpost_lua_set_time(L, "total", progress->total);
    xpost_lua_set_string(L, "state", xpost_progress_state_name(progress->state));
    xpost_lua_set_time(L, "retry_at", progress->until);
    xpost_lua_set_string(L, "id", progress->id);
    xpost_lua_set_string(L, "url", progress->url);
    xpost_lua_set_string(L, "text", progress->text);
    xpost_lua_set_string(L, "path", progress->path);
    if (progress->size == 0)
        return;
    lua_pushnumber(L, (lua_Number)progress->sent);
    lua_setfield(L, -2, "sent");
    lua_pushnumber(L, (lua_Number)progress->size);
    lua_setfield(L, -2, "size");
}

void xpost_lua_push_account(lua_State *L, const struct xpost_account *account, bool is_default)
{
    lua_newtable(L);
    xpost_lua_set_string(L, "account", account->name);
    xpost_lua_set_string(L, "id", account->user_id);
    xpost_lua_set_string(L, "username", account->username);
    xpost_lua_set_string(L, "name", account->display_name);
    xpost_lua_set_string(L, "subscription", account->subscription);
    xpost_lua_set_string(L, "client", account->client_secret ? "confidential" : "public");
    xpost_lua_set_string(L, "client_id", account->client_id);
    xpost_lua_set_string(L, "redirect_uri", account->redirect_uri);
    xpost_lua_set_string(L, "api_url", account->endpoints.api_url);
    xpost_lua_set_scopes(L, "scopes", account->scopes);
    xpost_lua_set_time(L, "expires_at", account->expires_at);
    xpost_lua_set_time(L, "refreshed_at", account->refreshed_at);
    xpost_lua_set_time(L, "logged_in_at", account->logged_in_at);
    lua_pushboolean(L, account->refresh_token != NULL);
    lua_setfield(L, -2, "renewable");
    lua_pushboolean(L, is_default);
    lua_setfield(L, -2, "default");
}
