#include "lua_binding.h"

#include "translate.h"
#include "utf8.h"

#include <stdio.h>

/* Runs protected, with the callback and the observer as arguments: all that may raise is here.
 */
static int call(lua_State *L)
{
    const struct xpost_lua_observer *observer = lua_touserdata(L, 2);
    const struct xpost_lua_arguments *arguments = observer->arguments;
    int count = arguments->count;
    lua_settop(L, 1);
    if (arguments->step) {
        xpost_lua_push_step(L, arguments->step);
        count = 1;
    } else if (arguments->progress) {
        xpost_lua_push_progress(L, arguments->progress);
        count = 1;
    } else {
        for (int i = 0; i < count; i++)
            lua_pushstring(L, arguments->strings[i]);
    }
    lua_call(L, count, 1);
    return 1;
}

void xpost_lua_observe(lua_State *L, struct xpost_lua_observer *observer)
{
    *observer = (struct xpost_lua_observer){.L = L};
    luaL_checkstack(L, 2, "too many values");
    lua_pushcfunction(L, call);
    lua_pushlightuserdata(L, observer);
    observer->caller = lua_gettop(L) - 1;
}

/* Keeps what the error on top of the stack says. */
static void keep_warning(struct xpost_lua_observer *observer, const char *name)
{
    lua_State *L = observer->L;
    char said[256] = "";
    size_t length = 0;
    if (*observer->warning)
        return;
    if (lua_type(L, -1) == LUA_TSTRING) {
        const char *message = lua_tolstring(L, -1, &length);
        xpost_utf8_sanitise(said, sizeof said, message, length);
    }
    snprintf(observer->warning, sizeof observer->warning,
             xpost_translate("%s raised an error: %s"), name,
             *said ? said : xpost_translate("(no text)"));
}

bool xpost_lua_call(struct xpost_lua_observer *observer, const char *name, int function,
                    const struct xpost_lua_arguments *arguments, int results)
{
    lua_State *L = observer->L;
    if (!lua_checkstack(L, 8))
        return false;
    lua_pushvalue(L, observer->caller);
    lua_pushvalue(L, function);
    lua_pushvalue(L, observer->caller + 1);
    observer->arguments = arguments;
    if (lua_pcall(L, 2, results, 0) == 0)
        return true;
    keep_warning(observer, name);
    lua_pop(L, 1);
    return false;
}

void xpost_lua_on_step(void *user, const struct xpost_step *step)
{
    struct xpost_lua_observer *observer = user;
    struct xpost_lua_arguments arguments = {.step = step};
    if (observer->on_step)
        xpost_lua_call(observer, "on_step", observer->on_step, &arguments, 0);
}

bool xpost_lua_is_stopped(void *user)
{
    struct xpost_lua_observer *observer = user;
    if (!observer->interrupted && lua_checkstack(observer->L, 8) &&
        xpost_lua_interrupted(observer->L))
        observer->interrupted = lua_gettop(observer->L);
    return observer->interrupted != 0;
}

void xpost_lua_on_progress(void *user, const struct xpost_progress *progress)
{
    struct xpost_lua_observer *observer = user;
    struct xpost_lua_arguments arguments = {.progress = progress};
    /* Ctrl-C is for the script, not for its callback. */
    if (observer->on_progress && !xpost_lua_is_stopped(observer))
        xpost_lua_call(observer, "on_progress", observer->on_progress, &arguments, 0);
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
