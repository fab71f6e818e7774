#include "lua_binding.h"

#include "cancel.h"
#include "job.h"

#include <stdlib.h>
#include <string.h>

static const struct xpost_lua_operation *const operations[] = {
    &xpost_lua_login_operation,    &xpost_lua_post_operation,    &xpost_lua_resume_operation,
    &xpost_lua_check_operation,    &xpost_lua_undo_operation,    &xpost_lua_delete_operation,
    &xpost_lua_draft_operation,    &xpost_lua_refresh_operation, &xpost_lua_me_operation,
    &xpost_lua_logout_operation,   &xpost_lua_account_operation, &xpost_lua_accounts_operation,
    &xpost_lua_use_operation,      &xpost_lua_history_operation, &xpost_lua_plan_operation,
    &xpost_lua_diagnose_operation, &xpost_lua_upload_operation,  &xpost_lua_split_operation,
    &xpost_lua_app_operation,
};

enum { OPERATIONS = sizeof operations / sizeof *operations };

const struct xpost_lua_operation *xpost_lua_find_operation(const char *name)
{
    for (size_t i = 0; i < OPERATIONS; i++)
        if (strcmp(operations[i]->name, name) == 0)
            return operations[i];
    return NULL;
}

/* --- tasks --- */

static void release_task(void *memory)
{
    struct xpost_lua_task *task = memory;
    if (!task)
        return;
    if (task->operation->release)
        task->operation->release(task->data);
    xpost_lua_strings_release(&task->strings);
    free(task);
}

static void release_guarded(void *memory)
{
    struct xpost_lua_task **task = memory;
    release_task(*task);
    *task = NULL;
}

/* The argument as a table at index 1: "text" is {text = "text"}, nothing is {}. */
static void accept_argument(lua_State *L, const struct xpost_lua_operation *operation)
{
    lua_settop(L, operation->known ? 1 : 0);
    if (lua_isnoneornil(L, 1) && !operation->needs_argument) {
        lua_settop(L, 0);
        lua_newtable(L);
    } else if (operation->alone && lua_type(L, 1) == LUA_TSTRING) {
        lua_newtable(L);
        lua_insert(L, 1);
        lua_setfield(L, 1, operation->alone);
    } else {
        luaL_checktype(L, 1, LUA_TTABLE);
    }
}

/* Of a post that was not begun the error says so, and names its key. */
static void describe_post(const struct xpost_lua_task *task, struct xpost_error *error)
{
    const struct xpost_lua_operation *operation = task->operation;
    if (!operation->posts)
        return;
    const char *key = operation->key ? operation->key(task->data) : NULL;
    error->outcome = XPOST_NOT_POSTED;
    if (key && strlen(key) <= XPOST_KEY_MAX)
        memcpy(error->key, key, strlen(key) + 1);
}

struct xpost_lua_task *xpost_lua_read_task(lua_State *L,
                                           const struct xpost_lua_operation *operation)
{
    static const char *const none[] = {NULL};
    struct xpost_lua_options options;
    accept_argument(L, operation);
    struct xpost_lua_task **guarded = xpost_lua_guard(L, sizeof *guarded, release_guarded);
    int guard = lua_gettop(L);
    struct xpost_lua_task *task = calloc(1, sizeof *task + operation->size);
    if (!task)
        luaL_error(L, "not enough memory");
    task->operation = operation;
    *guarded = task;
    xpost_lua_options_open(&options, L, 1, operation->known ? operation->known : none,
                           &task->strings);
    operation->read(&options, task->data);
    task->problem = options.problem;
    if (task->problem.code != XPOST_OK)
        describe_post(task, &task->problem);
    lua_settop(L, guard);
    return task;
}

/* --- as a job --- */

static int run_task(struct xpost_job *job, const struct xpost_operation *operation, void *data,
                    struct xpost_error *error)
{
    struct xpost_lua_task *task = data;
    if (task->problem.code != XPOST_OK) {
        *error = task->problem;
        return -1;
    }
    /* Before it began.  A post has its text kept all the same. */
    if (xpost_cancel_requested(operation->cancel) && !task->operation->posts)
        return xpost_error_set(error, XPOST_CANCELLED, "Cancelled.");
    return task->operation->run(operation, job, task->data, error);
}

struct xpost_job *xpost_lua_start_task(lua_State *L, int index, struct xpost_jobs *jobs,
                                       struct xpost_error *error)
{
    struct xpost_lua_task **guarded = xpost_lua_guarded(L, index);
    struct xpost_task task = {run_task, release_task, *guarded};
    struct xpost_config config;
    /* The settings of now: an editor's environment may change. */
    if (xpost_config_read(&config, getenv, error) != 0)
        return NULL;
    *guarded = NULL;
    struct xpost_job *job = xpost_jobs_start(jobs, &config, &task, error);
    xpost_config_release(&config);
    return job;
}

/* --- at once --- */

/* The index of this function among the options, or 0. */
static int push_callback(lua_State *L, const struct xpost_lua_operation *operation,
                         const char *name)
{
    if (!operation->known)
        return 0;
    lua_pushstring(L, name);
    lua_rawget(L, 1);
    return lua_isfunction(L, -1) ? lua_gettop(L) : 0;
}

/* Marks that an operation runs, in the registry; returns whether one did already. */
static bool set_running(lua_State *L, bool running)
{
    static const char key = 0;
    lua_pushlightuserdata(L, (void *)(uintptr_t)&key);
    lua_rawget(L, LUA_REGISTRYINDEX);
    bool before = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    lua_pushlightuserdata(L, (void *)(uintptr_t)&key);
    lua_pushboolean(L, running);
    lua_rawset(L, LUA_REGISTRYINDEX);
    return before;
}

static int run_now(lua_State *L, struct xpost_lua_task *task,
                   struct xpost_lua_observer *observer, struct xpost_error *error)
{
    const struct xpost_lua_operation *operation = task->operation;
    if (task->problem.code != XPOST_OK) {
        *error = task->problem;
        return -1;
    }
    if (operation->pure)
        return operation->run(NULL, NULL, task->data, error);
    struct xpost_operation now = {
        .client = xpost_lua_client(L, error),
        .on_step = xpost_lua_on_step,
        .on_progress = xpost_lua_on_progress,
        .is_stopped = xpost_lua_is_stopped,
        .user = observer,
    };
    if (!now.client) {
        describe_post(task, error);
        return -1;
    }
    /* Inside of another one's callback the client is in use. */
    bool inside = now.nested = set_running(L, true);
    if (!inside)
        xpost_client_begin(now.client);
    int result = operation->run(&now, NULL, task->data, error);
    set_running(L, inside);
    return result;
}

static int call(lua_State *L)
{
    const struct xpost_lua_operation *operation = lua_touserdata(L, lua_upvalueindex(1));
    struct xpost_lua_observer observer;
    struct xpost_error error;
    struct xpost_lua_task *task = xpost_lua_read_task(L, operation);
    int guard = lua_gettop(L);
    xpost_lua_observe(L, &observer);
    observer.on_step = push_callback(L, operation, "on_step");
    observer.on_progress = push_callback(L, operation, "on_progress");
    int result = run_now(L, task, &observer, &error);
    if (observer.interrupted) {
        xpost_lua_release(L, guard);
        lua_pushvalue(L, observer.interrupted);
        return lua_error(L);
    }
    if (result != 0) {
        int pushed = xpost_lua_fail(L, &error);
        if (operation->push_failure)
            operation->push_failure(L, task->data);
        xpost_lua_release(L, guard);
        return pushed;
    }
    operation->push(L, task->data, observer.warning);
    xpost_lua_release(L, guard); /* tokens are not left to the collector */
    return 1;
}

void xpost_lua_operations(lua_State *L)
{
    for (size_t i = 0; i < OPERATIONS; i++) {
        lua_pushlightuserdata(L, (void *)(uintptr_t)operations[i]);
        lua_pushcclosure(L, call, 1);
        lua_setfield(L, -2, operations[i]->name);
    }
    /* A login has callbacks that are asked while it waits. */
    lua_pushcfunction(L, xpost_lua_login);
    lua_setfield(L, -2, xpost_lua_login_operation.name);
}
