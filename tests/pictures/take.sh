#!/bin/sh
# take.sh DIR: takes the pictures of doc/ from a real Neovim in a real terminal (tmux), beside a
# stand-in for X, and writes them to DIR.  `make pictures` comes here.  NVIM says which Neovim.
set -eu
cd "$(dirname "$0")/../.."
root=$(pwd)
case ${1:?where to?} in /*) to=$1 ;; *) to=$root/$1 ;; esac
case ${BUILD:=build} in /*) ;; *) BUILD=$root/$BUILD ;; esac
NVIM=${NVIM:-nvim}
PYTHON=${PYTHON:-python3}
[ ! -e /etc/debian_version ] || PYTHON=/usr/bin/python3
export BUILD NVIM PYTHON

fail() {
    echo "No pictures: $*" >&2
    exit 1
}
command -v tmux >/dev/null 2>&1 || fail "there is no tmux."
command -v "$NVIM" >/dev/null 2>&1 || fail "there is no $NVIM."
"$PYTHON" -c 'import aiohttp' 2>/dev/null || fail "the stand-in for X needs aiohttp for $PYTHON."
[ -f "$BUILD/luajit/xpost/core.so" ] || fail "the module for LuaJIT is not built; run make."

# The port of `make sandbox`, or else one that is as long.
port=$("$PYTHON" - <<'END'
import socket

for port in range(8740, 8800):
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            continue
        print(port)
        break
END
)
[ -n "$port" ] || fail "all ports from 8740 to 8799 are taken."
exec sh tests/stand_in/with.sh --port "$port" -- "$PYTHON" tests/pictures/take.py "$to"
