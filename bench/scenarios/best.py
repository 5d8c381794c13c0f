"""The most advantageous proposal of each opportunity, to a CSV file: a cold process each time.

courtier computes it from its lake (costs, reasons and runner-up included), DuckDB by the portable SQL from its own
database file: five columns.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from measure import Candidate, Summary, alternate, run_once

PEER = Path(__file__).resolve().parents[1] / "peers" / "duckdb_best.py"
COLUMNS = 5
"""First columns of courtier's answer: those that the question asks for, and the only ones of the SQL's."""


def measure_best(courtier: Path, lake: Path, archive: Path, work: Path, runs: int) -> list[Summary]:
    """Measures courtier on a lake and DuckDB on a database of the same archive. Raises when they answer differently."""
    database = work / "best.duckdb"
    run_once([sys.executable, str(PEER), "load", str(archive), str(database)])

    def ours(target: Path) -> list[str]:
        return [str(courtier), "--quiet", "--lake", str(lake), "best", "--format", "csv", "-o", str(target)]

    def theirs(target: Path) -> list[str]:
        return [sys.executable, str(PEER), "answer", str(database), str(target)]

    answers = [work / "courtier.csv", work / "duckdb.csv"]
    run_once(ours(answers[0]))
    run_once(theirs(answers[1]))
    if _rows(answers[0]) != _rows(answers[1]):
        raise ValueError("courtier and DuckDB choose two different proposals")
    summaries = alternate(
        [
            Candidate("courtier", lambda folder: ours(folder / "best.csv")),
            Candidate("DuckDB", lambda folder: theirs(folder / "best.csv")),
        ],
        runs,
    )
    database.unlink()
    return summaries


def _rows(answer: Path) -> list[list[str | float]]:
    """Returns the rows, sorted; numbers as numbers, since engines write them differently."""
    with answer.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return sorted([row[0], row[1], float(row[2]), float(row[3]), row[4]] for row in (row[:COLUMNS] for row in rows))
