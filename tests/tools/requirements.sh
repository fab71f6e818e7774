#!/bin/sh
# requirements.sh [MODULE...]: the pkg-config modules that were not found.
# Says in one message what keeps xpost from being built; fails if anything does.
# From the environment: CC, PKG_CONFIG, ABIS (those that can be built).
set -u
problems=
problem() {
    problems="$problems
  $*"
}

command -v "${CC%% *}" >/dev/null 2>&1 ||
    problem "no C compiler: '$CC' was not found (Debian: gcc libc6-dev)"

if [ $# -gt 0 ] || [ -z "${ABIS}" ]; then
    command -v "${PKG_CONFIG%% *}" >/dev/null 2>&1 ||
        problem "no pkg-config, which finds the libraries: '$PKG_CONFIG' (Debian: pkg-config)"
fi
for module; do
    case $module in
    libcurl) problem "libcurl (Debian: libcurl4-openssl-dev; or set CURL_CFLAGS and CURL_LIBS)" ;;
    json-c) problem "json-c (Debian: libjson-c-dev; or set JSONC_CFLAGS and JSONC_LIBS)" ;;
    libcrypto) problem "OpenSSL's libcrypto (Debian: libssl-dev; or set CRYPTO_CFLAGS and CRYPTO_LIBS)" ;;
    sqlite3) problem "SQLite (Debian: libsqlite3-dev; or set SQLITE_CFLAGS and SQLITE_LIBS)" ;;
    libutf8proc) problem "utf8proc (Debian: libutf8proc-dev; or set UTF8PROC_CFLAGS and UTF8PROC_LIBS)" ;;
    *) problem "$module" ;;
    esac
done
if [ -z "${ABIS}" ]; then
    problem "headers of Lua 5.4 (Debian: liblua5.4-dev; or set LUA54_CFLAGS=-I...), or
    of Lua 5.1, for Neovim (Debian: liblua5.1-0-dev; or set LUAJIT_CFLAGS=-I...)"
fi

[ -n "$problems" ] || exit 0
echo "xpost cannot be built, because this is missing:$problems
'make deps' installs it on Debian and Ubuntu, and names the packages elsewhere." >&2
exit 1
