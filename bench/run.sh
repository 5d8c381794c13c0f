#!/bin/sh
# Measures courtier against DuckDB, Polars, pandas, NumPy and pyxirr: bench/out/report.md and report.json.
#   bench/run.sh [--courtier BINARY] [--taeg BINARY] [--quick] [--runs N] [--rows N] [--scales X...]
# Without --courtier, the binary of `cargo build --release` is measured; without --taeg, the example `taeg_throughput` of
# courtier-loan is built in a target folder of its own, which takes seconds.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/.venv"

if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
fi

target=${CARGO_TARGET_DIR:-$here/../target}
case "$target" in /*) ;; *) target=$PWD/$target ;; esac
case " $* " in
*" --taeg "* | *" --taeg="*) ;;
*)
    (cd "$here/.." && CARGO_TARGET_DIR="$target/loan" cargo build --release --locked -p courtier-loan --example taeg_throughput)
    set -- --taeg "$target/loan/release/examples/taeg_throughput" "$@"
    ;;
esac
case " $* " in
*" --courtier "* | *" --courtier="*) ;;
*) set -- --courtier "$target/release/courtier" "$@" ;;
esac
exec "$venv/bin/python" "$here/run.py" "$@"
