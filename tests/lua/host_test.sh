#!/bin/sh
# host_test.sh [SANITIZER...]: builds and runs tests/host/two_states.c, a host of its own, against
# the module for Lua 5.4 in BUILD; with -fsanitize=... the one that was built for that.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
case ${BUILD:=build} in /*) ;; *) BUILD=$root/$BUILD ;; esac
place=$(mktemp -d) || exit 1
trap 'rm -rf "$place"' EXIT
PKG_CONFIG=${PKG_CONFIG:-pkg-config}

skip() {
    echo "skipped: host_test: $1"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}

flags=$("$PKG_CONFIG" --cflags --libs lua5.4 2>/dev/null) ||
    flags=$("$PKG_CONFIG" --cflags --libs lua-5.4 2>/dev/null) ||
    skip "the library of Lua 5.4 is not installed (liblua5.4-dev)"
# shellcheck disable=SC2086 # words
if ! "${CC:-cc}" -std=c11 -O1 -g -Wall -Wextra "$@" -o "$place/two_states" \
    "$root/tests/host/two_states.c" $flags -Wl,-E; then
    echo "FAILED: tests/host/two_states.c does not compile"
    echo "0 passed, 1 failed"
    exit 1
fi
export XDG_STATE_HOME="$place"
env -u XPOST_CLIENT_ID -u LUA_PATH -u LUA_CPATH -u LD_PRELOAD "$place/two_states" "$BUILD/lua5.4/?.so" \
    "$root/lua/?.lua;$root/lua/?/init.lua"
