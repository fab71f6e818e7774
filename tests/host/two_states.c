/* two_states MODULE-PATH LUA-PATH: the module in a host that closes its Lua states, has several
 * of them, and runs out of memory at any moment.  Prints "N passed, N failed".
 *
 * Each scenario is Lua code that runs in a state of its own.  It is run again and again, with
 * the first, the second, ... allocation of the state failing (once; or that and all after it),
 * until it gets through without needing as many. */
#define _GNU_SOURCE
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <dirent.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../unit/check.h"

static const char *module_path, *lua_path;
static int panics;

/* --- an allocator that counts, and fails
 * ------------------------------------------------------- */

struct memory {
    long blocks;
    size_t bytes;
    long count;   /* allocations so far */
    long fail_at; /* the one that fails; 0: none */
    bool for_good;
    bool failed;
};

static void *allocate(void *user, void *block, size_t old_size, size_t new_size)
{
    struct memory *memory = user;
    if (!block)
        old_size = 0; /* it is a type then */
    if (new_size == 0) {
        memory->blocks -= block != NULL;
        memory->bytes -= old_size;
        free(block);
        return NULL;
    }
    if (new_size > old_size) {
        memory->count++;
        if (memory->fail_at && (memory->count == memory->fail_at ||
                                (memory->for_good && memory->count > memory->fail_at))) {
            memory->failed = true;
            return NULL;
        }
    }
    void *moved = realloc(block, new_size);
    if (moved) {
        memory->blocks += block == NULL;
        memory->bytes += new_size - old_size;
    }
    return moved;
}

static int panicked(lua_State *L)
{
    (void)L;
    panics++;
    return 0;
}

static lua_State *open_state(struct memory *memory)
{
    *memory = (struct memory){0};
    lua_State *L = lua_newstate(allocate, memory);
    if (!L) {
        fprintf(stderr, "There is no memory for a Lua state.\n");
        exit(1);
    }
    lua_atpanic(L, panicked);
    luaL_openlibs(L);
    lua_getglobal(L, "package");
    lua_pushstring(L, module_path);
    lua_setfield(L, -2, "cpath");
    lua_pushstring(L, lua_path);
    lua_setfield(L, -2, "path");
    lua_pop(L, 1);
    return L;
}

/* Runs code that has to go well. */
static bool run(lua_State *L, const char *code)
{
    if (luaL_dostring(L, code) == LUA_OK) {
        lua_settop(L, 0);
        return true;
    }
    printf("%s\n  raised %s\n", code, lua_tostring(L, -1));
    lua_settop(L, 0);
    return false;
}

/* Closes the state; false if it did not give everything back. */
static bool close_state(lua_State *L, const struct memory *memory)
{
    lua_close(L);
    if (memory->blocks == 0 && memory->bytes == 0)
        return true;
    printf("%ld blocks, %zu bytes are not given back\n", memory->blocks, memory->bytes);
    return false;
}

/* --- running out of memory
 * --------------------------------------------------------------------- */

/* How a login goes that is ended by the first question for an answer. */
#define LOGIN(more)                                                                            \
    "local _, err = core.login{client_id = 'Y2xpZW50LW9mLXRoZS10ZXN0czoxOmNp', timeout = 1, "  \
    "open = false, redirect_uri = {'http://127.0.0.1:28741/callback', "                        \
    "'http://127.0.0.1:28742/callback', 'http://127.0.0.1:28743/callback'}, "                  \
    "paste = function() error('no answer') end" more "} "                                      \
    "assert(err.code == 'cancelled', tostring(err))"

/* Waits until a job of the C module is done. */
#define UNTIL_DONE                                                                             \
    "local function until_done(job) "                                                          \
    "for _ = 1, 1000 do "                                                                      \
    "local of, event, result, err = core.jobs.news() "                                         \
    "if of == job and event == 'done' then return result, err end "                            \
    "if not of then core.jobs.wait(1000) end end error('it is never done') end "

/* A login that waits for its browser. */
#define WAITING                                                                                \
    "{client_id = 'Y2xpZW50LW9mLXRoZS10ZXN0czoxOmNp', open = false, on_url = function() end, " \
    "redirect_uri = {'http://127.0.0.1:28744/callback', 'http://127.0.0.1:28745/callback', "   \
    "'http://127.0.0.1:28746/callback', 'http://127.0.0.1:28747/callback'}}"

static const struct scenario {
    const char *name;
    const char *before; /* runs with enough memory */
    const char *code;
} scenarios[] = {
    {"require", "", "core = require 'xpost.core'"},
    {"require of all", "core = require 'xpost.core'", "xpost = require 'xpost'"},
    {"accounts", "core = require 'xpost.core'", "assert(#assert(core.accounts()) == 0)"},
    {"account", "core = require 'xpost.core'",
     "local _, err = core.account('nobody') assert(err.code == 'not_logged_in', "
     "tostring(err))"},
    {"use", "core = require 'xpost.core'",
     "local _, err = core.use('nobody') assert(err.code == 'not_logged_in', tostring(err))"},
    {"history", "core = require 'xpost.core' for i = 1, 3 do core.post('Hello ' .. i) end",
     "assert(#assert(core.history{limit = 3}) == 3)"},
    {"post", "core = require 'xpost.core'",
     "local _, err = core.post{text = 'Hello', key = 'key', on_step = print} "
     "assert(err.code == 'not_logged_in' and tostring(err), tostring(err))"},
    {"post of a poll", "core = require 'xpost.core'",
     "local _, err = core.post{text = 'Hello', poll = {options = {'a', 'b'}, minutes = 5}} "
     "assert(err.code == 'not_logged_in', tostring(err))"},
    {"me, refresh, logout, delete", "core = require 'xpost.core'",
     "for _, name in ipairs{'me', 'refresh', 'logout'} do "
     "local _, err = core[name]{account = 'nobody'} "
     "assert(err.code == 'not_logged_in', tostring(err)) end "
     "local _, err = core.delete('1') assert(err.code == 'not_logged_in', tostring(err))"},
    {"wrong arguments", "core = require 'xpost.core'",
     "for _, wrong in ipairs{{timeout = ''}, {1}, {open = 5}, {scopes = {{}}}, {none = 1}} do "
     "local fine, problem = pcall(core.login, wrong) "
     "assert(not fine and (problem:find 'option' or problem == 'not enough memory')) "
     "if problem == 'not enough memory' then error(problem, 0) end end"},
    {"unusable arguments", "core = require 'xpost.core'",
     "for _, wrong in ipairs{{timeout = 0}, {client_id = 'a b'}, {account = 'a\\0'}} do "
     "local _, err = core.login(wrong) assert(err and tostring(err)) end"},
    {"login", "core = require 'xpost.core'", LOGIN("")},
    {"login with callbacks", "core = require 'xpost.core'",
     LOGIN(", on_url = function(url) assert(#url > 100) end, "
           "on_step = function(step) assert(step.number) end, scopes = {'users.read'}, "
           "on_paste_problem = print")},
    {"jobs", "core = require 'xpost.core' " UNTIL_DONE "_G.until_done = until_done",
     "local job = assert(core.jobs.start('post', {text = 'Hello', key = 'a key'})) "
     "local _, err = until_done(job) "
     "assert(err.outcome == 'not_posted' and err.key == 'a key', tostring(err)) "
     "assert(not job:answer('x')) "
     "assert(#until_done(core.jobs.start('history', {limit = 1})) <= 1)"},
    {"jobs that are cancelled",
     "core = require 'xpost.core' " UNTIL_DONE "_G.until_done = until_done",
     "local job = assert(core.jobs.start('login', " WAITING ")) "
     "local event repeat core.jobs.wait(1000) event = select(2, core.jobs.news()) "
     "until event == 'url' or event == 'done' "
     "assert(job:answer('nonsense') or event == 'done') job:cancel() "
     "local _, err = until_done(job) assert(event == 'done' or err.code == 'cancelled')"},
    {"jobs with callbacks", "core, xpost = require 'xpost.core', require 'xpost' count = 0",
     "local function done(err, result) count = count + 1 assert(err or result) end "
     "job = xpost.accounts(done) assert(job:wait(60000)) assert(count == 1) "
     "job = xpost.post({text = 'Hello', on_step = print}, done) assert(job:wait(60000)) "
     "job = xpost.login(" WAITING ", done) job:wait(1) job:cancel() assert(job:wait(60000)) "
     "assert(count == 3)"},
};

/* Runs the scenario with allocation number `fail_at` failing.  False once it was not reached.
 */
static bool fail_once(const struct scenario *scenario, long fail_at, bool for_good)
{
    struct memory memory;
    lua_State *L = open_state(&memory);
    bool went_well =
        run(L, scenario->before) &&
        luaL_loadbuffer(L, scenario->code, strlen(scenario->code), "=scenario") == LUA_OK;
    CHECK(went_well);
    lua_gc(L, LUA_GCCOLLECT);
    memory.count = 0;
    memory.fail_at = fail_at;
    memory.for_good = for_good;
    int status = lua_pcall(L, 0, 0, 0);
    memory.fail_at = 0;
    if (status != LUA_OK && !memory.failed)
        printf("%s: raised %s\n", scenario->name, lua_tostring(L, -1));
    CHECK(status == LUA_OK || memory.failed);
    CHECK_NUMBER(lua_gettop(L), status == LUA_OK ? 0 : 1);
    lua_settop(L, 0);
    /* The state can still be used. */
    CHECK(run(L, "if job then job:wait(100) assert(count <= 3) end"));
    CHECK(run(L, "local core = require 'xpost.core' assert(core.accounts()) " UNTIL_DONE
                 "assert(until_done(core.jobs.start('accounts')))"));
    CHECK(close_state(L, &memory));
    if (check_failures_here)
        printf("  in '%s', with allocation %ld failing%s\n", scenario->name, fail_at,
               for_good ? " and all after it" : "");
    return memory.failed && check_failures_here == 0;
}

static const struct scenario *current;

static void test_memory__may_run_out_at_any_allocation(void)
{
    for (int for_good = 0; for_good < 2; for_good++) {
        long n = 1;
        while (fail_once(current, n, for_good))
            n++;
        CHECK(n > 5);
        if (getenv("VERBOSE"))
            printf("%s: %ld allocations\n", current->name, n - 1);
    }
}

/* --- several states, and closing
 * ---------------------------------------------------------------- */

static const char use_it[] = "core = require 'xpost.core' xpost = require 'xpost' "
                             "assert(core.accounts()) assert(core.history{}) "
                             "assert(not core.post('Hello'))";

static void test_states__can_be_two_in_any_order(void)
{
    for (int order = 0; order < 2; order++) {
        struct memory memory[2];
        lua_State *states[2] = {open_state(&memory[0]), open_state(&memory[1])};
        CHECK(run(states[0], use_it));
        CHECK(run(states[1], use_it));
        CHECK(run(states[0], use_it));
        CHECK(close_state(states[order], &memory[order]));
        CHECK(run(states[1 - order], use_it));
        CHECK(close_state(states[1 - order], &memory[1 - order]));
    }
}

static void test_states__can_follow_each_other(void)
{
    for (int i = 0; i < 20; i++) {
        struct memory memory;
        lua_State *L = open_state(&memory);
        CHECK(run(L, use_it));
        CHECK(close_state(L, &memory));
    }
}

/* Each has workers of its own; those of the one that is closed are cancelled. */
static void test_states__with_jobs_that_run_close_without_harm_to_others(void)
{
    static const char begin[] =
        "core, xpost = require 'xpost.core', require 'xpost' "
        "local function nothing() end waiting = xpost.login(" WAITING ", "
        "function(err) ended = err.code end) waiting:wait(20) "
        "for i = 1, 5 do xpost.accounts(nothing) xpost.post('Hello', nothing) end "
        "core.jobs.start('history')";
    static const char go_on[] =
        "for _, name in ipairs{'accounts', 'history'} do "
        "local got assert(xpost[name](function(_, result) got = result end):wait(20000)) "
        "assert(got) end assert(not waiting.done) waiting:cancel() assert(waiting:wait(20000)) "
        "assert(ended == 'cancelled') waiting = nil";
    for (int i = 0; i < 10; i++) {
        struct memory memory[2];
        lua_State *states[2] = {open_state(&memory[0]), open_state(&memory[1])};
        int first = i % 2;
        CHECK(run(states[0], begin));
        CHECK(run(states[1], begin));
        CHECK(close_state(states[first], &memory[first]));
        CHECK(run(states[1 - first], go_on));
        CHECK(run(states[1 - first], begin));
        CHECK(close_state(states[1 - first], &memory[1 - first]));
    }
}

static void test_states__close_at_any_stage_of_a_job(void)
{
    static const char *const codes[] = {
        "core = require 'xpost.core' thread = coroutine.create(function() "
        "job = core.jobs.start('login', " WAITING ") coroutine.yield() end) "
        "assert(coroutine.resume(thread))",
        "core = require 'xpost.core' job = core.jobs.start('accounts') core.jobs.wait(1000)",
        "core = require 'xpost.core' core.jobs.start('login', " WAITING "):cancel()",
        "core = require 'xpost.core' for i = 1, 100 do core.jobs.start('accounts') end",
        "core = require 'xpost.core' core.jobs.start('history') core.jobs.leave(0, 0)",
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct memory memory;
        lua_State *L = open_state(&memory);
        CHECK(run(L, codes[i]));
        CHECK(close_state(L, &memory));
    }
}

static lua_State *outer_inside;

/* Uses another state from inside of a callback. */
static int use_other(lua_State *L)
{
    lua_pushboolean(L, run(outer_inside, use_it));
    return 1;
}

static void test_states__can_be_used_inside_of_each_others_callbacks(void)
{
    struct memory memory[2];
    lua_State *L = open_state(&memory[0]);
    outer_inside = open_state(&memory[1]);
    lua_register(L, "use_other", use_other);
    CHECK(run(L, "core = require 'xpost.core' local used " LOGIN(
                     ", on_step = function() used = use_other() end") " assert(used)"));
    CHECK(close_state(outer_inside, &memory[1]));
    CHECK(close_state(L, &memory[0]));
}

/* Finalizers run in the reverse order of their making: one is made before the module's own, and
 * one after. */
static void test_states__can_be_used_by_finalizers_while_they_close(void)
{
    static const char finalizer[] =
        "local core = require 'xpost.core' "
        "local function finish() core.accounts() core.history{} core.post('Hello') "
        "core.login{client_id = ''} pcall(core.post, 5) "
        "local job = core.jobs.start('accounts') "
        "if job then job:answer('x') job:cancel() core.jobs.start('login', " WAITING ") end "
        "core.jobs.news() core.jobs.wait(1) core.jobs.descriptor() core.jobs.committed() "
        "if old then old:cancel() old:answer('x') end end "
        "old = core.jobs.start('history') "
        "keep = keep or {} keep[#keep + 1] = setmetatable({}, {__gc = finish})";
    struct memory memory;
    lua_State *L = open_state(&memory);
    CHECK(run(L, finalizer));
    CHECK(run(L, use_it));
    CHECK(run(L, finalizer));
    CHECK(close_state(L, &memory));
}

static void test_states__leave_by_closing_inside_of_a_coroutine(void)
{
    struct memory memory;
    lua_State *L = open_state(&memory);
    CHECK(run(L, "core = require 'xpost.core' "
                 "thread = coroutine.create(function() core.accounts() coroutine.yield() end) "
                 "assert(coroutine.resume(thread))"));
    CHECK(close_state(L, &memory));
}

static void test_stack__is_balanced_after_every_call(void)
{
    static const char *const names[] = {"login",  "refresh",  "post",    "delete", "me",
                                        "logout", "accounts", "account", "use",    "history"};
    static const char *const of_jobs[] = {"start", "now",       "descriptor", "news",
                                          "wait",  "committed", "news",       "leave"};
    struct memory memory;
    lua_State *L = open_state(&memory);
    CHECK(run(L, use_it));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int arguments = 0; arguments < 6; arguments++) {
            lua_getglobal(L, "core");
            lua_getfield(L, -1, names[i]);
            for (int j = 0; j < arguments; j++)
                lua_pushinteger(L, 5);
            bool fine = lua_pcall(L, arguments, LUA_MULTRET, 0) == LUA_OK;
            /* One result, or nil and an error, or what was raised. */
            int left = lua_gettop(L) - 1;
            CHECK(fine ? left == 1 || left == 2 : left == 1);
            lua_settop(L, 0);
        }
    for (size_t i = 0; i < sizeof of_jobs / sizeof *of_jobs; i++)
        for (int arguments = 0; arguments < 4; arguments++) {
            lua_getglobal(L, "core");
            lua_getfield(L, -1, "jobs");
            lua_getfield(L, -1, of_jobs[i]);
            for (int j = 0; j < arguments; j++)
                lua_pushstring(L, j == 0 ? "accounts" : "1");
            bool fine = lua_pcall(L, arguments, LUA_MULTRET, 0) == LUA_OK;
            int left = lua_gettop(L) - 2;
            CHECK(fine ? left >= 0 && left <= 4 : left == 1);
            lua_settop(L, 0);
        }
    CHECK(close_state(L, &memory));
}

/* --- what belongs to the whole process
 * ---------------------------------------------------------- */

static int count_descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    if (!folder)
        return 0;
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static bool same_handlers(const struct sigaction *before)
{
    for (int number = 1; number < NSIG; number++) {
        struct sigaction now;
        if (sigaction(number, NULL, &now) == 0 && now.sa_handler != before[number].sa_handler)
            return false;
    }
    return true;
}

static mode_t current_mask(void)
{
    mode_t mask = umask(022);
    umask(mask);
    return mask;
}

static unsigned long hash_environment(void)
{
    unsigned long hash = 5381;
    for (char **variable = environ; *variable; variable++)
        for (const char *at = *variable; *at; at++)
            hash = hash * 33 + (unsigned char)*at;
    return hash;
}

static void test_process__is_left_as_it_was(void)
{
    struct sigaction handlers[NSIG] = {0};
    char folder[PATH_MAX] = "", folder_after[PATH_MAX] = "", locale[256];
    sigset_t blocked, blocked_after;
    for (int number = 1; number < NSIG; number++)
        sigaction(number, NULL, &handlers[number]);
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    CHECK(getcwd(folder, sizeof folder) != NULL);
    snprintf(locale, sizeof locale, "%s", setlocale(LC_ALL, NULL));
    mode_t mask = current_mask();
    unsigned long environment = hash_environment();
    int descriptors = count_descriptors();

    struct memory memory;
    lua_State *L = open_state(&memory);
    CHECK(run(L, use_it));
    CHECK(run(L, LOGIN("")));
    CHECK(run(L, "for i = 1, 10 do core.jobs.start('accounts') core.jobs.start('history') end "
                 "core.jobs.start('login', " WAITING ") core.jobs.wait(50)"));
    CHECK(lua_atpanic(L, panicked) == panicked);
    CHECK(close_state(L, &memory));

    sigprocmask(SIG_BLOCK, NULL, &blocked_after);
    for (int number = 1; number < NSIG; number++)
        CHECK(sigismember(&blocked, number) == sigismember(&blocked_after, number));
    CHECK(same_handlers(handlers));
    CHECK(getcwd(folder_after, sizeof folder_after) != NULL);
    CHECK_TEXT(folder_after, folder);
    CHECK_TEXT(setlocale(LC_ALL, NULL), locale);
    CHECK_NUMBER(current_mask(), mask);
    CHECK(hash_environment() == environment);
    /* The worker of a login that was stopped may take a moment to end. */
    for (int i = 0; i < 200 && count_descriptors() != descriptors; i++)
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    CHECK_NUMBER(count_descriptors(), descriptors);
    CHECK_NUMBER(panics, 0);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "two_states MODULE-PATH LUA-PATH\n");
        return 2;
    }
    module_path = argv[1];
    lua_path = argv[2];
    RUN(test_process__is_left_as_it_was);
    RUN(test_states__can_be_two_in_any_order);
    RUN(test_states__can_follow_each_other);
    RUN(test_states__with_jobs_that_run_close_without_harm_to_others);
    RUN(test_states__close_at_any_stage_of_a_job);
    RUN(test_states__can_be_used_inside_of_each_others_callbacks);
    RUN(test_states__can_be_used_by_finalizers_while_they_close);
    RUN(test_states__leave_by_closing_inside_of_a_coroutine);
    RUN(test_stack__is_balanced_after_every_call);
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        current = &scenarios[i];
        RUN(test_memory__may_run_out_at_any_allocation);
    }
    CHECK_NUMBER(panics, 0);
    return check_report();
}
