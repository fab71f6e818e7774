#define _POSIX_C_SOURCE 200809L
#include "lua_binding.h"

#include "login.h"
#include "memory.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum {
    PASTE_MAX = XPOST_CALLBACK_REQUEST_MAX + 1, /* so that too much is seen to be too much */
    TIMEOUT = 300,
    TIMEOUT_MAX = 24 * 3600
};

enum open_how { OPEN_BROWSER, OPEN_NOTHING, OPEN_FUNCTION };

/* One call of login.  In a guard; wiped and freed with it. */
struct call {
    struct xpost_lua_observer observer;
    struct xpost_login_result result;
    enum open_how open_how;
    int open; /* stack indexes; 0 where not given */
    int on_url;
    int paste;
    int on_paste_problem;
    bool read_input; /* paste = true */
    bool input_ended;
    char pasted[PASTE_MAX];
    size_t pasted_length;
    int nothing;      /* stack index of a function that does nothing */
    int interruption; /* stack index of what to raise again, or 0 */
};

static void release_call(void *memory)
{
    struct call *call = memory;
    xpost_login_result_release(&call->result);
    xpost_wipe(call->pasted, sizeof call->pasted);
}

static int on_url(void *user, const char *url, const char *redirect_uri,
                  struct xpost_error *error)
{
    struct call *call = user;
    struct xpost_lua_arguments both = {.strings = {url, redirect_uri}, .count = 2};
    struct xpost_lua_arguments one = {.strings = {url}, .count = 1};
    (void)error;
    if (call->on_url)
        xpost_lua_call(&call->observer, "on_url", call->on_url, &both, 0);
    if (call->open_how == OPEN_FUNCTION)
        xpost_lua_call(&call->observer, "open", call->open, &one, 0);
    return call->open_how == OPEN_BROWSER ? 0 : call->open_how == OPEN_NOTHING ? 2 : 1;
}

/* Takes one line out of what was read; true if there was one.  The line stays in `pasted`,
 * which the next call moves on from. */
static bool read_line(struct call *call, const char **line, size_t *length)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    while (!call->input_ended && poll(&input, 1, 0) > 0) {
        char *at = call->pasted + call->pasted_length;
        ssize_t got = read(STDIN_FILENO, at, 1);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            return false;
        call->input_ended = got <= 0;
        bool ended = got <= 0 || *at == '\n';
        /* A byte at a time, so that what follows the line is left to the script. */
        call->pasted_length += got == 1 && !ended;
        if ((ended && call->pasted_length) || call->pasted_length == sizeof call->pasted) {
            *line = call->pasted;
            *length = call->pasted_length;
            call->pasted_length = 0;
            return true;
        }
    }
    return false;
}

static void tell_problem(struct call *call, const char *problem)
{
    struct xpost_lua_arguments arguments = {.strings = {problem}, .count = 1};
    if (problem && call->on_paste_problem)
        xpost_lua_call(&call->observer, "on_paste_problem", call->on_paste_problem, &arguments,
                       0);
}

/* Asks the function `paste`.  Its answer is copied: the string may be collected. */
static bool ask_function(struct call *call, const char *problem, const char **pasted,
                         size_t *length)
{
    lua_State *L = call->observer.L;
    struct xpost_lua_arguments arguments = {.strings = {problem}, .count = 1};
    size_t got = 0;
    if (!xpost_lua_call(&call->observer, "paste", call->paste, &arguments, 1))
        return false;
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &got) : NULL;
    if (text) {
        *length = got < sizeof call->pasted ? got : sizeof call->pasted;
        memcpy(call->pasted, text, *length);
        *pasted = call->pasted;
    }
    lua_pop(L, 1);
    return true;
}

static int nothing(lua_State *L)
{
    (void)L;
    return 0;
}

/* Ctrl-C in a script sets a hook that raises an error in the next call; so a call is made. */
static bool is_interrupted(struct call *call)
{
    lua_State *L = call->observer.L;
    lua_pushvalue(L, call->nothing);
    if (lua_pcall(L, 0, 0, 0) == 0)
        return false;
    lua_replace(L, call->interruption);
    return true;
}

static int on_wait(void *user, const char *problem, const char **pasted, size_t *length,
                   struct xpost_error *error)
{
    struct call *call = user;
    *pasted = NULL;
    tell_problem(call, problem);
    if (!lua_checkstack(call->observer.L, 4) || is_interrupted(call))
        return xpost_error_set(error, XPOST_CANCELLED, "Interrupted.");
    if (call->read_input && read_line(call, pasted, length))
        return 0;
    if (call->paste && !ask_function(call, problem, pasted, length))
        return xpost_error_set(error, XPOST_CANCELLED, "The login was stopped: %s",
                               call->observer.warning);
    return 0;
}

static int index_of_function(struct xpost_lua_options *options, const char *name)
{
    return xpost_lua_function(options, name) ? lua_gettop(options->L) : 0;
}

/* open: a function, false, or absent. */
static void read_open(struct xpost_lua_options *options, struct call *call)
{
    bool boolean = xpost_lua_type(options, "open") == LUA_TBOOLEAN;
    if (boolean)
        call->open_how = xpost_lua_boolean(options, "open", true) ? OPEN_BROWSER : OPEN_NOTHING;
    else if ((call->open = index_of_function(options, "open")) != 0)
        call->open_how = OPEN_FUNCTION;
}

/* paste: a function that returns what was pasted, or nil; or true for standard input. */
static void read_paste(struct xpost_lua_options *options, struct call *call)
{
    if (xpost_lua_type(options, "paste") == LUA_TBOOLEAN)
        call->read_input = xpost_lua_boolean(options, "paste", false);
    else
        call->paste = index_of_function(options, "paste");
}

static void push_result(lua_State *L, const struct call *call)
{
    xpost_lua_push_account(L, &call->result.account, false);
    lua_pushnil(L);
    lua_setfield(L, -2, "default");
    xpost_lua_set_warning(L, call->result.warning, call->observer.warning);
}

int xpost_lua_login(lua_State *L)
{
    static const char *const known[] = {
        "client_id", "client_secret", "account", "redirect_uri", "scopes",           "timeout",
        "open",      "on_url",        "on_step", "paste",        "on_paste_problem", NULL};
    struct xpost_lua_options options;
    struct xpost_error error;
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    xpost_lua_options_open(&options, L, 1, known);
    struct call *call = xpost_lua_guard(L, sizeof *call, release_call);
    lua_pushnil(L);
    call->interruption = lua_gettop(L);
    lua_pushcfunction(L, nothing);
    call->nothing = lua_gettop(L);
    xpost_lua_observe(L, &call->observer);
    struct xpost_login_request request = {
        .client_id = xpost_lua_string(&options, "client_id"),
        .client_secret = xpost_lua_string(&options, "client_secret"),
        .account = xpost_lua_string(&options, "account"),
        .redirect_uris = xpost_lua_words(&options, "redirect_uri"),
        .scopes = xpost_lua_words(&options, "scopes"),
        .timeout_seconds = (int)xpost_lua_number(&options, "timeout", 1, TIMEOUT_MAX, TIMEOUT),
        .on_url = on_url,
        .on_wait = on_wait,
        .user = call,
    };
    read_open(&options, call);
    read_paste(&options, call);
    call->on_url = index_of_function(&options, "on_url");
    call->on_paste_problem = index_of_function(&options, "on_paste_problem");
    call->observer.on_step = index_of_function(&options, "on_step");
    if (options.problem.code != XPOST_OK)
        return xpost_lua_fail(L, &options.problem);
    struct xpost_client *client = xpost_lua_client(L, &error);
    if (!client)
        return xpost_lua_fail(L, &error);
    struct xpost_operation operation = {client, NULL, xpost_lua_on_step, &call->observer};
    int result = xpost_login(&operation, &request, &call->result, &error);
    if (!lua_isnil(L, call->interruption)) {
        lua_pushvalue(L, call->interruption);
        return lua_error(L);
    }
    if (result != 0)
        return xpost_lua_fail(L, &error);
    push_result(L, call);
    return 1;
}
