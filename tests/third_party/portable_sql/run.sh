#!/bin/sh
# Checks that sql/*.sql give the same rows on DuckDB, DataFusion and PostgreSQL.
#   run.sh [--timings] [--expected-taeg CSV] [--expected-taux CSV] [ZIP_OR_FOLDER]
#   run.sh --write-edges ZIP      writes the crafted rows, for courtier to ingest
# PostgreSQL is installed when it is missing (Debian, as root); it runs in a temporary folder, without a network port.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
checks=$(dirname "$here")
. "$checks/environment.sh"

if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && ! command -v postgres >/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "PostgreSQL is missing and only root can install it: apt-get install postgresql" >&2
        exit 1
    fi
    log=$(mktemp)
    # Without this line the package also starts a server of its own.
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dpkg::Options::=--force-confold postgresql; } >"$log" 2>&1; then
        cat "$log" >&2
        exit 1
    fi
    rm -f "$log"
fi

export PYTHONDONTWRITEBYTECODE=1
exec "$python" "$here/check_portable_sql.py" "$@"
