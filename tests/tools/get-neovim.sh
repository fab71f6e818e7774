#!/bin/sh
# get-neovim.sh SUITE FOLDER: another Debian suite's Neovim (such as trixie or forky), unpacked into
# FOLDER with all that it needs, its C library too.  FOLDER/nvim starts it.
# Needs no root, installs nothing, leaves the machine's apt alone.  The mirror, its keys and the way
# there are those of the machine's own apt.  Signatures are checked; the age of the lists is not,
# because a mirror may stand still.
set -eu

fail() {
    echo "get-neovim.sh: $*" >&2
    exit 1
}
[ $# = 2 ] || fail "usage: get-neovim.sh SUITE FOLDER"
suite=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
for tool in apt-get dpkg dpkg-deb; do
    command -v $tool >/dev/null 2>&1 || fail "needs $tool: this works on Debian only"
done
if [ -x "$folder/nvim" ] && "$folder/nvim" --version >/dev/null 2>&1; then
    "$folder/nvim" --version | sed 1q
    exit 0
fi

# Of the machine's main archive: not its security or updates archive, and not another vendor's.
# shellcheck disable=SC2016 # apt-get fills these in
source=$(apt-get indextargets --format '$(REPO_URI)|$(SIGNED_BY)' \
    'Created-By: Packages' 'Component: main' 'Origin: Debian' 2>/dev/null |
    grep -vE 'security|backports|updates' | sed 1q)
[ -n "$source" ] || fail "found no Debian mirror in the configuration of apt; try 'apt-get update' first"
keyring=${source#*|}
[ -n "$keyring" ] || keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || keyring=

# The list of sources may hold the mirror's password: it is in a private folder that goes away.
umask 077
state=$(mktemp -d "${TMPDIR:-/tmp}/xpost-apt.XXXXXX")
trap 'rm -rf "$state"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$state/lists/partial" "$state/archives/partial"
: >"$state/status"
echo "deb ${keyring:+[signed-by=$keyring] }${source%%|*} $suite main" >"$state/sources.list"
# What the machine does after an update is for its own lists.
printf '#clear %s;\n' APT::Update::Pre-Invoke APT::Update::Post-Invoke \
    APT::Update::Post-Invoke-Success DPkg::Post-Invoke >"$state/apt.conf"

apt() {
    apt-get -q -y -c "$state/apt.conf" -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
        -o Dir::State="$state" -o Dir::State::Lists="$state/lists" -o Dir::State::status="$state/status" \
        -o Dir::Cache="$state" -o Dir::Cache::Archives="$state/archives" \
        -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=true -o APT::Install-Recommends=false \
        -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none "$@" >>"$state/log" 2>&1 </dev/null
}
explain() {
    # Addresses without the passwords that they may hold.
    sed 's|//[^/@ ]*@|//|g' "$state/log" | grep -E '^(E|W|Err)' >&2 || true
    fail "$1"
}
apt update || explain "could not fetch the package lists of '$suite'"
apt install --download-only neovim || explain "'$suite' has no Neovim that can be had"

rm -rf "$folder/root"
(umask 022 && mkdir -p "$folder/root")
for package in "$state"/archives/*.deb; do
    (umask 022 && dpkg-deb -x "$package" "$folder/root")
done

# One folder as a rule: usr/lib/<architecture>; the C library may have its own.
libraries=$(find "$folder/root" -type f \( -name 'libc.so.6' -o -name 'libluv.so*' -o -name 'libluajit*' \) \
    -exec dirname {} \; | sort -u | paste -s -d : -)
loader=$(find "$folder/root" -name 'ld-linux*.so.[0-9]' | sed 1q)
binary=$folder/root/usr/bin/nvim
if [ ! -x "$loader" ] || [ ! -x "$binary" ] || [ -z "$libraries" ]; then
    fail "the packages of '$suite' hold no Neovim in the usual place"
fi

# With patchelf the editor is its own process image, as plugins that start v:progpath expect.
start="\"$loader\" --library-path \"$libraries\" \"$binary\""
if command -v patchelf >/dev/null 2>&1; then
    patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$binary"
    start="\"$binary\""
fi
umask 022
cat >"$folder/nvim" <<END
#!/bin/sh
VIMRUNTIME="$folder/root/usr/share/nvim/runtime" exec $start "\$@"
END
chmod 755 "$folder/nvim"
"$folder/nvim" --version | sed 1q
