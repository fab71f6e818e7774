#include "lua_binding.h"

#include "api.h"
#include "attachment.h"
#include "buffer.h"
#include "history.h"
#include "post_check.h"
#include "url.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 20, LIMIT_MAX = 1000000 };

enum { FORGET_MAX = 1000 };

struct call {
    struct xpost_ledger_query query;
    const char *key;
    bool last;
    struct xpost_history history;
    bool forgets;
    struct xpost_history_forget forget;
    const char **keys; /* owned */
    int64_t forgotten;
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

/* A text is there even if it is empty. */
static void set_text(lua_State *L, const char *text)
{
    lua_pushstring(L, text ? text : "");
    lua_setfield(L, -2, "text");
}

static void release_attachments(void *memory)
{
    xpost_attachments_release(memory);
}

/* The files of a post, where it has some. */
static void set_media(lua_State *L, const struct xpost_ledger_post *post)
{
    struct xpost_error ignored;
    if (!post->request || !xpost_attachments_any(post->request))
        return;
    struct xpost_attachments *files = xpost_lua_guard(L, sizeof *files, release_attachments);
    int guard = lua_gettop(L);
    if (xpost_attachments_read(files, post->request, &ignored) == 0) {
        lua_createtable(L, (int)files->count, 0);
        for (size_t i = 0; i < files->count; i++) {
            lua_newtable(L);
            xpost_lua_set_string(L, "path", files->items[i].path);
            xpost_lua_set_string(L, "alt", files->items[i].alt);
            lua_rawseti(L, -2, (int)i + 1);
        }
        lua_setfield(L, guard - 1, "media");
    }
    xpost_lua_release(L, guard);
    lua_settop(L, guard - 1);
}

static void push_post(lua_State *L, const char *api_url, const struct xpost_ledger_post *post)
{
    lua_newtable(L);
    set_text(L, post->text);
    set_media(L, post);
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
    xpost_lua_set_time(L, "deleted_at", post->deleted_at);
    xpost_lua_set_cost(L, "cost", post->cost);
}

/* Of the whole. */
static enum xpost_outcome outcome_of(const struct xpost_submission *submission)
{
    for (size_t i = 0; i < submission->count; i++)
        if (xpost_post_is_uncertain(submission->posts[i].state))
            return XPOST_OUTCOME_UNKNOWN;
    return xpost_submission_next(submission) == submission->count ? XPOST_POSTED
                                                                  : XPOST_NOT_POSTED;
}

static void set_boolean(lua_State *L, const char *name, bool value)
{
    lua_pushboolean(L, value);
    lua_setfield(L, -2, name);
}

static void push_posts(lua_State *L, const char *api_url, int64_t delete_price,
                       const struct xpost_submission *submission)
{
    int64_t cost = 0;
    int done = 0, deleted = 0;
    lua_newtable(L);
    for (size_t i = 0; i < submission->count; i++) {
        const struct xpost_ledger_post *post = &submission->posts[i];
        push_post(L, api_url, post);
        lua_rawseti(L, -2, (int)i + 1);
        if (post->state == XPOST_STATE_POSTED) {
            cost += post->cost;
            done++;
            deleted += post->deleted_at != 0;
        }
    }
    lua_setfield(L, -2, "posts");
    xpost_lua_set_cost(L, "cost", cost);
    xpost_lua_set_cost(L, "undo_cost", (done - deleted) * delete_price);
    lua_pushinteger(L, (lua_Integer)submission->count);
    lua_setfield(L, -2, "total");
    lua_pushinteger(L, done);
    lua_setfield(L, -2, "done");
    set_boolean(L, "deleted", done > 0 && deleted == done);
    set_boolean(L, "can_resume", xpost_submission_can_resume(submission));
    set_boolean(L, "can_check", xpost_submission_can_check(submission));
    set_boolean(L, "can_undo", xpost_submission_can_undo(submission));
}

/* What the first post is, with the state of the one at which it stopped. */
static void push_submission(lua_State *L, const struct xpost_history *history,
                            const struct xpost_submission *submission)
{
    size_t next = xpost_submission_next(submission);
    const struct xpost_ledger_post *first = &submission->posts[0];
    const struct xpost_ledger_post *stopped =
        next < submission->count ? &submission->posts[next] : first;
    const struct xpost_account *account =
        xpost_accounts_find(&history->accounts, submission->account);
    const char *api_url = account ? account->endpoints.api_url : XPOST_DEFAULT_API_URL;
    push_post(L, api_url, stopped);
    set_text(L, first->text);
    if (first->id) {
        xpost_lua_set_string(L, "id", first->id);
        set_url(L, api_url, first->id);
    }
    xpost_lua_set_string(L, "key", submission->key);
    xpost_lua_set_string(L, "account", submission->account);
    xpost_lua_set_string(L, "username", submission->username);
    xpost_lua_set_time(L, "created_at", submission->created_at);
    xpost_lua_set_string(L, "outcome", xpost_outcome_name(outcome_of(submission)));
    push_posts(L, api_url, history->delete_price, submission);
}

static void *allocate(struct xpost_lua_options *options, size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        luaL_error(options->L, "not enough memory");
    return memory;
}

/* forget = "key", {"key", ...}, or a time */
static void read_forget(struct xpost_lua_options *options, struct call *call)
{
    int type = xpost_lua_type(options, "forget");
    struct xpost_history_forget *forget = &call->forget;
    call->forgets = type != LUA_TNIL;
    if (type == LUA_TNUMBER) {
        forget->before = (int64_t)xpost_lua_number(options, "forget", 1, XPOST_LUA_TIME_MAX, 1);
        return;
    }
    if (type == LUA_TNIL)
        return;
    forget->keys = call->keys = allocate(options, FORGET_MAX, sizeof *call->keys);
    if (type == LUA_TSTRING) {
        call->keys[0] = xpost_lua_string(options, "forget");
        forget->count = 1;
        return;
    }
    forget->count = xpost_lua_strings(options, "forget", call->keys, FORGET_MAX);
    if (forget->count == 0 && options->problem.code == XPOST_OK)
        xpost_error_set(&options->problem, XPOST_INVALID_REQUEST,
                        "There is no key among those to be forgotten.");
}

static void read_history(struct xpost_lua_options *options, void *data)
{
    struct call *call = data;
    struct xpost_ledger_query *query = &call->query;
    query->account = call->forget.account = xpost_lua_string(options, "account");
    query->before = xpost_lua_string(options, "before");
    query->limit = (int)xpost_lua_number(options, "limit", 1, LIMIT_MAX, LIMIT);
    query->unfinished = xpost_lua_boolean(options, "unfinished", false);
    call->key = xpost_lua_string(options, "key");
    call->last = xpost_lua_boolean(options, "last", false);
    read_forget(options, call);
    if (call->forgets &&
        (call->key || call->last || query->before || query->unfinished ||
         xpost_lua_given(options, "limit") || (call->forget.count && query->account)) &&
        options->problem.code == XPOST_OK)
        xpost_error_set(
            &options->problem, XPOST_INVALID_REQUEST,
            "'forget' takes keys alone, or a time with or without 'account'. Nothing "
            "was forgotten.");
}

static int run_history(const struct xpost_operation *operation, struct xpost_job *job,
                       void *data, struct xpost_error *error)
{
    struct call *call = data;
    (void)job;
    if (call->forgets)
        return xpost_history_forget(operation, &call->forget, &call->forgotten, error);
    if (call->last)
        return xpost_history_read_last(operation, call->query.account, &call->history, error);
    return xpost_history_read(operation, &call->query, call->key, &call->history, error);
}

static void push_history(lua_State *L, const void *data, const char *warning)
{
    const struct call *call = data;
    const struct xpost_history *history = &call->history;
    (void)warning;
    lua_newtable(L);
    if (call->forgets) {
        lua_pushinteger(L, (lua_Integer)call->forgotten);
        lua_setfield(L, -2, "forgotten");
        return;
    }
    for (size_t i = 0; i < history->count; i++) {
        push_submission(L, history, &history->items[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static void release_history(void *data)
{
    struct call *call = data;
    xpost_history_release(&call->history);
    free(call->keys);
}

static const char *const history_options[] = {"limit", "account", "before", "unfinished",
                                              "key",   "last",    "forget", NULL};

const struct xpost_lua_operation xpost_lua_history_operation = {
    .name = "history",
    .known = history_options,
    .size = sizeof(struct call),
    .read = read_history,
    .run = run_history,
    .push = push_history,
    .cancelled = "Cancelled. What is forgotten already stays forgotten.",
    .release = release_history,
};
