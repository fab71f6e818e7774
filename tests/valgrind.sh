#!/bin/sh
# valgrind.sh BUILD: one whole login, post, expiry, renewal and second post under valgrind.
set -u
cd "$(dirname "$0")/.." || exit 1
export BUILD="$1"
# The browser is a child that ends without freeing anything, as it should.
if sh tests/stand_in/with.sh --token-lifetime 4 -- valgrind -q --leak-check=full \
    --errors-for-leak-kinds=definite --error-exitcode=9 --child-silent-after-fork=yes \
    lua5.4 tests/demo/demo.lua; then
    echo "1 passed, 0 failed"
else
    echo "0 passed, 1 failed"
    exit 1
fi
