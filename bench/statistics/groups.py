"""Checks what is said of groups of people (personas, segments) against pandas."""

import numpy as np
import pandas as pd

from sample import LABELS, NUMBERS, SMALL, shown


def scaled(name, values):
    """Returns ages as they are, amounts as logarithms."""
    return values if name == "age_emprunteur" else np.log(values[values > 0])


def v_test(group, everybody):
    """Lebart, Morineau and Piron's test value of a mean; `everybody` may be 0/1."""
    n, m = len(everybody), len(group)
    variance = everybody.var(ddof=0)
    if m == 0 or m >= n or variance <= 0:
        return None
    return (group.mean() - everybody.mean()) / np.sqrt(variance / m * (n - m) / (n - 1))


def check(found, codes, sample, compare, subject):
    """Compares the numbers and shares of groups; `codes` is -1 outside of them."""
    data, count = sample.data, len(found)
    with_rest = np.where(codes < 0, count, codes)
    for name in NUMBERS:
        known = data[name].notna().to_numpy()
        visible = shown(np.bincount(with_rest[known], minlength=count + 1))[0]
        ranks = data[name].rank()
        everybody = data[name].dropna()
        for i, group in enumerate(found):
            own = data[name][known & (codes == i)]
            number = next(number for number in group["nombres"] if number["champ"] == name)
            rest = len(everybody) - len(own)
            empty = len(own) == 0
            r = 2 * (ranks[own.index].mean() - (ranks.sum() - ranks[own.index].sum()) / rest) / len(everybody) if rest and not empty else None
            expected = {
                "effectif": len(own),
                "quartile_1": None if empty else own.quantile(0.25),
                "mediane": None if empty else own.median(),
                "quartile_3": None if empty else own.quantile(0.75),
                "mediane_ensemble": everybody.median(),
                "biseriale_des_rangs": r,
                "valeur_test": v_test(scaled(name, own), scaled(name, everybody)),
            }
            quartiles = {"quartile_1", "mediane", "quartile_3", "mediane_ensemble"}
            for what, value in expected.items():
                told = len(own) >= SMALL if what in quartiles else visible[i]
                compare.same(subject, f"{i} {name} {what}", number[what], value if told else None)
    for name in LABELS:
        own = sample.codes(data[name], name)
        categories = sample.categories[name]
        known = own >= 0
        table = pd.crosstab(with_rest[known], own[known]).reindex(index=range(count + 1), columns=range(len(categories)), fill_value=0).to_numpy()
        visible = shown(table)
        for i, group in enumerate(found):
            shares = {share["modalite"]: share for share in group["modalites"] if share["champ"] == name}
            compare.same(subject, f"{i} {name}", list(shares), categories)
            for j, label in enumerate(categories):
                size, total, all_known = table[i].sum(), table[:, j].sum(), table.sum()
                told = visible[i, j] and size > 0
                share, overall = table[i, j] / max(size, 1), total / all_known
                expected = {
                    "nombre": table[i, j],
                    "part": share,
                    "part_ensemble": overall,
                    "part_de_la_modalite": table[i, j] / total,
                    "h_de_cohen": 2 * np.arcsin(np.sqrt(share)) - 2 * np.arcsin(np.sqrt(overall)),
                    "valeur_test": v_test(pd.Series(own[known & (codes == i)] == j).astype(float), pd.Series(own[known] == j).astype(float)),
                }
                for what, value in expected.items():
                    compare.same(subject, f"{i} {name} {label} {what}", shares[label][what], value if told else None)
