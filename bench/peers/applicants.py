"""The columns that a profile is made of, from an archive, for the profiling peers (pandas 2 and 3).

Rules are those of the contract: bounds, whole numbers, valid and unrepeated keys, Paris time. Networks of banks come
from a table that the bench makes beforehand, as an analyst would have one.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from peers.contract import Column, read_contracts
from peers.salesforce_id import are_valid

TABLE = "opportunites"
NUMBERS = ("age_emprunteur", "revenu_total", "montant_pret_principal")
BANK = "banque_principale"
NETWORK = "reseau_bancaire"
BUYER = "deja_souscrit_credit_immo"
LABELS = (NETWORK, BUYER, "categorie_professionnelle", "contrat_travail")
MONTH = "mois"
SEGMENTS = ("origine", "stage_name", MONTH)
CREATED = "date_creation"
AMOUNT = "montant_pret_principal"
_READ = ("id", *NUMBERS, BANK, *LABELS[1:], *SEGMENTS[:2], CREATED)
_BUYERS = ("Primo-accédant", "Secundo-accédant")


@dataclass(frozen=True)
class Applicants:
    """One row a request: numbers as floats, labels as categories."""

    rows: pd.DataFrame
    invalid: dict[str, int]
    """Cells that broke a rule, a column; they are missing in `rows`."""


def read_applicants(archive: Path, networks: Path) -> Applicants:
    """Reads the requests of an archive; `networks` is a CSV file of `nom`, `jour` and `reseau`."""
    table = next(table for table in read_contracts() if table.name == TABLE)
    columns = {column.name: column for column in table.columns if column.name in _READ}
    raw = _cells(archive, table.file_name, columns)
    ids = raw["id"]
    usable = are_valid(pa.array(ids)) & ~ids.duplicated()
    raw = raw.loc[usable].reset_index(drop=True)
    rows: dict[str, pd.Series] = {}
    invalid: dict[str, int] = {}
    for name in (*NUMBERS, BUYER):
        rows[name], invalid[name] = _number(columns[name], raw[name])
    # A loan of nothing is a field left empty.
    rows[AMOUNT] = rows[AMOUNT].where(rows[AMOUNT] > 0)
    rows[BUYER] = rows[BUYER].map(dict(enumerate(_BUYERS))).astype("category")
    days = _days(raw[CREATED])
    rows[MONTH] = days.dt.to_period("M").astype("category").cat.rename_categories(str)
    rows[NETWORK] = _networks(raw[BANK], days, networks)
    rows |= {name: raw[name].astype("category") for name in (*LABELS[2:], *SEGMENTS[:2])}
    return Applicants(pd.DataFrame(rows)[[*NUMBERS, *LABELS, *SEGMENTS]], invalid)


def _cells(archive: Path, file_name: str, columns: dict[str, Column]) -> pd.DataFrame:
    names = {column.source_name: name for name, column in columns.items()}
    with zipfile.ZipFile(archive) as files, files.open(file_name) as file:
        raw = pd.read_csv(file, usecols=list(names), keep_default_na=False, na_values=[""], engine="pyarrow")
    return raw.rename(columns=names)


def _number(column: Column, cells: pd.Series) -> tuple[pd.Series, int]:
    """Returns the values that break no rule, and how many cells break one."""
    value = pd.to_numeric(cells, errors="coerce").astype("float64")
    valid = np.isfinite(value)
    if column.kind == "integer":
        valid &= value == np.floor(value)
    if column.kind == "boolean":
        valid &= value.isin([0, 1])
    compare = {">=": value.ge, ">": value.gt, "<=": value.le, "<": value.lt}
    for sign, limit in column.bounds:
        valid &= compare[sign](limit)
    return value.where(valid), int((cells.notna() & ~valid).sum())


def _days(cells: pd.Series) -> pd.Series:
    """Returns the days in Paris; missing when there was no such hour."""
    local = pd.to_datetime(cells, format="%Y-%m-%d %H:%M:%S", errors="coerce")
    paris = local.dt.tz_localize("Europe/Paris", ambiguous=np.ones(len(local), bool), nonexistent="NaT")
    return local.where(paris.notna()).dt.normalize()


def _networks(banks: pd.Series, days: pd.Series, networks: Path) -> pd.Series:
    """Returns the network of each bank on the day of the request."""
    known = pd.read_csv(networks, keep_default_na=False, parse_dates=["jour"])
    # The same kind of text and the same unit of time as the archive's, so that the join compares like with like.
    known = known.astype({"nom": banks.dtype, "jour": days.dtype, "reseau": "category"})
    requests = pd.DataFrame({"nom": banks, "jour": days})
    return requests.merge(known, how="left", on=["nom", "jour"])["reseau"]
