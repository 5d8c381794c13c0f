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

# Other versions of the packages or of Python, another environment.
python=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
pins=$(cksum <"$here/../../bench/requirements.txt" | cut -d' ' -f1)
venv="${XDG_CACHE_HOME:-$HOME/.cache}/courtier/venv-$python-$pins"
if [ ! -e "$venv/complete" ]; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    touch "$venv/complete"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
# Away from the checkout, so that no configuration file of the current folder applies.
cd "$work"
export PYTHONDONTWRITEBYTECODE=1
"$venv/bin/python" "$here/check_peers.py"
"$courtier" --quiet sample-data "$work/sample" --rows "$rows" --seed 42 >/dev/null
"$courtier" --quiet --lake "$work/lake" ingest "$work/sample/data_test.zip" >/dev/null
"$venv/bin/python" "$here/check_lake.py" "$work/lake" "$work/sample/data_test.zip"
