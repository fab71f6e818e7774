#include "lua_binding.h"

#include "delete.h"
#include "post.h"
#include "post_key.h"

#include <string.h>

enum { LIMIT_MAX = 100000 };

struct call {
    struct xpost_post_request request;
    struct xpost_post_result result;
    char key[XPOST_KEY_MAX + 1]; /* that is made up */
};

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
    xpost_lua_options_open(&poll, L, lua_gettop(L), known, options->strings);
    post->poll_option_count =
        xpost_lua_strings(&poll, "options", post->poll_options, XPOST_POLL_OPTIONS_MAX);
    post->poll_minutes = xpost_lua_number(&poll, "minutes", 1, 100000, 1440);
    if (poll.problem.code == XPOST_OK && post->poll_option_count == 0)
        xpost_error_set(&poll.problem, XPOST_INVALID_REQUEST,
                        "A poll needs two to four options.");
    if (options->problem.code == XPOST_OK)
        options->problem = poll.problem;
}

void xpost_lua_read_post(struct xpost_lua_options *options, struct xpost_post_request *request)
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
    xpost_lua_function(options, "on_step");
    refuse_unfinished(options);
}

/* The key is made up here, so that whoever cancels the call can tell which it was. */
static void read_post(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    struct xpost_error error;
    xpost_lua_read_post(options, &call->request);
    if (call->request.key)
        return;
    if (xpost_key_make(call->key, &error) == 0)
        call->request.key = call->key;
    else if (options->problem.code == XPOST_OK)
        options->problem = error;
}

static int run_post(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                    struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_post(operation, &call->request, &call->result, error);
}

static void push_post(lua_State *L, const void *data, const char *warning)
{
    const struct call *call = data;
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
    xpost_lua_set_warning(L, result->warning, warning);
}

static void release_post(void *data)
{
    struct call *call = data;
    xpost_post_result_release(&call->result);
}

static const char *key_of_post(const void *data)
{
    const struct call *call = data;
    return call->request.key;
}

const char *const xpost_lua_post_options[] = {
    "text",     "account",     "reply_to",         "quote", "community",
    "edits",    "poll",        "made_with_ai",     "key",   "limit",
    "on_step",  "on_progress", "reply_settings",   "posts", "thread",
    "markdown", "number",      "paid_partnership", "media", NULL};

const struct xpost_lua_operation xpost_lua_post_operation = {
    .name = "post",
    .needs_argument = true,
    .alone = "text",
    .known = xpost_lua_post_options,
    .size = sizeof(struct call),
    .posts = true,
    .read = read_post,
    .run = run_post,
    .push = push_post,
    .release = release_post,
    .key = key_of_post,
};

/* --- delete --- */

struct deletion {
    const char *id;
    const char *account;
};

static void read_delete(struct xpost_lua_options *options, void *data)
{
    struct deletion *deletion = data;
    deletion->id = xpost_lua_string(options, "id");
    deletion->account = xpost_lua_string(options, "account");
    xpost_lua_function(options, "on_step");
}

static int run_delete(const struct xpost_operation *operation, struct xpost_job *job,
                      void *data, struct xpost_error *error)
{
    const struct deletion *deletion = data;
    (void)job;
    return xpost_delete(operation, deletion->account, deletion->id ? deletion->id : "", error);
}

static void push_delete(lua_State *L, const void *data, const char *warning)
{
    const struct deletion *deletion = data;
    lua_newtable(L);
    xpost_lua_set_string(L, "id", deletion->id);
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, "deleted");
    xpost_lua_set_warning(L, warning, "");
}

static const char *const delete_options[] = {"id", "account", "on_step", NULL};

const struct xpost_lua_operation xpost_lua_delete_operation = {
    .name = "delete",
    .needs_argument = true,
    .alone = "id",
    .known = delete_options,
    .size = sizeof(struct deletion),
    .read = read_delete,
    .run = run_delete,
    .push = push_delete,
};
