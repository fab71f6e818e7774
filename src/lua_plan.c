#include "lua_binding.h"

#include "plan.h"

#include <string.h>

struct call {
    struct xpost_lua_request request;
    struct xpost_plan plan;
};

static void read_plan(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    xpost_lua_read_request(options, &call->request);
}

static int run_plan(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                    struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_plan(operation, &call->request.request, &call->plan, error);
}

static void push_media(lua_State *L, const struct xpost_plan_post *post)
{
    lua_newtable(L);
    for (size_t i = 0; i < post->media_count; i++) {
        const struct xpost_plan_medium *medium = &post->media[i];
        lua_newtable(L);
        xpost_lua_set_string(L, "path", medium->path);
        xpost_lua_set_string(L, "alt", medium->alt);
        xpost_lua_set_string(L, "type", medium->type);
        xpost_lua_set_time(L, "bytes", medium->bytes);
        xpost_lua_set_time(L, "width", medium->width);
        xpost_lua_set_time(L, "height", medium->height);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_setfield(L, -2, "media");
}

static void push_post(lua_State *L, const struct xpost_plan_post *post)
{
    lua_newtable(L);
    lua_pushstring(L, post->text);
    lua_setfield(L, -2, "text");
    lua_pushinteger(L, post->weight);
    lua_setfield(L, -2, "weight");
    lua_pushinteger(L, post->limit);
    lua_setfield(L, -2, "limit");
    lua_pushboolean(L, post->valid);
    lua_setfield(L, -2, "valid");
    lua_pushinteger(L, (lua_Integer)post->urls);
    lua_setfield(L, -2, "urls");
    if (post->over_at < strlen(post->text)) {
        lua_pushinteger(L, (lua_Integer)post->over_at + 1);
        lua_setfield(L, -2, "over_at");
    }
    push_media(L, post);
    xpost_lua_set_string(L, "request", post->request);
}

static void push_posts(lua_State *L, const struct xpost_plan *plan)
{
    lua_newtable(L);
    for (size_t i = 0; i < plan->count; i++) {
        push_post(L, &plan->posts[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_setfield(L, -2, "posts");
}

static void push_problems(lua_State *L, const struct xpost_plan *plan)
{
    lua_newtable(L);
    for (size_t i = 0; i < plan->problem_count; i++) {
        const struct xpost_plan_problem *problem = &plan->problems[i];
        lua_newtable(L);
        xpost_lua_set_string(L, "code", xpost_code_name(problem->code));
        xpost_lua_set_string(L, "message", problem->message);
        if (problem->number > 0) {
            lua_pushinteger(L, (lua_Integer)problem->number);
            lua_setfield(L, -2, "number");
        }
        xpost_lua_set_string(L, "reason", problem->reason);
        const struct xpost_error why = {.code = problem->code};
        xpost_lua_set_string(L, "retry", xpost_retry_name(xpost_error_retry(&why)));
        lua_pushboolean(L, problem->refused);
        lua_setfield(L, -2, "refused");
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_setfield(L, -2, "problems");
}

static void push_plan(lua_State *L, const void *data, const char *warning)
{
    const struct xpost_plan *plan = &((const struct call *)data)->plan;
    lua_newtable(L);
    xpost_lua_set_string(L, "account", plan->account);
    xpost_lua_set_string(L, "username", plan->username);
    push_posts(L, plan);
    push_problems(L, plan);
    xpost_lua_set_cost(L, "cost", plan->cost);
    xpost_lua_set_string(L, "prices_date", plan->prices_date);
    if (plan->thread > 0) {
        lua_pushinteger(L, (lua_Integer)plan->thread);
        lua_setfield(L, -2, "thread");
    }
    if (*plan->earlier_key) {
        lua_newtable(L);
        xpost_lua_set_string(L, "key", plan->earlier_key);
        xpost_lua_set_string(L, "state", xpost_post_state_name(plan->earlier_state));
        lua_setfield(L, -2, "earlier");
    }
    xpost_lua_set_warning(L, warning, "");
}

static void release_plan(void *data)
{
    struct call *call = data;
    xpost_lua_request_release(&call->request);
    xpost_plan_release(&call->plan);
}

const struct xpost_lua_operation xpost_lua_plan_operation = {
    .name = "plan",
    .needs_argument = true,
    .alone = "text",
    .known = xpost_lua_post_options,
    .size = sizeof(struct call),
    .read = read_plan,
    .run = run_plan,
    .push = push_plan,
    .release = release_plan,
};
