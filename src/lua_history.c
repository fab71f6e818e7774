#include "lua_binding.h"

#include "api.h"
#include "buffer.h"
#include "ledger.h"
#include "url.h"

#include <string.h>

enum { LIMIT = 20, LIMIT_MAX = 1000000 };

/* What a visit works with.  It is all made, and on the stack, before: inside the ledger nothing
 * may raise. */
struct visit {
    lua_State *L;
    int list; /* stack index; after it come push_submission and this struct */
    const struct xpost_accounts *accounts;
    const struct xpost_submission *submission;
};

static void set_url(lua_State *L, const struct visit *visit, const char *id)
{
    char text[XPOST_URL_MAX + 64];
    struct xpost_buffer url = XPOST_BUFFER(sizeof text - 1);
    const struct xpost_account *account =
        xpost_accounts_find(visit->accounts, visit->submission->account);
    xpost_api_post_url(&url, account ? account->endpoints.api_url : XPOST_DEFAULT_API_URL, id);
    /* Out of the buffer before Lua may raise. */
    memcpy(text, xpost_buffer_string(&url), url.length + 1);
    xpost_buffer_release(&url);
    xpost_lua_set_string(L, "url", text);
}

static void push_post(lua_State *L, const struct visit *visit,
                      const struct xpost_ledger_post *post)
{
    lua_newtable(L);
    xpost_lua_set_string(L, "text", post->text);
    xpost_lua_set_string(L, "id", post->id);
    if (post->id)
        set_url(L, visit, post->id);
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

/* Runs protected, with the list and the visit as arguments. */
static int push_submission(lua_State *L)
{
    const struct visit *visit = lua_touserdata(L, 2);
    const struct xpost_submission *submission = visit->submission;
    const struct xpost_ledger_post *first = &submission->posts[0];
    double cost = 0;
    push_post(L, visit, first);
    xpost_lua_set_string(L, "key", submission->key);
    xpost_lua_set_string(L, "account", submission->account);
    xpost_lua_set_string(L, "username", submission->username);
    xpost_lua_set_time(L, "created_at", submission->created_at);
    xpost_lua_set_string(L, "outcome", outcome_of(first->state));
    lua_newtable(L);
    for (size_t i = 0; i < submission->count; i++) {
        push_post(L, visit, &submission->posts[i]);
        lua_rawseti(L, -2, (int)i + 1);
        if (submission->posts[i].state == XPOST_STATE_POSTED)
            cost += (double)submission->posts[i].cost / 1e6;
    }
    lua_setfield(L, -2, "posts");
    lua_pushnumber(L, cost);
    lua_setfield(L, -2, "cost");
    lua_rawseti(L, 1, (int)xpost_lua_length(L, 1) + 1);
    return 0;
}

static int push_next(const struct xpost_submission *submission, void *user)
{
    struct visit *visit = user;
    lua_State *L = visit->L;
    if (submission->count == 0)
        return 0;
    visit->submission = submission;
    lua_pushvalue(L, visit->list + 1);
    lua_pushvalue(L, visit->list);
    lua_pushvalue(L, visit->list + 2);
    if (lua_pcall(L, 2, 0, 0) == 0)
        return 0;
    lua_pop(L, 1);
    return 1;
}

static void release_accounts(void *memory)
{
    xpost_accounts_release(memory);
}

int xpost_lua_history(lua_State *L)
{
    static const char *const known[] = {"limit", "account", NULL};
    struct xpost_lua_options options;
    struct xpost_error error;
    lua_settop(L, 1);
    if (lua_isnil(L, 1)) {
        lua_newtable(L);
        lua_replace(L, 1);
    }
    xpost_lua_options_open(&options, L, 1, known);
    const char *account = xpost_lua_string(&options, "account");
    int limit = (int)xpost_lua_number(&options, "limit", 1, LIMIT_MAX, LIMIT);
    if (options.problem.code != XPOST_OK)
        return xpost_lua_fail(L, &options.problem);
    struct xpost_accounts *accounts = xpost_lua_guard(L, sizeof *accounts, release_accounts);
    struct xpost_client *client = xpost_lua_client(L, &error);
    if (client && xpost_store_is_missing(client->config.state_directory)) {
        lua_newtable(L); /* a look makes no directory */
        return 1;
    }
    struct xpost_ledger *ledger = client ? xpost_client_ledger(client, &error) : NULL;
    if (!ledger || xpost_store_read(&client->store, accounts, &error) != 0)
        return xpost_lua_fail(L, &error);
    lua_newtable(L);
    struct visit visit = {.L = L, .list = lua_gettop(L), .accounts = accounts};
    lua_pushcfunction(L, push_submission);
    lua_pushlightuserdata(L, &visit);
    int result = xpost_ledger_history(ledger, account, limit, push_next, &visit, &error);
    if (result > 0)
        xpost_error_no_memory(&error);
    lua_settop(L, visit.list);
    return result == 0 ? 1 : xpost_lua_fail(L, &error);
}
