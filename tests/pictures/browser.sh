#!/bin/sh
# browser.sh URL: the browser of the tests, as soon as there is a file $PICTURES_ALLOW: the user
# looks at the page first.
tries=0
until [ -e "$PICTURES_ALLOW" ]; do
    tries=$((tries + 1))
    [ $tries -le 300 ] || exit 1
    sleep 0.1
done
exec "$PICTURES_BROWSER" "$@"
