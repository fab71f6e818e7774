#define _POSIX_C_SOURCE 200809L
#include "lua_binding.h"

#include <stdlib.h>
#include <string.h>

/* Registry keys are addresses of these. */
static const char guard_key = 0;
static const char client_key = 0;

struct guard {
    void (*release)(void *);
    _Alignas(int64_t) unsigned char memory[]; /* Lua aligns no better than this */
};

static void release(struct guard *guard)
{
    void (*function)(void *) = guard->release;
    guard->release = NULL;
    if (function)
        function(guard->memory);
}

static int collect(lua_State *L)
{
    release(lua_touserdata(L, 1));
    return 0;
}

static void push_metatable(lua_State *L)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)&guard_key);
    lua_rawget(L, LUA_REGISTRYINDEX);
    if (!lua_isnil(L, -1))
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushcfunction(L, collect);
    lua_setfield(L, -2, "__gc");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushlightuserdata(L, (void *)(uintptr_t)&guard_key);
    lua_pushvalue(L, -2);
    lua_rawset(L, LUA_REGISTRYINDEX);
}

void *xpost_lua_guard(lua_State *L, size_t size, void (*function)(void *))
{
    luaL_checkstack(L, 4, "too many values");
    struct guard *guard = xpost_lua_userdata(L, sizeof *guard + size);
    guard->release = NULL;
    memset(guard->memory, 0, size);
    push_metatable(L);
    lua_setmetatable(L, -2);
    guard->release = function;
    return guard->memory;
}

void *xpost_lua_guarded(lua_State *L, int index)
{
    struct guard *guard = lua_touserdata(L, index);
    return guard->memory;
}

void xpost_lua_release(lua_State *L, int index)
{
    release(lua_touserdata(L, index));
}

static void free_client(void *memory)
{
    struct xpost_client **client = memory;
    xpost_client_free(*client);
    *client = NULL;
}

struct xpost_client *xpost_lua_client(lua_State *L, struct xpost_error *error)
{
    struct xpost_config config;
    lua_pushlightuserdata(L, (void *)(uintptr_t)&client_key);
    lua_rawget(L, LUA_REGISTRYINDEX);
    struct guard *held = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (held) {
        struct xpost_client *kept = *(struct xpost_client **)held->memory;
        /* A finalizer may come here after the client's own. */
        if (!kept)
            xpost_error_set(error, XPOST_CANCELLED, "This Lua state is being closed.");
        return kept;
    }
    struct xpost_client **client = xpost_lua_guard(L, sizeof *client, free_client);
    lua_pushlightuserdata(L, (void *)(uintptr_t)&client_key);
    lua_pushvalue(L, -2);
    if (xpost_config_read(&config, getenv, error) == 0)
        *client = xpost_client_new(&config, error);
    /* Kept only once it is there: a wrong setting may be corrected. */
    if (*client)
        lua_rawset(L, LUA_REGISTRYINDEX);
    else
        lua_pop(L, 2);
    lua_pop(L, 1);
    return *client;
}
