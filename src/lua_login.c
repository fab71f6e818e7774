#define _POSIX_C_SOURCE 200809L
#include "lua_binding.h"

#include "buffer.h"
#include "job.h"
#include "login.h"
#include "memory.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The login runs in a worker, and the script's thread calls the script's functions: one that
 * asks a person, and waits for that, does not keep the browser's answer waiting. */

enum {
    TIMEOUT = 300,
    TIMEOUT_MAX = 24 * 3600,
    ASK_EVERY = 100, /* milliseconds */
};

enum { EVENT_URL = XPOST_JOB_OWN, EVENT_PASTE_PROBLEM };

static const char *const events[] = {"url", "paste_problem"};

enum open_how { OPEN_BROWSER, OPEN_NOTHING, OPEN_FUNCTION };

/* --- in the worker --- */

struct data {
    struct xpost_job *job;
    struct xpost_login_request request;
    enum open_how open_how;
    char *pasted;
    struct xpost_login_result result;
};

static void release(void *memory)
{
    struct data *data = memory;
    xpost_secret_free(data->pasted);
    xpost_login_result_release(&data->result);
}

static int on_url(void *user, const char *url, const char *redirect_uri,
                  struct xpost_error *error)
{
    const struct data *data = user;
    struct xpost_buffer both = XPOST_BUFFER(64 * 1024);
    xpost_buffer_append(&both, url, strlen(url) + 1);
    xpost_buffer_append(&both, redirect_uri, strlen(redirect_uri) + 1);
    if (both.failed)
        return xpost_error_no_memory(error);
    xpost_job_tell(data->job, EVENT_URL, both.data, both.length);
    xpost_buffer_release(&both);
    return data->open_how == OPEN_BROWSER ? 0 : data->open_how == OPEN_NOTHING ? 2 : 1;
}

static int on_wait(void *user, const char *problem, const char **pasted, size_t *length,
                   struct xpost_error *error)
{
    struct data *data = user;
    (void)error;
    if (problem)
        xpost_job_tell(data->job, EVENT_PASTE_PROBLEM, problem, strlen(problem) + 1);
    xpost_secret_free(data->pasted);
    *pasted = data->pasted = xpost_job_take_answer(data->job, length);
    return 0;
}

static int run(const struct xpost_operation *operation, struct xpost_job *job, void *memory,
               struct xpost_error *error)
{
    struct data *data = memory;
    data->job = job;
    data->request.on_url = on_url;
    data->request.on_wait = on_wait;
    data->request.user = data;
    return xpost_login(operation, &data->request, &data->result, error);
}

/* --- arguments and result --- */

/* open: a function, false, or absent. */
static enum open_how read_open(struct xpost_lua_options *options)
{
    if (xpost_lua_type(options, "open") == LUA_TBOOLEAN)
        return xpost_lua_boolean(options, "open", true) ? OPEN_BROWSER : OPEN_NOTHING;
    return xpost_lua_function(options, "open") ? OPEN_FUNCTION : OPEN_BROWSER;
}

static void read_options(struct xpost_lua_options *options, void *memory)
{
    static const char *const functions[] = {"on_url", "on_paste_problem", "on_step"};
    struct data *data = memory;
    data->request.client_id = xpost_lua_string(options, "client_id");
    data->request.client_secret = xpost_lua_string(options, "client_secret");
    data->request.account = xpost_lua_string(options, "account");
    data->request.redirect_uris = xpost_lua_words(options, "redirect_uri");
    data->request.scopes = xpost_lua_words(options, "scopes");
    data->request.timeout_seconds =
        (int)xpost_lua_number(options, "timeout", 1, TIMEOUT_MAX, TIMEOUT);
    data->open_how = read_open(options);
    if (xpost_lua_type(options, "paste") != LUA_TBOOLEAN)
        xpost_lua_function(options, "paste");
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        xpost_lua_function(options, functions[i]);
}

static void push(lua_State *L, const void *memory, const char *warning)
{
    const struct xpost_login_result *result = &((const struct data *)memory)->result;
    xpost_lua_push_account(L, &result->account, false);
    lua_pushnil(L);
    lua_setfield(L, -2, "default");
    xpost_lua_set_string(L, "summary", result->summary);
    xpost_lua_set_warning(L, result->warning, warning);
}

static const char *const known[] = {
    "client_id", "client_secret", "account", "redirect_uri", "scopes",           "timeout",
    "open",      "on_url",        "on_step", "paste",        "on_paste_problem", NULL};

const struct xpost_lua_operation xpost_lua_login_operation = {
    .name = "login",
    .known = known,
    .events = events,
    .size = sizeof(struct data),
    .read = read_options,
    .run = run,
    .push = push,
    .release = release,
};

/* --- in the script's thread --- */

/* One call of login.  In a guard. */
struct call {
    struct xpost_lua_observer observer;
    struct xpost_jobs *jobs;
    struct xpost_job *job;
    bool done;
    bool url_shown;
    bool answered; /* what was pasted last is being looked at */
    int open;      /* stack indexes; 0 where not given */
    int on_url;
    int paste;
    int on_paste_problem;
    int problem;     /* stack index of what was wrong with the last paste, or nil */
    bool read_input; /* paste = true */
    char line[XPOST_LUA_ANSWER_MAX];
    size_t line_length;
};

static void release_call(void *memory)
{
    struct call *call = memory;
    if (call->job && !call->done)
        xpost_job_cancel(call->job);
    xpost_job_release(call->job);
    xpost_jobs_free(call->jobs);
    xpost_wipe(call->line, sizeof call->line);
}

static void answer(struct call *call, const char *text, size_t length)
{
    struct xpost_error ignored;
    /* Without memory for it the answer is lost, and asked for again. */
    if (length > XPOST_LUA_ANSWER_MAX)
        length = XPOST_LUA_ANSWER_MAX;
    call->answered = xpost_job_answer(call->job, text, length, &ignored) == 0;
}

/* Reads standard input a byte at a time, so that what follows the line is left to the script.
 * Of a line that is too long, as much is kept as shows that. */
static void read_input(struct call *call)
{
    char byte;
    ssize_t got = read(STDIN_FILENO, &byte, 1);
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (got <= 0)
        call->read_input = false;
    if (got == 1 && byte != '\n') {
        if (call->line_length < sizeof call->line)
            call->line[call->line_length++] = byte;
        return;
    }
    if (call->line_length)
        answer(call, call->line, call->line_length);
    call->line_length = 0;
}

/* Asks the function `paste`.  False if it raised. */
static bool ask_function(struct call *call)
{
    lua_State *L = call->observer.L;
    struct xpost_lua_arguments arguments = {.strings = {lua_tostring(L, call->problem)},
                                            .count = 1};
    size_t length = 0;
    if (!xpost_lua_call(&call->observer, "paste", call->paste, &arguments, 1))
        return false;
    lua_pushnil(L);
    lua_replace(L, call->problem);
    if (lua_type(L, -1) == LUA_TSTRING) {
        const char *text = lua_tolstring(L, -1, &length);
        answer(call, text, length);
    }
    lua_pop(L, 1);
    return true;
}

static void on_event(struct call *call, const struct xpost_news *news)
{
    lua_State *L = call->observer.L;
    const char *text = news->data;
    struct xpost_lua_arguments arguments = {.strings = {text}, .count = 1};
    if (news->event == XPOST_JOB_STEP)
        xpost_lua_on_step(&call->observer, news->data);
    if (news->event == EVENT_URL) {
        call->url_shown = true;
        arguments.strings[1] = text + strlen(text) + 1;
        arguments.count = 2;
        if (call->on_url)
            xpost_lua_call(&call->observer, "on_url", call->on_url, &arguments, 0);
        arguments.count = 1;
        if (call->open)
            xpost_lua_call(&call->observer, "open", call->open, &arguments, 0);
    }
    if (news->event == EVENT_PASTE_PROBLEM) {
        call->answered = false;
        lua_pushstring(L, text);
        lua_replace(L, call->problem);
        if (call->on_paste_problem)
            xpost_lua_call(&call->observer, "on_paste_problem", call->on_paste_problem,
                           &arguments, 0);
    }
}

/* Hears what the job has to tell. */
static void listen(struct call *call)
{
    struct xpost_news news;
    while (!call->done && xpost_jobs_news(call->jobs, &news)) {
        if (news.done)
            call->done = true;
        else
            on_event(call, &news);
    }
}

/* The port is free again afterwards, as a rule. */
static void stop(struct call *call)
{
    xpost_job_cancel(call->job);
    xpost_jobs_shut_down(call->jobs, XPOST_LEAVE_WAIT, XPOST_LEAVE_WAIT);
}

/* Runs until the job is done; ends it where the script is interrupted, or its function fails.
 */
static int wait(struct call *call, struct xpost_error *error)
{
    lua_State *L = call->observer.L;
    void *data = NULL;
    for (listen(call); !call->done; listen(call)) {
        if (xpost_lua_interrupted(L)) {
            stop(call);
            lua_error(L);
        }
        bool ask = call->url_shown && !call->answered;
        if (call->paste && ask && !ask_function(call)) {
            stop(call);
            return xpost_error_set(error, XPOST_CANCELLED, "The login was stopped: %s",
                                   call->observer.warning);
        }
        int input = call->read_input && ask ? STDIN_FILENO : -1;
        if (xpost_lua_wait(call->jobs, input, ASK_EVERY))
            read_input(call);
    }
    return xpost_job_result(call->job, &data, error);
}

/* The function's stack index, or 0. */
static int find_function(lua_State *L, const char *name)
{
    lua_pushstring(L, name);
    lua_rawget(L, 1);
    return lua_isfunction(L, -1) ? lua_gettop(L) : 0;
}

static void find_callbacks(lua_State *L, struct call *call)
{
    call->on_url = find_function(L, "on_url");
    call->on_paste_problem = find_function(L, "on_paste_problem");
    call->observer.on_step = find_function(L, "on_step");
    call->open = find_function(L, "open");
    call->paste = find_function(L, "paste");
    lua_pushstring(L, "paste");
    lua_rawget(L, 1);
    call->read_input = lua_isboolean(L, -1) && lua_toboolean(L, -1);
    lua_pushnil(L);
    call->problem = lua_gettop(L);
}

static int start(lua_State *L, struct call *call, int task, struct xpost_error *error)
{
    /* Of its own: a callback may call login again. */
    call->jobs = xpost_jobs_new(error);
    call->job = call->jobs ? xpost_lua_start_task(L, task, call->jobs, error) : NULL;
    return call->job ? 0 : -1;
}

int xpost_lua_login(lua_State *L)
{
    struct xpost_error error;
    void *data = NULL;
    const struct xpost_lua_task *task = xpost_lua_read_task(L, &xpost_lua_login_operation);
    int task_guard = lua_gettop(L);
    if (task->problem.code != XPOST_OK) {
        error = task->problem;
        xpost_lua_release(L, task_guard); /* the secret among the options, now */
        return xpost_lua_fail(L, &error);
    }
    struct call *call = xpost_lua_guard(L, sizeof *call, release_call);
    int guard = lua_gettop(L);
    xpost_lua_observe(L, &call->observer);
    find_callbacks(L, call);
    if (start(L, call, task_guard, &error) != 0 || wait(call, &error) != 0) {
        error.outcome = XPOST_OUTCOME_NONE; /* no post was concerned */
        if (error.code == XPOST_LOGIN_TIMEOUT && !*error.detail)
            xpost_error_detail(&error, call->observer.warning, strlen(call->observer.warning));
        /* A state that is being closed would not collect it any more. */
        xpost_lua_release(L, guard);
        return xpost_lua_fail(L, &error);
    }
    xpost_job_result(call->job, &data, &error);
    push(L, ((const struct xpost_lua_task *)data)->data, call->observer.warning);
    xpost_lua_release(L, guard); /* the tokens, now */
    return 1;
}
