"""Has DuckDB, Polars and pandas count a small archive in which every rule is broken a known number of times.

What they count is what a lake is compared with, so they are checked first, against numbers written by hand.

Usage: `check_peers.py`; exit code 1 when a peer is wrong.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from peers import duckdb_ingest, pandas_ingest, polars_ingest
from peers.contract import read_contracts
from peers.counts import Counts

BANK = "0011i000002MVpNAAW"
OPPORTUNITIES = ["0065q00000AlAK0AAN", "006IV00000FMf44YAD"]
PROPOSALS = ["a0PIV000009qPjV2AU", "a0D30000001n7PiEAI"]
DAY = "2024-01-15 08:00:00"

Rows = list[dict[str, str]]

BANKS: Rows = [
    {"id": BANK, "date_creation": DAY, "nom": "CIC"},
    {"id": BANK, "date_creation": DAY, "nom": "CIC, REPEATED"},
    {"id": "0011i000002MVpNAAX", "date_creation": DAY, "nom": "FALSE CHECKSUM"},
]
APPLICANTS: Rows = [
    {
        "id": OPPORTUNITIES[0],
        "date_creation": "2024-03-31 02:30:00",  # Skipped when summer time starts.
        "deja_souscrit_credit_immo": "1",
        "age_emprunteur": "33.0",
        "revenu_total": "0",
        "stage_name": "6-Perdue",
    },
    {
        "id": OPPORTUNITIES[1],
        "date_creation": "2023-10-29 02:30:00",  # Occurs twice.
        "deja_souscrit_credit_immo": "2",
        "age_emprunteur": "33.5",
        "revenu_total": "100000",
        "montant_pret_principal": "beaucoup",
        "stage_name": "",
    },
]
OFFERS: Rows = [
    {
        "id": PROPOSALS[0],
        "date_creation": "hier",
        "id_opportunite": OPPORTUNITIES[0],
        "id_banque": "0019000000B98deAAB",  # No such bank.
        "taux_interet": "0",
        "duree_mois": "25.0",
        "etape_source": "01",
    },
    {
        "id": PROPOSALS[1],
        "date_creation": DAY,
        "id_opportunite": "nulle part",
        "id_banque": BANK,
        "taux_interet": "15",
        "duree_mois": "360",
        "etape_source": "01",
    },
]
ROWS = {"banques": BANKS, "opportunites": APPLICANTS, "propositions": OFFERS}
# NULLs are counted in the columns that some row fills.
FILLED = {f"{table}.{column}" for table, rows in ROWS.items() for row in rows for column in row}
EXPECTED = Counts(
    read={"banques": 3, "opportunites": 2, "propositions": 2},
    loaded={"banques": 1, "opportunites": 2, "propositions": 2},
    duplicates={"banques": 1},
    rejected={"banques": 1},
    violations={
        "banques.id.cle_dupliquee": 1,
        "opportunites.date_creation.heure_inexistante": 1,
        "opportunites.deja_souscrit_credit_immo.type_invalide": 1,
        "opportunites.age_emprunteur.type_invalide": 1,
        "opportunites.revenu_total.hors_bornes": 1,
        "opportunites.montant_pret_principal.type_invalide": 1,
        "opportunites.stage_name.obligatoire_manquant": 1,
        "propositions.date_creation.type_invalide": 1,
        "propositions.id_opportunite.identifiant_invalide": 1,
        "propositions.taux_interet.hors_bornes": 1,
        "propositions.duree_mois.hors_bornes": 1,
    },
    orphans={"propositions.id_banque": 1},
    nulls={
        "opportunites.date_creation": 1,
        "opportunites.deja_souscrit_credit_immo": 1,
        "opportunites.age_emprunteur": 1,
        "opportunites.revenu_total": 1,
        "opportunites.montant_pret_principal": 2,
        "opportunites.stage_name": 1,
        "propositions.date_creation": 1,
        "propositions.id_opportunite": 1,
    },
)


def write_archive(archive: Path) -> None:
    """Writes the rows above under the names of the sources; columns that they leave out are empty."""
    with zipfile.ZipFile(archive, "w") as files:
        for table in read_contracts():
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(column.source_name for column in table.columns)
            for row in ROWS[table.name]:
                writer.writerow(row.get(column.name, "") for column in table.columns)
            files.writestr(table.file_name, text.getvalue())


def main() -> None:
    """Prints what the peers count wrongly and exits."""
    wrong = []
    for peer in (duckdb_ingest, polars_ingest, pandas_ingest):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / "data.zip"
            write_archive(archive)
            counts = peer.ingest(archive, Path(folder))
        counts.nulls = {column: rows for column, rows in counts.nulls.items() if column in FILLED}
        wrong += [f"{peer.__name__}: {line}" for line in counts.differences(EXPECTED)]
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
