#!/bin/sh
# search-path.sh LUA-FOLDER LIBRARY-FOLDER: says how Lua 5.4 finds what is installed there, unless it
# looks there by itself.
set -u
for lua in lua5.4 lua; do
    case $("$lua" -e 'print(";" .. package.path .. ";" .. package.cpath .. ";")' 2>/dev/null) in
    *";$1/?.lua;"*";$2/?.so;"*) exit 0 ;;
    esac
done
echo "For scripts to find it:
  export LUA_PATH=\"$1/?.lua;$1/?/init.lua;;\"
  export LUA_CPATH=\"$2/?.so;;\""
