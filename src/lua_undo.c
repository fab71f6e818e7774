#include "lua_binding.h"

#include "undo.h"

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
    .cancelled = "Cancelled. If X was asked already, the post will be gone.",
};

/* --- undo --- */

struct undoing {
    struct xpost_undo_request request;
    struct xpost_post_result result;
};

static void read_undo(struct xpost_lua_options *options, void *data)
{
    struct undoing *undoing = data;
    undoing->request.account = xpost_lua_string(options, "account");
    undoing->request.key = xpost_lua_string(options, "key");
    xpost_lua_function(options, "on_step");
}

static int run_undo(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                    struct xpost_error *error)
{
    struct undoing *undoing = data;
    (void)job;
    return xpost_undo(operation, &undoing->request, &undoing->result, error);
}

static void push_undo(lua_State *L, const void *data, const char *warning)
{
    const struct undoing *undoing = data;
    lua_newtable(L);
    xpost_lua_set_posts(L, &undoing->result);
    xpost_lua_set_cost(L, "cost", undoing->result.cost);
    xpost_lua_set_warning(L, warning, "");
}

static void release_undo(void *data)
{
    xpost_post_result_release(&((struct undoing *)data)->result);
}

static const char *const undo_options[] = {"account", "key", "on_step", NULL};

const struct xpost_lua_operation xpost_lua_undo_operation = {
    .name = "undo",
    .alone = "account",
    .known = undo_options,
    .size = sizeof(struct undoing),
    .read = read_undo,
    .run = run_undo,
    .push = push_undo,
    .cancelled =
        "Cancelled. What is deleted already stays deleted; undo goes on with the rest.",
    .release = release_undo,
};
