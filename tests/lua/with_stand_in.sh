#!/bin/sh
# with_stand_in.sh COMMAND...: runs COMMAND beside a stand-in for X, with the settings that point
# xpost at it, and beside a browser.  A test writes lines to the pipe $BROWSER_PIPE:
#   visit URL           signs in, allows the app and follows the redirect
#   deny URL            as visit, but does not allow the app
#   approve URL FILE    the redirect URL goes to FILE, and nobody follows it
#   control NAME JSON   the same of the stand-in's control interface; the answer, as a value of Lua,
#                       is what can be read from the pipe $CONTROL_ANSWER then
#   json NAME JSON      the same, with the answer in JSON
# Neither is started by the test's own process, which may run with a tool preloaded.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
python=${PYTHON:-python3}
place=$(mktemp -d)
server='' browser=''
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$browser" ] || kill "$browser" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$place"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

if ! "$python" -c 'import aiohttp' 2>/dev/null; then
    echo "skipped: the stand-in for X needs aiohttp for $python"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
"$python" "$root/tests/stand_in" --port 0 --ready "$place/ready" --any-loopback-redirect \
    >"$place/log" 2>&1 &
server=$!
tries=0
until [ -s "$place/ready" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 1000 ] || ! kill -0 "$server" 2>/dev/null; then
        echo "The stand-in for X did not start:" >&2
        cat "$place/log" >&2
        exit 1
    fi
    sleep 0.05
done
set -a
# shellcheck disable=SC1091
. "$place/ready"
set +a
mkfifo "$place/browser" "$place/answer"
PYTHONPATH="$root/tests" "$python" - "$place/browser" "$place/answer" >"$place/browser.log" 2>&1 <<'END_OF_BROWSER' &
import json
import os
import sys
import threading

from stand_in import browser, control


def in_lua(value):
    if isinstance(value, dict):
        items = (f"[{in_lua(name)}]={in_lua(item)}" for name, item in value.items())
        return "{" + ",".join(items) + "}"
    if isinstance(value, list):
        return "{" + ",".join(map(in_lua, value)) + "}"
    if isinstance(value, str):
        return '"' + "".join(f"\\{byte:03}" for byte in value.encode()) + '"'
    return "nil" if value is None else repr(value).lower()


def ask(written, name, values="{}"):
    _, answer = control.call(os.environ["STAND_IN_CONTROL"], name, json.loads(values))
    with open(sys.argv[2], "w", encoding="utf-8") as pipe:
        pipe.write(written(answer))


def act(what, url, file=None):
    if what == "approve":
        with open(file + ".new", "w", encoding="utf-8") as answer:
            answer.write(browser.approve(url))
        os.replace(file + ".new", file)
    else:
        redirect = browser.approve(url, decision="cancel" if what == "deny" else "authorize")
        try:
            browser.fetch(redirect)
        except ConnectionError as error:
            print(f"Nobody waits for the redirect any more: {error}")


# Opened for writing too, it never ends.
with open(os.open(sys.argv[1], os.O_RDWR), encoding="utf-8") as lines:
    for line in lines:
        words = line.split(None, 2)
        if words[0] in ("control", "json"):
            ask(in_lua if words[0] == "control" else json.dumps, *words[1:])
        else:
            threading.Thread(target=act, args=line.split(), daemon=True).start()
END_OF_BROWSER
browser=$!
export BROWSER_PIPE="$place/browser" CONTROL_ANSWER="$place/answer"
status=0
"$@" || status=$?
if [ $status != 0 ]; then
    "$python" "$root/tests/stand_in/seen.py" || true
    cat "$place/browser.log" "$place/log" >&2
fi
exit $status
