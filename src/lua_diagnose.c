#include "lua_binding.h"

#include "diagnosis.h"

struct call {
    struct xpost_diagnosis_request request;
    struct xpost_diagnosis diagnosis;
};

static void read_diagnose(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    call->request.client_id = xpost_lua_string(options, "client_id");
    call->request.account = xpost_lua_string(options, "account");
    call->request.redirect_uris = xpost_lua_words(options, "redirect_uri");
    call->request.scopes = xpost_lua_words(options, "scopes");
    call->request.offline = xpost_lua_boolean(options, "offline", false);
}

static int run_diagnose(const struct xpost_operation *operation, struct xpost_job *job,
                        void *data, struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_diagnose(operation, &call->request, &call->diagnosis, error);
}

static void push_diagnose(lua_State *L, const void *data, const char *warning)
{
    const struct xpost_diagnosis *diagnosis = &((const struct call *)data)->diagnosis;
    (void)warning;
    lua_newtable(L);
    lua_newtable(L);
    for (size_t i = 0; i < diagnosis->count; i++) {
        const struct xpost_finding *finding = &diagnosis->findings[i];
        lua_newtable(L);
        xpost_lua_set_string(L, "topic", finding->topic);
        xpost_lua_set_string(L, "level", xpost_finding_level_name(finding->level));
        xpost_lua_set_string(L, "text", finding->text);
        xpost_lua_set_string(L, "advice", finding->advice);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_setfield(L, -2, "findings");
}

static void release_diagnose(void *data)
{
    struct call *call = data;
    xpost_diagnosis_release(&call->diagnosis);
}

static const char *const known[] = {"client_id", "account", "redirect_uri",
                                    "scopes",    "offline", NULL};

const struct xpost_lua_operation xpost_lua_diagnose_operation = {
    .name = "diagnose",
    .known = known,
    .size = sizeof(struct call),
    .read = read_diagnose,
    .run = run_diagnose,
    .push = push_diagnose,
    .release = release_diagnose,
};
