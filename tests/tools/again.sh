#!/bin/sh
# again.sh CASE: may a case that failed beside others be run once more, with nothing beside it?
# Yes (0) where a busy machine may have made it fail.  A crash, memory that was misused, a post that
# was made twice, a spent token or a secret that got out is never that: then it says what it was.
# CASE has been run by alone.sh; `again=no` in it says that it depends on no time at all.
set -u
case=$1 again=yes name=
# shellcheck disable=SC1090
. "$case"
[ "$again" != no ] && [ -s "$case.result" ] || exit 1
status=0
read -r _ _ _ _ status <"$case.result"

refuse() {
    echo "not tried again: $name: $1"
    exit 1
}

# 124 and 137: it took too long, and was stopped.
if [ "$status" -gt 128 ] && [ "$status" != 137 ]; then
    refuse "ended by signal $((status - 128))"
fi
signals='SIG(SEGV|ABRT|BUS|ILL|FPE|TRAP|SYS)|Segmentation fault|Bus error|Illegal instruction'
signals="$signals|core dumped|dumped core|^Aborted|Fatal glibc error|stack smashing|buffer overflow"
# As Python, the shell and Neovim tell them of what a test has started.
statuses='(status|returncode)[^0-9-]{0,6}(-(4|5|6|7|8|11|31)|1(32|33|34|35|36|39|59))([^0-9]|$)'
statuses="$statuses|is 1(32|33|34|35|36|39|59), not|(died|killed) (with|by) <?Signals"
tools='(Address|Leak|Thread|UndefinedBehavior|Memory)Sanitizer|runtime error:|^==[0-9]+== '
tools="$tools|double free|corrupted|malloc\(\): |free\(\): |[Aa]ssertion .* failed"
seen='^The stand-in saw '
# Only in what failed: many a test is about such words.
told='^(E  |FAILED|  ).*([Ss]ecret|canar|leak)'
for pattern in "$signals" "$statuses" "$tools" "$seen" "$told"; do
    line=$(grep -aE -m 1 -e "$pattern" "$case.log") && refuse "$(printf '%.200s' "$line")"
done
exit 0
