#!/bin/sh
# with.sh [OPTION... --] COMMAND...: runs COMMAND beside a stand-in for X, with a home of its own,
# the settings that point xpost at the stand-in, a browser that says yes, and the Lua files and
# modules of this tree.  The options are the stand-in's.  Ends with the command's status.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
PYTHON=${PYTHON:-python3}
[ ! -e /etc/debian_version ] || PYTHON=/usr/bin/python3
case ${BUILD:=build} in /*) ;; *) BUILD=$root/$BUILD ;; esac
place=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$place"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

options=
case " $* " in
*" -- "*)
    while [ "$1" != -- ]; do
        options="$options $1"
        shift
    done
    shift
    ;;
esac

# The user's own settings and accounts are left alone.
for name in $(env | sed -n 's/^\(XPOST_[A-Z_]*\)=.*/\1/p'); do
    unset "$name"
done
export HOME="$place/home" XDG_STATE_HOME="$place/state"
mkdir -p "$HOME" "$XDG_STATE_HOME"

# shellcheck disable=SC2086 # options are words
"$PYTHON" "$root/tests/stand_in" --port 0 --ready "$place/ready" --any-loopback-redirect \
    $options >"$place/log" 2>&1 &
server=$!
tries=0
until [ -s "$place/ready" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ] || ! kill -0 "$server" 2>/dev/null; then
        echo "The stand-in for X did not start:" >&2
        cat "$place/log" >&2
        exit 1
    fi
    sleep 0.1
done
set -a
# shellcheck disable=SC1091
. "$place/ready"
set +a

# BROWSER is split at spaces, which the name of this folder may have.
ln -s "$root/tests/stand_in/browser.py" "$place/browser"
export PYTHON BROWSER="$place/browser" STAND_IN_USER="${STAND_IN_USER:-alice}"
export LUA_PATH="$root/lua/?.lua;$root/lua/?/init.lua;;"
export LUA_CPATH="$BUILD/${LUA_ABI:-lua5.4}/?.so;;"
status=0
"$@" || status=$?
exit $status
