#!/bin/sh
# take.sh DIR [NVIM]: takes the pictures of doc/ from a real Neovim in a real terminal (tmux), beside
# a stand-in for X, and writes them to DIR.  `make pictures` comes here.
set -eu
cd "$(dirname "$0")/../.."
root=$(pwd)
case ${1:?where to?} in /*) to=$1 ;; *) to=$root/$1 ;; esac
case ${BUILD:=build} in /*) ;; *) BUILD=$root/$BUILD ;; esac
nvim=${2:-nvim}
PYTHON=${PYTHON:-python3}
[ ! -e /etc/debian_version ] || PYTHON=/usr/bin/python3
export BUILD PYTHON

fail() {
    echo "No pictures: $*" >&2
    exit 1
}
[ -d "$to" ] || fail "there is no folder $to."
command -v tmux >/dev/null 2>&1 || fail "there is no tmux."
command -v "$nvim" >/dev/null 2>&1 || fail "there is no $nvim."
"$PYTHON" -c 'import aiohttp' 2>/dev/null || fail "the stand-in for X needs aiohttp for $PYTHON."
[ -f "$BUILD/luajit/xpost/core.so" ] || fail "the module for LuaJIT is not built; run make."

# first_free FIRST: that port, or else another of the same length, which is shown as FIRST.
first_free() {
    "$PYTHON" - "$1" <<'END'
import socket
import sys

first = int(sys.argv[1])
for port in range(first, first + 100, 10):
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            continue
        sys.exit(print(port))
sys.exit(f"No pictures: port {first} and others after it are taken.")
END
}
PICTURES_PORT=$(first_free 8740)
PICTURES_REDIRECT_PORT=$(first_free 8739)
export PICTURES_PORT PICTURES_REDIRECT_PORT
exec sh tests/stand_in/with.sh --port "$PICTURES_PORT" -- \
    "$PYTHON" tests/pictures/take.py "$to" "$nvim"
