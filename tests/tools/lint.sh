#!/bin/sh
# lint.sh: the rules of the tree that a tool can check.  Ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0

# Fails if there is any text in $2, and shows it.
nothing() {
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n%s\n' "$1" "$2"
    fi
}
skipped() {
    echo "skipped: $1"
}
have() { command -v "$1" >/dev/null 2>&1; }
files() { # folders, then the endings that are wanted
    for folder in src lua plugin tests .ci; do
        [ ! -d "$folder" ] || for ending; do
            find "$folder" -name '__pycache__' -prune -o -type f -name "$ending" -print
        done
    done | sort
}
includes() { # pattern of headers, then files
    pattern=$1
    shift
    [ $# = 0 ] || grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($pattern)" /dev/null "$@"
}
except() { # pattern of names to leave out, then names
    leave=$1
    shift
    printf '%s\n' "$@" | grep -vE "^src/($leave)\$"
}

c_sources=$(find src -name '*.[ch]' | sort)
binding=$(find src -name 'lua_*.[ch]' | sort)
# shellcheck disable=SC2086 # names in the tree hold no spaces
set -- $c_sources
core=$(except 'lua_.*' "$@")

# ---- layers
# shellcheck disable=SC2046,SC2086
{
    nothing "the core knows no Lua" "$(includes 'lua|lauxlib|lualib' $core)"
    nothing "the binding knows no library" \
        "$(includes 'curl/|json|openssl/|sqlite3|utf8proc' $binding | grep -vE '"json(_grammar)?\.h"')"
    nothing "only http*.c talks to libcurl" "$(includes 'curl/' $(except 'http.*' "$@"))"
    nothing "only json.c talks to json-c" \
        "$(includes 'json-c/|json\.h>|json_object\.h|json_tokener\.h' $(except 'json\.c' "$@"))"
    nothing "only crypto.c talks to OpenSSL" "$(includes 'openssl/' $(except 'crypto\.c' "$@"))"
    nothing "only ledger*.c talks to SQLite" "$(includes 'sqlite3' $(except 'ledger.*' "$@"))"
    nothing "only unicode.c talks to utf8proc" \
        "$(includes 'utf8proc' $(except 'unicode\.c' "$@"))"
}
lua_sources=$(find lua plugin -name '*.lua' 2>/dev/null | sort)
plain_lua=$(printf '%s\n' "$lua_sources" | grep -vE '^plugin/|^lua/xpost/(nvim/|health\.lua|translate_ja\.lua)|^$')
nothing "only lua/xpost/nvim/, health.lua and plugin/ know the editor" "$(for file in $plain_lua; do
    sed 's/--.*//' "$file" | grep -nE '(^|[^[:alnum:]_."])vim\.' | sed "s|^|$file:|"
done)"

# ---- C
# shellcheck disable=SC2086
code=$(awk -f tests/tools/code-only.awk $c_sources)
calls() {
    printf '%s\n' "$code" | grep -E "[^[:alnum:]_](${1})[[:space:]]*\("
}
nothing "no banned function" "$(calls 'strcpy|strcat|strncpy|stpcpy|sprintf|vsprintf|gets|system|popen|tmpnam|tempnam|mktemp|atoi|atol|atoll|atof|strtok|rand|srand|alloca')"
nothing "the core never prints, ends the process or changes what belongs to it" \
    "$(calls 'printf|vprintf|fprintf|vfprintf|puts|fputs|putchar|perror|exit|abort|umask|chdir|fchdir|setenv|unsetenv|putenv|setlocale' | grep -v '^src/lua_' |
        grep -vE '^src/http_setup\.c:.*(un)?setenv')" # and puts it back before it returns
# Versions disagree about macros that hold braces, so one of them decides: Debian 12's.
formatter=clang-format-14
have $formatter || formatter=clang-format
version=$($formatter --version 2>/dev/null | sed -n 's/.*version \([0-9]*\).*/\1/p')
if [ "$version" = 14 ]; then
    # shellcheck disable=SC2046
    nothing "formatted (make format)" \
        "$($formatter --dry-run -Werror $(files '*.c' '*.h') 2>&1 | sed -n 's|:[0-9]*:[0-9]*: error:.*||p' | sort -u)"
else
    skipped "format: it is what clang-format 14 makes of it; here is ${version:-none}"
fi

# ---- all text
texts=$(files '*.c' '*.h' '*.lua' '*.py' '*.sh' '*.awk' '*.map' run)
tab=$(printf '\t')
# shellcheck disable=SC2086
{
    nothing "no tab" "$(grep -n "$tab" /dev/null $texts)"
    nothing "no white space at the end of a line" "$(grep -nE '[[:space:]]+$' /dev/null $texts)"
    nothing "nothing left to do" "$(grep -nwE 'TO''DO|FIX''ME|X''XX' /dev/null $texts)"
    # The catalogue of messages is one list.
    nothing "no file over 600 lines, unless it says on top that it is generated" "$(for file in $texts; do
        lines=$(($(wc -l <"$file")))
        [ $lines -le 600 ] || [ "$file" = lua/xpost/translate_ja.lua ] || sed 1q "$file" | grep -qiE 'generated|made by tests.tools' || echo "$file: $lines lines"
    done)"
}
nothing "every C header is guarded" "$(for file in $(files '*.h'); do
    grep -q '^#ifndef .*_H$' "$file" || echo "$file"
done)"

# ---- other languages
if have luacheck; then
    folders=$(for folder in lua plugin tests; do
        [ -z "$(find "$folder" -name '*.lua' 2>/dev/null)" ] || echo "$folder"
    done)
    # shellcheck disable=SC2086
    nothing "luacheck" "$([ -z "$folders" ] || { out=$(luacheck -q --no-color $folders 2>&1) || echo "$out"; })"
else
    skipped "luacheck: not installed"
fi
if have lua5.4; then
    nothing "what users read is translated (see tests/tools/translations.lua)" \
        "$(lua5.4 tests/tools/translations.lua check 2>&1 | grep -vE '^[0-9]+ passed, [0-9]+ failed$')"
else
    skipped "translations: there is no lua5.4"
fi
nothing "scripts can be parsed" "$(for file in $(files '*.sh' run); do
    case $(sed 1q "$file") in
    *bash*) ! have bash || bash -n "$file" 2>&1 ;;
    *sh) sh -n "$file" 2>&1 ;;
    esac
done)"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
