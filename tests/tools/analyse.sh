#!/bin/sh
# analyse.sh: gcc -fanalyzer on every source, and cppcheck.  Ends with "N passed, N failed".
# From the environment: CFLAGS for the libraries, LUA_CFLAGS for the binding.
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
report() { # name, output
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n%s\n' "$1" "$2"
    fi
}

if command -v gcc >/dev/null 2>&1; then
    for file in src/*.c; do
        # shellcheck disable=SC2086
        report "gcc -fanalyzer $file" "$(gcc -std=c11 -O2 -fanalyzer -pthread -Isrc ${CFLAGS:-} \
            ${LUA_CFLAGS:-} -c -o /dev/null "$file" 2>&1)"
    done
else
    echo "skipped: gcc -fanalyzer: gcc is not installed"
fi
if command -v cppcheck >/dev/null 2>&1; then
    report "cppcheck" "$(cppcheck -q -j 2 --std=c11 --enable=warning,portability --inline-suppr \
        --suppress=missingInclude --suppress=missingIncludeSystem -Isrc src 2>&1)"
else
    echo "skipped: cppcheck: not installed"
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
