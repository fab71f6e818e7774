/* Every difference between the C APIs of Lua 5.4 and Lua 5.1 (LuaJIT) that this binding meets.
 */
#ifndef XPOST_LUA_COMPAT_H
#define XPOST_LUA_COMPAT_H

#include <lauxlib.h>
#include <lua.h>

#if LUA_VERSION_NUM >= 504

#define xpost_lua_userdata(L, size) lua_newuserdatauv((L), (size), 0)
#define xpost_lua_length(L, index)  lua_rawlen((L), (index))

static inline void xpost_lua_check_host(lua_State *L)
{
    luaL_checkversion(L);
}

#else

#define xpost_lua_userdata(L, size) lua_newuserdata((L), (size))
#define xpost_lua_length(L, index)  lua_objlen((L), (index))

static inline void xpost_lua_check_host(lua_State *L)
{
    (void)L;
}

#endif

/* Fills the table on top of the stack (luaL_setfuncs is not in 5.1). */
static inline void xpost_lua_functions(lua_State *L, const luaL_Reg *functions)
{
    for (; functions->name; functions++) {
        lua_pushcfunction(L, functions->func);
        lua_setfield(L, -2, functions->name);
    }
}

#endif
