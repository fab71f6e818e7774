#!/bin/sh
# install.sh install|uninstall MODULE LUA-FOLDER LIBRARY-FOLDER DOC-FOLDER
# Copies the Lua files, the module and the documents, or removes just these.  The documents keep
# their places, because they name each other.
set -eu
action=$1 module=$2 lua=$3 library=$4 doc=$5
# For everyone to read, whoever installs.
umask 022

# Names in the tree hold no spaces, folders may.
list() {
    find lua -name '*.lua' | sort
    for document in README.md LICENSE CHANGELOG.md doc/*; do
        case $document in
        doc/tags*) ;; # what an editor made of the help
        *) [ ! -f "$document" ] || echo "$document" ;;
        esac
    done
}
target() {
    case $1 in
    lua/*) echo "$lua/${1#lua/}" ;;
    *) echo "$doc/$1" ;;
    esac
}
put() {
    [ -d "${3%/*}" ] || mkdir -p "${3%/*}"
    # Makes a new file: a module that is in use is not written to.
    install -m "$1" "$2" "$3"
    echo "  $3"
}

case $action in
install)
    for file in $(list); do
        put 644 "$file" "$(target "$file")"
    done
    put 755 "$module" "$library/xpost/core.so"
    ;;
uninstall)
    for file in $(list); do
        rm -f "$(target "$file")"
    done
    rm -f "$library/xpost/core.so"
    for folder in $(find lua -mindepth 1 -type d | sort -r); do
        rmdir "$(target "$folder")" 2>/dev/null || true
    done
    for folder in "$library/xpost" "$doc/doc" "$doc"; do
        rmdir "$folder" 2>/dev/null || true
    done
    ;;
esac
