#!/bin/sh
# Ingests a small sample and has Polars, DuckDB and pandas check the lake, then SciPy the loans.
# Usage: run.sh COURTIER_BINARY [OPPORTUNITIES]
# LOAN_FIGURES is the absolute path of the example `loan_figures` of courtier-loan; without it, it is built in a target
# folder of its own.
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
pins=$(cat "$here/../../bench/requirements.txt" "$here/requirements.txt" | cksum | cut -d' ' -f1)
venv="${XDG_CACHE_HOME:-$HOME/.cache}/courtier/venv-$python-$pins"
if [ ! -e "$venv/complete" ]; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    touch "$venv/complete"
fi

if [ -z "${LOAN_FIGURES:-}" ]; then
    target=${CARGO_TARGET_DIR:-$here/../../target}/loan
    case "$target" in /*) ;; *) target=$PWD/$target ;; esac
    (cd "$here/../.." && CARGO_TARGET_DIR="$target" cargo build --release --locked -p courtier-loan --example loan_figures)
    LOAN_FIGURES=$target/release/examples/loan_figures
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
"$venv/bin/python" "$here/check_loans.py" "$LOAN_FIGURES"
