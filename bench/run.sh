#!/bin/sh
# Measures courtier against DuckDB, Polars, pandas, NumPy, FastAPI and others: bench/out/report.md and report.json.
#   bench/run.sh [--courtier BINARY] [--taeg BINARY] [--bare-axum BINARY] [--oha BINARY] [--quick] [--runs N] [--rows N]
#                [--scales X...]
# Without --courtier, the binary of `cargo build --release` is measured; without --taeg, the example `taeg_throughput` of
# courtier-loan is built in a target folder of its own, which takes seconds. Without --bare-axum, that example of
# courtier-serve is taken from `cargo build --release --workspace --examples` (or the tests): built alone, it would compile
# the engine a second time. Without --oha, it is installed once into the user's cache, which takes minutes.
set -eu
oha_version=1.16.0
here=$(cd "$(dirname "$0")" && pwd)

# environment FOLDER REQUIREMENTS
environment() {
    if ! cmp -s "$here/$2" "$here/$1/installed.txt"; then
        python3 -m venv --clear "$here/$1"
        "$here/$1/bin/pip" install --quiet --disable-pip-version-check -r "$here/$2"
        cp "$here/$2" "$here/$1/installed.txt"
    fi
}
environment .venv requirements.txt
case " $* " in
*" --quick "*) ;;
*)
    # fg-data-profiling needs pandas 2, and 2 GB: for the full run only.
    environment .venv-profile requirements-profile.txt
    set -- --profile-python "$here/.venv-profile/bin/python" "$@"
    ;;
esac

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
*" --bare-axum "* | *" --bare-axum="*) ;;
*) set -- --bare-axum "$target/release/examples/bare_axum" "$@" ;;
esac
case " $* " in
*" --oha "* | *" --oha="*) ;;
*)
    oha="${XDG_CACHE_HOME:-$HOME/.cache}/courtier/oha-$oha_version"
    if [ ! -x "$oha/bin/oha" ]; then
        (cd "$here" && CARGO_TARGET_DIR="$oha/target" cargo install --quiet --locked --root "$oha" --version "$oha_version" oha)
        rm -rf "$oha/target"
    fi
    set -- --oha "$oha/bin/oha" "$@"
    ;;
esac
case " $* " in
*" --courtier "* | *" --courtier="*) ;;
*) set -- --courtier "$target/release/courtier" "$@" ;;
esac
exec "$here/.venv/bin/python" "$here/run.py" "$@"
