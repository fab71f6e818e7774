/* media = {{path = ..., alt = ...}, ...}: files to attach. */
#define _POSIX_C_SOURCE 200809L
#include "lua_binding.h"

#include "attachment.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

/* A copy of the path, made absolute. */
static const char *place(struct xpost_lua_options *options, const char *path,
                         const char *directory)
{
    struct xpost_error why;
    char *whole = xpost_attachment_path(path, directory, getenv("HOME"), &why);
    const char *kept = whole ? xpost_lua_keep(options, whole) : "";
    if (!whole && options->problem.code == XPOST_OK)
        options->problem = why;
    free(whole);
    return kept;
}

const char *xpost_lua_directory(struct xpost_lua_options *options)
{
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here)) /* it was removed */
        here[0] = '\0';
    const char *given = xpost_lua_string(options, "directory");
    return place(options, given && *given ? given : here, here);
}

const char *xpost_lua_home(struct xpost_lua_options *options)
{
    const char *home = getenv("HOME");
    return home ? xpost_lua_keep(options, home) : NULL;
}

void xpost_lua_file(struct xpost_lua_options *options, const char *directory,
                    struct xpost_attachment *attachment)
{
    const char *path = xpost_lua_string(options, "path");
    attachment->path = place(options, path ? path : "", directory);
    attachment->alt = xpost_lua_string(options, "alt");
    if (attachment->alt && !*attachment->alt)
        attachment->alt = NULL;
}

size_t xpost_lua_media(struct xpost_lua_options *options, const char *directory,
                       struct xpost_attachment attachments[XPOST_LUA_MEDIA_MAX])
{
    /* Where they stood in a text that was split is of no interest. */
    static const char *const known[] = {"path", "alt", "first", "last", NULL};
    lua_State *L = options->L;
    struct xpost_lua_options item;
    if (!xpost_lua_given(options, "media"))
        return 0;
    lua_getfield(L, options->index, "media");
    luaL_checkstack(L, 16, "too many media");
    if (!lua_istable(L, -1))
        luaL_error(L, "bad option 'media' (table expected, got %s)", luaL_typename(L, -1));
    int list = lua_gettop(L);
    size_t count = xpost_lua_length(L, list);
    if (count > XPOST_LUA_MEDIA_MAX)
        count = XPOST_LUA_MEDIA_MAX;
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (int)i + 1);
        xpost_lua_open_inner(&item, options, "media", known);
        xpost_lua_file(&item, directory, &attachments[i]);
        xpost_lua_close_inner(&item, options);
        lua_settop(L, list);
    }
    lua_settop(L, list - 1);
    return count;
}
