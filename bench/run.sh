#!/bin/sh
# Measures courtier against DuckDB, Polars and pandas: bench/out/report.md and report.json.
#   bench/run.sh [--courtier BINARY] [--quick] [--runs N] [--rows N] [--scales X...]
# Without --courtier, the binary of `cargo build --release` is measured.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/.venv"

if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
fi

case " $* " in
*" --courtier "* | *" --courtier="*) ;;
*) set -- --courtier "${CARGO_TARGET_DIR:-$here/../target}/release/courtier" "$@" ;;
esac
exec "$venv/bin/python" "$here/run.py" "$@"
