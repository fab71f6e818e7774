/* The language that users are told things in. */
#include "lua_binding.h"

#include "translate.h"

#include <stdlib.h>

void xpost_lua_language_of_environment(void)
{
    xpost_language_set(xpost_language_of_environment(getenv));
}

/* language([name]): chooses "en" or "ja", if one is given; returns the one of now. */
int xpost_lua_language(lua_State *L)
{
    enum xpost_language language;
    if (!lua_isnoneornil(L, 1)) {
        if (!xpost_language_of_name(luaL_checkstring(L, 1), &language))
            return luaL_argerror(L, 1, "'en' or 'ja' expected");
        xpost_language_set(language);
    }
    lua_pushstring(L, xpost_language_name(xpost_language_get()));
    return 1;
}
