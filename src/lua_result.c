#include "lua_binding.h"

void xpost_lua_set_cost(lua_State *L, const char *name, int64_t cost)
{
    lua_pushnumber(L, (lua_Number)cost / 1e6);
    lua_setfield(L, -2, name);
}

static void set_posted(lua_State *L, const struct xpost_posted *posted)
{
    xpost_lua_set_string(L, "id", posted->id);
    xpost_lua_set_string(L, "url", posted->url);
    if (!posted->text)
        return;
    lua_pushstring(L, posted->text); /* "" with media alone */
    lua_setfield(L, -2, "text");
}

static void push_list(lua_State *L, const struct xpost_post_result *result)
{
    lua_newtable(L);
    for (size_t i = 0; i < result->count; i++) {
        lua_newtable(L);
        set_posted(L, &result->posts[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

void xpost_lua_set_posts(lua_State *L, const struct xpost_post_result *result)
{
    xpost_lua_set_string(L, "key", result->key);
    push_list(L, result);
    lua_setfield(L, -2, "posts");
}

void xpost_lua_set_result(lua_State *L, const struct xpost_post_result *result)
{
    xpost_lua_set_posts(L, result);
    if (result->count > 0)
        set_posted(L, &result->posts[0]);
}

void xpost_lua_set_posted(lua_State *L, const struct xpost_post_result *result)
{
    if (result->count == 0)
        return;
    push_list(L, result);
    lua_setfield(L, -2, "posted");
}
