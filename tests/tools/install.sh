#!/bin/sh
# install.sh install|uninstall MODULE LUA-FOLDER LIBRARY-FOLDER DOC-FOLDER
# Copies the Lua files, the module and the documents, or removes just these.
set -eu
action=$1 module=$2 lua=$3 library=$4 doc=$5

# "from to" for each file; names in the tree hold no spaces, folders may.
list() {
    find lua -name '*.lua' | sort
    for document in README.md LICENSE CHANGELOG.md doc/*; do
        [ ! -f "$document" ] || echo "$document"
    done
}
target() {
    case $1 in
    lua/*) echo "$lua/${1#lua/}" ;;
    *) echo "$doc/${1#doc/}" ;;
    esac
}
put() {
    mkdir -p "$(dirname "$3")"
    # A new file: a module that is in use is not written to.
    rm -f "$3"
    cp "$2" "$3"
    chmod "$1" "$3"
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
    for folder in "$lua/xpost" "$library/xpost" "$doc"; do
        [ ! -d "$folder" ] || find "$folder" -depth -type d -empty -delete
    done
    ;;
esac
