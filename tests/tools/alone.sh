#!/bin/sh
# alone.sh CASE: runs one test process with nothing of the user's around it, and records how it went.
# CASE is a file of shell assignments, written by tests/run:
#   name, command, limit (seconds), format (counts or pytest), variables (NAME=value words)
# Leaves CASE.log (its output) and CASE.result ("passed failed skipped seconds status").
# From the environment: DEADLINE (of the whole run), ISOLATION (words to put before the command),
# BUILD, CC, MAKE, PYTHON.
set -uf
case=$1
# shellcheck disable=SC1090
. "$case"
: "${name:?}" "${command:?}" "${limit:?}" "${format:?}" "${variables?}"
log=$case.log

work=$(mktemp -d "${TMPDIR:-/tmp}/xpost-test.XXXXXX") || exit 1
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
child=
trap '[ -z "$child" ] || kill "$child"; exit 1' HUP INT TERM
# As a rule 0700; but a test that gives up root has to reach its own temporary folder.
chmod 711 "$work"
mkdir -m 1777 "$work/tmp"
for folder in home config state data cache runtime; do
    mkdir -m 700 "$work/$folder"
done

start=$(date +%s)
left=$((DEADLINE - start))
[ $left -ge "$limit" ] || limit=$left
status=124
if [ "$limit" -gt 0 ]; then
    # shellcheck disable=SC2086 # a prefix of words, and words of assignments
    env -i PATH="$PATH" HOME="$work/home" TMPDIR="$work/tmp" LC_ALL=C.UTF-8 TERM=dumb USER=tester \
        XDG_CONFIG_HOME="$work/config" XDG_STATE_HOME="$work/state" XDG_DATA_HOME="$work/data" \
        XDG_CACHE_HOME="$work/cache" XDG_RUNTIME_DIR="$work/runtime" \
        BUILD="$BUILD" CC="$CC" MAKE="$MAKE" PYTHON="$PYTHON" PYTHONDONTWRITEBYTECODE=1 $variables \
        timeout -k 10 "$limit" $ISOLATION sh -c "$command" >"$log" 2>&1 </dev/null &
    child=$!
    wait $child
    status=$?
fi
seconds=$(($(date +%s) - start))

# "3 passed, 1 failed, 2 skipped": the number before a word in the last such line.
if [ "$format" = pytest ]; then
    closing=$(grep -E '(passed|failed|errors?|skipped|no tests ran).* in [0-9.]+s' "$log" | tail -n 1)
else
    closing=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
fi
number() {
    printf '%s\n' "$closing" | sed -nE "s/(^|.*[^0-9])([0-9]+) ($1).*/\2/p"
}
passed=$(number passed) expected=$(number xfailed) failed=$(number failed) errors=$(number 'errors?')
skipped=$(number skipped)
passed=$((${passed:-0} + ${expected:-0})) failed=$((${failed:-0} + ${errors:-0}))
told=$(grep -c '^skipped: ' "$log")
[ "${skipped:-0}" -ge "$told" ] && skipped=${skipped:-0} || skipped=$told

complain() {
    echo "FAILED: $name: $1" >>"$log"
    failed=$((failed + 1))
}
if [ "$limit" -le 0 ]; then
    complain "no time was left for it"
elif [ $status = 124 ] || [ $status = 137 ]; then
    complain "still running after $limit s, stopped"
elif [ -z "$closing" ]; then
    complain "ended with status $status and printed no count"
elif [ $status != 0 ] && [ $failed = 0 ]; then
    complain "ended with status $status"
elif [ $((passed + failed + skipped)) = 0 ]; then
    complain "executed no test"
fi
echo "$passed $failed $skipped $seconds $status" >"$case.result"
