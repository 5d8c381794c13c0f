"""The most frequent combination of values, and the record nearest to all others under Gower's distance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from peers.applicants import LABELS
from peers.effect_sizes import Codes, Floats

OTHERS = "Autres (petits effectifs)"
_BANDS = {"age_emprunteur": [26, 36, 46, 56, 66], "revenu_total": [2_000, 3_000, 4_000, 6_000, 8_000]}


def combinations(rows: pd.DataFrame) -> dict[str, object]:
    """Returns the most frequent combination of labels and bands among complete records."""
    complete = rows[[*_BANDS, *LABELS]].dropna()
    keys = complete[list(LABELS)].copy()
    for name, starts in _BANDS.items():
        keys[name] = np.searchsorted(starts, complete[name], "right")
    counts = keys.groupby(list(keys.columns), observed=True).size().reset_index(name="nombre")
    named = counts[(counts[list(LABELS)] != OTHERS).all(axis=1)]
    most = int(named["nombre"].max()) if len(named) else 0
    return {"complets_nombre": len(complete), "distinctes_nombre": len(counts), "plus_frequente": most}


def medoid(numbers: dict[str, Floats], labels: dict[str, Codes]) -> dict[str, object]:
    """Returns the complete record nearest to all others on average: exact, by sorting each field, not by n² pairs."""
    is_known = [~np.isnan(values) for values in numbers.values()] + [codes >= 0 for codes in labels.values()]
    known: Codes = np.stack(is_known).sum(axis=0, dtype=np.int64)
    weight = np.divide(1.0, known, out=np.zeros(len(known)), where=known > 0)
    distance = np.zeros(len(known))
    for values in numbers.values():
        here = ~np.isnan(values)
        points, inverse = np.unique(values[here], return_inverse=True)
        mass = np.bincount(inverse, weights=weight[here])
        below, moment = np.cumsum(mass), np.cumsum(mass * points)
        total = points * (2 * below - below[-1]) + moment[-1] - 2 * moment
        distance[here] += total[inverse] / (points[-1] - points[0])
    for codes in labels.values():
        here = codes >= 0
        mass = np.bincount(codes[here], weights=weight[here])
        distance[here] += mass.sum() - mass[codes[here]]
    complete = np.flatnonzero(known == len(numbers) + len(labels))
    row = complete[np.argmin(distance[complete])]
    others = int((known > 0).sum()) - 1
    return {"complets_nombre": len(complete), "distance_moyenne": float(distance[row] / others), "ligne": int(row)}
