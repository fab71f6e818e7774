#include "lua_binding.h"

#include "post.h"
#include "post_key.h"

#include <string.h>

/* --- post --- */

struct call {
    struct xpost_lua_request request;
    struct xpost_post_result result;
    char key[XPOST_KEY_MAX + 1]; /* that is made up */
};

/* The key is made up here, so that whoever cancels the call can tell which it was. */
static void read_post(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    struct xpost_error error;
    xpost_lua_read_request(options, &call->request);
    if (call->request.request.key)
        return;
    call->request.request.new_key = true;
    if (xpost_key_make(call->key, &error) == 0)
        call->request.request.key = call->key;
    else if (options->problem.code == XPOST_OK)
        options->problem = error;
}

static int run_post(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                    struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_post(operation, &call->request.request, &call->result, error);
}

static void push_result(lua_State *L, const struct xpost_post_result *result,
                        const char *warning)
{
    lua_newtable(L);
    xpost_lua_set_result(L, result);
    xpost_lua_set_cost(L, "cost", result->cost);
    xpost_lua_set_warning(L, result->warning, warning);
}

static void push_post(lua_State *L, const void *data, const char *warning)
{
    push_result(L, &((const struct call *)data)->result, warning);
}

static void push_post_failure(lua_State *L, const void *data)
{
    xpost_lua_set_posted(L, &((const struct call *)data)->result);
}

static void release_post(void *data)
{
    struct call *call = data;
    xpost_lua_request_release(&call->request);
    xpost_post_result_release(&call->result);
}

static const char *key_of_post(const void *data)
{
    return ((const struct call *)data)->request.request.key;
}

static bool is_thread(const void *data)
{
    const struct xpost_post_request *request = &((const struct call *)data)->request.request;
    return request->count > 1 || request->thread || request->markdown;
}

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
    .push_failure = push_post_failure,
    .release = release_post,
    .key = key_of_post,
    .is_thread = is_thread,
};

/* --- resume --- */

struct resumption {
    const char *key;
    int wait;
    struct xpost_post_result result;
};

static void read_resume(struct xpost_lua_options *options, void *data)
{
    struct resumption *resumption = data;
    resumption->key = xpost_lua_string(options, "key");
    resumption->wait = (int)xpost_lua_number(options, "wait", 0, XPOST_LUA_WAIT_MAX, 0);
    xpost_lua_function(options, "on_step");
    xpost_lua_function(options, "on_progress");
}

static int run_resume(const struct xpost_operation *operation, struct xpost_job *job,
                      void *data, struct xpost_error *error)
{
    struct resumption *resumption = data;
    (void)job;
    return xpost_resume(operation, resumption->key ? resumption->key : "", resumption->wait,
                        &resumption->result, error);
}

static void push_resume(lua_State *L, const void *data, const char *warning)
{
    push_result(L, &((const struct resumption *)data)->result, warning);
}

static void push_resume_failure(lua_State *L, const void *data)
{
    xpost_lua_set_posted(L, &((const struct resumption *)data)->result);
}

static void release_resume(void *data)
{
    xpost_post_result_release(&((struct resumption *)data)->result);
}

static const char *key_of_resume(const void *data)
{
    return ((const struct resumption *)data)->key;
}

static bool may_be_thread(const void *data)
{
    (void)data;
    return true;
}

static const char *const resume_options[] = {"key", "wait", "on_step", "on_progress", NULL};

const struct xpost_lua_operation xpost_lua_resume_operation = {
    .name = "resume",
    .needs_argument = true,
    .alone = "key",
    .known = resume_options,
    .size = sizeof(struct resumption),
    .posts = true,
    .read = read_resume,
    .run = run_resume,
    .push = push_resume,
    .push_failure = push_resume_failure,
    .release = release_resume,
    .key = key_of_resume,
    .is_thread = may_be_thread,
};
