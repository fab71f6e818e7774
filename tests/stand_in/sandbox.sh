#!/bin/sh
# A place to try xpost without an X app or credits: a stand-in for X, until Ctrl-C.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
python=${PYTHON:-/usr/bin/python3}
port=${SANDBOX_PORT:-8740}
base=http://127.0.0.1:$port
state_home=${XDG_STATE_HOME:-$HOME/.local/state}

case ${BUILD:=build} in /*) ;; *) BUILD=$root/$BUILD ;; esac

# In a shell that has sourced the sandbox's settings, XDG_STATE_HOME is the sandbox already.
case $state_home in
*/xpost-sandbox) directory=$state_home ;;
*) directory=$state_home/xpost-sandbox ;;
esac
env=$directory/env

fail() {
    echo "sandbox: $*" >&2
    exit 1
}

# Quoted for the shell, whatever the path holds.
quote() {
    printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"
}

port_is_free() {
    "$python" - "$port" 2>/dev/null <<'END'
import socket
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
END
}

# One of the names in registry.py.
registered() {
    PYTHONPATH=$here/.. "$python" -c \
        'import sys; from stand_in import registry; print(getattr(registry, sys.argv[1]))' "$1"
}

settings() {
    cat <<END
export XPOST_AUTHORIZE_URL=$base/i/oauth2/authorize
export XPOST_TOKEN_URL=$base/2/oauth2/token
export XPOST_REVOKE_URL=$base/2/oauth2/revoke
export XPOST_API_URL=$base
export XPOST_CLIENT_ID=$(registered PUBLIC_CLIENT_ID)
export XDG_STATE_HOME=$(quote "$directory")
export LUA_PATH=$(quote "$root/lua/?.lua;$root/lua/?/init.lua;;")
export LUA_CPATH=$(quote "$BUILD/lua5.4/?.so;;")
unset XPOST_CLIENT_SECRET XPOST_REDIRECT_URI XPOST_ACCOUNT XPOST_CA_FILE
END
}

explain() {
    cat <<END
The sandbox is a stand-in for X on this machine. Nothing here reaches X, and
nothing is billed.

  Timeline:  $base/

In another terminal, first of all:

  . $(quote "$env")

which sets:

$(sed 's/^/  /' "$env")

The accounts of the sandbox live in a state directory of their own,
XDG_STATE_HOME above, so nothing that is tried there can reach X. Then start

  nvim --cmd $(quote "set runtimepath^=$root")

and there :XLogin, :XPost Hello. Or from Lua:

  lua5.4 -e 'x = require "xpost"; assert(x.login{}); print(assert(x.post "Hello").url)'

(a page opens in your browser: choose a user, press "Authorize app").

To be asked for everything, as with an app of your own: unset XPOST_CLIENT_ID.
There are two apps, a Native App and a Web App:

  Client ID $(registered PUBLIC_CLIENT_ID)
  Client ID $(registered CONFIDENTIAL_CLIENT_ID)
  Client Secret $(registered CONFIDENTIAL_CLIENT_SECRET)

Posts and logins are kept in $directory.
Ctrl-C ends the sandbox.
END
}

"$python" -c 'import aiohttp' 2>/dev/null ||
    fail "aiohttp is missing: sudo apt install python3-aiohttp"
port_is_free ||
    fail "port $port is taken, perhaps by another sandbox: SANDBOX_PORT=8741 make sandbox"

umask 077
mkdir -p "$directory"
settings > "$env"
explain
exec "$python" "$here" --port "$port" --state "$directory/stand-in.json" \
    --ready "$directory/ready"
