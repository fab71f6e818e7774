#!/bin/sh
# run.sh NVIM FILE: runs a test file of this folder in a Neovim that has this tree as a plugin and
# nothing of the user's.  A file that has a line "-- stand-in:" is run beside a stand-in for X.
# From the environment: XPOST_TEST_MODULE (a module to load instead of the tree's own), TEST_PRELOAD
# (a library that is loaded into the editors alone), TEST_LIMIT (seconds; 60).
set -u
[ $# = 2 ] || { echo "usage: run.sh NVIM FILE" >&2; exit 1; }
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
XPOST_TEST_NVIM=$(command -v "$1") || { echo "There is no '$1'." >&2; exit 1; }
file=$2
place=$(mktemp -d) || exit 1
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM HUP

for folder in home config state data cache runtime; do
    mkdir -m 700 "$place/$folder"
done
export XPOST_TEST_NVIM HOME="$place/home" XDG_CONFIG_HOME="$place/config" \
    XDG_STATE_HOME="$place/state" XDG_DATA_HOME="$place/data" XDG_CACHE_HOME="$place/cache" \
    XDG_RUNTIME_DIR="$place/runtime"

# A file that raises, or ends without check.finish, comes to the cquit.
set -- timeout -k 5 "${TEST_LIMIT:-60}" env ${TEST_PRELOAD:+"LD_PRELOAD=$TEST_PRELOAD"} \
    "$XPOST_TEST_NVIM" --clean --headless --cmd "luafile $here/start.lua" -c "luafile $file" -c "cquit 3"
! grep -q '^-- stand-in:' "$file" || set -- sh "$here/../lua/with_stand_in.sh" "$@"
status=0
"$@" </dev/null || status=$?
case $status in
124 | 137) echo "FAILED: $file: still running after ${TEST_LIMIT:-60} s" ;;
esac
exit $status
