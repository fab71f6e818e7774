/* What needs neither files nor the network: it answers at once. */
#include "lua_binding.h"

#include "text.h"

/* The argument: a text, or a table with it. */
struct counted {
    const char *text;
    size_t length;
    int limit;
};

static void release_strings(void *memory)
{
    xpost_lua_strings_release(memory);
}

/* The strings that are read belong to the guard at index 2. */
static void read_options(lua_State *L, struct counted *counted, struct xpost_error *problem)
{
    static const char *const known[] = {"text", "limit", NULL};
    struct xpost_lua_options options;
    struct xpost_lua_strings *strings = xpost_lua_guard(L, sizeof *strings, release_strings);
    xpost_lua_options_open(&options, L, 1, known, strings);
    counted->text = xpost_lua_text(&options, "text", &counted->length);
    if (!counted->text)
        counted->text = "";
    counted->limit =
        (int)xpost_lua_number(&options, "limit", 1, XPOST_LUA_LIMIT_MAX, XPOST_TEXT_LIMIT);
    *problem = options.problem;
}

static void push_count(lua_State *L, const struct xpost_text_count *count)
{
    lua_createtable(L, 0, 6);
    lua_pushinteger(L, count->weight);
    lua_setfield(L, -2, "weight");
    lua_pushinteger(L, count->limit);
    lua_setfield(L, -2, "limit");
    lua_pushinteger(L, count->limit - count->weight);
    lua_setfield(L, -2, "remaining");
    lua_pushboolean(L, count->valid);
    lua_setfield(L, -2, "valid");
    if (count->weight > count->limit) {
        lua_pushinteger(L, (lua_Integer)count->over_at + 1);
        lua_setfield(L, -2, "over_at");
    }
    lua_pushinteger(L, (lua_Integer)count->urls);
    lua_setfield(L, -2, "urls");
}

int xpost_lua_count(lua_State *L)
{
    struct counted counted = {.limit = XPOST_TEXT_LIMIT};
    struct xpost_text_count count;
    struct xpost_error error = {0};
    lua_settop(L, 1);
    bool plain = lua_type(L, 1) == LUA_TSTRING;
    if (plain)
        counted.text = lua_tolstring(L, 1, &counted.length);
    else
        read_options(L, &counted, &error);
    int result = error.code == XPOST_OK ? xpost_text_count(counted.text, counted.length,
                                                           counted.limit, &count, &error)
                                        : -1;
    if (!plain)
        xpost_lua_release(L, 2);
    if (result != 0)
        return xpost_lua_fail(L, &error);
    push_count(L, &count);
    return 1;
}
