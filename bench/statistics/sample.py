"""The columns as the profile sees them: small categories merged, rows in canonical order. Written from its documentation."""

import numpy as np
import pandas as pd

NUMBERS = ["age_emprunteur", "revenu_total", "montant_pret_principal"]
ACTIVE = ["age_emprunteur", "revenu_total"]
LABELS = ["reseau_bancaire", "deja_souscrit_credit_immo", "categorie_professionnelle", "contrat_travail"]
SEGMENTS = ["origine", "stage_name", "mois"]
OTHERS = "Autres (petits effectifs)"
SMALL = 10


def kept(counts, threshold, most):
    """Returns how many of these decreasing counts stay when small ones are merged."""
    count = 0
    while count < min(len(counts), most) and counts[count] >= threshold:
        count += 1
    while count > 0 and 0 < sum(counts[count:]) < threshold:
        count -= 1
    return count


def merge(column, threshold, most, name):
    """Returns the column with small categories merged, and the categories in order."""
    counts = column.value_counts()
    ordered = sorted(counts.index, key=lambda label: (-counts[label], label))
    stay = ordered[: kept([counts[label] for label in ordered], threshold, most)]
    merged = column.where(column.isna() | column.isin(stay), name)
    return merged, stay + ([name] if len(stay) < len(ordered) else [])


class Sample:
    """Columns of requests, and the categories of each label."""

    def __init__(self, path):
        raw = pd.read_csv(path, dtype={name: str for name in LABELS + SEGMENTS}, keep_default_na=False, na_values=[""])
        self.raw = raw
        self.data = raw.copy()
        self.categories = {}
        for name in LABELS + SEGMENTS:
            self.data[name], self.categories[name] = merge(raw[name], SMALL, 120 if name == "mois" else 50, OTHERS)
        codes = {name: self.codes(self.data[name], name) for name in LABELS}
        # Missing values sort last, as the largest code and the largest bits.
        keys = [np.where(codes[name] < 0, 255, codes[name]) for name in reversed(LABELS)]
        keys += [self.data[name].to_numpy() for name in ["age_emprunteur", "montant_pret_principal", "revenu_total"]]
        order = np.lexsort(keys)
        self.data = self.data.iloc[order].reset_index(drop=True)
        self.raw = self.raw.iloc[order].reset_index(drop=True)

    def codes(self, column, name):
        """Returns positions in the categories; -1 where missing."""
        return pd.Categorical(column, categories=self.categories[name]).codes.astype(int)


def shown(counts):
    """Returns which cells of a table may be shown; `None` of them would tell about fewer than ten people."""
    counts = np.atleast_2d(np.asarray(counts))
    visible = (counts == 0) | (counts >= SMALL)
    changed = True
    while changed:
        changed = False
        lines = [np.s_[row, :] for row in range(counts.shape[0])] + [np.s_[:, column] for column in range(counts.shape[1])]
        for line in lines:
            while True:
                hidden = ~visible[line]
                if not hidden.any() or (hidden.sum() >= 2 and counts[line][hidden].sum() >= SMALL):
                    break
                rest = np.flatnonzero(visible[line] & (counts[line] > 0))
                if len(rest) == 0:
                    break
                smallest = rest[np.argmin(counts[line][rest])]
                visible[line][smallest] = False
                changed = True
    return visible
