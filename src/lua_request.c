#include "lua_binding.h"

#include "translate.h"

#include <stdlib.h>

enum { POSTS_MAX = 1000 };

const char *const xpost_lua_post_options[] = {
    "text",        "posts",  "account",  "reply_to",       "quote",
    "community",   "edits",  "poll",     "made_with_ai",   "paid_partnership",
    "key",         "limit",  "wait",     "reply_settings", "on_step",
    "on_progress", "thread", "markdown", "number",         "media",
    "directory",   NULL};

static void refuse(struct xpost_lua_options *options, const char *why)
{
    if (options->problem.code == XPOST_OK)
        xpost_error_set(&options->problem, XPOST_INVALID_REQUEST, "%s", xpost_translate(why));
}

/* poll = {options = {...}, minutes = n} */
static void read_poll(struct xpost_lua_options *options, struct xpost_post *post)
{
    static const char *const known[] = {"options", "minutes", NULL};
    struct xpost_lua_options poll;
    if (!xpost_lua_given(options, "poll"))
        return;
    lua_getfield(options->L, options->index, "poll");
    xpost_lua_open_inner(&poll, options, "poll", known);
    post->poll_option_count =
        xpost_lua_strings(&poll, "options", post->poll_options, XPOST_POLL_OPTIONS_MAX);
    post->poll_minutes = xpost_lua_number(&poll, "minutes", 1, 100000, 1440);
    if (post->poll_option_count == 0)
        refuse(&poll, "A poll needs two to four options.");
    xpost_lua_close_inner(&poll, options);
}

static void read_text(struct xpost_lua_options *options, struct xpost_post *post)
{
    post->text = xpost_lua_text(options, "text", &post->text_length);
    if (!post->text)
        post->text = "";
}

/* The files of post number `index`. */
static void read_media(struct xpost_lua_options *options, struct xpost_lua_request *request,
                       size_t index)
{
    struct xpost_post *post = &request->posts[index];
    post->attachment_count =
        xpost_lua_media(options, request->directory, request->attachments[index]);
    post->attachments = request->attachments[index];
}

/* One of posts = {{text = ..., media = ...}, ...}, which is on top of the stack.  What else
 * split tells of a part may be there. */
static void read_part(struct xpost_lua_options *options, struct xpost_lua_request *request,
                      size_t index)
{
    static const char *const known[] = {"text", "media", "weight", "limit",   "valid",
                                        "urls", "first", "last",   "over_at", NULL};
    struct xpost_lua_options part;
    xpost_lua_open_inner(&part, options, "posts", known);
    read_text(&part, &request->posts[index]);
    read_media(&part, request, index);
    xpost_lua_close_inner(&part, options);
}

/* Makes room for the posts of the list; at least one. */
static void make_room(struct xpost_lua_options *options, struct xpost_lua_request *request,
                      size_t count)
{
    if (count == 0)
        refuse(options, "There is no post among 'posts'. Give it at least one.");
    if (count > POSTS_MAX) { /* the core refuses fewer, and keeps them */
        refuse(options, "There are more posts than a thread can have. Post them in parts.");
        count = POSTS_MAX;
    }
    request->request.count = count ? count : 1;
    request->posts = calloc(request->request.count, sizeof *request->posts);
    request->attachments = calloc(request->request.count, sizeof *request->attachments);
    if (!request->posts || !request->attachments)
        luaL_error(options->L, "not enough memory");
    for (size_t i = 0; i < request->request.count; i++)
        request->posts[i].text = "";
    request->request.posts = request->posts;
}

static void read_posts(struct xpost_lua_options *options, struct xpost_lua_request *request)
{
    lua_State *L = options->L;
    if (!xpost_lua_given(options, "posts")) {
        make_room(options, request, 1);
        read_text(options, &request->posts[0]);
        read_media(options, request, 0);
        return;
    }
    if (xpost_lua_given(options, "text"))
        refuse(options, "Give either 'text' or 'posts', not both.");
    if (xpost_lua_given(options, "media"))
        refuse(options, "Give 'media' inside of 'posts', with the post that it belongs to.");
    lua_getfield(L, options->index, "posts");
    luaL_checkstack(L, 16, "too many posts");
    if (!lua_istable(L, -1))
        luaL_error(L, "bad option 'posts' (table expected, got %s)", luaL_typename(L, -1));
    int list = lua_gettop(L);
    size_t given = xpost_lua_length(L, list);
    make_room(options, request, given);
    for (size_t i = 0; i < given && i < request->request.count; i++) {
        lua_rawgeti(L, list, (int)i + 1);
        read_part(options, request, i);
        lua_settop(L, list);
    }
    lua_settop(L, list - 1);
}

/* What belongs to the first post: the others answer the one before. */
static void read_first(struct xpost_lua_options *options, struct xpost_post *post)
{
    post->reply_to = xpost_lua_string(options, "reply_to");
    post->quote = xpost_lua_string(options, "quote");
    post->community = xpost_lua_string(options, "community");
    post->edits = xpost_lua_string(options, "edits");
    post->reply_settings = xpost_lua_string(options, "reply_settings");
    read_poll(options, post);
}

void xpost_lua_read_request(struct xpost_lua_options *options,
                            struct xpost_lua_request *request)
{
    struct xpost_post_request *wanted = &request->request;
    request->directory = xpost_lua_directory(options);
    read_posts(options, request);
    read_first(options, &request->posts[0]);
    bool made_with_ai = xpost_lua_boolean(options, "made_with_ai", false);
    bool paid_partnership = xpost_lua_boolean(options, "paid_partnership", false);
    for (size_t i = 0; i < wanted->count; i++) {
        request->posts[i].made_with_ai = made_with_ai;
        request->posts[i].paid_partnership = paid_partnership;
    }
    wanted->account = xpost_lua_string(options, "account");
    wanted->key = xpost_lua_string(options, "key");
    wanted->limit = (int)xpost_lua_number(options, "limit", 1, XPOST_LUA_LIMIT_MAX, 0);
    wanted->wait = (int)xpost_lua_number(options, "wait", 0, XPOST_LUA_WAIT_MAX, 0);
    xpost_lua_function(options, "on_step");
    xpost_lua_function(options, "on_progress");
    wanted->thread = xpost_lua_boolean(options, "thread", false);
    wanted->markdown = xpost_lua_boolean(options, "markdown", false);
    wanted->number = xpost_lua_boolean(options, "number", false);
    wanted->directory = request->directory;
    wanted->home = xpost_lua_home(options);
}

void xpost_lua_request_release(struct xpost_lua_request *request)
{
    free(request->posts);
    free(request->attachments);
    request->posts = NULL;
    request->attachments = NULL;
}
