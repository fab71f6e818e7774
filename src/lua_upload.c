#include "lua_binding.h"

#include "upload.h"

struct call {
    struct xpost_upload_request request;
    struct xpost_uploaded uploaded;
};

static void read_upload(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    const char *directory = xpost_lua_directory(options);
    xpost_lua_file(options, directory, &call->request.attachment);
    call->request.account = xpost_lua_string(options, "account");
    call->request.patience =
        (int)xpost_lua_number(options, "timeout", 1, 24 * 3600, XPOST_UPLOAD_PATIENCE);
    xpost_lua_function(options, "on_step");
    xpost_lua_function(options, "on_progress");
}

static int run_upload(const struct xpost_operation *operation, struct xpost_job *job,
                      void *data, struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_upload(operation, &call->request, &call->uploaded, error);
}

static void push_upload(lua_State *L, const void *data, const char *warning)
{
    const struct xpost_uploaded *uploaded = &((const struct call *)data)->uploaded;
    lua_newtable(L);
    xpost_lua_set_string(L, "media_id", uploaded->id);
    xpost_lua_set_string(L, "media_key", uploaded->key);
    xpost_lua_set_time(L, "expires_at", uploaded->expires_at);
    xpost_lua_set_warning(L, warning, "");
}

static const char *const upload_options[] = {"path",    "alt",     "directory",   "account",
                                             "timeout", "on_step", "on_progress", NULL};

const struct xpost_lua_operation xpost_lua_upload_operation = {
    .name = "upload",
    .needs_argument = true,
    .alone = "path",
    .known = upload_options,
    .size = sizeof(struct call),
    .read = read_upload,
    .run = run_upload,
    .push = push_upload,
    .cancelled = "Cancelled. Nothing was attached to any post.",
};
