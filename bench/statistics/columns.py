"""The columns that a profile is made of, from an archive of exports: `columns.py ARCHIVE > columns.csv`.

Cells outside the contract's bounds become empty, as in silver. The bank network is the main bank's name as it is:
the statistics do not care how networks are named.
"""

import sys
import zipfile

import numpy as np
import pandas as pd

LABELS = {
    "reseau_bancaire": "BanquePrincipaleEmp__c",
    "categorie_professionnelle": "TechMail_CategorieProfessionnelleEmpru__c",
    "contrat_travail": "TechMail_ContratDeTravailEmprunteur__c",
    "origine": "Origine__c",
    "stage_name": "StageName",
}
NUMBERS = {
    "age_emprunteur": ("Age_emprunteur__c", lambda x: (x >= 18) & (x <= 100)),
    "revenu_total": ("TotRev__c", lambda x: (x > 0) & (x <= 100_000)),
    "montant_pret_principal": ("MontPretPricip__c", lambda x: x >= 0),
}
BUYERS = {"0": "Primo-accédant", "1": "Secundo-accédant"}


def read(archive):
    """Returns the columns of the opportunities in an archive."""
    with zipfile.ZipFile(archive) as files:
        name = next(name for name in files.namelist() if "opportunity" in name)
        with files.open(name) as file:
            raw = pd.read_csv(file, dtype=str, keep_default_na=False)
    columns = {}
    for name, (source, valid) in NUMBERS.items():
        values = pd.to_numeric(raw[source], errors="coerce")
        columns[name] = values.where(valid(values), np.nan)
    for name, source in LABELS.items():
        columns[name] = raw[source].str.strip()
    columns["deja_souscrit_credit_immo"] = raw["Deja_souscrit_credit_immo__c"].map(BUYERS).fillna("")
    columns["mois"] = raw["CreatedDate"].str[:7]
    return pd.DataFrame(columns)


if __name__ == "__main__":
    read(sys.argv[1]).to_csv(sys.stdout, index=False)
