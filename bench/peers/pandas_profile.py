"""pandas, SciPy, prince and scikit-learn: the profile of the applicants of an archive.

Usage: `pandas_profile.py ARCHIVE NETWORKS FILE`; writes FILE as JSON. What has courtier's names in it must be equal to
courtier's; what it does otherwise is under `autres`.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations as pairs
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers.applicants import BANK, LABELS, MONTH, NETWORK, NUMBERS, SEGMENTS, Applicants, read_applicants
from peers.effect_sizes import Codes, Floats, Link, cramer, number_by_label, spearman, table
from peers.prince_personas import personas
from peers.typical_person import OTHERS, combinations, medoid

SMALL = 10
QUARTILES = {"quartile_1": 0.25, "mediane": 0.5, "quartile_3": 0.75}


def profile(archive: Path, networks: Path) -> dict[str, object]:
    """Profiles the applicants of an archive."""
    applicants = read_applicants(archive, networks)
    rows = applicants.rows
    quality = _quality(applicants)
    distinct = {name: len(rows[name].cat.remove_unused_categories().cat.categories) for name in (*LABELS, *SEGMENTS)}
    for name in (*LABELS, *SEGMENTS):
        rows[name] = _merged(rows[name], 120 if name == MONTH else 50)
    numbers: dict[str, Floats] = {name: rows[name].to_numpy() for name in NUMBERS}
    labels: dict[str, Codes] = {name: rows[name].cat.codes.to_numpy(np.int64) for name in (*LABELS, *SEGMENTS)}
    active = {"age_emprunteur": numbers["age_emprunteur"], "revenu_total": np.log(numbers["revenu_total"])}
    record = medoid(active, {name: labels[name] for name in LABELS})
    groups, found = personas(rows)
    frequent = combinations(rows)
    return {
        "demandes_nombre": len(rows),
        "qualite": quality,
        "nombres": [_number(name, rows[name].dropna()) for name in NUMBERS],
        "modalites": [_label(name, rows[name], distinct[name]) for name in (*LABELS, *SEGMENTS)],
        "croisements": [_crossing(a, b, numbers, labels) for a, b in pairs((*NUMBERS, *LABELS), 2)],
        "personne_type": {
            "combinaisons": {name: frequent[name] for name in ("complets_nombre", "distinctes_nombre")},
            "dossier_type": {name: record[name] for name in ("complets_nombre", "distance_moyenne")},
        },
        "personas": {"classes_nombre": found.pop("classes_nombre")},
        "segmentations": [_segmentation(name, rows, numbers, labels) for name in (*SEGMENTS, NETWORK)],
        "autres": {
            "histogrammes": {name: _histogram(rows[name].dropna()) for name in NUMBERS},
            "croisements": _tables(rows, labels),
            "combinaison": frequent["plus_frequente"],
            "personas": found,
            "personas_tableaux": _group_tables(groups, rows, labels),
            "segments_tableaux": {name: _group_tables(labels[name], rows, labels) for name in (*SEGMENTS, NETWORK)},
        },
    }


def _quality(applicants: Applicants) -> list[dict[str, object]]:
    """Counts what is known, missing and invalid."""
    counts = []
    for name in (*NUMBERS, *LABELS):
        known = int(applicants.rows[name].notna().sum())
        invalid = applicants.invalid.get(BANK if name == NETWORK else name, 0)
        missing = len(applicants.rows) - known - invalid
        counts.append(
            {"champ": name, "renseignes_nombre": known, "manquants_nombre": missing, "invalides_nombre": invalid}
        )
    return counts


def _merged(labels: pd.Series, most: int) -> pd.Series:
    """Returns labels with those of fewer than ten people in one, from frequent to rare."""
    counts = labels.value_counts()
    counts = counts[counts > 0]
    ordered = sorted(counts.index, key=lambda label: (-counts[label], label))
    kept = [label for label in ordered[:most] if counts[label] >= SMALL]
    # The rest must not tell about few people either.
    while kept and 0 < counts.sum() - counts[kept].sum() < SMALL:
        kept.pop()
    rest = [OTHERS] if len(kept) < len(ordered) else []
    renamed = {label: i for i, label in enumerate(kept)}
    codes = np.array([renamed.get(label, len(kept)) for label in labels.cat.categories] + [-1])[labels.cat.codes]
    return pd.Series(pd.Categorical.from_codes(codes, [*kept, *rest]), index=labels.index)


def _number(name: str, values: pd.Series) -> dict[str, object]:
    quartiles = values.quantile(list(QUARTILES.values()))
    described = {"champ": name, "effectif": len(values), "moyenne": values.mean(), "ecart_type": values.std()}
    return described | dict(zip(QUARTILES, quartiles.tolist(), strict=True))


def _histogram(values: pd.Series) -> dict[str, list[float]]:
    counts, ends = np.histogram(values, bins=40, range=(values.min(), values.quantile(0.99)))
    return {"bornes": ends.tolist(), "nombres": counts.tolist()}


def _label(name: str, labels: pd.Series, distinct: int) -> dict[str, object]:
    counts = labels.value_counts(sort=False)
    known = counts.sum()
    shares = [{"modalite": label, "nombre": int(n), "part": n / known} for label, n in counts.items()]
    return {"champ": name, "effectif": int(known), "modalites_distinctes": distinct, "modalites": shares}


def _link(a: str, b: str, numbers: dict[str, Floats], labels: dict[str, Codes]) -> Link | None:
    """Returns how strongly two columns depend on each other, or `None` when one of them does not vary."""
    if any(codes.max() < 1 for codes in (labels[name] for name in (a, b) if name in labels)):
        return None
    if b in numbers:
        return spearman(numbers[a], numbers[b])
    return number_by_label(numbers[a], labels[b]) if a in numbers else cramer(labels[a], labels[b])


def _crossing(a: str, b: str, numbers: dict[str, Floats], labels: dict[str, Codes]) -> dict[str, object]:
    link = _link(a, b, numbers, labels)
    measured = {} if link is None else {"effectif": link.count, "valeur": link.value, "force": link.strength}
    return {"champ_a": a, "champ_b": b, **measured}


def _tables(rows: pd.DataFrame, labels: dict[str, Codes]) -> dict[str, object]:
    """Tables of two labels, quartiles of a number in each category or quarter."""
    tables: dict[str, object] = {}
    for a, b in pairs(LABELS, 2):
        tables[f"{a} {b}"] = table(labels[a], labels[b]).tolist()
    for name in LABELS:
        tables[name] = _quartiles(rows, rows[name])
    for a, b in pairs(NUMBERS, 2):
        quarters = pd.qcut(rows[a], 4, labels=False, duplicates="drop")
        tables[f"{a} {b}"] = _quartiles(rows[[b]], quarters)
    return tables


def _quartiles(rows: pd.DataFrame, by: pd.Series) -> dict[str, list[float]]:
    """Quartiles of the numbers in each group."""
    names = [name for name in NUMBERS if name in rows]
    found = rows[names].groupby(by, observed=True).quantile(list(QUARTILES.values()))
    return {name: found[name].tolist() for name in names}


def _group_tables(codes: Codes, rows: pd.DataFrame, labels: dict[str, Codes]) -> dict[str, object]:
    """What sets groups apart: quartiles of the numbers, shares of the labels."""
    shares = {}
    for name in LABELS:
        counts = table(codes, labels[name])
        shares[name] = (counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)).tolist()
    return {"nombres": _quartiles(rows, pd.Series(codes, rows.index).replace(-1, np.nan)), "parts": shares}


def _segmentation(
    name: str, rows: pd.DataFrame, numbers: dict[str, Floats], labels: dict[str, Codes]
) -> dict[str, object]:
    counts = rows[name].value_counts(sort=False)
    links = {other: _link(other, name, numbers, labels) for other in (*NUMBERS, *LABELS) if other != name}
    return {
        "champ": name,
        "segments": [{"valeur": label, "nombre": int(n), "part": n / counts.sum()} for label, n in counts.items()],
        "liens": [{"champ": other, "force": link.strength} for other, link in links.items() if link is not None],
    }


if __name__ == "__main__":
    archive_path, networks_path, target = map(Path, sys.argv[1:4])
    target.write_text(json.dumps(profile(archive_path, networks_path), ensure_ascii=False), "utf-8")
