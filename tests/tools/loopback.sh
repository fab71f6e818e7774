#!/bin/sh
# loopback.sh COMMAND...: runs it with loopback up, inside namespaces of its own.  Stays around as
# their first process, which must not be the test, because that one ignores signals.
ip link set lo up || exit 1
"$@"
exit $?
