"""Polars: archive to Parquet files with typed tables and their violations, as expressions.

Usage: `polars_ingest.py ARCHIVE FOLDER`; prints the counts as JSON.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

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
    read_contracts,
)
from peers.counts import Counts, peer_arguments
from peers.salesforce_id import are_valid

LINE = "_line"
_LARGEST_EXACT_INTEGER = 2.0**53


def ingest(archive: Path, folder: Path) -> Counts:
    """Writes `folder/<table>.parquet` and `folder/violations.parquet`, and returns what is in them."""
    counts = Counts()
    tables = read_contracts()
    typed: dict[str, pl.DataFrame] = {}
    violations: list[pl.DataFrame] = []
    with tempfile.TemporaryDirectory() as unpacked:
        zipfile.ZipFile(archive).extractall(unpacked)
        for table in tables:
            checked, repeated = _check_file(table, Path(unpacked) / table.file_name, counts)
            typed[table.name] = checked.select(column.name for column in table.columns)
            typed[table.name].write_parquet(folder / f"{table.name}.parquet")
            violations += [repeated, *_violations(table, checked)]
    found = pl.concat(violations)
    found.write_parquet(folder / "violations.parquet")
    _count_typed(tables, typed, found, counts)
    counts.check_reconciled()
    return counts


def _check_file(table: Table, file: Path, counts: Counts) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Returns the typed columns with the rules they break (`rule_<name>`), and the violations of repeated keys."""
    cells = pl.read_csv(file, infer_schema=False, row_index_name=LINE, row_index_offset=FIRST_LINE)
    parsed = cells.lazy().with_columns(_parsed(column).alias(f"read_{column.name}") for column in table.columns)
    checked = parsed.select(
        LINE,
        *(_value(column).alias(column.name) for column in table.columns),
        *(_broken_rule(column).alias(f"rule_{column.name}") for column in table.columns if column.can_break),
    ).collect()
    key = table.key.name
    usable = checked.filter(pl.col(key).is_not_null())
    first = usable.unique(key, keep="first", maintain_order=True) if usable[key].n_unique() < len(usable) else usable
    repeated = usable.filter(~pl.col(LINE).is_in(first[LINE].implode())) if len(first) < len(usable) else usable.clear()
    counts.read[table.name] = len(checked)
    counts.rejected[table.name] = len(checked) - len(usable)
    counts.duplicates[table.name] = len(repeated)
    return first, _violation_rows(table, table.key, pl.lit(DUPLICATE_KEY), repeated)


def _parsed(column: Column) -> pl.Expr:
    """The typed value; NULL when the text is not one."""
    text = pl.col(column.source_name)
    match column.kind:
        case "string":
            return text
        case "id":
            return text.map_batches(_valid_ids, return_dtype=pl.String)
        case "boolean":
            return text.replace_strict({"1": True, "0": False}, default=None, return_dtype=pl.Boolean)
        case "timestamp":
            local = text.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
            paris = local.dt.replace_time_zone("Europe/Paris", ambiguous="earliest", non_existent="null")
            return paris.dt.convert_time_zone("UTC")
        case _:
            number = text.cast(pl.Float64, strict=False)
            return pl.when(_is_readable(column, number)).then(number)


def _is_readable(column: Column, number: pl.Expr) -> pl.Expr:
    if column.kind == "integer":
        return (number == number.floor()) & (number.abs() <= _LARGEST_EXACT_INTEGER)
    return number.is_finite()


def _valid_ids(text: pl.Series) -> pl.Series:
    """Keeps the well-formed ids."""
    is_valid = pl.Series(are_valid(text.to_arrow(compat_level=pl.CompatLevel.oldest())))
    return pl.select(pl.when(is_valid).then(text)).to_series()


def _value(column: Column) -> pl.Expr:
    read = pl.col(f"read_{column.name}")
    value = read.cast(pl.Int64) if column.kind == "integer" else read
    if column.bounds and not column.keeps_out_of_bounds:
        return pl.when(_in_bounds(column, read)).then(value)
    return value


def _broken_rule(column: Column) -> pl.Expr:
    text, read = pl.col(column.source_name), pl.col(f"read_{column.name}")
    unreadable: pl.Expr = pl.lit(INVALID_ID if column.kind == "id" else INVALID_TYPE)
    if column.kind == "timestamp":
        exists = text.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False).is_not_null()
        unreadable = pl.when(exists).then(pl.lit(SKIPPED_HOUR)).otherwise(unreadable)
    outside = ~_in_bounds(column, read) if column.bounds else pl.lit(False)
    return (
        pl.when(text.is_null())
        .then(pl.lit(MISSING_REQUIRED if column.required else None, pl.String))
        .when(read.is_null())
        .then(unreadable)
        .when(outside)
        .then(pl.lit(OUT_OF_BOUNDS))
    )


def _in_bounds(column: Column, read: pl.Expr) -> pl.Expr:
    compare = {">=": read.ge, ">": read.gt, "<=": read.le, "<": read.lt}
    return pl.all_horizontal(compare[sign](limit) for sign, limit in column.bounds)


def _violations(table: Table, checked: pl.DataFrame) -> list[pl.DataFrame]:
    rules = [(column, f"rule_{column.name}") for column in table.columns if column.can_break]
    return [
        _violation_rows(table, column, pl.col(rule), checked.filter(pl.col(rule).is_not_null()))
        for column, rule in rules
        if checked[rule].null_count() < len(checked)
    ]


def _violation_rows(table: Table, column: Column, rule: pl.Expr, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        table_name=pl.lit(table.name),
        rule=rule,
        column_name=pl.lit(column.name),
        key=pl.col(table.key.name),
        line=pl.col(LINE).cast(pl.Int64),
    )


def _count_typed(tables: list[Table], typed: dict[str, pl.DataFrame], found: pl.DataFrame, counts: Counts) -> None:
    for table in tables:
        rows = typed[table.name]
        counts.loaded[table.name] = len(rows)
        counts.nulls |= {f"{table.name}.{name}": n for name, n in rows.null_count().row(0, named=True).items()}
        for column, other, other_column in table.relations:
            keys = rows.select(column.name).drop_nulls()
            orphans = keys.join(typed[other], left_on=column.name, right_on=other_column, how="anti")
            counts.orphans[f"{table.name}.{column.name}"] = len(orphans)
    by_rule = found.group_by("table_name", "column_name", "rule").len()
    counts.violations = {f"{table}.{column}.{rule}": n for table, column, rule, n in by_rule.iter_rows()}


if __name__ == "__main__":
    print(ingest(*peer_arguments()).to_json())
