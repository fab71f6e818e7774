/* What scripts need of the system, for lua/xpost/script.lua. */
#define _POSIX_C_SOURCE 200809L
#include "lua_binding.h"

#include "buffer.h"
#include "input.h"
#include "standard.h"
#include "terminal.h"

#include <unistd.h>

enum { LIMIT = 1024 * 1024, TIMEOUT = 300, TIMEOUT_MAX = 24 * 3600 };

/* One call.  In a guard. */
struct call {
    struct xpost_lua_observer observer;
    struct xpost_lua_strings strings;
    struct xpost_buffer text;
};

static void release_call(void *memory)
{
    struct call *call = memory;
    xpost_lua_strings_release(&call->strings);
    xpost_buffer_release(&call->text);
}

static int fail(lua_State *L, const struct call *call, const struct xpost_error *error)
{
    if (!call->observer.interrupted)
        return xpost_lua_fail(L, error);
    lua_pushvalue(L, call->observer.interrupted);
    return lua_error(L);
}

static struct call *open_call(lua_State *L, struct xpost_lua_options *options,
                              const char *const *known)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    struct call *call = xpost_lua_guard(L, sizeof *call, release_call);
    xpost_lua_options_open(options, L, 1, known, &call->strings);
    return call;
}

/* read{path=, limit=, timeout=} */
static int read_input(lua_State *L)
{
    static const char *const known[] = {"path", "limit", "timeout", NULL};
    struct xpost_lua_options options;
    struct call *call = open_call(L, &options, known);
    struct xpost_input input = {
        .path = xpost_lua_string(&options, "path"),
        .is_stopped = xpost_lua_is_stopped,
        .user = &call->observer,
    };
    call->text.maximum = (size_t)xpost_lua_number(&options, "limit", 1, LIMIT, LIMIT);
    input.seconds = (int)xpost_lua_number(&options, "timeout", 1, TIMEOUT_MAX, TIMEOUT);
    struct xpost_error error = options.problem;
    xpost_lua_observe(L, &call->observer);
    if (error.code != XPOST_OK || xpost_input_read(&input, &call->text, &error) != 0)
        return fail(L, call, &error);
    lua_pushlstring(L, xpost_buffer_string(&call->text), call->text.length);
    xpost_lua_release(L, 2);
    return 1;
}

/* ask{text=, timeout=} */
static int ask(lua_State *L)
{
    static const char *const known[] = {"text", "timeout", NULL};
    struct xpost_lua_options options;
    struct call *call = open_call(L, &options, known);
    struct xpost_question question = {
        .is_stopped = xpost_lua_is_stopped,
        .user = &call->observer,
    };
    question.text = xpost_lua_text(&options, "text", &question.length);
    question.seconds = (int)xpost_lua_number(&options, "timeout", 1, TIMEOUT_MAX, TIMEOUT);
    struct xpost_error error = options.problem;
    xpost_lua_observe(L, &call->observer);
    int answer = error.code == XPOST_OK ? xpost_terminal_ask(&question, &error) : -1;
    if (answer < 0)
        return fail(L, call, &error);
    lua_pushboolean(L, answer);
    return 1;
}

/* write(text, to_error): true if it was written. */
static int write_output(lua_State *L)
{
    size_t length = 0;
    luaL_checktype(L, 1, LUA_TSTRING);
    const char *text = lua_tolstring(L, 1, &length);
    int descriptor = lua_toboolean(L, 2) ? STDERR_FILENO : STDOUT_FILENO;
    lua_pushboolean(L, xpost_standard_write(descriptor, text, length) == 0);
    return 1;
}

void xpost_lua_push_script(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"read", read_input}, {"ask", ask}, {"write", write_output}, {NULL, NULL}};
    lua_newtable(L);
    xpost_lua_functions(L, functions);
}
