#include "lua_binding.h"

#include "check.h"

#include <string.h>

struct call {
    struct xpost_check_request request;
    struct xpost_check_result result;
};

/* outcome = "posted" or "not_posted": what the user saw. */
static enum xpost_outcome read_outcome(struct xpost_lua_options *options)
{
    const char *outcome = xpost_lua_string(options, "outcome");
    if (!outcome)
        return XPOST_OUTCOME_NONE;
    if (strcmp(outcome, xpost_outcome_name(XPOST_POSTED)) == 0)
        return XPOST_POSTED;
    if (strcmp(outcome, xpost_outcome_name(XPOST_NOT_POSTED)) == 0)
        return XPOST_NOT_POSTED;
    if (options->problem.code == XPOST_OK)
        xpost_error_set(&options->problem, XPOST_INVALID_REQUEST,
                        "The option 'outcome' is \"posted\" or \"not_posted\", as you saw it "
                        "yourself. Leave it out to have X asked.");
    return XPOST_OUTCOME_NONE;
}

static void read_check(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    call->request.key = xpost_lua_string(options, "key");
    call->request.outcome = read_outcome(options);
    call->request.id = xpost_lua_string(options, "id");
    if (!call->request.key)
        call->request.key = "";
    if (call->request.id && call->request.outcome == XPOST_OUTCOME_NONE)
        call->request.outcome = XPOST_POSTED;
    xpost_lua_function(options, "on_step");
}

static int run_check(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                     struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_check(operation, &call->request, &call->result, error);
}

static void push_check(lua_State *L, const void *data, const char *warning)
{
    const struct xpost_check_result *result = &((const struct call *)data)->result;
    lua_newtable(L);
    xpost_lua_set_string(L, "outcome", xpost_outcome_name(result->outcome));
    xpost_lua_set_result(L, &result->result);
    lua_pushinteger(L, result->total);
    lua_setfield(L, -2, "total");
    lua_pushinteger(L, (lua_Integer)result->reads);
    lua_setfield(L, -2, "reads");
    xpost_lua_set_cost(L, "cost", result->cost);
    xpost_lua_set_warning(L, result->result.warning, warning);
}

static void release_check(void *data)
{
    xpost_check_result_release(&((struct call *)data)->result);
}

static const char *const check_options[] = {"key", "outcome", "id", "on_step", NULL};

const struct xpost_lua_operation xpost_lua_check_operation = {
    .name = "check",
    .needs_argument = true,
    .alone = "key",
    .known = check_options,
    .size = sizeof(struct call),
    .read = read_check,
    .run = run_check,
    .push = push_check,
    .release = release_check,
};
