"""Measures courtier against DuckDB, Polars, pandas, FastAPI and others, and writes `report.md` and `report.json`.

Usually started by `run.sh`, which prepares the Python packages. Data are synthetic, made by `courtier sample-data`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from machine import machine, versions
from measure import Summary, run_once
from report import Report
from scenarios.best import measure_best
from scenarios.ingest import ingest_command, lake_is_right, measure_ingest
from scenarios.opportunity import measure_opportunity
from scenarios.profile import Tools, measure_profile
from scenarios.serve import ServeTools, measure_serve
from scenarios.taeg import measure_taeg
from serve.abuse import measure_abuse

HERE = Path(__file__).resolve().parent
ARCHIVE = "data_test.zip"
REAL_ROWS = 183_496
QUICK_ROWS = 2_000
SEED = 42
IDLE = 10_000
"""Idle connections of the abuse."""
IDLE_QUICK = 500


def main() -> None:
    """Measures everything and writes the report."""
    options = _options()
    courtier = options.courtier.resolve()
    rows, runs = (QUICK_ROWS, 1) if options.quick else (options.rows, options.runs)
    before = machine()
    print("taeg", file=sys.stderr)
    taeg = measure_taeg(options.taeg.resolve(), runs, options.quick)
    ingest: dict[float, list[Summary]] = {}
    best: dict[float, list[Summary]] = {}
    profile: dict[float, list[Summary]] = {}
    tools = Tools(courtier, options.profile_python and options.profile_python.absolute())
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        base = _sample(courtier, Path(work) / "base", rows)
        ingest[1.0] = _ingest(courtier, base, 1.0, runs)
        lake = Path(work) / "lake"
        run_once(ingest_command(courtier, base, lake))
        checked = lake_is_right(lake, base)
        print("one opportunity", file=sys.stderr)
        opportunity = measure_opportunity(courtier, lake, base, runs)
        print("best, 1x", file=sys.stderr)
        best[1.0] = measure_best(courtier, lake, base, Path(work), runs)
        print("profile, 1x", file=sys.stderr)
        profile[1.0] = measure_profile(tools, lake, base, Path(work), runs, 1.0)
        print("abuse of the API", file=sys.stderr)
        abuse = measure_abuse(courtier, lake, IDLE_QUICK if options.quick else IDLE)
        print("serve", file=sys.stderr)
        serve_tools = ServeTools(courtier, options.bare_axum.resolve(), options.oha.resolve())
        serving = measure_serve(serve_tools, lake, base, Path(work), runs, options.quick)
        for scale in [] if options.quick else options.scales:
            archive = _sample(courtier, Path(work) / f"{scale:g}", round(rows * scale))
            ingest[scale] = _ingest(courtier, archive, scale, runs)
            print(f"best, {scale:g}x", file=sys.stderr)
            lake = Path(work) / f"lake {scale:g}"
            run_once(ingest_command(courtier, archive, lake))
            best[scale] = measure_best(courtier, lake, archive, Path(work), runs)
            if scale > 1:
                print(f"profile, {scale:g}x", file=sys.stderr)
                profile[scale] = measure_profile(tools, lake, archive, Path(work), runs, scale)
            archive.unlink()
            shutil.rmtree(lake)
    named = versions(courtier, tools.profile_python, options.oha)
    report = Report(before, named, rows, SEED, checked, ingest, opportunity, best, profile, taeg, serving, abuse)
    report.write(options.out)
    print(report.to_markdown())
    if not checked:
        sys.exit("the lake does not hold what the archive says: see above")
    if not abuse.is_right or serving.is_wrong:
        sys.exit("the API did not do what was expected: see above")


def _ingest(courtier: Path, archive: Path, scale: float, runs: int) -> list[Summary]:
    print(f"ingest, {scale:g}x", file=sys.stderr)
    return measure_ingest(courtier, archive, runs)


def _sample(courtier: Path, folder: Path, rows: int) -> Path:
    folder.mkdir()
    run_once([str(courtier), "--quiet", "sample-data", str(folder), "--rows", str(rows), "--seed", str(SEED)])
    return folder / ARCHIVE


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--courtier", type=Path, required=True, help="binary, built with --release")
    parser.add_argument(
        "--taeg", type=Path, required=True, help="example taeg_throughput of courtier-loan, built with --release"
    )
    parser.add_argument(
        "--profile-python",
        type=Path,
        help="Python that has the packages of requirements-profile.txt (default: fg-data-profiling is not measured)",
    )
    parser.add_argument(
        "--bare-axum", type=Path, required=True, help="example bare_axum of courtier-serve, built with --release"
    )
    parser.add_argument("--oha", type=Path, required=True, help="load generator")
    parser.add_argument("--rows", type=int, default=REAL_ROWS, help="opportunities at 1x (default: the real number)")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each candidate (default: 5)")
    parser.add_argument(
        "--scales", type=float, nargs="*", default=[0.1, 10.0], help="other sizes of the ingest (default: 0.1 10)"
    )
    parser.add_argument("--out", type=Path, default=HERE / "out", help="folder of the report (default: bench/out)")
    parser.add_argument("--work", type=Path, default=None, help="folder for data (default: the temporary one)")
    parser.add_argument("--quick", action="store_true", help="few rows and one run: does it work at all?")
    return parser.parse_args()


if __name__ == "__main__":
    main()
