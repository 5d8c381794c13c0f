"""pandas: one opportunity of an archive as the JSON of nine columns and a response id, read straight from the CSV.

No rule is applied: it is the script that one would write first, and the opportunity it is timed with breaks none.

Usage: `pandas_opportunity.py ARCHIVE ID`.
"""

from __future__ import annotations

import json
import sys
import uuid
import zipfile

import pandas as pd

FILE_NAME = "opportunity_test.csv"
ANSWER = {
    "id": "Id",
    "age_emprunteur": "Age_emprunteur__c",
    "banque_principale": "BanquePrincipaleEmp__c",
    "deja_souscrit_credit_immo": "Deja_souscrit_credit_immo__c",
    "categorie_professionnelle": "TechMail_CategorieProfessionnelleEmpru__c",
    "contrat_travail": "TechMail_ContratDeTravailEmprunteur__c",
    "revenu_total": "TotRev__c",
    "montant_pret_principal": "MontPretPricip__c",
    "stage_name": "StageName",
}


def answer(archive: str, opportunity_id: str) -> dict[str, object]:
    """Returns the answer for one opportunity, in the order of its keys."""
    with zipfile.ZipFile(archive) as files, files.open(FILE_NAME) as file:
        rows = pd.read_csv(file, usecols=list(ANSWER.values()), engine="pyarrow")
    row = rows[rows["Id"] == opportunity_id].iloc[0]
    cells = {name: row[source] for name, source in ANSWER.items()}
    typed: dict[str, object] = {name: None if pd.isna(value) else value for name, value in cells.items()}
    for name in ("age_emprunteur", "montant_pret_principal"):
        typed[name] = _whole(typed[name])
    typed["deja_souscrit_credit_immo"] = bool(typed["deja_souscrit_credit_immo"])
    return {"response_id": str(uuid.uuid4()), **typed}


def _whole(number: object) -> object:
    """Returns an amount without decimals as an integer, as the statement writes it."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


if __name__ == "__main__":
    print(json.dumps(answer(*sys.argv[1:3]), ensure_ascii=False))
