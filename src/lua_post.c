#include "lua_binding.h"

#include "delete.h"
#include "post.h"

#include <string.h>

enum { LIMIT_MAX = 100000 };

/* One call of post.  In a guard. */
struct call {
    struct xpost_lua_observer observer;
    struct xpost_post_result result;
};

static void release_call(void *memory)
{
    struct call *call = memory;
    xpost_post_result_release(&call->result);
}

/* Options that later versions will know. */
static void refuse_unfinished(struct xpost_lua_options *options)
{
    static const char *const unfinished[] = {"posts",  "thread", "markdown",
                                             "number", "media",  "on_progress"};
    for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++)
        if (xpost_lua_given(options, unfinished[i]) && options->problem.code == XPOST_OK)
            xpost_error_set(&options->problem, XPOST_INVALID_REQUEST,
                            "This version of xpost cannot do '%s' yet. Nothing was posted.",
                            unfinished[i]);
}

/* poll = {options = {...}, minutes = n} */
static void read_poll(struct xpost_lua_options *options, struct xpost_post *post)
{
    static const char *const known[] = {"options", "minutes", NULL};
    struct xpost_lua_options poll;
    lua_State *L = options->L;
    if (!xpost_lua_given(options, "poll"))
        return;
    lua_getfield(L, options->index, "poll");
    if (!lua_istable(L, -1))
        luaL_error(L, "bad option 'poll' (table expected, got %s)", luaL_typename(L, -1));
    xpost_lua_options_open(&poll, L, lua_gettop(L), known);
    post->poll_option_count =
        xpost_lua_strings(&poll, "options", post->poll_options, XPOST_POLL_OPTIONS_MAX);
    post->poll_minutes = xpost_lua_number(&poll, "minutes", 1, 100000, 1440);
    if (poll.problem.code == XPOST_OK && post->poll_option_count == 0)
        xpost_error_set(&poll.problem, XPOST_INVALID_REQUEST,
                        "A poll needs two to four options.");
    if (options->problem.code == XPOST_OK)
        options->problem = poll.problem;
}

static void read_request(struct xpost_lua_options *options, struct xpost_post_request *request)
{
    struct xpost_post *post = &request->post;
    post->text = xpost_lua_text(options, "text", &post->text_length);
    if (!post->text)
        post->text = "";
    post->reply_to = xpost_lua_string(options, "reply_to");
    post->quote = xpost_lua_string(options, "quote");
    post->community = xpost_lua_string(options, "community");
    post->edits = xpost_lua_string(options, "edits");
    post->reply_settings = xpost_lua_string(options, "reply_settings");
    post->made_with_ai = xpost_lua_boolean(options, "made_with_ai", false);
    post->paid_partnership = xpost_lua_boolean(options, "paid_partnership", false);
    read_poll(options, post);
    request->account = xpost_lua_string(options, "account");
    request->key = xpost_lua_string(options, "key");
    request->limit = (int)xpost_lua_number(options, "limit", 1, LIMIT_MAX, 0);
}

static void push_result(lua_State *L, const struct call *call)
{
    const struct xpost_post_result *result = &call->result;
    lua_newtable(L);
    xpost_lua_set_string(L, "key", result->key);
    xpost_lua_set_string(L, "id", result->id);
    xpost_lua_set_string(L, "url", result->url);
    xpost_lua_set_string(L, "text", result->text);
    lua_pushnumber(L, (lua_Number)result->cost / 1e6);
    lua_setfield(L, -2, "cost");
    lua_newtable(L);
    lua_newtable(L);
    xpost_lua_set_string(L, "id", result->id);
    xpost_lua_set_string(L, "url", result->url);
    xpost_lua_set_string(L, "text", result->text);
    lua_rawseti(L, -2, 1);
    lua_setfield(L, -2, "posts");
    xpost_lua_set_warning(L, result->warning, call->observer.warning);
}

/* post "text" is post{text = "text"}. */
static void accept_text(lua_State *L, const char *name)
{
    lua_settop(L, 1);
    if (lua_type(L, 1) != LUA_TSTRING)
        return;
    lua_newtable(L);
    lua_insert(L, 1);
    lua_setfield(L, 1, name);
}

int xpost_lua_post(lua_State *L)
{
    static const char *const known[] = {
        "text",     "account",     "reply_to",         "quote", "community",
        "edits",    "poll",        "made_with_ai",     "key",   "limit",
        "on_step",  "on_progress", "reply_settings",   "posts", "thread",
        "markdown", "number",      "paid_partnership", "media", NULL};
    struct xpost_lua_options options;
    struct xpost_post_request request = {0};
    struct xpost_error error;
    accept_text(L, "text");
    xpost_lua_options_open(&options, L, 1, known);
    struct call *call = xpost_lua_guard(L, sizeof *call, release_call);
    xpost_lua_observe(L, &call->observer);
    read_request(&options, &request);
    call->observer.on_step = xpost_lua_function(&options, "on_step") ? lua_gettop(L) : 0;
    refuse_unfinished(&options);
    if (options.problem.code != XPOST_OK) {
        options.problem.outcome = XPOST_NOT_POSTED;
        return xpost_lua_fail(L, &options.problem);
    }
    struct xpost_client *client = xpost_lua_client(L, &error);
    if (!client) {
        error.outcome = XPOST_NOT_POSTED;
        return xpost_lua_fail(L, &error);
    }
    struct xpost_operation operation = {client, NULL, xpost_lua_on_step, &call->observer};
    if (xpost_post(&operation, &request, &call->result, &error) != 0)
        return xpost_lua_fail(L, &error);
    push_result(L, call);
    return 1;
}

int xpost_lua_delete(lua_State *L)
{
    static const char *const known[] = {"id", "account", "on_step", NULL};
    struct xpost_lua_options options;
    struct xpost_error error;
    accept_text(L, "id");
    xpost_lua_options_open(&options, L, 1, known);
    struct xpost_lua_observer observer;
    xpost_lua_observe(L, &observer);
    const char *id = xpost_lua_string(&options, "id");
    const char *account = xpost_lua_string(&options, "account");
    observer.on_step = xpost_lua_function(&options, "on_step") ? lua_gettop(L) : 0;
    if (options.problem.code != XPOST_OK)
        return xpost_lua_fail(L, &options.problem);
    struct xpost_client *client = xpost_lua_client(L, &error);
    if (!client)
        return xpost_lua_fail(L, &error);
    struct xpost_operation operation = {client, NULL, xpost_lua_on_step, &observer};
    if (xpost_delete(&operation, account, id ? id : "", &error) != 0)
        return xpost_lua_fail(L, &error);
    lua_newtable(L);
    xpost_lua_set_string(L, "id", id);
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, "deleted");
    xpost_lua_set_warning(L, observer.warning, "");
    return 1;
}
