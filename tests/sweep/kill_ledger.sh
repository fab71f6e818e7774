#!/bin/sh
# Kills a process that adds and settles one submission at each of its system calls that change
# files, and lets each of those calls fail.  Afterwards the ledger opens, and the submission is
# absent, an intent or posted, and never less than the process was told that it is.
#
# Ends with "N passed, N failed".
#
#     tests/sweep/kill_ledger.sh [BINARY]      the binary of tests/unit/test_ledger_processes.c
set -u
build=${BUILD:-build}
binary=${1:-$build/unit/test_ledger_processes}
names='?pwrite64,?pwrite,?fdatasync,?fsync,?ftruncate,?unlink,?unlinkat,?rename,?renameat,?renameat2,?openat'
passed=0 failed=0

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

if ! strace -o /dev/null true 2>/dev/null; then
    echo 'skipped: strace cannot be used here'
    passed=1
    finish
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/xpost-sweep-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
if [ $# = 0 ]; then
    cd "$(dirname "$0")/../.." || exit 1
    make -s BUILD="$build" "$binary" >"$work/log" 2>&1 || cat "$work/log"
fi
[ -x "$binary" ] || { echo "FAILED: $binary could not be built"; failed=1; finish; }

# A ledger with one posted submission, as a killed process leaves it: with its log.
mkdir -m 700 "$work/left"
strace -o /dev/null -e inject=write:signal=KILL:when=2 \
    "$binary" once "$work/left" old >/dev/null 2>&1
[ -s "$work/left/ledger.db-wal" ] || { echo 'no log was left behind'; failed=1; finish; }

# prepare SCENARIO: a new directory $work/state
prepare() {
    rm -rf "$work/state"
    case $1 in
    new) mkdir -m 700 "$work/state" ;;
    left) cp -pR "$work/left" "$work/state" ;;
    esac
}

# judge SCENARIO WHAT STATUS: was what the process said kept?
judge() {
    said=$(tail -n 1 "$work/said")
    state=$("$binary" look "$work/state" k 2>&1)
    case $said:$state in
    settled:posted | added:posted | added:intent) verdict=kept ;;
    settled:* | added:*) verdict=lost ;;
    *:absent | *:intent | *:posted) verdict=kept ;;
    *) verdict=broken ;;
    esac
    [ "$3" -ne 0 ] || [ "$state" = posted ] || verdict=lost
    case $2:$3 in
    *KILL*:137) ;;
    *KILL*) verdict='not killed' ;;
    esac
    if [ "$1" = left ] && ! "$binary" look "$work/state" old posted >/dev/null 2>&1; then
        verdict='lost what was there'
    fi
    if [ "$verdict" = kept ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1, $2: $verdict; it said '$said', and then the state was '$state'"
    fi
}

# attempt SCENARIO INJECTION
attempt() {
    prepare "$1"
    strace -f -o /dev/null -e "trace=${2%%:*}" -e "inject=$2" "$binary" once "$work/state" k \
        >"$work/said" 2>/dev/null
    judge "$1" "$2" $?
}

for scenario in new left; do
    prepare "$scenario"
    strace -f -o "$work/calls" -e "trace=$names" "$binary" once "$work/state" k \
        >"$work/said" 2>/dev/null
    judge "$scenario" 'nothing in its way' $?
    sed -n 's/^[0-9]* *\([a-z0-9]*\)(.*/\1/p' "$work/calls" | sort | uniq -c >"$work/counts"
    while read -r count call; do
        case $call in
        *sync | unlink* | rename*) reason=EIO ;;
        *) reason=ENOSPC ;;
        esac
        k=1
        while [ "$k" -le "$count" ]; do
            attempt "$scenario" "$call:signal=KILL:when=$k"
            attempt "$scenario" "$call:error=$reason:when=$k"
            k=$((k + 1))
        done
    done <"$work/counts"
done

# Where nothing can be locked, nothing is written.
prepare new
strace -f -o /dev/null -e trace=fcntl -e inject=fcntl:error=EOPNOTSUPP "$binary" once \
    "$work/state" k >"$work/said" 2>/dev/null
if grep -q '^error store: .*cannot lock files' "$work/said" &&
    [ "$("$binary" look "$work/state" k)" = absent ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo "no locks: it said '$(cat "$work/said")'"
fi
finish
