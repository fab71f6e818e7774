#!/bin/sh
# Compares the counting of text with npm's twitter-text, on many random texts.
#     tests/count/run.sh [HOW_MANY [SEED]]
# Yours to set: CC CFLAGS BUILD.
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD:-build}/count
modules=$build/node_modules
mkdir -p "$build"

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo 'skipped: there is no node and npm here'
    exit 0
fi
if [ ! -d "$modules/twitter-text" ] &&
    ! npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$build" \
        twitter-text@3.1.0 twemoji-parser@11.0.2 >"$build/npm.log" 2>&1; then
    echo "skipped: npm cannot fetch twitter-text (see $build/npm.log)"
    exit 0
fi

# shellcheck disable=SC2046,SC2086  # the flags are words
${CC:-cc} -std=c11 -O2 -Isrc ${CFLAGS:-} $(pkg-config --cflags libutf8proc) -o "$build/count" \
    tests/count/count.c src/text.c src/text_*.c src/normalise*.c src/canonical.c src/unicode.c src/utf8.c src/error.c \
    src/translate*.c \
    $(pkg-config --libs libutf8proc)
node tests/tools/compare-count.mjs "$modules" "$build/count" "$@"
