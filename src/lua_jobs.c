/* Jobs for hosts that do not wait; see xpost.core.Jobs in lua/xpost/meta.lua. */
#include "lua_binding.h"

#include "clock.h"
#include "job.h"
#include "translate.h"

#include <limits.h>
#include <string.h>

/* The workers of a Lua state, and its jobs that run.  In a guard. */
struct pool {
    struct xpost_jobs *jobs; /* NULL once the state is being closed */
    struct held *first;
    struct held *reporting; /* it is done, and Lua has not got that yet */
};

/* A job, as Lua has it.  While it runs it is in the pool's list, and in the registry, so that
 * it stays even if the script drops it. */
struct held {
    struct held *next;
    struct pool *pool;
    struct xpost_job *job; /* NULL once it is done */
    const struct xpost_lua_operation *operation;
    bool tried;                  /* there was no memory to report it with */
    bool is_thread;              /* it may consist of several posts */
    char key[XPOST_KEY_MAX + 1]; /* of the post concerned */
};

/* Registry keys are addresses of these. */
static const char pool_key = 0;
static const char job_key = 0;

/* --- the workers of this Lua state --- */

static void let_go(struct held *held)
{
    struct pool *pool = held->pool;
    struct held **at = &pool->first;
    while (*at != held)
        at = &(*at)->next;
    *at = held->next;
    if (pool->reporting == held)
        pool->reporting = NULL;
    xpost_job_cancel(held->job);
    xpost_job_release(held->job);
    held->job = NULL;
}

/* Jobs that a finalizer started while the state was being closed are let go here: their own
 * finalizers do not run any more. */
static void free_pool(void *memory)
{
    struct pool *pool = memory;
    /* In a forked child there are no workers, and their locks may be held for ever. */
    if (pool->jobs && xpost_jobs_usable(pool->jobs)) {
        while (pool->first)
            let_go(pool->first);
        xpost_jobs_free(pool->jobs);
    }
    for (struct held *held = pool->first; held; held = held->next)
        held->job = NULL;
    *pool = (struct pool){0};
}

/* NULL if there are none yet. */
static struct pool *find_pool(lua_State *L)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)&pool_key);
    lua_rawget(L, LUA_REGISTRYINDEX);
    struct pool *pool = lua_isnil(L, -1) ? NULL : xpost_lua_guarded(L, -1);
    lua_pop(L, 1);
    return pool && pool->jobs && !xpost_jobs_usable(pool->jobs) ? NULL : pool;
}

static struct pool *use_pool(lua_State *L, struct xpost_error *error)
{
    struct pool *pool = find_pool(L);
    if (pool) {
        if (!pool->jobs)
            xpost_error_set(error, XPOST_CANCELLED, "This Lua state is being closed.");
        return pool->jobs ? pool : NULL;
    }
    pool = xpost_lua_guard(L, sizeof *pool, free_pool);
    lua_pushlightuserdata(L, (void *)(uintptr_t)&pool_key);
    lua_pushvalue(L, -2);
    pool->jobs = xpost_jobs_new(error);
    if (!pool->jobs) {
        lua_pop(L, 3);
        return NULL;
    }
    lua_rawset(L, LUA_REGISTRYINDEX);
    lua_pop(L, 1);
    return pool;
}

/* --- jobs --- */

/* registry[held] = the value on top of the stack, which is popped. */
static void set_running(lua_State *L, struct held *held)
{
    lua_pushlightuserdata(L, held);
    lua_insert(L, -2);
    lua_rawset(L, LUA_REGISTRYINDEX);
}

static void push_running(lua_State *L, struct held *held)
{
    lua_pushlightuserdata(L, held);
    lua_rawget(L, LUA_REGISTRYINDEX);
}

static struct held *check_job(lua_State *L)
{
    struct held *held = lua_touserdata(L, 1);
    bool is_job = false;
    if (held && lua_getmetatable(L, 1)) {
        lua_pushlightuserdata(L, (void *)(uintptr_t)&job_key);
        lua_rawget(L, LUA_REGISTRYINDEX);
        is_job = lua_rawequal(L, -1, -2) != 0;
        lua_pop(L, 2);
    }
    if (!is_job)
        luaL_argerror(L, 1, "job expected");
    return held;
}

static bool is_running(const struct held *held)
{
    return held->job && xpost_jobs_usable(held->pool->jobs);
}

static int cancel(lua_State *L)
{
    const struct held *held = check_job(L);
    if (is_running(held))
        xpost_job_cancel(held->job);
    return 0;
}

static int answer(lua_State *L)
{
    const struct held *held = check_job(L);
    size_t length = 0;
    struct xpost_error error;
    luaL_checktype(L, 2, LUA_TSTRING);
    const char *text = lua_tolstring(L, 2, &length);
    /* More than this is no redirect URL; one byte more is kept, so that this is seen. */
    if (length > XPOST_LUA_ANSWER_MAX)
        length = XPOST_LUA_ANSWER_MAX;
    if (is_running(held) && xpost_job_answer(held->job, text, length, &error) != 0)
        return xpost_lua_fail(L, &error);
    lua_pushboolean(L, is_running(held));
    return 1;
}

static int collect(lua_State *L)
{
    struct held *held = lua_touserdata(L, 1);
    if (is_running(held))
        let_go(held);
    return 0;
}

/* It is registered when it is whole: memory may run out at each line. */
static void push_metatable(lua_State *L)
{
    static const luaL_Reg methods[] = {{"cancel", cancel}, {"answer", answer}, {NULL, NULL}};
    lua_pushlightuserdata(L, (void *)(uintptr_t)&job_key);
    lua_rawget(L, LUA_REGISTRYINDEX);
    if (!lua_isnil(L, -1))
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_newtable(L);
    xpost_lua_functions(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, collect);
    lua_setfield(L, -2, "__gc");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushlightuserdata(L, (void *)(uintptr_t)&job_key);
    lua_pushvalue(L, -2);
    lua_rawset(L, LUA_REGISTRYINDEX);
}

/* Pushes one that does not run yet. */
static struct held *push_held(lua_State *L, const struct xpost_lua_task *task)
{
    struct held *held = xpost_lua_userdata(L, sizeof *held);
    *held = (struct held){.operation = task->operation};
    push_metatable(L);
    lua_setmetatable(L, -2);
    held->is_thread = task->operation->is_thread && task->operation->is_thread(task->data);
    const char *key = task->operation->key ? task->operation->key(task->data) : NULL;
    if (key && strlen(key) <= XPOST_KEY_MAX)
        memcpy(held->key, key, strlen(key) + 1);
    return held;
}

static int not_started(lua_State *L, const struct held *held, struct xpost_error *error)
{
    if (held->operation->posts) {
        error->outcome = XPOST_NOT_POSTED;
        memcpy(error->key, held->key, sizeof error->key);
    }
    return xpost_lua_fail(L, error);
}

static const struct xpost_lua_operation *check_operation(lua_State *L)
{
    size_t length = 0;
    luaL_checktype(L, 1, LUA_TSTRING);
    const char *name = lua_tolstring(L, 1, &length);
    const struct xpost_lua_operation *operation =
        strlen(name) == length ? xpost_lua_find_operation(name) : NULL;
    if (!operation)
        luaL_argerror(L, 1, "no operation of this name");
    return operation;
}

/* start(name, options) */
static int start(lua_State *L)
{
    struct xpost_error error;
    const struct xpost_lua_operation *operation = check_operation(L);
    lua_remove(L, 1);
    const struct xpost_lua_task *task = xpost_lua_read_task(L, operation);
    int guard = lua_gettop(L);
    struct held *held = push_held(L, task);
    struct pool *pool = use_pool(L, &error);
    if (pool) {
        /* Whatever may raise comes first: nothing is started that Lua has no hold of. */
        lua_pushvalue(L, -1);
        set_running(L, held);
        held->job = xpost_lua_start_task(L, guard, pool->jobs, &error);
    }
    if (!held->job) {
        if (pool) {
            lua_pushnil(L);
            set_running(L, held);
        }
        /* A state that is being closed would not collect it any more. */
        xpost_lua_release(L, guard);
        return not_started(L, held, &error);
    }
    held->pool = pool;
    held->next = pool->first;
    pool->first = held;
    return 1;
}

/* --- news --- */

static const char *cancelled_post(const struct held *held, bool unknown)
{
    if (unknown)
        return "Cancelled, but a post was being sent: it may be out. What became of it will be "
               "in the history.";
    if (held->is_thread)
        return "Cancelled. What was out of it stays out; resume goes on from there.";
    return "Cancelled. Nothing was posted.";
}

static void describe_cancelled(const struct held *held, struct xpost_error *error)
{
    bool unknown = error->outcome == XPOST_OUTCOME_UNKNOWN;
    if (held->operation->posts) {
        xpost_error_set(error, XPOST_CANCELLED, "%s",
                        xpost_translate(cancelled_post(held, unknown)));
        error->outcome = unknown ? XPOST_OUTCOME_UNKNOWN : XPOST_NOT_POSTED;
        return;
    }
    if (held->operation->cancelled)
        xpost_error_set(error, XPOST_CANCELLED, "%s",
                        xpost_translate(held->operation->cancelled));
    else
        xpost_error_set(error, XPOST_CANCELLED,
                        unknown ? "Cancelled. What X was asked for is completed and kept."
                                : "Cancelled. Nothing has changed.");
    error->outcome = XPOST_OUTCOME_NONE;
}

/* Pushes "done", and the result or nil and the error. */
static int push_done(lua_State *L, const struct held *held)
{
    struct xpost_error error;
    void *data = NULL;
    bool posts = held->operation->posts;
    bool went_well = xpost_job_result(held->job, &data, &error) == 0;
    lua_pushstring(L, "done");
    const struct xpost_lua_task *task = data;
    if (went_well && !held->tried) {
        held->operation->push(L, task->data, "");
        return 2;
    }
    if (went_well) {
        xpost_error_no_memory(&error);
        error.outcome = posts ? XPOST_POSTED : XPOST_OUTCOME_NONE;
    } else if (!data) {
        describe_cancelled(held, &error);
    }
    if (posts && !*error.key)
        memcpy(error.key, held->key, sizeof error.key);
    int pushed = 1 + xpost_lua_fail(L, &error);
    if (task && held->operation->push_failure && !held->tried)
        held->operation->push_failure(L, task->data);
    return pushed;
}

/* Pushes the job, and how it ended; then it is no longer ours. */
static int report(lua_State *L, struct pool *pool)
{
    struct held *held = pool->reporting;
    push_running(L, held);
    int pushed = 1 + push_done(L, held); /* may raise: then it is for the next call */
    lua_pushnil(L);
    set_running(L, held);
    let_go(held);
    return pushed;
}

/* Pushes the job, the name of the event, and what was told. */
static int push_event(lua_State *L, struct held *held, const struct xpost_news *news)
{
    const char *text = news->data;
    const char *end = text + news->length;
    int pushed = 2;
    push_running(L, held);
    if (news->event == XPOST_JOB_STEP) {
        lua_pushstring(L, "step");
        xpost_lua_push_step(L, news->data);
        return 3;
    }
    if (news->event == XPOST_JOB_PROGRESS) {
        struct xpost_progress progress = xpost_progress_unpack(news->data);
        lua_pushstring(L, "progress");
        xpost_lua_push_progress(L, &progress);
        return 3;
    }
    lua_pushstring(L, held->operation->events[news->event - XPOST_JOB_OWN]);
    for (; text < end; text += strlen(text) + 1, pushed++)
        lua_pushstring(L, text);
    return pushed;
}

/* news() */
static int next_news(lua_State *L)
{
    struct pool *pool = find_pool(L);
    struct xpost_news news;
    luaL_checkstack(L, 16, "too many values");
    if (!pool || !pool->jobs)
        return 0;
    if (pool->reporting) {
        pool->reporting->tried = true;
        return report(L, pool);
    }
    if (!xpost_jobs_news(pool->jobs, &news))
        return 0;
    struct held *held = pool->first;
    while (held->job != news.job) /* news is of jobs that are held */
        held = held->next;
    if (!news.done)
        return push_event(L, held, &news);
    pool->reporting = held;
    return report(L, pool);
}

/* --- waiting and leaving --- */

static int milliseconds(lua_State *L, int index, int otherwise)
{
    lua_Number number = luaL_optnumber(L, index, otherwise);
    if (!(number >= 0))
        return 0;
    return number < INT_MAX ? (int)number : INT_MAX;
}

/* wait(milliseconds) */
static int wait(lua_State *L)
{
    struct xpost_error error;
    int most = milliseconds(L, 1, 0);
    const struct pool *pool = use_pool(L, &error);
    if (pool)
        xpost_lua_wait(pool->jobs, -1, most);
    return 0;
}

/* now(): milliseconds of a clock that only goes forward */
static int now(lua_State *L)
{
    lua_pushnumber(L, (lua_Number)xpost_clock_milliseconds());
    return 1;
}

/* descriptor() */
static int descriptor(lua_State *L)
{
    struct xpost_error error;
    const struct pool *pool = use_pool(L, &error);
    if (!pool)
        return xpost_lua_fail(L, &error);
    lua_pushinteger(L, xpost_jobs_descriptor(pool->jobs));
    return 1;
}

/* committed() */
static int committed(lua_State *L)
{
    const struct pool *pool = find_pool(L);
    lua_pushinteger(L, pool && pool->jobs ? xpost_jobs_committed(pool->jobs) : 0);
    return 1;
}

/* leave(milliseconds, committed_milliseconds) */
static int leave(lua_State *L)
{
    const struct pool *pool = find_pool(L);
    int most = milliseconds(L, 1, XPOST_LEAVE_WAIT);
    int most_committed = milliseconds(L, 2, XPOST_LEAVE_WAIT_COMMITTED);
    lua_pushboolean(L, !pool || !pool->jobs ||
                           xpost_jobs_shut_down(pool->jobs, most, most_committed));
    return 1;
}

void xpost_lua_push_jobs(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"start", start},           {"news", next_news}, {"wait", wait},
        {"descriptor", descriptor}, {"now", now},        {"committed", committed},
        {"leave", leave},           {NULL, NULL},
    };
    lua_newtable(L);
    xpost_lua_functions(L, functions);
}
