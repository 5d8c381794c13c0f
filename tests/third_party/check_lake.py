"""Compares a lake with what pandas, reading the same archive under the same contracts, finds.

Polars and DuckDB open the lake; courtier is not involved. Compared: rows a table, NULLs a column, violations one by
one, orphans, duplicates, reconciliation, types, and every cell of every typed table. The archive must be one of
`courtier sample-data`: pandas reads well-formed files only.

Every mismatch is printed, with lines of the source file but without values, which may be personal data; exit code 1
when there is one.

Usage: `check_lake.py LAKE ARCHIVE`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from lake_readers import DuckDbReader, LakeReader, PolarsReader
from peers.contract import Table, read_contracts
from peers.counts import Counts
from peers.pandas_typed import TypedTable, read_archive

ORPHAN = "relation_orpheline"
TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "id": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "timestamp": pl.Datetime("us", "UTC"),
}
# Columns of `quality.violations` under the names that the peers give them.
VIOLATION_COLUMNS = {
    "table_cible": "table_name",
    "regle": "rule",
    "colonne": "column_name",
    "cle": "key",
    "ligne": "line",
}


def check(lake: Path, archive: Path) -> list[str]:
    """Returns the mismatches, one line each."""
    tables = read_contracts()
    expected = Counts()
    typed = read_archive(archive, tables, expected)
    mismatches = []
    for reader in (PolarsReader(lake), DuckDbReader(lake)):
        silver = {table.name: reader.rows(f"silver.{table.name}") for table in tables}
        violations = reader.rows("quality.violations").rename(VIOLATION_COLUMNS)
        found = [f"counts: {line}" for line in _counts(reader, tables, silver, violations).differences(expected)]
        found += _bronze_mismatches(reader, tables, expected)
        for table in tables:
            found += _cell_mismatches(table, silver[table.name], typed[table.name])
        found += _violation_mismatches(violations, [typed[table.name] for table in tables])
        mismatches += [f"{reader.name}: {line}" for line in found]
    return mismatches


def _counts(
    reader: LakeReader, tables: list[Table], silver: dict[str, pl.DataFrame], violations: pl.DataFrame
) -> Counts:
    counts = Counts()
    for row in reader.rows("quality.reconciliation").iter_rows(named=True):
        table = row["table_cible"]
        counts.read[table] = row["lues"]
        counts.duplicates[table] = row["doublons"]
        counts.rejected[table] = row["rejetees"]
    for table in tables:
        rows = silver[table.name]
        counts.loaded[table.name] = len(rows)
        for column in table.columns:
            counts.nulls[f"{table.name}.{column.name}"] = rows[column.name].null_count()
    for table, column, rule, rows in violations.group_by("table_name", "column_name", "rule").len().iter_rows():
        if rule == ORPHAN:
            counts.orphans[f"{table}.{column}"] = rows
        else:
            counts.violations[f"{table}.{column}.{rule}"] = rows
    return counts


def _bronze_mismatches(reader: LakeReader, tables: list[Table], expected: Counts) -> list[str]:
    """Bronze has every row of the files, with the columns of the files."""
    lines = []
    for table in tables:
        rows = reader.rows(f"bronze.{table.name}")
        if len(rows) != expected.read[table.name]:
            lines.append(f"bronze.{table.name}: {len(rows)} rows != {expected.read[table.name]}")
        missing = {column.source_name for column in table.columns} - set(rows.columns)
        lines += [f"bronze.{table.name}: no column {name}" for name in sorted(missing)]
    return lines


def _cell_mismatches(table: Table, lake: pl.DataFrame, typed: TypedTable) -> list[str]:
    key = table.key.name
    mine = pl.from_pandas(typed.rows.rename_axis("line").reset_index()).sort(key)
    lake = lake.sort(key)
    if not lake[key].equals(mine[key]):
        return [f"silver.{table.name}: not the same keys"]
    lines = []
    for column in table.columns:
        where = f"silver.{table.name}.{column.name}"
        expected = TYPES[column.kind]
        if lake[column.name].dtype != expected:
            lines.append(f"{where}: type {lake[column.name].dtype} != {expected}")
            continue
        equal = lake[column.name].eq_missing(mine[column.name].cast(expected))
        lines += [f"{where}: another value, line {line}" for line in mine["line"].filter(~equal).sort()]
    if not lake["_source_row"].equals(mine["line"], check_dtypes=False):
        lines.append(f"silver.{table.name}: _source_row is not the line")
    return lines


def _violation_mismatches(violations: pl.DataFrame, typed: list[TypedTable]) -> list[str]:
    """Compares the violations found while reading, each with its key and its line."""
    names = list(VIOLATION_COLUMNS.values())
    lake = violations.filter(pl.col("rule") != ORPHAN).select(names)
    mine = pl.concat(pl.from_pandas(table.violations) for table in typed).select(names)
    lines = []
    for label, some, others in (("not in the archive", lake, mine), ("not in the lake", mine, lake)):
        extra = some.join(others, on=names, how="anti", nulls_equal=True).sort(names)
        lines += [
            f"violation {label}: {row['table_name']}.{row['column_name']} {row['rule']}, line {row['line']}"
            for row in extra.iter_rows(named=True)
        ]
    return lines


def main() -> None:
    """Prints the mismatches and exits."""
    if len(sys.argv) != 3:
        sys.exit("usage: check_lake.py LAKE ARCHIVE")
    mismatches = check(Path(sys.argv[1]), Path(sys.argv[2]))
    for mismatch in mismatches:
        print(mismatch)
    if mismatches:
        sys.exit(1)
    print("the lake holds what the archive says: Polars and DuckDB agree with pandas")


if __name__ == "__main__":
    main()
