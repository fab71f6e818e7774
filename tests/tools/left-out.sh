#!/bin/sh
# left-out.sh ABI...: those that were built.  Says which were not, and why.
set -u
case " $* " in
*" lua5.4 "*) ;;
*) echo "Left out: the module for Lua 5.4, because its headers were not found.
  Install liblua5.4-dev ('make deps' does), or set LUA54_CFLAGS=-I..." ;;
esac
case " $* " in
*" luajit "*) ;;
*) echo "Left out: the module for Neovim (LuaJIT), because the headers of Lua 5.1 were not found.
  Install liblua5.1-0-dev ('make deps' does), or set LUAJIT_CFLAGS=-I..." ;;
esac
