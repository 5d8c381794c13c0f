"""Three engines that run a query on the same text tables: DuckDB, DataFusion and PostgreSQL."""

from __future__ import annotations

import csv
import io
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

import datafusion
import duckdb
import pyarrow as pa
from pyarrow import csv as arrow_csv

from exports import Exports, header
from postgres import Cluster

Types = tuple[Callable[[str], object], ...]
"""Types of the columns of a result."""

FIVE_COLUMNS: Types = (str, str, float, int, str)

# What psql prints for NULL: no cell of the results is like it.
_NULL = "\\N"


class Engine(ABC):
    """An engine and the tables loaded in it."""

    name: str

    @abstractmethod
    def load(self, exports: Exports, empty_is_null: bool) -> None:
        """Creates `bronze.<table>` for each export, all columns text; an empty cell is NULL or an empty text."""

    @abstractmethod
    def rows(self, query: str, types: Types = FIVE_COLUMNS) -> list[tuple[object, ...]]:
        """Runs a query as it is and returns its rows in their order."""


class DuckDb(Engine):
    """DuckDB, in the process."""

    name = f"DuckDB {duckdb.__version__}"

    def load(self, exports: Exports, empty_is_null: bool) -> None:  # noqa: D102, says the same as the base class
        self._db = duckdb.connect()
        self._db.execute("CREATE SCHEMA bronze")
        for table, export in exports.items():
            self._db.register("loaded", _text_table(export, empty_is_null, pa.string()))
            self._db.execute(f"CREATE TABLE bronze.{table} AS SELECT * FROM loaded")
            self._db.unregister("loaded")

    def rows(self, query: str, types: Types = FIVE_COLUMNS) -> list[tuple[object, ...]]:  # noqa: D102
        return self._db.execute(query).fetchall()


class DataFusion(Engine):
    """DataFusion, in the process: the engine of courtier."""

    name = f"DataFusion {datafusion.__version__}"

    def load(self, exports: Exports, empty_is_null: bool) -> None:  # noqa: D102, says the same as the base class
        self._context = datafusion.SessionContext()
        self._context.sql("CREATE SCHEMA bronze").collect()
        # Text has two forms in Arrow, and a function may know one only: each way of loading has its own.
        text = pa.string() if empty_is_null else pa.string_view()
        for table, export in exports.items():
            loaded = _text_table(export, empty_is_null, text)
            self._context.register_record_batches(f"loaded_{table}", [loaded.to_batches()])
            self._context.sql(f"CREATE TABLE bronze.{table} AS SELECT * FROM loaded_{table}").collect()

    def rows(self, query: str, types: Types = FIVE_COLUMNS) -> list[tuple[object, ...]]:  # noqa: D102
        batches = self._context.sql(query).collect()
        return [row for batch in batches for row in zip(*batch.to_pydict().values(), strict=True)]


class PostgreSql(Engine):
    """A database of a PostgreSQL server, through psql."""

    def __init__(self, cluster: Cluster, database: str, order: str) -> None:
        self.name = f"PostgreSQL {cluster.version()} ({order})"
        self._cluster = cluster
        self._database = database

    def load(self, exports: Exports, empty_is_null: bool) -> None:  # noqa: D102, says the same as the base class
        script = ["SET client_min_messages = warning;", "DROP SCHEMA IF EXISTS bronze CASCADE;"]
        script.append("CREATE SCHEMA bronze;")
        null = "" if empty_is_null else _NULL
        with tempfile.TemporaryDirectory() as folder:
            for table, export in exports.items():
                file = Path(folder) / table
                file.write_bytes(export)
                columns = ", ".join(f'"{column}" text' for column in header(export))
                script.append(f"CREATE TABLE bronze.{table} ({columns});")
                script.append(f"\\copy bronze.{table} from '{file}' with (format csv, header, null '{null}')")
            script.append("ANALYZE;")
            self._cluster.psql(self._database, "\n".join(script))

    def rows(self, query: str, types: Types = FIVE_COLUMNS) -> list[tuple[object, ...]]:  # noqa: D102
        printed = self._cluster.psql(self._database, query, "--csv", "-t", "-P", f"null={_NULL}")
        return [
            tuple(None if cell == _NULL else read(cell) for cell, read in zip(row, types, strict=True))
            for row in csv.reader(io.StringIO(printed, newline=""))
        ]


def _text_table(export: bytes, empty_is_null: bool, text: pa.DataType) -> pa.Table:
    convert = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(header(export), pa.string()),
        null_values=[""],
        strings_can_be_null=empty_is_null,
    )
    parse = arrow_csv.ParseOptions(newlines_in_values=True)
    table = arrow_csv.read_csv(io.BytesIO(export), parse_options=parse, convert_options=convert)
    return table.cast(pa.schema([(name, text) for name in table.column_names]))
