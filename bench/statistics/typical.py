"""Checks the typical person: modes, combinations, and the medoid, which is also measured against records one by one."""

import numpy as np

from sample import ACTIVE, LABELS, OTHERS, SMALL

BANDS = {"age_emprunteur": [26, 36, 46, 56, 66], "revenu_total": [2000, 3000, 4000, 6000, 8000]}
WIDTHS = {"age_emprunteur": [1, 5, 10, 20], "revenu_total": [500, 1000, 2000, 5000]}
BRUTE_FORCE = 300


def check(profile, sample, compare):
    """Compares the three ways."""
    found = profile["personne_type"]
    numbers = {number["champ"]: number for number in profile["nombres"]}
    labels = {label["champ"]: label for label in profile["modalites"]}
    for value in found["par_champ"]:
        name = value["champ"]
        if name in numbers:
            compare.same("typical: fields", name, value["mediane"], sample.data[name].median())
            compare.same("typical: fields", name, value["part_du_mode"], numbers[name]["classes_modales"][0]["part"])
        else:
            compare.same("typical: fields", name, value["modes"], labels[name]["modes"])
            compare.same("typical: fields", name, value["part_du_mode"], sample.data[name].value_counts(normalize=True).max())
    check_combinations(found["combinaisons"], sample, compare)
    check_medoid(found["dossier_type"], sample, compare)


def check_combinations(found, sample, compare):
    """Compares counts of combinations; bands are compared by their counts, names by the labels."""
    data = sample.data[ACTIVE + LABELS].dropna()
    keys = data[LABELS].copy()
    for name, starts in BANDS.items():
        keys[name] = np.searchsorted(starts, data[name], "right")
    counts = keys.groupby(list(keys.columns), observed=True).size().reset_index(name="n")
    compare.same("typical: combinations", "complete", found["complets_nombre"], len(data))
    compare.same("typical: combinations", "distinct", found["distinctes_nombre"], len(counts))
    told = counts[(counts["n"] >= SMALL) & (counts[LABELS] != OTHERS).all(axis=1)].nlargest(5, "n", keep="all")
    for one, number in zip(found["combinaisons"], told["n"]):
        compare.same("typical: combinations", "count", one["nombre"], number)
        compare.same("typical: combinations", "share", one["part"], number / len(data))
        values = {value["champ"]: value["valeur"] for value in one["valeurs"]}
        same = told[(told["n"] == number) & np.logical_and.reduce([told[name] == values[name] for name in LABELS])]
        compare.holds("typical: combinations", "labels", len(same) >= 1)


def check_medoid(found, sample, compare):
    """Finds the medoid anew: by cumulated sums a field, then by brute force for it and for random records."""
    values = {"age_emprunteur": sample.data["age_emprunteur"].to_numpy(float), "revenu_total": np.log(sample.data["revenu_total"].to_numpy(float))}
    codes = {name: sample.codes(sample.data[name], name) for name in LABELS}
    known = sum((~np.isnan(column)).astype(int) for column in values.values()) + sum((code >= 0).astype(int) for code in codes.values())
    weight = np.divide(1.0, known, out=np.zeros(len(known)), where=known > 0)
    total = np.zeros(len(known))
    ranges = {}
    for name, column in values.items():
        ranges[name] = np.nanmax(column) - np.nanmin(column)
        points, inverse = np.unique(column[~np.isnan(column)], return_inverse=True)
        mass = np.bincount(inverse, weights=weight[~np.isnan(column)])
        below, moment = np.cumsum(mass), np.cumsum(mass * points)
        cost = points * below - moment + (moment[-1] - moment) - points * (below[-1] - below)
        total[~np.isnan(column)] += cost[inverse] / ranges[name]
    for code in codes.values():
        mass = np.bincount(code[code >= 0], weights=weight[code >= 0])
        total[code >= 0] += mass.sum() - mass[code[code >= 0]]
    complete = np.flatnonzero(known == 6)
    medoid = complete[np.argmin(total[complete])]

    def brute(row):
        distance, compared = np.zeros(len(known)), np.zeros(len(known))
        for name, column in values.items():
            both = ~np.isnan(column)
            distance[both] += np.abs(column[both] - column[row]) / ranges[name]
            compared += both
        for code in codes.values():
            both = code >= 0
            distance[both] += code[both] != code[row]
            compared += both
        return (distance[compared > 0] / compared[compared > 0]).sum()

    others = (known > 0).sum() - 1
    compare.same("typical: medoid", "complete", found["complets_nombre"], len(complete))
    compare.same("typical: medoid", "distance", found["distance_moyenne"], total[medoid] / others)
    least = brute(medoid)
    compare.same("typical: medoid, brute force", "distance", found["distance_moyenne"], least / others)
    for row in np.random.default_rng(1).choice(complete, min(BRUTE_FORCE, len(complete)), replace=False):
        compare.holds("typical: medoid, brute force", f"row {row}", brute(row) >= least * (1 - 1e-12))
    for level in range(4):
        same = np.logical_and.reduce([code == code[medoid] for code in codes.values()])
        for name in ACTIVE:
            column = sample.data[name].to_numpy() // WIDTHS[name][level]
            same &= column == column[medoid]
        if same.sum() >= SMALL:
            compare.same("typical: medoid", "shared by", found["partage_par_nombre"], same.sum())
            break
    told = {value["champ"]: value["valeur"] for value in found["valeurs"]}
    for name in LABELS:
        compare.holds("typical: medoid", name, told[name] in (sample.data[name][medoid], "sans distinction"))
