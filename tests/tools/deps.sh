#!/bin/sh
# deps.sh build [test] [bench]
# Installs with apt what is missing to build xpost and run the demo, with "test" what the tests need
# too, and with "bench" the programs that `make bench` measures beside it.  Removes and replaces nothing.  Where there is no apt it names the packages instead.
# Exits with 1 if something is still missing.
set -u

# One package for each word; of a|b|c any will do, and the first is the one to install.
build_packages="gcc|clang libc6-dev binutils pkg-config|pkgconf|pkgconf-bin
    libcurl4-openssl-dev|libcurl4-gnutls-dev|libcurl4-nss-dev libjson-c-dev libssl-dev
    libsqlite3-dev libutf8proc-dev liblua5.4-dev liblua5.1-0-dev|libluajit-5.1-dev lua5.4 python3
    python3-aiohttp openssl ca-certificates"
# The demo's editor; one that came another way will do.
command -v nvim >/dev/null 2>&1 || build_packages="$build_packages neovim"
test_packages="gcc clang luajit python3-pytest valgrind strace lua-check clang-format cppcheck
    faketime iproute2 util-linux neovim patchelf procps luarocks"

name_packages() {
    echo "The packages that xpost needs:"
    case $(uname -s) in
    Darwin)
        echo "  brew install curl json-c openssl@3 sqlite utf8proc lua luajit pkg-config"
        # shellcheck disable=SC2016 # meant to be shown as it is
        echo '  export PKG_CONFIG_PATH="$(brew --prefix curl)/lib/pkgconfig:$(brew --prefix openssl@3)/lib/pkgconfig:$(brew --prefix sqlite)/lib/pkgconfig"'
        ;;
    *)
        echo "  Fedora: dnf install gcc make pkgconf-pkg-config libcurl-devel json-c-devel \\"
        echo "              openssl-devel sqlite-devel utf8proc-devel lua-devel luajit-devel lua luajit \\"
        echo "              python3-aiohttp openssl"
        echo "  Arch:   pacman -S --needed base-devel curl json-c openssl sqlite libutf8proc lua54 luajit \\"
        echo "              python-aiohttp"
        ;;
    esac
    [ "$with_tests" = no ] ||
        echo "and for the tests: clang, valgrind, strace, luacheck, cppcheck, libfaketime, pytest, LuaRocks, Neovim"
    echo "Nothing was installed."
}

# Prints the first name of each word none of whose packages is installed.
missing() {
    # shellcheck disable=SC2046,SC2086 # words and alternatives are meant to be split
    installed=" $(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' \
        $(echo $packages | tr '|' ' ') 2>/dev/null | sed -n 's/^.i *//p' | sort -u | tr '\n' ' ')"
    for word in $packages; do
        found=no
        for name in $(echo "$word" | tr '|' ' '); do
            case $installed in *" $name "*) found=yes ;; esac
        done
        [ $found = yes ] || echo "${word%%|*}"
    done
}

apt() {
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}
install() {
    apt install --no-remove --no-install-recommends "$@"
}

with_tests=no packages=$build_packages
bench_packages=curl
command -v npm >/dev/null 2>&1 || bench_packages="curl nodejs npm"
case " $* " in *" test "*) with_tests=yes packages="$build_packages $test_packages" ;; esac
case " $* " in *" bench "*) packages="$packages $bench_packages" ;; esac

if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
    name_packages
    exit 0
fi

wanted=$(missing)
[ -n "$wanted" ] || exit 0
# shellcheck disable=SC2086
set -- $wanted
echo "Missing packages: $*"

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
    [ -t 0 ] || as_root="sudo -n"
else
    echo "This needs root, and there is no sudo.  As root, run:
  apt-get install --no-remove --no-install-recommends $*" >&2
    exit 1
fi

# The lists are fetched only where they are missing, or too old to install from.
if ! { apt -s install --no-remove --no-install-recommends "$@" >/dev/null 2>&1 && install "$@"; }; then
    apt update || echo "The package lists could not be fetched; trying with those that are here." >&2
    # One that cannot be installed must not keep the others away.
    install "$@" || for package; do
        install "$package" || true
    done
fi

left=$(missing)
[ -n "$left" ] || exit 0
echo "Could not be installed:" >&2
for package in $left; do
    echo "  $package: try 'apt-get install $package' as root to see why" >&2
done
exit 1
