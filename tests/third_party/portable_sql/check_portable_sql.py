"""Runs `sql/*.sql` unchanged on DuckDB, DataFusion and PostgreSQL, and compares every row with what Python finds.

1. Crafted opportunities (`edge_cases.py`), whose winners are written by hand, once with empty cells as NULL and once as
   empty texts. PostgreSQL orders text by bytes in one database and as French does in another.
2. The TAEG in the query against a bisection, over the whole domain, after each step.
3. With ARCHIVE (a zip or a folder with the three exports): its rows; and, with `--expected-taeg` and `--expected-taux`,
   those of a CSV whose first five columns are the ones of the queries, in any order of rows.

Usage: `check_portable_sql.py [--timings] [--expected-taeg CSV] [--expected-taux CSV] [ARCHIVE]`, or
`check_portable_sql.py --write-edges ARCHIVE`, which writes the crafted rows for courtier to ingest and ends. Exit
code 1 when something differs. Ids of proposals are shown, no other cell of an archive.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench"))

from edge_cases import CASES, case_name, expected_rows, write_edge_archive
from engines import DataFusion, DuckDb, Engine, PostgreSql
from exports import Exports, read_exports
from naive import CRITERIA, best_proposals
from postgres import Cluster
from taeg_accuracy import taeg_mismatches

SQL = Path(__file__).resolve().parents[3] / "sql"
QUERIES = {
    "taeg": (SQL / "meilleure_proposition.sql").read_text("utf-8"),
    "taux": (SQL / "meilleure_proposition_taux.sql").read_text("utf-8"),
}
TIMED_RUNS = 5
SHOWN = 10

Rows = Sequence[tuple[object, ...]]


def edge_mismatches(engines: list[Engine]) -> list[str]:
    """Compares the engines and the Python implementation with the winners written by hand."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "cases.zip"
        write_edge_archive(archive)
        exports = read_exports(archive)
    lines = []
    for criterion in CRITERIA:
        found = best_proposals(exports, criterion)
        lines += row_mismatches(f"cases, {criterion}, Python", found, expected_rows(criterion))
    for empty_is_null in (True, False):
        cells = "NULL" if empty_is_null else "empty text"
        for engine in engines:
            engine.load(exports, empty_is_null)
            for criterion, query in QUERIES.items():
                label = f"cases, {criterion}, {engine.name}, {cells}"
                lines += row_mismatches(label, engine.rows(query), expected_rows(criterion))
    return lines


def archive_mismatches(exports: Exports, engines: list[Engine], files: dict[str, Path], timings: bool) -> list[str]:
    """Compares the engines, and the files of expected rows, with the Python implementation."""
    expected = {criterion: best_proposals(exports, criterion) for criterion in CRITERIA}
    lines = []
    for criterion, file in files.items():
        found = sorted(read_expected(file), key=lambda row: str(row[0]).encode())
        lines += row_mismatches(f"{file.name}, {criterion}", found, expected[criterion])
    for engine in engines:
        engine.load(exports, empty_is_null=True)
        for criterion, query in QUERIES.items():
            lines += row_mismatches(f"archive, {criterion}, {engine.name}", engine.rows(query), expected[criterion])
            if timings:
                seconds = min(_seconds(engine, query) for _ in range(TIMED_RUNS))
                print(f"{engine.name}, {criterion}: {len(expected[criterion])} rows, {seconds:.3f} s")
    return lines


def row_mismatches(label: str, found: Rows, expected: Rows) -> list[str]:
    """Returns what differs: rows by opportunity, then their order."""
    by_opportunity = {row[0]: row for row in found}
    wanted = {row[0]: row for row in expected}
    lines = []
    if len(by_opportunity) != len(found):
        lines.append(f"{len(found) - len(by_opportunity)} rows too many for one opportunity")
    different = [key for key in wanted | by_opportunity if by_opportunity.get(key) != wanted.get(key)]
    lines += [_difference(str(key), by_opportunity.get(key), wanted.get(key)) for key in different[:SHOWN]]
    if len(different) > SHOWN:
        lines.append(f"... {len(different)} opportunities in all")
    if not lines and list(found) != list(expected):
        lines.append("the rows are not in the order of the ids' bytes")
    return [f"{label}: {line}" for line in lines]


def read_expected(file: Path) -> list[tuple[object, ...]]:
    """Reads the first five columns of a CSV."""
    with file.open(encoding="utf-8", newline="") as text:
        lines = csv.reader(text)
        names = next(lines)[:5]
        if names != ["id_opportunite", "id_proposition", "taux_interet", "duree_mois", "nom_banque"]:
            raise ValueError(f"{file.name} begins with the columns {', '.join(names)}")
        return [(line[0], line[1], float(line[2]), int(line[3]), line[4] or None) for line in lines]


def _difference(opportunity: str, found: tuple[object, ...] | None, wanted: tuple[object, ...] | None) -> str:
    case = case_name(opportunity)
    where = f"case « {case} »" if case else "an opportunity"
    found_id, wanted_id = (row[1] if row else "no proposal" for row in (found, wanted))
    if found_id == wanted_id:
        return f"{where}: {found_id} with another rate, term or bank"
    return f"{where}: {found_id} instead of {wanted_id}"


def _seconds(engine: Engine, query: str) -> float:
    start = time.perf_counter()
    engine.rows(query)
    return time.perf_counter() - start


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Runs the portable queries on three engines and compares their rows.")
    parser.add_argument("--write-edges", type=Path, metavar="ARCHIVE", help="write the crafted rows and end")
    parser.add_argument("--timings", action="store_true", help="print the time of each query on ARCHIVE")
    for criterion in CRITERIA:
        parser.add_argument(f"--expected-{criterion}", type=Path, metavar="CSV", help="expected rows of ARCHIVE")
    parser.add_argument("archive", type=Path, nargs="?", help="zip or folder with the three exports")
    arguments = parser.parse_args()
    if arguments.archive is None and (arguments.expected_taeg or arguments.expected_taux or arguments.timings):
        parser.error("expected rows and timings are those of an ARCHIVE")
    return arguments


def main() -> None:
    """Prints what differs and exits."""
    arguments = _arguments()
    if arguments.write_edges:
        write_edge_archive(arguments.write_edges)
        return
    given = {criterion: getattr(arguments, f"expected_{criterion}") for criterion in CRITERIA}
    files = {criterion: file for criterion, file in given.items() if file}
    with Cluster() as cluster:
        databases = [PostgreSql(cluster, name, order) for name, order in cluster.databases().items()]
        engines = [DuckDb(), DataFusion(), *databases]
        mismatches = edge_mismatches(engines)
        mismatches += taeg_mismatches(engines, QUERIES)
        if arguments.archive:
            mismatches += archive_mismatches(read_exports(arguments.archive), engines, files, arguments.timings)
    for mismatch in mismatches:
        print(mismatch)
    if mismatches:
        sys.exit(1)
    print(f"the portable queries agree on {', '.join(engine.name for engine in engines)} ({len(CASES)} crafted cases)")


if __name__ == "__main__":
    main()
