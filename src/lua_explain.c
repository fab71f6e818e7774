/* explain([code]): what an error code means, in the language of the user. */
#include "lua_binding.h"

#include "explanation.h"
#include "translate.h"

#include <string.h>

static const struct {
    enum xpost_code code;
    const char *name;
} codes[] = {
#define XPOST_CODE_ENTRY(code, name) {XPOST_##code, name},
    XPOST_CODES(XPOST_CODE_ENTRY)
#undef XPOST_CODE_ENTRY
};

enum { COUNT = sizeof codes / sizeof *codes };

static int push_names(lua_State *L)
{
    lua_createtable(L, COUNT, 0);
    for (int i = 0; i < COUNT; i++) {
        lua_pushstring(L, codes[i].name);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

/* Without a code: the list of all of them.  An unknown one gives nil. */
int xpost_lua_explain(lua_State *L)
{
    if (lua_isnoneornil(L, 1))
        return push_names(L);
    const char *name = luaL_checkstring(L, 1);
    for (int i = 0; i < COUNT; i++) {
        if (strcmp(name, codes[i].name) != 0)
            continue;
        struct xpost_explanation explanation = xpost_explain(codes[i].code);
        lua_createtable(L, 0, 5);
        xpost_lua_set_string(L, "code", name);
        xpost_lua_set_string(L, "happened", xpost_translate(explanation.happened));
        xpost_lua_set_string(L, "why", xpost_translate(explanation.why));
        xpost_lua_set_string(L, "todo", xpost_translate(explanation.todo));
        xpost_lua_set_string(L, "where", xpost_translate(explanation.where));
        return 1;
    }
    lua_pushnil(L);
    return 1;
}
