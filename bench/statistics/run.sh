#!/bin/sh
# Checks the figures of courtier-profile against other implementations. Usage: run.sh [--with-r] [ARCHIVE]
#   ARCHIVE   exports to profile; without it, a synthetic archive of full size is made
#   --with-r  install FactoMineR from Debian when it is not here (needs root); what is installed is used in any case
# Python packages go to the user's cache; nothing is written into the checkout but target/profile.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

if [ "${1:-}" = --with-r ]; then
    shift
    if ! Rscript -e 'library(FactoMineR)' >/dev/null 2>&1; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends r-cran-factominer >/dev/null
    fi
    Rscript -e 'library(FactoMineR)' >/dev/null
fi

python=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
pins=$(cksum <"$here/requirements.txt" | cut -d' ' -f1)
venv="${XDG_CACHE_HOME:-$HOME/.cache}/courtier/statistics-$python-$pins"
if [ ! -e "$venv/complete" ]; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    touch "$venv/complete"
fi

# A folder of its own: building one package in the shared one would compile the engine again.
target="${STATISTICS_TARGET_DIR:-$root/target/profile}"
build() { cargo build --quiet --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$target" "$@"; }
build -p courtier-profile --example profile_csv

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
export PYTHONDONTWRITEBYTECODE=1
archive=${1:-}
if [ -z "$archive" ]; then
    build -p courtier-sample --example sample_data
    archive="$work/data.zip"
    "$target/release/examples/sample_data" "$archive" >/dev/null
fi
"$venv/bin/python" "$here/columns.py" "$archive" >"$work/columns.csv"
# All rows, and one in seventy and in four hundred: many groups are then too small to be shown.
for every in 1 70 400; do
    awk -v every="$every" 'NR == 1 || NR % every == 0' "$work/columns.csv" >"$work/some.csv"
    "$target/release/examples/profile_csv" <"$work/some.csv" >"$work/profile.json"
    "$venv/bin/python" "$here/check.py" "$work/some.csv" "$work/profile.json"
    mv "$work/profile.json" "$work/profile-$every.json"
done
# No row, one, and 500 times the same one.
head -n 1 "$work/columns.csv" | "$target/release/examples/profile_csv" >"$work/profile-empty.json"
head -n 2 "$work/columns.csv" | "$target/release/examples/profile_csv" >"$work/profile-one.json"
awk 'NR == 1 { print } NR == 2 { for (i = 0; i < 500; i++) print }' "$work/columns.csv" |
    "$target/release/examples/profile_csv" >"$work/profile-same.json"
"$venv/bin/python" "$here/schema.py" "$work"/profile-*.json
"$venv/bin/python" "$here/packages.py" "$work/columns.csv" "$target/release/examples/profile_csv"
