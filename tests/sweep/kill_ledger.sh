#!/bin/sh
# Kills a process that uses the ledger at each of its system calls that change files, and lets
# each of those calls fail.  It adds and settles one submission, in a new ledger, in one that a
# killed process left, and in one of version 1; it saves a draft again; it forgets a submission.
# Afterwards the ledger opens, what was there before is there, nothing is half done, and never
# less is done than the process said.
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

# A ledger with a draft and one posted submission, as a killed process leaves it: with its log.
mkdir -m 700 "$work/left" "$work/old"
"$binary" draft "$work/left" draft 'first text' >/dev/null
strace -o /dev/null -e inject=write:signal=KILL:when=2 \
    "$binary" once "$work/left" old >/dev/null 2>&1
[ -s "$work/left/ledger.db-wal" ] || { echo 'no log was left behind'; failed=1; finish; }
"$binary" old "$work/old"
[ "$("$binary" version "$work/old")" = 'version 1' ] || { echo 'no old ledger'; failed=1; finish; }

# prepare SCENARIO: a new directory $work/state
prepare() {
    rm -rf "$work/state"
    case $1 in
    new) mkdir -m 700 "$work/state" ;;
    old) cp -pR "$work/old" "$work/state" ;;
    *) cp -pR "$work/left" "$work/state" ;;
    esac
}

# run SCENARIO OPTION...: what it does, under strace
run() {
    case $1 in
    draft) set -- "$@" "$binary" draft "$work/state" draft 'second text' ;;
    forget) set -- "$@" "$binary" forget "$work/state" old ;;
    *) set -- "$@" "$binary" once "$work/state" k ;;
    esac
    shift
    strace -f "$@" >"$work/said" 2>/dev/null
}

# look SCENARIO: prints what became of it
look() {
    case $1 in
    draft) "$binary" text "$work/state" draft 2>&1 ;;
    forget) "$binary" look "$work/state" old 2>&1 ;;
    *) "$binary" look "$work/state" k 2>&1 ;;
    esac
}

# judge SCENARIO WHAT STATUS: was what the process said kept?
judge() {
    said=$(tail -n 1 "$work/said")
    version='version 2'
    [ "$1" != old ] || version=$("$binary" version "$work/state" 2>&1)
    state=$(look "$1")
    done=posted
    case $1:$said:$state in
    draft:*) done='second text' ;;
    forget:*) done=absent ;;
    esac
    case $1:$said:$state in
    draft:saved:'second text' | forget:forgotten:absent) verdict=kept ;;
    draft:saved:* | forget:forgotten:*) verdict=lost ;;
    draft:*:'first text' | draft:*:'second text' | forget:*:posted | forget:*:absent) verdict=kept ;;
    draft:* | forget:*) verdict=broken ;;
    *:settled:posted | *:added:posted | *:added:intent) verdict=kept ;;
    *:settled:* | *:added:*) verdict=lost ;;
    *:absent | *:intent | *:posted) verdict=kept ;;
    *) verdict=broken ;;
    esac
    [ "$3" -ne 0 ] || [ "$state" = "$done" ] || verdict=lost
    case $2:$3 in
    *KILL*:137) ;;
    *KILL*) verdict='not killed' ;;
    esac
    case $1 in
    left | old | draft)
        "$binary" look "$work/state" old posted >/dev/null 2>&1 || verdict='lost what was there'
        ;;
    esac
    case $version in
    'version 1' | 'version 2') ;;
    *) verdict='half migrated' ;;
    esac
    if [ "$verdict" = kept ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1, $2: $verdict; it said '$said', and then the state was '$state', $version"
    fi
}

# attempt SCENARIO INJECTION
attempt() {
    prepare "$1"
    run "$1" -o /dev/null -e "trace=${2%%:*}" -e "inject=$2"
    judge "$1" "$2" $?
}

for scenario in new left old draft forget; do
    prepare "$scenario"
    run "$scenario" -o "$work/calls" -e "trace=$names"
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
