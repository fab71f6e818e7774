#!/bin/sh
# lua-cflags.sh 5.4|5.1 [INCLUDE-FOLDER]: the flags that find this Lua's headers; nothing if they are
# not there.  Looks in the folder if one is given (as LuaRocks does), else asks pkg-config.
set -u
PKG_CONFIG=${PKG_CONFIG:-pkg-config}
if [ -n "${2:-}" ]; then
    number=$(sed -n 's/^.define LUA_VERSION_NUM[[:space:]]*//p' "$2/lua.h")
    [ "$number" != "${1%.*}0${1#*.}" ] || echo "-I$2"
    exit 0
fi
case $1 in
5.4) set -- lua5.4 lua-5.4 lua54 "lua >= 5.4 lua < 5.5" ;;
5.1) set -- lua5.1 lua-5.1 lua51 luajit ;;
esac
for module; do
    if $PKG_CONFIG --exists "$module" 2>/dev/null; then
        flags=$($PKG_CONFIG --cflags "$module")
        # Nothing to say where the compiler looks anyway; but "nothing" means "not found" here.
        echo "${flags:--I$($PKG_CONFIG --variable=includedir "${module%% *}")}"
        exit 0
    fi
done
