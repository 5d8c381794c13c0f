#!/bin/sh
# Checks the REST API on a lake: its answers, its OpenAPI document, and the examples of its page.
#   run.sh COURTIER_BINARY LAKE ARCHIVE
# The lake, which must hold that archive and be built, gets keys: nobody is let in without one afterwards.
# Node.js is installed when it is missing (Debian, as root): an example that is not run may be wrong.
set -eu
if [ $# -ne 3 ]; then
    echo "usage: $0 COURTIER_BINARY LAKE ARCHIVE" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
checks=$(dirname "$here")
. "$checks/environment.sh"
data_python=$python
requirements=$here/requirements.txt
. "$checks/environment.sh"

if ! command -v node >/dev/null || ! command -v curl >/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "Node.js or curl is missing and only root can install it: apt-get install nodejs curl" >&2
        exit 1
    fi
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends nodejs curl; } \
        >"$log" 2>&1; then
        cat "$log" >&2
        exit 1
    fi
    rm -f "$log"
fi

export PYTHONDONTWRITEBYTECODE=1
"$data_python" "$here/check_rest.py" "$1" "$2" "$3"
"$python" "$here/check_security.py" "$1" "$2"
"$python" "$here/run_examples.py" "$1" "$2" "$here/../../../docs/fr/api.md"
"$python" "$here/check_openapi.py" "$1" "$2"
