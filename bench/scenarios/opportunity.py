"""One opportunity as JSON, a cold process each time: courtier from its lake, pandas from the archive."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from pathlib import Path

from measure import Candidate, Summary, alternate
from peers.contract import Column, read_contracts

PEERS = Path(__file__).resolve().parents[1] / "peers"
TABLE = "opportunites"
ANSWER = (
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


def measure_opportunity(courtier: Path, lake: Path, archive: Path, runs: int) -> list[Summary]:
    """Measures both on the same opportunity. Raises when their answers differ."""
    chosen = choose_id(archive)
    candidates = [
        Candidate("courtier", lambda _: [str(courtier), "--quiet", "--lake", str(lake), "opportunity", chosen]),
        Candidate("pandas", lambda _: [sys.executable, str(PEERS / "pandas_opportunity.py"), str(archive), chosen]),
    ]
    summaries = alternate(candidates, runs)
    answers = [json.loads(summary.output) for summary in summaries]
    for answer in answers:
        del answer["response_id"]
    if answers[0] != answers[1]:
        raise ValueError("courtier and pandas give two answers")
    return summaries


def choose_id(archive: Path) -> str:
    """Returns the first opportunity of the archive whose answer is complete and breaks no rule."""
    table = next(table for table in read_contracts() if table.name == TABLE)
    columns = [column for column in table.columns if column.name in ANSWER]
    with zipfile.ZipFile(archive) as files, files.open(table.file_name) as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8")):
            if all(_is_sound(column, row[column.source_name]) for column in columns):
                return row[table.key.source_name]
    raise ValueError("every opportunity of the archive breaks a rule")


def _is_sound(column: Column, text: str) -> bool:
    if not text or not column.bounds:
        return bool(text)
    number = float(text)
    holds = {">=": number.__ge__, ">": number.__gt__, "<=": number.__le__, "<": number.__lt__}
    return all(holds[sign](limit) for sign, limit in column.bounds)
