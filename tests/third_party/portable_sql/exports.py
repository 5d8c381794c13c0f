"""The tables that the portable queries read, as CSV: three exports, in a zip or a folder, and the usury thresholds."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from peers.contract import read_contracts

USURY_CSV = Path(__file__).resolve().parents[3] / "crates" / "courtier-loan" / "data" / "seuils_usure.csv"

Exports = dict[str, bytes]
"""CSV with a header, in UTF-8, by table name."""


def read_exports(path: Path) -> Exports:
    """Reads the three exports of a zip or of a folder, known by their file names, and adds the usury thresholds."""
    names = {table.file_name: table.name for table in read_contracts()}
    exports = {names[name]: content for name, content in _files(path) if name in names}
    missing = sorted(name for name, table in names.items() if table not in exports)
    if missing:
        raise FileNotFoundError(f"{path} lacks {', '.join(missing)}")
    return exports | {"seuils_usure": USURY_CSV.read_bytes()}


def header(export: bytes) -> list[str]:
    """Returns the column names of an export."""
    return next(csv.reader(io.StringIO(export.split(b"\n", 1)[0].decode("utf-8"))))


def records(export: bytes) -> Iterator[dict[str, str]]:
    """Returns the rows of an export; an empty cell is an empty text."""
    return csv.DictReader(io.StringIO(export.decode("utf-8"), newline=""))


def write_csv(columns: list[str], rows: list[dict[str, str]]) -> bytes:
    """Returns rows as an export; cells that a row does not name are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def write_archive(archive: Path, rows: dict[str, list[dict[str, str]]]) -> None:
    """Writes rows, by table and under the names of the sources, as the exports that courtier ingests."""
    with zipfile.ZipFile(archive, "w") as files:
        for table in read_contracts():
            columns = [column.source_name for column in table.columns]
            files.writestr(table.file_name, write_csv(columns, rows[table.name]))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.csv")):
            yield file.name, file.read_bytes()
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield PurePosixPath(name).name, archive.read(name)
