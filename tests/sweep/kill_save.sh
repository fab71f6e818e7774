#!/bin/sh
# Interrupts a save of accounts.json at each of its system calls: by SIGKILL, and by errors of the
# file system.  The file must hold the old or the new accounts afterwards, whole, and a failed save
# must say so and leave nothing behind.  Also counts the calls between a token reply and the rename.
# Ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/xpost-sweep-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

fail() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
    exit
}

if ! command -v strace >/dev/null 2>&1 || ! strace -o /dev/null true 2>/dev/null; then
    echo "skipped: strace cannot be used here"
    passed=1
    finish
fi

build=${BUILD:-build}
program=$work/save_once
libraries=$(pkg-config --libs libcurl json-c libcrypto sqlite3)
make -s BUILD="$build" "$build/core/core.a" >"$work/log" 2>&1
# shellcheck disable=SC2086 # libraries are words
${CC:-cc} -std=c11 -O2 -Isrc -Itests/unit -o "$program" tests/sweep/save_once.c \
    "$build/core/core.a" -Wl,--as-needed $libraries -pthread >>"$work/log" 2>&1
if [ ! -x "$program" ]; then
    cat "$work/log"
    fail "save_once could not be built"
    finish
fi

# A state directory as it was before the save.
"$program" "$work/pristine" begin || fail "the first save"
rm -f "$work/pristine/accounts.lock"
fresh() {
    rm -rf "$work/state"
    cp -Rp "$work/pristine" "$work/state"
}

# Calls of `save_once $1` from the mark on, as "name ordinal": strace counts per name.
calls() {
    fresh
    strace -o "$work/trace" "$program" "$work/state" "$1" >"$work/log" 2>&1 ||
        fail "$1 does not work under strace"
    awk '/^[a-z_0-9]+\(/ {
        name = $0; sub(/\(.*/, "", name); count[name]++
        if (/the-save-begins-here/) marked = 1
        else if (marked && name != "exit_group") print name, count[name]
    }' "$work/trace"
}

# What is there after an interruption of `$1` must be whole, and the next save must work.
examine() {
    if ! found=$("$program" "$work/state" check); then
        fail "$1: $found"
    elif ! "$program" "$work/state" save >"$work/log"; then
        fail "$1: the next save: $(cat "$work/log")"
    else
        passed=$((passed + 1))
    fi
}

# How many temporary files are left over.
left_over() {
    find "$work/state" -name '*.tmp' | wc -l
}

for way in save renew; do
    calls $way >"$work/calls"
    [ -s "$work/calls" ] || fail "$way: no calls were seen"
    while read -r name ordinal; do
        fresh
        strace -o /dev/null -e "inject=$name:signal=KILL:when=$ordinal" \
            "$program" "$work/state" $way >/dev/null 2>&1
        examine "$way killed at $name $ordinal"
    done <"$work/calls"
done

# Errors, in the calls that can meet them.
while read -r name ordinal; do
    case $name in
    openat) errors="EMFILE EIO" ;;
    pwrite64) errors="ENOSPC EIO EDQUOT" ;;
    fallocate) errors="ENOSPC EOPNOTSUPP EINTR" ;;
    ftruncate | rename | renameat | renameat2) errors="EIO EROFS" ;;
    fsync) errors="EIO ENOSPC EINTR" ;;
    read | fstat | newfstatat | flock | close) errors="EIO EINTR" ;;
    *) errors= ;;
    esac
    for error in $errors; do
        fresh
        if strace -o /dev/null -e "inject=$name:error=$error:when=$ordinal" \
            "$program" "$work/state" save >"$work/said" 2>&1; then
            [ "$("$program" "$work/state" check)" = new ] ||
                fail "$error at $name $ordinal: reported as saved, but is not"
        else
            grep -q '^store: .' "$work/said" || fail "$error at $name $ordinal: $(cat "$work/said")"
        fi
        [ "$(left_over)" = 0 ] || fail "$error at $name $ordinal: a temporary file stays"
        examine "$error at $name $ordinal"
    done
done <<END
$(calls save)
END

# Few calls before the rename, so that little can happen between a token reply and the save: with
# what reads the reply they must stay within twelve.
calls renew | cut -d' ' -f1 >"$work/names"
window=$(awk '{ n++ } /^rename/ { print n; exit }' "$work/names")
if [ "${window:-99}" -le 10 ]; then
    passed=$((passed + 1))
else
    fail "between a token reply and the rename there are $window calls: $(tr '\n' ' ' <"$work/names")"
fi
# Contents are synced before the rename, the directory after it.
order=$(grep -E '^(pwrite64|fsync|rename)' "$work/names" | tr '\n' ' ')
case $order in
"pwrite64 fsync rename"*" fsync ") passed=$((passed + 1)) ;;
*) fail "a save is not write, fsync, rename, fsync: $order" ;;
esac
echo "calls of a renewal's save: $(tr '\n' ' ' <"$work/names")"
finish
