/* The module xpost.core: plain, blocking functions.  See lua/xpost/meta.lua for their types. */
#include "lua_binding.h"

#include "crypto.h"
#include "http.h"
#include "json.h"
#include "ledger.h"
#include "standard.h"
#include "version.h"

static void push_versions(lua_State *L)
{
    lua_newtable(L);
    xpost_lua_set_string(L, "xpost", XPOST_VERSION);
    lua_pushinteger(L, XPOST_ABI);
    lua_setfield(L, -2, "abi");
    xpost_lua_set_string(L, "lua", LUA_VERSION);
    xpost_lua_set_string(L, "libcurl", xpost_http_version());
    xpost_lua_set_string(L, "openssl", xpost_crypto_version());
    xpost_lua_set_string(L, "json_c", xpost_json_version());
    xpost_lua_set_string(L, "sqlite", xpost_ledger_version());
}

int luaopen_xpost_core(lua_State *L);

__attribute__((visibility("default"))) int luaopen_xpost_core(lua_State *L)
{
    struct xpost_error error;
    xpost_lua_check_host(L);
    xpost_lua_language_of_environment();
    xpost_standard_occupy();
    if (xpost_client_initialise(&error) != 0)
        return luaL_error(L, "%s", error.message);
    lua_newtable(L);
    xpost_lua_operations(L);
    lua_pushcfunction(L, xpost_lua_count);
    lua_setfield(L, -2, "count");
    lua_pushcfunction(L, xpost_lua_explain);
    lua_setfield(L, -2, "explain");
    lua_pushcfunction(L, xpost_lua_language);
    lua_setfield(L, -2, "language");
    xpost_lua_push_jobs(L);
    lua_setfield(L, -2, "jobs");
    xpost_lua_push_script(L);
    lua_setfield(L, -2, "script");
    push_versions(L);
    lua_setfield(L, -2, "version");
    return 1;
}
