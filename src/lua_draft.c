#include "lua_binding.h"

#include "draft.h"

struct call {
    struct xpost_draft_request request;
    char key[XPOST_KEY_MAX + 1];
};

static void read_draft(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    call->request.text = xpost_lua_text(options, "text", &call->request.text_length);
    call->request.account = xpost_lua_string(options, "account");
    call->request.key = xpost_lua_string(options, "key");
    call->request.replaces =
        xpost_lua_text(options, "replaces", &call->request.replaces_length);
    if (!call->request.text)
        call->request.text = "";
}

static int run_draft(const struct xpost_operation *operation, struct xpost_job *job, void *data,
                     struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_draft_save(operation, &call->request, call->key, error);
}

static void push_draft(lua_State *L, const void *data, const char *warning)
{
    const struct call *call = data;
    (void)warning;
    lua_newtable(L);
    xpost_lua_set_string(L, "key", call->key);
}

static const char *const draft_options[] = {"text", "account", "key", "replaces", NULL};

const struct xpost_lua_operation xpost_lua_draft_operation = {
    .name = "draft",
    .needs_argument = true,
    .alone = "text",
    .known = draft_options,
    .size = sizeof(struct call),
    .read = read_draft,
    .run = run_draft,
    .push = push_draft,
};
