"""Reads the data contracts (Open Data Contract Standard): the rules exist once, in `contracts/*.odcs.yaml`.

Only what the exports use is read; a type that no peer knows is refused rather than ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"

# Rule codes, as in `quality.violations`.
INVALID_TYPE = "type_invalide"
OUT_OF_BOUNDS = "hors_bornes"
MISSING_REQUIRED = "obligatoire_manquant"
INVALID_ID = "identifiant_invalide"
SKIPPED_HOUR = "heure_inexistante"
DUPLICATE_KEY = "cle_dupliquee"

# Line of the first row of a file: the header is line 1. Cells of the exports hold no line end, so a row is a line.
FIRST_LINE = 2

# Lower and upper options of ODCS, with the comparison that a value in range satisfies.
_BOUNDS = {"minimum": ">=", "exclusiveMinimum": ">", "maximum": "<=", "exclusiveMaximum": "<"}
_KINDS = {"string", "integer", "number", "boolean", "timestamp"}


@dataclass(frozen=True)
class Column:
    """One column: its names, its type and its rules."""

    name: str
    source_name: str
    kind: str
    """`string`, `integer`, `number`, `boolean`, `timestamp` (Paris wall clock) or `id` (Salesforce)."""
    required: bool
    primary_key: bool
    bounds: tuple[tuple[str, float], ...]
    """Comparison and limit: `((">=", 18.0), ("<=", 100.0))`; all must hold."""
    keeps_out_of_bounds: bool
    """Whether a value out of bounds stays (`signaler`) instead of becoming NULL (`annuler`)."""
    relation: tuple[str, str] | None
    """Table and column that a foreign key names."""

    @property
    def can_break(self) -> bool:
        """Whether a cell of the column can break a rule."""
        return self.kind != "string" or self.required


@dataclass(frozen=True)
class Table:
    """One table and the file it comes from."""

    name: str
    file_name: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> Column:
        """The primary key."""
        return next(column for column in self.columns if column.primary_key)

    @property
    def relations(self) -> list[tuple[Column, str, str]]:
        """Foreign keys: column, table named, column named."""
        return [(column, *column.relation) for column in self.columns if column.relation]


def read_contracts(folder: Path = CONTRACTS) -> list[Table]:
    """Returns the tables of a folder of contracts, by name."""
    paths = sorted(folder.glob("*.odcs.yaml"))
    if not paths:
        raise FileNotFoundError(f"no contract in {folder}")
    return [_table(schema) for path in paths for schema in _load(path)["schema"]]


def _load(path: Path) -> dict[str, Any]:
    # The loader in C, ten times faster, is not part of every build of PyYAML.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    contract: dict[str, Any] = yaml.load(path.read_text("utf-8"), loader)
    return contract


def _table(schema: dict[str, Any]) -> Table:
    columns = tuple(_column(schema["name"], declared) for declared in schema["properties"])
    return Table(schema["name"], schema["physicalName"], columns)


def _column(table: str, declared: dict[str, Any]) -> Column:
    custom = {item["property"]: item["value"] for item in declared.get("customProperties", [])}
    options = declared.get("logicalTypeOptions", {})
    kind = "id" if declared.get("physicalType") == "id" else declared["logicalType"]
    if kind not in _KINDS | {"id"} or declared.get("quality"):
        raise ValueError(f"{table}.{declared['name']}: the peers do not know this type or rule")
    return Column(
        name=declared["name"],
        source_name=declared["physicalName"],
        kind=kind,
        required=declared.get("required", False),
        primary_key=declared.get("primaryKey", False),
        bounds=tuple((sign, float(options[key])) for key, sign in _BOUNDS.items() if key in options),
        keeps_out_of_bounds=custom.get("onViolation") == "signaler",
        relation=_relation(declared),
    )


def _relation(declared: dict[str, Any]) -> tuple[str, str] | None:
    for relationship in declared.get("relationships", []):
        # `banques.odcs.yaml#/schema/banques/properties/id`
        _, table, _, column = relationship["to"].split("#/")[1].split("/")
        return table, column
    return None
