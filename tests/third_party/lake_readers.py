"""Opens the tables of a lake with engines that are not courtier: Polars through `deltalake`, and DuckDB.

DuckDB's Delta extension is downloaded at first use, so DuckDB reads the Parquet files that `deltalake` lists instead,
and takes the partition columns, which are not in the files, from the same list.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from deltalake import DeltaTable

_PARTITION_PREFIX = "partition."


class LakeReader(ABC):
    """One engine."""

    name: str

    def __init__(self, lake: Path) -> None:
        self.lake = lake

    def folder(self, table: str) -> str:
        """Returns the folder of a table, `schema.table`."""
        return str(self.lake / table.replace(".", "/"))

    @abstractmethod
    def rows(self, table: str) -> pl.DataFrame:
        """Returns the latest version of a table."""


class PolarsReader(LakeReader):
    """Polars and delta-rs."""

    name = "Polars"

    def rows(self, table: str) -> pl.DataFrame:  # noqa: D102, says the same as the base class
        return pl.read_delta(self.folder(table))


class DuckDbReader(LakeReader):
    """DuckDB on the files of the Delta log."""

    name = "DuckDB"

    def __init__(self, lake: Path) -> None:
        super().__init__(lake)
        self.db = duckdb.connect()
        self.db.execute("SET TimeZone = 'UTC'")

    def rows(self, table: str) -> pl.DataFrame:  # noqa: D102, says the same as the base class
        delta = DeltaTable(self.folder(table))
        actions = pl.DataFrame(delta.get_add_actions(flatten=True)).rows(named=True)
        # Both lists are in the order of the log.
        files = [self._file(uri, action) for uri, action in zip(delta.file_uris(), actions, strict=True)]
        if not files:
            return self._without_rows(delta)
        return pl.concat(files, how="vertical")

    def _file(self, uri: str, action: dict[str, Any]) -> pl.DataFrame:
        if not uri.endswith(action["path"]):
            raise ValueError("deltalake lists files in two orders")
        rows: pl.DataFrame = self.db.sql("SELECT * FROM read_parquet(?)", params=[uri]).pl()
        partition = {k.removeprefix(_PARTITION_PREFIX): v for k, v in action.items() if k.startswith(_PARTITION_PREFIX)}
        return rows.with_columns(pl.lit(value, pl.String).alias(name) for name, value in sorted(partition.items()))

    @staticmethod
    def _without_rows(delta: DeltaTable) -> pl.DataFrame:
        return pl.DataFrame(schema=[field.name for field in delta.schema().fields])
