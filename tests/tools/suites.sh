# The suites: one function each, read by tests/run.  A suite calls
#   build ARGUMENT...         make, in a BUILD of its own; a failure fails the suite
#   add NAME LIMIT COMMAND    one test process with its seconds, that may run beside others
#   skip REASON               to say what is not run
# and needs at least one test, unless it says why not.  It may set, before that,
#   format     counts (the default) or pytest: what the test's closing line looks like
#   queue      cases (the default), or alone: after all others, with nothing beside it
#   again      yes (the default), or no: that it failed is not for other tests to explain, so that
#              it is not run again without them; see tests/tools/again.sh
#   variables  NAME=value words for the environment of its tests; TEST_TOOL (asan, tsan or
#              valgrind) tells a test that it runs slower, and in more memory, than it would
# shellcheck shell=sh disable=SC2034,SC2154 # run and this file share variables

suites="lint warnings runner hardening unit unit-asan unit-tsan fuzz lua luajit lua-asan lua-tsan stand_in"
suites="$suites integration nvim nvim-asan long valgrind"
parts="quit kill once months crowd demo sweep" # of long
# Suites, or single cases, that take longest.
longest="integration/test_outcome long integration nvim-asan nvim lua-asan valgrind"

have() { command -v "$1" >/dev/null 2>&1; }

suite_lint() {
    again=no
    add lint 120 "sh tests/tools/lint.sh"
}

# What this is run with.
suite_runner() {
    again=no
    add again 60 "sh tests/tools/again_test.sh"
}

# A whole build without a warning, by each compiler.
suite_warnings() {
    again=no
    for compiler in gcc clang; do
        if have $compiler; then
            # What clang has to say does not depend on how much it makes of the code.
            quick=
            [ $compiler != clang ] || quick="HARDEN=no CFLAGS=-O0"
            add "$compiler" 300 "$MAKE -s CC=$compiler BUILD='$build/$compiler' DEV=1 $quick all \
                units && echo '1 passed, 0 failed'"
        else
            skip "$compiler: not installed"
        fi
    done
}

suite_hardening() {
    build all
    again=no
    add hardening 60 "sh tests/tools/hardening.sh '$build'"
}

# add_units BUILD LIMIT PREFIX FILE...
add_units() {
    binaries=$1/unit most=$2 before=$3
    shift 3
    for file; do
        test=$(basename "$file" .c)
        add "$test" "$most" "$before '$binaries/$test'"
    done
}
unit_files() {
    find tests/unit -name 'test_*.c' 2>/dev/null | sort
}

suite_unit() {
    build units
    # shellcheck disable=SC2046 # names in the tree hold no spaces
    add_units "$build" 200 "" $(unit_files)
}

suite_unit_asan() {
    sanitized address,undefined asan || return 0
    build BUILD="$build/asan" SANITIZE=address,undefined units
    variables="$sanitizer_options"
    # shellcheck disable=SC2046
    add_units "$build/asan" 200 "" $(unit_files)
}

# Only those that start threads.
suite_unit_tsan() {
    sanitized thread tsan || return 0
    files=$(unit_files | while read -r file; do
        case $file in
        *_threads.c) echo "$file" ;;
        *) grep -l 'pthread_create' "$file" ;;
        esac
    done)
    [ -n "$files" ] || { skip "no unit test starts threads"; return 0; }
    targets=
    for file in $files; do
        targets="$targets $build/tsan/unit/$(basename "$file" .c)"
    done
    # shellcheck disable=SC2086
    build BUILD="$build/tsan" SANITIZE=thread $targets
    variables=$sanitizer_options
    # shellcheck disable=SC2086
    add_units "$build/tsan" 180 "$unshuffled" $files
}

# A few seconds of changed inputs for each parser.
suite_fuzz() {
    again=no
    sanitized address,undefined asan || return 0
    build BUILD="$build/asan" SANITIZE=address,undefined fuzzers
    variables=$sanitizer_options
    for corpus in tests/fuzz/corpus/*; do
        test=$(basename "$corpus")
        # The input that ends a harness is left in the test's own folder.
        add "$test" 60 "cd \"\$TMPDIR\" && '$BUILD/asan/fuzz/fuzz_$test' 4 '$root/$corpus'"
    done
}

# sanitized KIND NAME: can the compiler do it?  Sets the options for running.
sanitized() {
    sanitizer_options="ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1
        TEST_TOOL=$2 UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=second_deadlock_stack=1"
    [ ! -f tests/tsan.supp ] || sanitizer_options="$sanitizer_options:suppressions=$root/tests/tsan.supp"
    # TSan needs an address space that is laid out the usual way.
    unshuffled=
    ! setarch -R true 2>/dev/null || unshuffled="setarch -R"
    echo 'int main(void) { return 0; }' >"$logs/probe.c"
    "${CC:-cc}" "-fsanitize=$1" -o "$logs/probe" "$logs/probe.c" 2>/dev/null && return 0
    skip "$2: the compiler has no -fsanitize=$1"
    return 1
}

# add_lua HOST BUILD ABI LIMIT PREFIX FILE...
add_lua() {
    host=$1 most=$4 before=$5
    variables="$variables LUA_PATH=$root/lua/?.lua;$root/lua/?/init.lua;$root/tests/lua/?.lua;;
        LUA_CPATH=$BUILD${2#"$build"}/$3/?.so;; LUA=$1"
    shift 5
    for file; do
        [ -f "$file" ] || continue
        beside=
        ! grep -q '^-- stand-in:' "$file" || beside="sh tests/lua/with_stand_in.sh"
        add "$(basename "$file" .lua)" "$most" "$beside $before $host $file"
    done
}

suite_lua() {
    have lua5.4 || { skip "lua5.4: not installed"; return 0; }
    build all
    add_lua lua5.4 "$build" lua5.4 240 "" tests/lua/*_test.lua
    add explanations 60 "lua5.4 tests/tools/explanations.lua check"
    add host_test 60 "sh tests/lua/host_test.sh"
}

suite_luajit() {
    have luajit || { skip "luajit: not installed"; return 0; }
    build all
    add_lua luajit "$build" luajit 240 "" tests/lua/*_test.lua
}

# lua_sanitized KIND NAME: the tests FILE... under lua5.4 with a module built for the sanitizer,
# which has to be there before the host is; it is preloaded into the host alone.
lua_sanitized() {
    have lua5.4 || { skip "lua5.4: not installed"; return 0; }
    sanitized "$1" "$2" || return 0
    kind=$1 name=$2
    shift 2
    library=$("${CC:-cc}" -print-file-name="lib$name.so")
    [ -f "$library" ] || { skip "lib$name.so: not found"; return 0; }
    build BUILD="$build/$name" SANITIZE="$kind" all
    variables=$sanitizer_options
    add_lua lua5.4 "$build/$name" lua5.4 240 "$unshuffled env LD_PRELOAD=$library" "$@"
}

suite_lua_asan() {
    lua_sanitized address,undefined asan tests/lua/*_test.lua
    [ ! -d "$build/asan/lua5.4" ] || add host_test 240 \
        "BUILD='$BUILD/asan' sh tests/lua/host_test.sh -fsanitize=address,undefined"
}

suite_lua_tsan() {
    [ -n "$(find tests/lua -name '*_threads_test.lua' 2>/dev/null)" ] ||
        { skip "there is no tests/lua/*_threads_test.lua"; return 0; }
    lua_sanitized thread tsan tests/lua/*_threads_test.lua
}

# add_pytest FOLDER LIMIT: a process for each file.
add_pytest() {
    "$PYTHON" -c 'import pytest, aiohttp' 2>/dev/null ||
        { skip "$1: needs pytest and aiohttp for $PYTHON"; return 0; }
    format=pytest
    variables="PYTHONPATH=$root/tests"
    for file in $(find "$1" -name 'test_*.py' -o -name '*_test.py' 2>/dev/null | sort); do
        add "$(basename "$file" .py)" "$2" \
            "'$PYTHON' -m pytest -q -rsfE --tb=short --color=no -p no:cacheprovider '$file'"
    done
}

suite_stand_in() {
    add_pytest tests/stand_in_test 180
}

suite_integration() {
    build all
    add_pytest tests/integration 400
}

# find_neovims: sets neovims to VERSION=PROGRAM words: the machine's own, and those of two other
# Debian releases, which stay in BUILD/neovim.
find_neovims() {
    neovims=
    if have nvim; then
        note_neovim "Neovim of this machine" "$(command -v nvim)"
    else
        skip "Neovim of this machine: not installed"
    fi
    for release in trixie forky; do
        told=$logs/get-neovim-$release.log folder=$BUILD/neovim/$release
        # Once for all suites.
        [ -e "$told" ] || timeout 120 sh tests/tools/get-neovim.sh $release "$folder" >"$told" 2>&1 ||
            [ $? != 124 ] || echo "could not be had within 120 s" >>"$told"
        if [ -x "$folder/nvim" ]; then
            note_neovim "Neovim of $release" "$folder/nvim"
        else
            skip "Neovim of $release: $(tail -n 1 "$told")"
        fi
    done
}
note_neovim() {
    version=$("$2" --version 2>/dev/null | sed -n '1s/^NVIM v\([0-9.]*\).*/\1/p')
    case " $neovims" in
    *" $version="*) return 0 ;;
    esac
    case $version in
    '') skip "$1: does not start" ;;
    0.[0-6].* | 0.7.[01]) skip "$1: $version is older than 0.7.2" ;;
    *) neovims="$neovims $version=$2" ;;
    esac
}

# add_nvim BUILD LIMIT NEOVIM...: each test file in each of them, with the module of that BUILD.
add_nvim() {
    most=$2
    variables="$variables XPOST_TEST_MODULE=$BUILD${1#"$build"}/luajit/xpost/core.so TEST_LIMIT=$most"
    shift 2
    for neovim; do
        for file in ${nvim_files:-tests/nvim/*_test.lua}; do
            [ ! -f "$file" ] || add "${neovim%%=*}-$(basename "$file" .lua)" $((most + 20)) \
                "sh tests/nvim/run.sh '${neovim#*=}' '$root/$file'"
        done
    done
}

suite_nvim() {
    nvim_files=
    find_neovims
    build all
    # shellcheck disable=SC2086 # words without spaces
    add_nvim "$build" 120 $neovims
}

# With a module built for the sanitizer, which is preloaded into the editors.  Leaks are for
# lua-asan to find: here they cannot be told from the editor's own.
suite_nvim_asan() {
    sanitized address,undefined asan || return 0
    library=$("${CC:-cc}" -print-file-name=libasan.so)
    [ -f "$library" ] || { skip "libasan.so: not found"; return 0; }
    find_neovims
    build BUILD="$build/asan" SANITIZE=address,undefined all
    options=detect_leaks=0:detect_stack_use_after_return=1
    variables="$sanitizer_options ASAN_OPTIONS=$options TEST_PRELOAD=$library"
    set --
    for neovim in $neovims; do
        if LD_PRELOAD=$library ASAN_OPTIONS=$options timeout 20 "${neovim#*=}" --clean --headless \
            -c quit >/dev/null 2>&1 </dev/null; then
            set -- "$@" "$neovim"
        else
            skip "Neovim ${neovim%%=*}: does not run with libasan.so"
        fi
    done
    # The oldest and the newest: the core is the same in all of them.
    if [ $# -gt 2 ]; then
        oldest=$1
        shift $(($# - 1))
        set -- "$oldest" "$1"
    fi
    # Those that only look at windows, with a core that is not ours, learn nothing from this.
    nvim_files=$(grep -L 'require("fake_history")\|require "fake_history"' tests/nvim/*_test.lua)
    add_nvim "$build/asan" 180 "$@"
}

# Those of one test that takes long, all at once.  Each can be run by its own name, too.  What is
# broken in one of many rounds may be so rare that it would pass when it is run again.
suite_long() {
    for part in $parts; do
        variables= queue=cases again=yes
        suite_$part
    done
}

# Each Neovim is left at random moments: `make test-quit` does that more often.
suite_quit() {
    have lua5.4 || { skip "lua5.4: not installed"; return 0; }
    "$PYTHON" -c 'import aiohttp' 2>/dev/null || { skip "needs aiohttp for $PYTHON"; return 0; }
    find_neovims
    [ -n "$neovims" ] || return 0
    build all
    rounds=${QUIT_ROUNDS:-20}
    # Leaving waits for a quarter of a second, which is to be enough for what is under way.
    queue=alone
    add quit $((120 + 12 * rounds)) "'$PYTHON' tests/quit/quit.py --rounds $rounds $neovims"
}

# Processes are killed at some of their system calls: `make test-kill` does that at every one.
suite_kill() {
    have lua5.4 || { skip "lua5.4: not installed"; return 0; }
    have strace || { skip "strace: not installed"; return 0; }
    "$PYTHON" -c 'import aiohttp' 2>/dev/null || { skip "needs aiohttp for $PYTHON"; return 0; }
    build all
    again=no
    if [ -n "${KILL_EVERY:-}" ]; then
        add kill 2900 "'$PYTHON' tests/kill/kill.py --every $KILL_EVERY"
    else
        add kill 300 "'$PYTHON' tests/kill/kill.py --points 60 --rounds 4"
    fi
}

# Each failure once: `make test-once` does all of them in each action, with several seeds.
suite_once() {
    have lua5.4 || have luajit || { skip "neither lua5.4 nor luajit is installed"; return 0; }
    "$PYTHON" -c 'import aiohttp, pytest' 2>/dev/null ||
        { skip "needs aiohttp and pytest for $PYTHON"; return 0; }
    build all
    again=no
    options=--quick limit=300
    [ -z "${ONCE_SEEDS:-}" ] || options="--seeds $ONCE_SEEDS" limit=$((200 + 200 * ONCE_SEEDS))
    add once $limit "'$PYTHON' tests/once/once.py $options"
}

# A dozen expiries of an account under cron: `make test-months` has 200.
suite_months() {
    have lua5.4 || { skip "lua5.4: not installed"; return 0; }
    "$PYTHON" -c 'import aiohttp, pytest' 2>/dev/null ||
        { skip "needs aiohttp and pytest for $PYTHON"; return 0; }
    build all
    again=no
    # Always the same months: others are for `make test-months` to go through.
    options="--quick --seed 1" limit=240
    [ -z "${MONTHS_EXPIRIES:-}" ] || options="--expiries $MONTHS_EXPIRIES" limit=3000
    add months $limit "'$PYTHON' tests/months/months.py $options"
}

# A few processes and Neovims that share an account: `make test-crowd` has 72.
suite_crowd() {
    have lua5.4 || have luajit || { skip "neither lua5.4 nor luajit is installed"; return 0; }
    "$PYTHON" -c 'import aiohttp, pytest' 2>/dev/null ||
        { skip "needs aiohttp and pytest for $PYTHON"; return 0; }
    find_neovims
    build all
    again=no
    options=--quick limit=240
    [ -z "${CROWD_EXPIRIES:-}" ] || options="--expiries $CROWD_EXPIRIES" limit=3000
    add crowd $limit "'$PYTHON' tests/crowd/crowd.py $options $neovims"
}

# What a new user sees first.
suite_demo() {
    build all
    add demo 240 "sh tests/demo/run && echo '1 passed, 0 failed'"
}

suite_sweep() {
    again=no
    add_scripts tests/sweep 400
}

add_scripts() {
    build all
    some=no
    for file in "$1"/*.sh; do
        [ ! -f "$file" ] || { some=yes; add "$(basename "$file" .sh)" "$2" "sh '$file'"; }
    done
    [ $some = yes ] || skip "$1: holds no script"
}

# Built without what would set memory that nobody has set.
suite_valgrind() {
    have valgrind || { skip "valgrind: not installed"; return 0; }
    build BUILD="$build/valgrind" HARDEN=no all units
    variables="TEST_TOOL=valgrind"
    files=
    for file in $(unit_files); do
        case $file in
        */test_allocation_*) skip "$file: it replaces malloc, as valgrind does" ;;
        */test_ledger_history.c | */test_ledger_forget.c | */test_ledger_migrate.c)
            skip "$file: it works with 100,000 entries, which takes minutes in valgrind" ;;
        */test_timeline_text.c) skip "$file: its random texts take a minute in valgrind" ;;
        */test_browser.c) skip "$file: valgrind ends a child whose exec fails" ;;
        */test_memory.c) skip "$file: it replaces free, as valgrind does" ;;
        *) files="$files $file" ;;
        esac
    done
    # shellcheck disable=SC2086
    add_units "$build/valgrind" 240 \
        "valgrind -q --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=9" $files
    [ ! -f tests/valgrind.sh ] || add valgrind.sh 300 "sh tests/valgrind.sh '$build/valgrind'"
}
