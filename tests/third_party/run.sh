#!/bin/sh
# Ingests a small sample and has Polars, DuckDB and pandas check the lake. Usage: run.sh COURTIER_BINARY [OPPORTUNITIES]
# The Python packages go to the user's cache and are reused; nothing is written into the checkout.
set -eu
if [ $# -lt 1 ]; then
    echo "usage: $0 COURTIER_BINARY [OPPORTUNITIES]" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
courtier=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
rows=${2:-20000}

checks=$here
. "$checks/environment.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
# Away from the checkout, so that no configuration file of the current folder applies.
cd "$work"
export PYTHONDONTWRITEBYTECODE=1
"$python" "$here/check_peers.py"
"$courtier" --quiet sample-data "$work/sample" --rows "$rows" --seed 42 >/dev/null
"$courtier" --quiet --lake "$work/lake" ingest "$work/sample/data_test.zip" >/dev/null
"$python" "$here/check_lake.py" "$work/lake" "$work/sample/data_test.zip"
