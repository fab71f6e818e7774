#include "lua_binding.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct xpost_lua_copy {
    struct xpost_lua_copy *next;
    size_t length;
    char text[];
};

void xpost_lua_strings_release(struct xpost_lua_strings *strings)
{
    while (strings->first) {
        struct xpost_lua_copy *copy = strings->first;
        strings->first = copy->next;
        xpost_wipe(copy->text, copy->length);
        free(copy);
    }
}

/* NULL when memory runs out, which is noted. */
static const char *copy_of(struct xpost_lua_options *options, const char *text, size_t length)
{
    struct xpost_lua_copy *copy = malloc(sizeof *copy + length + 1);
    if (!copy) {
        xpost_error_no_memory(&options->problem);
        return NULL;
    }
    copy->length = length;
    memcpy(copy->text, text, length + 1);
    copy->next = options->strings->first;
    options->strings->first = copy;
    return copy->text;
}

const char *xpost_lua_keep(struct xpost_lua_options *options, const char *text)
{
    const char *copy = copy_of(options, text, strlen(text));
    return copy ? copy : "";
}

/* A copy of the string at the top of the stack. */
static const char *keep(struct xpost_lua_options *options, size_t *length)
{
    const char *text = lua_tolstring(options->L, -1, length);
    const char *copy = copy_of(options, text, *length);
    if (copy)
        return copy;
    *length = 0;
    return "";
}

static bool is_known(const char *name, size_t length, const char *const *known)
{
    for (; *known; known++)
        if (strcmp(name, *known) == 0 && strlen(*known) == length)
            return true;
    return false;
}

void xpost_lua_options_open(struct xpost_lua_options *options, lua_State *L, int index,
                            const char *const *known, struct xpost_lua_strings *strings)
{
    luaL_checktype(L, index, LUA_TTABLE);
    *options = (struct xpost_lua_options){.L = L, .index = index, .strings = strings};
    luaL_checkstack(L, 64, "too many options");
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            luaL_error(L, "options have names; this one's is a %s", luaL_typename(L, -1));
        size_t length = 0;
        const char *name = lua_tolstring(L, -1, &length);
        if (!is_known(name, length, known))
            luaL_error(L, "unknown option '%s'", name);
    }
}

/* Pushes the option, which has to be of this type or absent; true if it is there. */
static bool push(struct xpost_lua_options *options, const char *name, int type)
{
    lua_State *L = options->L;
    /* Raw: an option is what the table holds, and nothing runs here. */
    lua_pushstring(L, name);
    lua_rawget(L, options->index);
    if (lua_isnil(L, -1))
        return false;
    if (type != LUA_TNONE && lua_type(L, -1) != type)
        luaL_error(L, "bad option '%s' (%s expected, got %s)", name, lua_typename(L, type),
                   luaL_typename(L, -1));
    return true;
}

bool xpost_lua_given(struct xpost_lua_options *options, const char *name)
{
    bool given = push(options, name, LUA_TNONE);
    lua_pop(options->L, 1);
    return given;
}

/* A copy of the string at the top of the stack.  Refuses zero bytes, which the core's strings
 * cannot hold. */
static const char *checked(struct xpost_lua_options *options, const char *name)
{
    size_t length = 0;
    const char *text = keep(options, &length);
    if (strlen(text) != length && options->problem.code == XPOST_OK)
        xpost_error_set(&options->problem, XPOST_INVALID_REQUEST,
                        "The option '%s' holds a zero byte. Remove it.", name);
    return text;
}

const char *xpost_lua_string(struct xpost_lua_options *options, const char *name)
{
    return push(options, name, LUA_TSTRING) ? checked(options, name) : NULL;
}

const char *xpost_lua_text(struct xpost_lua_options *options, const char *name, size_t *length)
{
    *length = 0;
    return push(options, name, LUA_TSTRING) ? keep(options, length) : NULL;
}

bool xpost_lua_boolean(struct xpost_lua_options *options, const char *name, bool otherwise)
{
    return push(options, name, LUA_TBOOLEAN) ? lua_toboolean(options->L, -1) != 0 : otherwise;
}

lua_Integer xpost_lua_number(struct xpost_lua_options *options, const char *name,
                             lua_Integer least, lua_Integer most, lua_Integer otherwise)
{
    if (!push(options, name, LUA_TNUMBER))
        return otherwise;
    lua_Number number = lua_tonumber(options->L, -1);
    /* Written so that NaN fails too. */
    if (number >= (lua_Number)least && number <= (lua_Number)most && floor(number) == number)
        return (lua_Integer)number;
    if (options->problem.code == XPOST_OK)
        xpost_error_set(&options->problem, XPOST_INVALID_REQUEST,
                        "The option '%s' has to be a whole number from %lld to %lld.", name,
                        (long long)least, (long long)most);
    return otherwise;
}

/* Pushes item number `i` of the list at `list`, which has to be a string. */
static void push_item(struct xpost_lua_options *options, const char *name, int list, int i)
{
    lua_State *L = options->L;
    luaL_checkstack(L, 8, "too many items");
    lua_rawgeti(L, list, i);
    if (lua_type(L, -1) != LUA_TSTRING)
        luaL_error(L, "bad option '%s' (a list of strings expected, but item %d is a %s)", name,
                   i, luaL_typename(L, -1));
}

const char *xpost_lua_words(struct xpost_lua_options *options, const char *name)
{
    lua_State *L = options->L;
    if (!push(options, name, LUA_TNONE))
        return NULL;
    if (lua_type(L, -1) == LUA_TSTRING)
        return checked(options, name);
    if (lua_type(L, -1) != LUA_TTABLE)
        luaL_error(L, "bad option '%s' (a string or a list of strings expected, got %s)", name,
                   luaL_typename(L, -1));
    int list = lua_gettop(L);
    int count = (int)xpost_lua_length(L, list);
    luaL_Buffer words;
    luaL_buffinit(L, &words);
    for (int i = 1; i <= count; i++) {
        if (i > 1)
            luaL_addchar(&words, ' ');
        push_item(options, name, list, i);
        luaL_addvalue(&words);
    }
    luaL_pushresult(&words);
    return checked(options, name);
}

size_t xpost_lua_strings(struct xpost_lua_options *options, const char *name,
                         const char **strings, size_t most)
{
    lua_State *L = options->L;
    if (!push(options, name, LUA_TTABLE))
        return 0;
    int list = lua_gettop(L);
    size_t count = xpost_lua_length(L, list);
    if (count > most && options->problem.code == XPOST_OK)
        xpost_error_set(&options->problem, XPOST_INVALID_REQUEST,
                        "The option '%s' can have at most %zu items.", name, most);
    if (count > most)
        count = most;
    for (size_t i = 0; i < count; i++) {
        push_item(options, name, list, (int)i + 1);
        strings[i] = checked(options, name);
    }
    return count;
}

int xpost_lua_type(struct xpost_lua_options *options, const char *name)
{
    push(options, name, LUA_TNONE);
    int type = lua_type(options->L, -1);
    lua_pop(options->L, 1);
    return type;
}

bool xpost_lua_function(struct xpost_lua_options *options, const char *name)
{
    return push(options, name, LUA_TFUNCTION);
}

void xpost_lua_open_inner(struct xpost_lua_options *inner, struct xpost_lua_options *options,
                          const char *what, const char *const *known)
{
    lua_State *L = options->L;
    if (!lua_istable(L, -1))
        luaL_error(L, "bad option '%s' (table expected, got %s)", what, luaL_typename(L, -1));
    xpost_lua_options_open(inner, L, lua_gettop(L), known, options->strings);
}

void xpost_lua_close_inner(const struct xpost_lua_options *inner,
                           struct xpost_lua_options *options)
{
    if (options->problem.code == XPOST_OK)
        options->problem = inner->problem;
}
