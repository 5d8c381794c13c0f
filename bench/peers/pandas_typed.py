"""pandas: cells to typed columns and the rules they break.

The bench times it, and `tests/third_party` compares a lake with it.
"""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from peers.contract import (
    DUPLICATE_KEY,
    FIRST_LINE,
    INVALID_ID,
    INVALID_TYPE,
    MISSING_REQUIRED,
    OUT_OF_BOUNDS,
    SKIPPED_HOUR,
    Column,
    Table,
)
from peers.counts import Counts
from peers.salesforce_id import are_valid

_LARGEST_EXACT_INTEGER = 2.0**53


@dataclass(frozen=True)
class TypedTable:
    """A table read from its file: one row a key, indexed by line, and what is wrong."""

    rows: pd.DataFrame
    violations: pd.DataFrame
    """`table_name`, `rule`, `column_name`, `key`, `line`."""


def read_archive(archive: Path, tables: list[Table], counts: Counts) -> dict[str, TypedTable]:
    """Reads every table of an archive, by name, and counts what is in them."""
    with tempfile.TemporaryDirectory() as unpacked:
        zipfile.ZipFile(archive).extractall(unpacked)
        typed = {table.name: _read_file(table, Path(unpacked) / table.file_name, counts) for table in tables}
    for table in tables:
        rows = typed[table.name].rows
        counts.loaded[table.name] = len(rows)
        counts.nulls |= {f"{table.name}.{name}": int(n) for name, n in rows.isna().sum().items()}
        for column, other, other_column in table.relations:
            keys = rows[column.name].dropna()
            orphans = ~keys.isin(typed[other].rows[other_column])
            counts.orphans[f"{table.name}.{column.name}"] = int(orphans.sum())
    found = pd.concat([typed[table.name].violations for table in tables])
    by_rule = found.groupby(["table_name", "column_name", "rule"]).size()
    counts.violations = {".".join(key): int(n) for key, n in by_rule.items()}
    counts.check_reconciled()
    return typed


def _read_file(table: Table, file: Path, counts: Counts) -> TypedTable:
    cells = pd.read_csv(file, dtype="str", keep_default_na=False, na_values=[""], engine="pyarrow")
    cells.index += FIRST_LINE
    counts.read[table.name] = len(cells)
    keys = _parsed(table.key, cells[table.key.source_name])
    usable = keys.notna()
    repeated = usable & keys.duplicated()
    counts.rejected[table.name] = int((~usable).sum())
    counts.duplicates[table.name] = int(repeated.sum())
    violations = [_violation_rows(table, table.key, DUPLICATE_KEY, keys[repeated])]
    kept = usable & ~repeated
    if not kept.all():
        cells, keys = cells[kept], keys[kept]
    columns = {}
    for column in table.columns:
        columns[column.name], broken = _checked(column, cells[column.source_name])
        violations += [
            _violation_rows(table, column, rule, keys[lines]) for rule, lines in broken.items() if lines.any()
        ]
    return TypedTable(pd.DataFrame(columns), pd.concat(violations))


def _violation_rows(table: Table, column: Column, rule: str, keys: pd.Series) -> pd.DataFrame:
    line = keys.index.to_numpy()
    names = {"table_name": table.name, "rule": rule, "column_name": column.name}
    return pd.DataFrame({"key": keys.to_numpy(), "line": line}).assign(**names).astype(dict.fromkeys(names, "str"))


def _checked(column: Column, text: pd.Series) -> tuple[pd.Series, dict[str, pd.Series]]:
    """Returns the typed values, and for each rule the rows that break it."""
    read = _parsed(column, text)
    is_missing = text.isna()
    broken = {MISSING_REQUIRED: is_missing} if column.required else {}
    unreadable = read.isna() & ~is_missing
    match column.kind:
        case "id":
            broken[INVALID_ID] = unreadable
        case "timestamp":
            exists = _local_time(text).notna()
            broken |= {SKIPPED_HOUR: unreadable & exists, INVALID_TYPE: unreadable & ~exists}
        case "integer" | "number" | "boolean":
            broken[INVALID_TYPE] = unreadable
    if column.bounds:
        outside = read.notna() & ~_in_bounds(column, read)
        broken[OUT_OF_BOUNDS] = outside
        if not column.keeps_out_of_bounds:
            read = read.mask(outside)
    return (read.astype("Int64") if column.kind == "integer" else read), broken


def _parsed(column: Column, text: pd.Series) -> pd.Series:
    """The typed value; missing when the text is not one. Whole numbers are still floats."""
    match column.kind:
        case "string":
            return text
        case "id":
            return text.where(_are_valid_ids(text))
        case "boolean":
            return (text == "1").astype("boolean").where(text.isin(["0", "1"]))
        case "timestamp":
            here_first = np.ones(len(text), bool)
            paris = _local_time(text).dt.tz_localize("Europe/Paris", ambiguous=here_first, nonexistent="NaT")
            return paris.dt.tz_convert("UTC")
        case _:
            number = _numbers(text)
            is_readable = np.isfinite(number)
            if column.kind == "integer":
                is_readable &= (number == np.floor(number)) & (number.abs() <= _LARGEST_EXACT_INTEGER)
            return number.where(is_readable)


def _local_time(text: pd.Series) -> pd.Series:
    return pd.to_datetime(text, format="%Y-%m-%d %H:%M:%S", errors="coerce")


def _numbers(text: pd.Series) -> pd.Series:
    try:
        return text.astype("double[pyarrow]").astype("float64")
    except pa.ArrowInvalid:
        # Slower, and only needed when a cell is not a number.
        return pd.to_numeric(text, errors="coerce").astype("float64")


def _are_valid_ids(text: pd.Series) -> pd.Series:
    return pd.Series(are_valid(pa.array(text)), index=text.index)


def _in_bounds(column: Column, read: pd.Series) -> pd.Series:
    compare = {">=": read.ge, ">": read.gt, "<=": read.le, "<": read.lt}
    inside = pd.Series(True, index=read.index)
    for sign, limit in column.bounds:
        inside &= compare[sign](limit)
    return inside
