/* What the files of the binding share.  They turn Lua values into arguments of the core and
 * back; all that is decided is decided in the core.
 *
 * Lua may raise an error (a C long jump) in almost every call, so C memory that has to be freed
 * is always held by a guard, which the garbage collector releases.  The core never sees such a
 * jump: callbacks into Lua are protected calls. */
#ifndef XPOST_LUA_BINDING_H
#define XPOST_LUA_BINDING_H

#include "callback.h"
#include "client.h"
#include "error.h"
#include "lua_compat.h"
#include "submission.h"

#include <stdbool.h>
#include <stddef.h>

/* --- lua_guard.c --- */

/* Pushes a userdata of `size` zeroed bytes and returns them; `release` is called with them
 * once, when it is collected or by xpost_lua_release. */
void *xpost_lua_guard(lua_State *L, size_t size, void (*release)(void *));

/* The bytes of the guard at `index`. */
void *xpost_lua_guarded(lua_State *L, int index);

/* Releases the guard at `index` at once. */
void xpost_lua_release(lua_State *L, int index);

/* The client of this Lua state, made at the first use; NULL with `error` filled. */
struct xpost_client *xpost_lua_client(lua_State *L, struct xpost_error *error);

/* --- lua_options.c --- */

/* Copies of strings that Lua gave. */
struct xpost_lua_strings {
    struct xpost_lua_copy *first;
};

/* Wipes and frees them all. */
void xpost_lua_strings_release(struct xpost_lua_strings *strings);

/* Reads the options of a call from the table at `index`.  A value of a wrong type, or an option
 * that is not among `known` (ended by NULL), raises.  What is of the right type but cannot be
 * used fills `problem`, once.
 *
 * The strings that are read are copies, which belong to `strings`: a worker may use them while
 * Lua does as it likes. */
struct xpost_lua_options {
    lua_State *L;
    int index;
    struct xpost_lua_strings *strings;
    struct xpost_error problem; /* code XPOST_OK: none */
};

void xpost_lua_options_open(struct xpost_lua_options *options, lua_State *L, int index,
                            const char *const *known, struct xpost_lua_strings *strings);
const char *xpost_lua_string(struct xpost_lua_options *options, const char *name);
/* Keeps a copy of a string that is not Lua's, too.  Raises nothing. */
const char *xpost_lua_keep(struct xpost_lua_options *options, const char *text);
/* Text may hold zero bytes; it is the core that refuses them. */
const char *xpost_lua_text(struct xpost_lua_options *options, const char *name, size_t *length);
bool xpost_lua_boolean(struct xpost_lua_options *options, const char *name, bool otherwise);
/* More seconds than any time has; a double holds it. */
#define XPOST_LUA_TIME_MAX ((lua_Integer)(sizeof(lua_Integer) > 4 ? 1LL << 52 : 0x7fffffff))

/* A whole number between `least` and `most`. */
lua_Integer xpost_lua_number(struct xpost_lua_options *options, const char *name,
                             lua_Integer least, lua_Integer most, lua_Integer otherwise);
/* A string, or a list of strings that is joined by spaces; NULL if absent. */
const char *xpost_lua_words(struct xpost_lua_options *options, const char *name);
/* Up to `most` strings of a list; returns their number. */
size_t xpost_lua_strings(struct xpost_lua_options *options, const char *name,
                         const char **strings, size_t most);
/* Pushes the option; true if it is a function. */
bool xpost_lua_function(struct xpost_lua_options *options, const char *name);
bool xpost_lua_given(struct xpost_lua_options *options, const char *name);
/* Opens the table on top of the stack, the value of an option, as options of its own.  `what`
 * names it in messages.  Afterwards `close` hands on its problem. */
void xpost_lua_open_inner(struct xpost_lua_options *inner, struct xpost_lua_options *options,
                          const char *what, const char *const *known);
void xpost_lua_close_inner(const struct xpost_lua_options *inner,
                           struct xpost_lua_options *options);
/* LUA_TNIL if absent. */
int xpost_lua_type(struct xpost_lua_options *options, const char *name);

/* --- lua_push.c --- */

/* Returns nil and the error as a table: `return xpost_lua_fail(L, &error);` */
int xpost_lua_fail(lua_State *L, const struct xpost_error *error);

void xpost_lua_push_step(lua_State *L, const struct xpost_step *step);
void xpost_lua_push_progress(lua_State *L, const struct xpost_progress *progress);

/* An account without its secrets. */
void xpost_lua_push_account(lua_State *L, const struct xpost_account *account, bool is_default);

/* Setters of the table on top of the stack; a NULL or empty string, or a time of 0, sets
 * nothing. */
void xpost_lua_set_string(lua_State *L, const char *name, const char *value);
void xpost_lua_set_time(lua_State *L, const char *name, int64_t value);
void xpost_lua_set_scopes(lua_State *L, const char *name, const char *scopes);

/* --- lua_observe.c --- */

/* What a callback is called with: a step, progress, or strings (NULL: nil). */
struct xpost_lua_arguments {
    const struct xpost_step *step;
    const struct xpost_progress *progress;
    const char *strings[2];
    int count;
};

/* Callbacks of one call. */
struct xpost_lua_observer {
    lua_State *L;
    int on_step;     /* stack index, or 0 */
    int on_progress; /* likewise */
    int caller;      /* stack index of what xpost_lua_call needs */
    int interrupted; /* stack index of what Ctrl-C raised, or 0 */
    const struct xpost_lua_arguments *arguments;
    char warning[512]; /* what the first callback that failed said */
};

/* Makes an observer.  What callbacks need is made now and kept on the stack: later, inside the
 * core, nothing may raise. */
void xpost_lua_observe(lua_State *L, struct xpost_lua_observer *observer);

/* Calls the function at `function`, and leaves `results`.  False, with nothing left and the
 * warning set, if it raised. */
bool xpost_lua_call(struct xpost_lua_observer *observer, const char *name, int function,
                    const struct xpost_lua_arguments *arguments, int results);

void xpost_lua_on_step(void *user, const struct xpost_step *step);
void xpost_lua_on_progress(void *user, const struct xpost_progress *progress);

/* True if the script was interrupted by Ctrl-C: then the operation is to end. */
bool xpost_lua_is_stopped(void *user);

/* Adds `warning` to the result on top of the stack, if there is one. */
void xpost_lua_set_warning(lua_State *L, const char *warning, const char *more);

/* --- lua_task.c --- */

struct xpost_job;
struct xpost_jobs;

/* An operation of the core, as Lua calls it: at once in a script, or as a job of a worker. */
struct xpost_lua_operation {
    const char *name;
    const char *alone;         /* the option that a string in place of the table stands for */
    const char *const *known;  /* options, ended by NULL; NULL: it takes none */
    const char *const *events; /* names of what its job tells, from XPOST_JOB_OWN on */
    size_t size;               /* of its data, which are zeroed at first */
    bool needs_argument;       /* calling it without one is a mistake */
    bool posts;                /* its errors tell what became of a post */
    bool pure;                 /* it needs neither files nor the network, and no client */
    const char *cancelled;     /* what to say of it then; NULL: that nothing has changed */
    /* Fills the data; may raise. */
    void (*read)(struct xpost_lua_options *options, void *data);
    /* Knows nothing of Lua.  `job` is NULL outside of workers. */
    int (*run)(const struct xpost_operation *operation, struct xpost_job *job, void *data,
               struct xpost_error *error);
    /* Pushes the result. */
    void (*push)(lua_State *L, const void *data, const char *warning);
    /* Adds to the error on top of the stack; may be NULL. */
    void (*push_failure)(lua_State *L, const void *data);
    void (*release)(void *data);          /* may be NULL */
    const char *(*key)(const void *data); /* of the post concerned; may be NULL */
    bool (*is_thread)(const void *data);  /* it may consist of several posts; may be NULL */
};

extern const struct xpost_lua_operation xpost_lua_login_operation; /* lua_login.c */
extern const struct xpost_lua_operation xpost_lua_app_operation;   /* lua_app.c */
extern const struct xpost_lua_operation xpost_lua_post_operation;  /* lua_post.c */
extern const struct xpost_lua_operation xpost_lua_resume_operation;
extern const struct xpost_lua_operation xpost_lua_check_operation; /* lua_check.c */
extern const struct xpost_lua_operation xpost_lua_undo_operation;  /* lua_undo.c */
extern const struct xpost_lua_operation xpost_lua_delete_operation;
extern const struct xpost_lua_operation xpost_lua_draft_operation;    /* lua_draft.c */
extern const struct xpost_lua_operation xpost_lua_diagnose_operation; /* lua_diagnose.c */
extern const struct xpost_lua_operation xpost_lua_plan_operation;     /* lua_plan.c */
extern const struct xpost_lua_operation xpost_lua_split_operation;    /* lua_split.c */
extern const struct xpost_lua_operation xpost_lua_refresh_operation;  /* lua_account.c */
extern const struct xpost_lua_operation xpost_lua_me_operation;
extern const struct xpost_lua_operation xpost_lua_logout_operation;
extern const struct xpost_lua_operation xpost_lua_accounts_operation; /* lua_accounts.c */
extern const struct xpost_lua_operation xpost_lua_account_operation;
extern const struct xpost_lua_operation xpost_lua_use_operation;
extern const struct xpost_lua_operation xpost_lua_history_operation; /* lua_history.c */
extern const struct xpost_lua_operation xpost_lua_upload_operation;  /* lua_upload.c */

/* One call of an operation. */
struct xpost_lua_task {
    const struct xpost_lua_operation *operation;
    struct xpost_lua_strings strings;
    struct xpost_error problem; /* what was wrong with the options; code XPOST_OK: nothing */
    _Alignas(max_align_t) unsigned char data[];
};

/* Reads the argument at index 1, which becomes a table, into a task, and pushes a guard of it.
 * Raises for what is wrong with the types. */
struct xpost_lua_task *xpost_lua_read_task(lua_State *L,
                                           const struct xpost_lua_operation *operation);

/* Starts the task of the guard at `index` as a job, which owns it from then on. */
struct xpost_job *xpost_lua_start_task(lua_State *L, int index, struct xpost_jobs *jobs,
                                       struct xpost_error *error);

/* Adds the module's operations to the table on top of the stack, as functions that wait. */
void xpost_lua_operations(lua_State *L);

/* NULL if there is none of this name. */
const struct xpost_lua_operation *xpost_lua_find_operation(const char *name);

/* --- lua_jobs.c --- */

/* As much of an answer is kept as shows that it is too long. */
enum { XPOST_LUA_ANSWER_MAX = XPOST_CALLBACK_REQUEST_MAX + 1 };

/* Pushes the table of the functions that work with jobs. */
void xpost_lua_push_jobs(lua_State *L);

/* --- lua_wait.c --- */

/* Ctrl-C in a script sets a hook that raises an error in the next call.  This makes a call;
 * true if it raised, with what it raised on top of the stack. */
bool xpost_lua_interrupted(lua_State *L);

/* Waits for news, or a signal; true if the descriptor `input` (-1: none) can be read. */
bool xpost_lua_wait(const struct xpost_jobs *jobs, int input, int milliseconds);

/* --- lua_media.c --- */

/* One more than a post can have, so that it is seen that there are too many. */
enum { XPOST_LUA_MEDIA_MAX = XPOST_MEDIA_MAX + 1 };

/* The option `directory`, absolute; by default the working directory of the process. */
const char *xpost_lua_directory(struct xpost_lua_options *options);

/* The user's home, of now; NULL if that is not known. */
const char *xpost_lua_home(struct xpost_lua_options *options);
/* The file of the options `path` and `alt`. */
void xpost_lua_file(struct xpost_lua_options *options, const char *directory,
                    struct xpost_attachment *attachment);

/* The files of the option `media`, whose relative paths begin in `directory`; returns their
 * number. */
size_t xpost_lua_media(struct xpost_lua_options *options, const char *directory,
                       struct xpost_attachment attachments[XPOST_LUA_MEDIA_MAX]);

/* --- lua_request.c --- */

/* Seconds that a post may be told to wait for a rate limit; weighted characters that a limit
 * may be set to. */
enum { XPOST_LUA_WAIT_MAX = 7 * 24 * 3600, XPOST_LUA_LIMIT_MAX = 100000 };

/* What post and plan are asked for. */
struct xpost_lua_request {
    struct xpost_post_request request;
    struct xpost_post *posts;                                    /* owned */
    struct xpost_attachment (*attachments)[XPOST_LUA_MEDIA_MAX]; /* of each post; owned */
    const char *directory; /* where the paths of files begin */
};

/* Their options, ended by NULL, and what they say. */
extern const char *const xpost_lua_post_options[];
void xpost_lua_read_request(struct xpost_lua_options *options,
                            struct xpost_lua_request *request);
void xpost_lua_request_release(struct xpost_lua_request *request);

/* --- lua_result.c --- */

/* Sets key and posts in the table on top of the stack. */
void xpost_lua_set_posts(lua_State *L, const struct xpost_post_result *result);

/* The same, and what the first of them is. */
void xpost_lua_set_result(lua_State *L, const struct xpost_post_result *result);

/* Sets what is out of a thread, in the error on top of the stack. */
void xpost_lua_set_posted(lua_State *L, const struct xpost_post_result *result);

/* Sets a cost, which is given in millionths of a dollar. */
void xpost_lua_set_cost(lua_State *L, const char *name, int64_t cost);

/* --- lua_script.c --- */

/* Pushes the table of the functions that scripts read, write and ask with. */
void xpost_lua_push_script(lua_State *L);

/* --- functions of the module that are no operations --- */

int xpost_lua_login(lua_State *L);    /* lua_login.c */
int xpost_lua_count(lua_State *L);    /* lua_text.c */
int xpost_lua_explain(lua_State *L);  /* lua_explain.c */
int xpost_lua_language(lua_State *L); /* lua_language.c */
/* Takes the language that the environment asks for; called once, when the module is loaded. */
void xpost_lua_language_of_environment(void);

#endif
