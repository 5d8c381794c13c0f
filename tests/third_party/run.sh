#!/bin/sh
# Ingests a small sample and has Polars, DuckDB and pandas check the lake, SciPy the loans, and pandas and Schemathesis the API.
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

checks=$here
. "$checks/environment.sh"

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
"$python" "$here/check_peers.py"
"$courtier" --quiet sample-data "$work/sample" --rows "$rows" --seed 42 >/dev/null
"$courtier" --quiet --lake "$work/lake" ingest "$work/sample/data_test.zip" >/dev/null
"$python" "$here/check_lake.py" "$work/lake" "$work/sample/data_test.zip"
"$python" "$here/check_loans.py" "$LOAN_FIGURES"

# The most advantageous proposal: courtier, the portable SQL on three engines and in courtier, and plain Python.
bash "$here/portable_sql/run.sh" --write-edges "$work/edges.zip"
for archive in "$work/edges.zip" "$work/sample/data_test.zip"; do
    rm -rf "$work/best"
    mkdir "$work/best"
    "$courtier" --quiet --lake "$work/best/lake" ingest "$archive" >/dev/null
    "$courtier" --quiet --lake "$work/best/lake" build >/dev/null
    for criterion in taeg taux; do
        "$courtier" --lake "$work/best/lake" best --criterion $criterion --format csv -o "$work/best/$criterion.csv"
    done
    "$courtier" --lake "$work/best/lake" sql -f "$here/../../sql/meilleure_proposition.sql" --format csv -o "$work/best/sql_taeg.csv"
    "$courtier" --lake "$work/best/lake" sql -f "$here/../../sql/meilleure_proposition_taux.sql" --format csv -o "$work/best/sql_taux.csv"
    for prefix in "" sql_; do
        bash "$here/portable_sql/run.sh" --expected-taeg "$work/best/${prefix}taeg.csv" \
            --expected-taux "$work/best/${prefix}taux.csv" "$archive"
    done
done

# The REST API, on the lake of the sample.
sh "$here/rest/run.sh" "$courtier" "$work/best/lake" "$work/sample/data_test.zip"
