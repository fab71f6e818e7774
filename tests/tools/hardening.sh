#!/bin/sh
# hardening.sh BUILD: reads the modules with readelf and checks what protects them.
# Ends with "N passed, N failed".
set -u
build=$1 here=$(dirname "$0") passed=0 failed=0

check() { # description, then a command that succeeds if all is well
    description=$1
    shift
    if "$@" >/dev/null 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $module: $description"
    fi
}
has() { printf '%s\n' "$1" | grep -Eq -- "$2"; }
has_not() { ! has "$1" "$2"; }

if ! command -v readelf >/dev/null 2>&1 || [ "$(uname -s)" = Darwin ]; then
    echo "skipped: hardening: needs readelf and ELF files"
    echo "0 passed, 0 failed"
    exit 0
fi

for abi in lua5.4 luajit; do
    module=$build/$abi/xpost/core.so
    if [ ! -f "$module" ]; then
        echo "skipped: $module: was not built"
        continue
    fi
    dynamic=$(LC_ALL=C readelf -W -d "$module")
    headers=$(LC_ALL=C readelf -W -l "$module")
    # "name" for each symbol, without its version.
    symbols=$(LC_ALL=C readelf -W --dyn-syms "$module")
    undefined=$(printf '%s\n' "$symbols" | awk '$7 == "UND" && $8 { sub(/@.*/, "", $8); print $8 }' | sort -u)
    exported=$(printf '%s\n' "$symbols" | awk '$7 ~ /^[0-9]+$/ && $8 { sub(/@.*/, "", $8); print $8 }' | sort -u)
    lua=$(printf '%s\n' "$undefined" | grep '^lua' | sort -u)
    host=$here/symbols-lua5.4
    [ $abi = lua5.4 ] || host=$here/symbols-lua5.1
    foreign=$(printf '%s\n' "$lua" | grep -vxF -f "$host" | tr '\n' ' ')

    check "binds every symbol when it is loaded (BIND_NOW)" has "$dynamic" 'BIND_NOW|FLAGS_1.*NOW'
    check "is never unloaded, as its threads need its code (NODELETE)" has "$dynamic" 'NODELETE'
    check "may be loaded with dlopen (no NOOPEN)" has_not "$dynamic" 'NOOPEN'
    check "has its tables read-only after loading (RELRO)" has "$headers" 'GNU_RELRO'
    check "has a stack that is not executable" has "$headers" 'GNU_STACK.* RW +0x'
    check "has no segment both writable and executable" has_not "$headers" 'LOAD.* RWE '
    check "looks for no library in a folder of its own (RPATH)" has_not "$dynamic" 'R(UN)?PATH'
    check "needs no text relocation" has_not "$dynamic" 'TEXTREL'
    check "links no Lua library" has_not "$dynamic" 'NEEDED.*liblua'
    check "exports its entry" has "$exported" '^luaopen_xpost_core$'
    check "exports nothing but luaopen_*: $(printf '%s\n' "$exported" | grep -v '^luaopen_' | tr '\n' ' ')" \
        has_not "$exported" '^(luaope[^n]|[^l]|l[^u]|lua[^o])'
    check "uses its Lua's API" test -n "$lua"
    check "uses nothing that its Lua does not have: $foreign" test -z "$foreign"
    check "uses fortified functions" has "$undefined" '^__[a-z]+_chk$'
    check "has stack protectors" has "$undefined" '^__stack_chk_fail$'
    check "calls none of gets, strcpy, strcat, sprintf, system, popen, tmpnam, mktemp, rand, strtok" \
        has_not "$undefined" '^(gets|strcpy|strcat|v?sprintf|__(strcpy|strcat|v?sprintf)_chk|system|popen|tmpnam|mktemp|rand|strtok)$'
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
