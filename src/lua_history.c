#include "lua_binding.h"

#include "api.h"
#include "buffer.h"
#include "history.h"
#include "url.h"

#include <string.h>

enum { LIMIT = 20, LIMIT_MAX = 1000000 };

struct call {
    const char *account;
    int limit;
    struct xpost_history history;
};

static void set_url(lua_State *L, const char *api_url, const char *id)
{
    char text[XPOST_URL_MAX + 64];
    struct xpost_buffer url = XPOST_BUFFER(sizeof text - 1);
    xpost_api_post_url(&url, api_url, id);
    /* Out of the buffer before Lua may raise. */
    memcpy(text, xpost_buffer_string(&url), url.length + 1);
    xpost_buffer_release(&url);
    xpost_lua_set_string(L, "url", text);
}

static void push_post(lua_State *L, const char *api_url, const struct xpost_ledger_post *post)
{
    lua_newtable(L);
    xpost_lua_set_string(L, "text", post->text);
    xpost_lua_set_string(L, "id", post->id);
    if (post->id)
        set_url(L, api_url, post->id);
    xpost_lua_set_string(L, "state", xpost_post_state_name(post->state));
    if (post->code != XPOST_OK)
        xpost_lua_set_string(L, "code", xpost_code_name(post->code));
    xpost_lua_set_string(L, "message", post->message);
    xpost_lua_set_time(L, "http_status", post->http_status);
    xpost_lua_set_time(L, "sent_at", post->sent_at);
    xpost_lua_set_time(L, "settled_at", post->settled_at);
}

static const char *outcome_of(enum xpost_post_state state)
{
    switch (state) {
    case XPOST_STATE_POSTED:
        return "posted";
    case XPOST_STATE_INTENT:
    case XPOST_STATE_UNKNOWN:
        return "unknown";
    case XPOST_STATE_DRAFT:
    case XPOST_STATE_NOT_SENT:
    case XPOST_STATE_REJECTED:
        break;
    }
    return "not_posted";
}

static void push_submission(lua_State *L, const struct xpost_history *history,
                            const struct xpost_submission *submission)
{
    const struct xpost_ledger_post *first = &submission->posts[0];
    const struct xpost_account *account =
        xpost_accounts_find(&history->accounts, submission->account);
    const char *api_url = account ? account->endpoints.api_url : XPOST_DEFAULT_API_URL;
    double cost = 0;
    push_post(L, api_url, first);
    xpost_lua_set_string(L, "key", submission->key);
    xpost_lua_set_string(L, "account", submission->account);
    xpost_lua_set_string(L, "username", submission->username);
    xpost_lua_set_time(L, "created_at", submission->created_at);
    xpost_lua_set_string(L, "outcome", outcome_of(first->state));
    lua_newtable(L);
    for (size_t i = 0; i < submission->count; i++) {
        push_post(L, api_url, &submission->posts[i]);
        lua_rawseti(L, -2, (int)i + 1);
        if (submission->posts[i].state == XPOST_STATE_POSTED)
            cost += (double)submission->posts[i].cost / 1e6;
    }
    lua_setfield(L, -2, "posts");
    lua_pushnumber(L, cost);
    lua_setfield(L, -2, "cost");
}

static void read_history(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    call->account = xpost_lua_string(options, "account");
    call->limit = (int)xpost_lua_number(options, "limit", 1, LIMIT_MAX, LIMIT);
}

static int run_history(const struct xpost_operation *operation, struct xpost_job *job,
                       void *data, struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    return xpost_history_read(operation, call->account, call->limit, &call->history, error);
}

static void push_history(lua_State *L, const void *data, const char *warning)
{
    const struct xpost_history *history = &((const struct call *)data)->history;
    (void)warning;
    lua_newtable(L);
    for (size_t i = 0; i < history->count; i++) {
        push_submission(L, history, &history->items[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static void release_history(void *data)
{
    struct call *call = data;
    xpost_history_release(&call->history);
}

static const char *const history_options[] = {"limit", "account", NULL};

const struct xpost_lua_operation xpost_lua_history_operation = {
    .name = "history",
    .known = history_options,
    .size = sizeof(struct call),
    .read = read_history,
    .run = run_history,
    .push = push_history,
    .release = release_history,
};
