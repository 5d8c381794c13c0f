"""DuckDB: the most advantageous proposal of each opportunity, by `sql/meilleure_proposition.sql` on its own tables.

Usage: `duckdb_best.py load ARCHIVE DATABASE` makes the four tables; `duckdb_best.py answer DATABASE CSV` answers.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
QUERY = ROOT / "sql" / "meilleure_proposition.sql"
USURY = ROOT / "crates" / "courtier-loan" / "data" / "seuils_usure.csv"
FILES = {
    "opportunites": "opportunity_test.csv",
    "propositions": "propositions_test.csv",
    "banques": "banques_test.csv",
}


def load(archive: Path, database: Path) -> None:
    """Makes the tables that the query reads, as text."""
    with duckdb.connect(str(database)) as db, tempfile.TemporaryDirectory() as unpacked:
        zipfile.ZipFile(archive).extractall(unpacked)
        db.execute("CREATE SCHEMA bronze")
        files = {table: Path(unpacked) / name for table, name in FILES.items()} | {"seuils_usure": USURY}
        for table, file in files.items():
            db.execute(
                f"CREATE TABLE bronze.{table} AS FROM read_csv($file, all_varchar=true, header=true)",
                {"file": str(file)},
            )


def answer(database: Path, target: Path) -> None:
    """Writes the answer."""
    query = QUERY.read_text("utf-8").rstrip().rstrip(";")
    with duckdb.connect(str(database), read_only=True) as db:
        db.sql(query).write_csv(str(target))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["load", archive, database]:
            load(Path(archive), Path(database))
        case ["answer", database, target]:
            answer(Path(database), Path(target))
        case _:
            sys.exit(__doc__)
