#!/bin/sh
# again_test.sh: what tests/run does with cases that fail beside others.  Runs it in a small tree of
# its own, with cases that fail once, or always.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
place=$(mktemp -d) || exit 1
trap 'rm -rf "$place"' EXIT
passed=0 failed=0
mkdir -p "$place/tests/tools"
cp "$root/tests/run" "$place/tests/run"
for file in alone again loopback; do
    cp "$root/tests/tools/$file.sh" "$place/tests/tools/"
done

# run_cases LINE...: each is "NAME [again=no] COMMAND"; `once` is a command that fails the first time.
run_cases() {
    {
        echo "suites=some parts= longest="
        echo "once() { echo \"[ -e '$place/\$1' ] && echo '1 passed, 0 failed' ||"
        echo "    { touch '$place/\$1'; echo 'FAILED: \$2'; echo '0 passed, 1 failed'; exit \${3:-1}; }\"; }"
        echo "suite_some() {"
        printf '%s\n' "$@"
        echo "}"
    } >"$place/tests/tools/suites.sh"
    (cd "$place" && BUILD=build JOBS=2 TMPDIR=$place sh tests/run) >"$place/output" 2>&1
    echo "status $?" >>"$place/output"
}

# holds TEXT: a line of the output is that, or begins with it.
holds() {
    if awk -v text="$1" 'index($0, text) == 1 { found = 1 } END { exit !found }' "$place/output"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: no line is '$1' in:"
        sed 's/^/    /' "$place/output"
    fi
}

run_cases 'add good 9 "echo 5 passed, 0 failed"' \
    'add late 9 "$(once late "x_test.lua:5: not within 10000 ms")"' \
    'add bad 9 "echo FAILED: it is bad; echo 2 passed, 1 failed; exit 1"'
holds "unsteady: some/late: failed beside others, passed alone (log build/test/some/late.first.log)"
holds "It had failed before, beside others, in build/test/some/bad.first.log."
holds "failed: some/bad (log build/test/some/bad.log)"
holds "8 passed, 1 failed"
holds "status 1"
grep -q 'not within' "$place/build/test/some/late.first.log" && passed=$((passed + 1)) ||
    { failed=$((failed + 1)); echo "FAILED: the log of the first try is gone"; }

run_cases 'add late 9 "$(once late2 "not within 10000 ms")"'
holds "1 passed, 0 failed"
holds "status 0"

# What no busy machine can explain.
run_cases 'add signal 9 "$(once signal "it is gone" 139)"' \
    'add asan 9 "$(once asan "==7==ERROR: AddressSanitizer: heap-use-after-free")"' \
    'add child 9 "$(once child "the status is -11")"' \
    'add editor 9 "$(once editor "value is 139, not 0")"' \
    'add secret 9 "$(once secret "the secret is in the log")"' \
    'add double 9 "echo The stand-in saw 2 posts of the text x.; $(once double other)"'
holds "not tried again: some/signal: ended by signal 11"
for name in asan child editor secret; do
    holds "not tried again: some/$name: FAILED: "
done
holds "not tried again: some/double: The stand-in saw 2 posts"
holds "0 passed, 6 failed"

run_cases 'again=no' 'add lint 9 "$(once lint "a tab")"'
holds "0 passed, 1 failed"

run_cases 'for i in 1 2 3 4 5 6 7 8 9 10 11; do add n$i 9 "$(once n$i slow)"; done'
holds "Nothing is tried again: more than 10 cases failed."
holds "0 passed, 11 failed"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
