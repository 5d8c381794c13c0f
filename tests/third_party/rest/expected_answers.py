"""What the API must answer: pandas reads the source file and applies the rules of the contract, as for the lake."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from peers.contract import read_contracts
from peers.counts import Counts
from peers.pandas_typed import read_archive

TABLE = "opportunites"
KEYS = (
    "id",
    "age_emprunteur",
    "banque_principale",
    "deja_souscrit_credit_immo",
    "categorie_professionnelle",
    "contrat_travail",
    "revenu_total",
    "montant_pret_principal",
    "stage_name",
)
"""Keys of an answer after `response_id`, in order."""
Row = dict[str, object]


class Expected:
    """The opportunities of an archive."""

    def __init__(self, archive: Path) -> None:
        self.rows: pd.DataFrame = read_archive(archive, read_contracts(), Counts())[TABLE].rows
        """Typed, with every column of the contract."""
        self.by_id: dict[str, Row] = {}
        columns = [self.rows[name] for name in KEYS]
        for cells in zip(*columns, strict=True):
            row = {name: _plain(cell) for name, cell in zip(KEYS, cells, strict=True)}
            self.by_id[str(row["id"])] = row


def _plain(cell: object) -> object:
    """Returns a cell as JSON has it: a whole number without decimals, and `None` for what is missing."""
    if pd.isna(cell):
        return None
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool) or type(cell).__name__ in ("bool", "bool_"):
        return bool(cell)
    number = float(cell)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else number


def difference(answer: object, row: Row, responses: set[str]) -> str | None:
    """Returns what is wrong with an answer, by the names of its keys and never by values, which may be personal.

    `responses` holds the response ids seen so far: none may come twice.
    """
    if not isinstance(answer, dict) or tuple(answer) != ("response_id", *KEYS):
        return "not the ten keys in order"
    response = str(answer["response_id"])
    if response in responses or len(response) != 36 or response[14] != "4" or response[19] not in "89ab":
        return "response_id: not a new UUID of version 4"
    responses.add(response)
    wrong = [name for name in KEYS if not _same(answer[name], row[name])]
    return f"other values: {', '.join(wrong)}" if wrong else None


def _same(here: object, there: object) -> bool:
    """`True == 1` and `36 == 36.0` in Python, not here."""
    return type(here) is type(there) and here == there
