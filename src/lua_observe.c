#include "lua_binding.h"

#include "utf8.h"

#include <stdio.h>
#include <string.h>

bool xpost_lua_call(struct xpost_lua_observer *observer, const char *name, int function,
                    int arguments, int results)
{
    lua_State *L = observer->L;
    lua_pushvalue(L, function);
    lua_insert(L, -arguments - 1);
    if (lua_pcall(L, arguments, results, 0) == 0)
        return true;
    if (!*observer->warning) {
        char said[256];
        size_t length = 0;
        const char *message = lua_tolstring(L, -1, &length);
        xpost_utf8_sanitise(said, sizeof said, message ? message : "", message ? length : 0);
        snprintf(observer->warning, sizeof observer->warning, "%s raised an error: %s", name,
                 message ? said : "(no text)");
    }
    lua_pop(L, 1);
    return false;
}

/* In a call of its own, because making a table may raise. */
static int push_step(lua_State *L)
{
    const struct xpost_step *step = lua_touserdata(L, 1);
    lua_settop(L, 0);
    xpost_lua_push_step(L, step);
    return 1;
}

void xpost_lua_on_step(void *user, const struct xpost_step *step)
{
    struct xpost_lua_observer *observer = user;
    lua_State *L = observer->L;
    if (!observer->on_step || !lua_checkstack(L, 8))
        return;
    lua_pushcfunction(L, push_step);
    lua_pushlightuserdata(L, (void *)(uintptr_t)step);
    if (lua_pcall(L, 1, 1, 0) != 0)
        lua_pop(L, 1);
    else
        xpost_lua_call(observer, "on_step", observer->on_step, 1, 0);
}

void xpost_lua_set_warning(lua_State *L, const char *warning, const char *more)
{
    if (*warning && *more)
        lua_pushfstring(L, "%s %s", warning, more);
    else if (*warning || *more)
        lua_pushstring(L, *warning ? warning : more);
    else
        return;
    lua_setfield(L, -2, "warning");
}
