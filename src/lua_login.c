#define _POSIX_C_SOURCE 200809L
#include "lua_binding.h"

#include "buffer.h"
#include "job.h"
#include "login.h"
#include "memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The login runs in a worker, and the script's thread calls the script's functions: one that
 * asks a person, and waits for that, does not keep the browser's answer waiting. */

enum {
    PASTE_MAX = XPOST_CALLBACK_REQUEST_MAX + 1, /* so that too much is seen to be too much */
    TIMEOUT = 300,
    TIMEOUT_MAX = 24 * 3600,
    ASK_EVERY = 100, /* milliseconds */
    STRINGS = 5,
};

enum { EVENT_URL = XPOST_JOB_STEP + 1, EVENT_PASTE_PROBLEM };

enum open_how { OPEN_BROWSER, OPEN_NOTHING, OPEN_FUNCTION };

/* --- in the worker --- */

/* What the worker works with.  It owns all of it. */
struct task {
    struct xpost_job *job;
    struct xpost_login_request request;
    char *strings[STRINGS]; /* of the request */
    enum open_how open_how;
    char *pasted;
    struct xpost_login_result result;
};

static void release_task(void *memory)
{
    struct task *task = memory;
    for (int i = 0; i < STRINGS; i++)
        xpost_secret_free(task->strings[i]);
    xpost_secret_free(task->pasted);
    xpost_login_result_release(&task->result);
    free(task);
}

static int on_url(void *user, const char *url, const char *redirect_uri,
                  struct xpost_error *error)
{
    struct task *task = user;
    struct xpost_buffer both = XPOST_BUFFER(64 * 1024);
    xpost_buffer_append(&both, url, strlen(url) + 1);
    xpost_buffer_append(&both, redirect_uri, strlen(redirect_uri) + 1);
    if (both.failed)
        return xpost_error_no_memory(error);
    xpost_job_tell(task->job, EVENT_URL, both.data, both.length);
    xpost_buffer_release(&both);
    return task->open_how == OPEN_BROWSER ? 0 : task->open_how == OPEN_NOTHING ? 2 : 1;
}

static int on_wait(void *user, const char *problem, const char **pasted, size_t *length,
                   struct xpost_error *error)
{
    struct task *task = user;
    (void)error;
    if (problem)
        xpost_job_tell(task->job, EVENT_PASTE_PROBLEM, problem, strlen(problem) + 1);
    xpost_secret_free(task->pasted);
    *pasted = task->pasted = xpost_job_take_answer(task->job, length);
    return 0;
}

static int run(struct xpost_job *job, const struct xpost_operation *operation, void *data,
               struct xpost_error *error)
{
    struct task *task = data;
    task->job = job;
    return xpost_login(operation, &task->request, &task->result, error);
}

/* --- in the script's thread --- */

/* One call of login.  In a guard. */
struct call {
    struct xpost_lua_observer observer;
    struct xpost_jobs *jobs;
    struct xpost_job *job;
    struct task *task;
    bool done;
    bool url_shown;
    bool answered; /* what was pasted last is being looked at */
    int open;      /* stack indexes; 0 where not given */
    int on_url;
    int paste;
    int on_paste_problem;
    int problem;     /* stack index of what was wrong with the last paste, or nil */
    bool read_input; /* paste = true */
    char line[PASTE_MAX];
    size_t line_length;
};

static void release_call(void *memory)
{
    struct call *call = memory;
    if (call->job && !call->done)
        xpost_job_cancel(call->job);
    xpost_job_release(call->job);
    if (call->task)
        release_task(call->task);
    xpost_jobs_free(call->jobs);
    xpost_wipe(call->line, sizeof call->line);
}

static void answer(struct call *call, const char *text, size_t length)
{
    struct xpost_error ignored;
    /* Without memory for it the answer is lost, and asked for again. */
    call->answered = xpost_job_answer(call->job, text, length < PASTE_MAX ? length : PASTE_MAX,
                                      &ignored) == 0;
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

/* --- arguments and result --- */

/* What the options say; the strings are Lua's. */
struct wanted {
    const char *strings[STRINGS];
    int timeout;
    enum open_how open_how;
};

static int index_of_function(struct xpost_lua_options *options, const char *name)
{
    return xpost_lua_function(options, name) ? lua_gettop(options->L) : 0;
}

/* open: a function, false, or absent. */
static void read_open(struct xpost_lua_options *options, struct call *call, enum open_how *how)
{
    bool boolean = xpost_lua_type(options, "open") == LUA_TBOOLEAN;
    if (boolean)
        *how = xpost_lua_boolean(options, "open", true) ? OPEN_BROWSER : OPEN_NOTHING;
    else if ((call->open = index_of_function(options, "open")) != 0)
        *how = OPEN_FUNCTION;
}

/* paste: a function that returns what was pasted, or nil; or true for standard input. */
static void read_paste(struct xpost_lua_options *options, struct call *call)
{
    if (xpost_lua_type(options, "paste") == LUA_TBOOLEAN)
        call->read_input = xpost_lua_boolean(options, "paste", false);
    else
        call->paste = index_of_function(options, "paste");
}

/* This may raise, so nothing is allocated yet. */
static void read_options(struct xpost_lua_options *options, struct call *call,
                         struct wanted *wanted)
{
    *wanted = (struct wanted){
        .strings = {xpost_lua_string(options, "client_id"),
                    xpost_lua_string(options, "client_secret"),
                    xpost_lua_string(options, "account"),
                    xpost_lua_words(options, "redirect_uri"),
                    xpost_lua_words(options, "scopes")},
        .timeout = (int)xpost_lua_number(options, "timeout", 1, TIMEOUT_MAX, TIMEOUT),
    };
    read_open(options, call, &wanted->open_how);
    read_paste(options, call);
    call->on_url = index_of_function(options, "on_url");
    call->on_paste_problem = index_of_function(options, "on_paste_problem");
    call->observer.on_step = index_of_function(options, "on_step");
}

/* Copies what is wanted for the worker. */
static int make_task(struct call *call, const struct wanted *wanted, struct xpost_error *error)
{
    struct task *task = calloc(1, sizeof *task);
    call->task = task;
    for (int i = 0; task && i < STRINGS; i++)
        if (xpost_string_set(&task->strings[i], wanted->strings[i]) != 0)
            return xpost_error_no_memory(error);
    if (!task)
        return xpost_error_no_memory(error);
    task->open_how = wanted->open_how;
    task->request = (struct xpost_login_request){
        .client_id = task->strings[0],
        .client_secret = task->strings[1],
        .account = task->strings[2],
        .redirect_uris = task->strings[3],
        .scopes = task->strings[4],
        .timeout_seconds = wanted->timeout,
        .on_url = on_url,
        .on_wait = on_wait,
        .user = task,
    };
    return 0;
}

static int start(lua_State *L, struct call *call, const struct wanted *wanted,
                 struct xpost_error *error)
{
    const struct xpost_client *client = xpost_lua_client(L, error);
    if (!client || make_task(call, wanted, error) != 0)
        return -1;
    struct xpost_task task = {run, release_task, call->task};
    /* Of its own: a callback may call login again. */
    call->jobs = xpost_jobs_new(error);
    if (!call->jobs)
        return -1;
    call->task = NULL; /* the job's now */
    call->job = xpost_jobs_start(call->jobs, &client->config, &task, error);
    return call->job ? 0 : -1;
}

static void push_result(lua_State *L, const struct call *call,
                        const struct xpost_login_result *result)
{
    xpost_lua_push_account(L, &result->account, false);
    lua_pushnil(L);
    lua_setfield(L, -2, "default");
    xpost_lua_set_string(L, "summary", result->summary);
    xpost_lua_set_warning(L, result->warning, call->observer.warning);
}

int xpost_lua_login(lua_State *L)
{
    static const char *const known[] = {
        "client_id", "client_secret", "account", "redirect_uri", "scopes",           "timeout",
        "open",      "on_url",        "on_step", "paste",        "on_paste_problem", NULL};
    struct xpost_lua_options options;
    struct wanted wanted;
    struct xpost_error error;
    void *data = NULL;
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    xpost_lua_options_open(&options, L, 1, known);
    struct call *call = xpost_lua_guard(L, sizeof *call, release_call);
    int guard = lua_gettop(L);
    xpost_lua_observe(L, &call->observer);
    lua_pushnil(L);
    call->problem = lua_gettop(L);
    read_options(&options, call, &wanted);
    if (options.problem.code != XPOST_OK)
        return xpost_lua_fail(L, &options.problem);
    if (start(L, call, &wanted, &error) != 0 || wait(call, &error) != 0) {
        error.outcome = XPOST_OUTCOME_NONE; /* no post was concerned */
        if (error.code == XPOST_LOGIN_TIMEOUT && !*error.detail)
            xpost_error_detail(&error, call->observer.warning, strlen(call->observer.warning));
        /* A state that is being closed would not collect it any more. */
        xpost_lua_release(L, guard);
        return xpost_lua_fail(L, &error);
    }
    xpost_job_result(call->job, &data, &error);
    push_result(L, call, &((const struct task *)data)->result);
    xpost_lua_release(L, guard); /* the tokens, now */
    return 1;
}
