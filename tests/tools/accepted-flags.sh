#!/bin/sh
# accepted-flags.sh CACHE CC FLAG...
# Prints those flags that the compiler takes without a warning; -Wl, flags are tried with the
# linker.  Where it refuses _FORTIFY_SOURCE=3, 2 is used.  The answer is kept in the file CACHE
# for as long as the compiler and the flags stay the same.
set -u
cache=$1 cc=$2
shift 2
folder=$(dirname "$cache")

# $cc may be several words, such as "ccache gcc".
version=$($cc --version 2>/dev/null | head -n 1)
[ -n "$version" ] || exit 0
key="$cc | $version | $*"
if [ -r "$cache" ] && [ "$(sed -n 1p "$cache")" = "$key" ]; then
    sed -n 2p "$cache"
    exit 0
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/xpost-flags.XXXXXX") || exit 0
trap 'rm -rf "$work"' EXIT
printf '#include <stdio.h>\nint luaopen_probe(void);\nint luaopen_probe(void) { return puts(""); }\n' \
    >"$work/probe.c"

accepts() {
    case $* in
    *-Wl,*) $cc -Werror -fPIC -shared "$@" -o "$work/probe.so" "$work/probe.c" ;;
    *) $cc -Werror -Wall -O2 "$@" -c -o "$work/probe.o" "$work/probe.c" ;;
    esac >/dev/null 2>&1
}

taken=
for flag in "$@"; do
    if accepts "$flag" ||
        { [ "$flag" = -D_FORTIFY_SOURCE=3 ] && accepts -U_FORTIFY_SOURCE "$flag"; }; then
        taken="$taken $flag"
    elif [ "$flag" = -D_FORTIFY_SOURCE=3 ]; then
        taken="$taken -D_FORTIFY_SOURCE=2"
    fi
done

echo "$taken"
mkdir -p "$folder" && printf '%s\n%s\n' "$key" "$taken" >"$cache.$$" && mv -f "$cache.$$" "$cache"
