"""Checks fields two by two against scipy: statistics, effect sizes, intervals, tables."""

from itertools import combinations, product

import numpy as np
import pandas as pd
from scipy import optimize, stats

from sample import LABELS, NUMBERS, SMALL, shown

Z = stats.norm.ppf(0.975)


def noncentrality(cdf, scale):
    """Returns the noncentralities at which the distribution function is 97.5 % and 2.5 %."""
    ends = []
    for target in (0.975, 0.025):
        if cdf(1e-12) <= target:
            ends.append(0.0)
            continue
        high = scale + 10.0
        while cdf(high) > target:
            high *= 2
        ends.append(optimize.brentq(lambda value: cdf(value) - target, 1e-12, high, xtol=1e-12, rtol=8.9e-16, maxiter=500))
    return ends


def two_labels(a, b):
    """Bergsma's corrected V with Smithson's interval."""
    table = pd.crosstab(a, b)
    chi2, _, df, _ = stats.chi2_contingency(table, correction=False)
    n, (r, k) = table.to_numpy().sum(), table.shape
    rt, kt = r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)
    least = min(rt, kt) - 1
    scale = lambda phi2: min(np.sqrt(max(phi2 / least, 0)), 1)
    value = scale(chi2 / n - df / (n - 1))
    low, high = noncentrality(lambda nc: stats.ncx2.cdf(chi2, df, nc), chi2)
    raw = stats.contingency.association(table, method="cramer")
    interval = [scale(low / n), scale(high / n)]
    return {"valeur": value, "ic95": interval, "force": value, "valeur_brute": raw, "statistique": chi2, "degres_de_liberte": df}


def number_label(values, groups):
    """Kelley's corrected eta squared on ranks with Steiger's interval; for two groups, the rank-biserial correlation."""
    n, k = len(values), groups.nunique()
    # Twice the ranks, in whole numbers: scipy's H is a difference of large numbers, and loses digits when it is small.
    ranks = pd.Series((2 * stats.rankdata(values)).astype(np.int64) - (n + 1), index=values.index)
    sums = ranks.groupby(groups).agg(["sum", "size"])
    eta2 = sum(int(total) ** 2 / int(size) for total, size in sums.to_numpy()) / int((ranks**2).sum())
    h = eta2 * (n - 1)
    f = (eta2 / (k - 1)) / ((1 - eta2) / (n - k))
    low, high = noncentrality(lambda nc: stats.ncf.cdf(f, k - 1, n - k, nc), f * (k - 1))
    corrected = max(1 - (1 - eta2) * (n - 1) / (n - k), 0)
    interval = [low / (low + n), high / (high + n)]
    return {"valeur": corrected, "ic95": interval, "force": np.sqrt(corrected), "valeur_brute": eta2, "statistique": h, "degres_de_liberte": k - 1}


def check_kruskal(values, groups, h, compare, what):
    """Compares H with scipy's: small ones with what chance would give, the degrees of freedom."""
    expected = stats.kruskal(*[values[groups == label] for label in groups.unique()]).statistic
    compare.same("crossings: Kruskal-Wallis by scipy", what, h, expected, groups.nunique() - 1)


def rank_biserial(x, y):
    """From Mann and Whitney's U, with DeLong's variance of the area under the curve."""
    pairs = len(x) * len(y)
    r = (2 * stats.mannwhitneyu(x, y).statistic - pairs) / pairs

    def placements(of, among):
        among = np.sort(among)
        below, until = np.searchsorted(among, of, "left"), np.searchsorted(among, of, "right")
        return (below + until) / 2 / len(among)

    variance = placements(x, y).var(ddof=1) / len(x) + placements(y, x).var(ddof=1) / len(y)
    error = 2 * np.sqrt(variance) / (1 - r**2)
    return r, list(np.tanh(np.arctanh(r) + np.array([-Z, Z]) * error))


def two_numbers(a, b):
    """Spearman's correlation with Bonett and Wright's interval."""
    rho = stats.spearmanr(a, b).statistic
    error = np.sqrt((1 + rho**2 / 2) / (len(a) - 3))
    interval = list(np.tanh(np.arctanh(rho) + np.array([-Z, Z]) * error))
    return {"valeur": rho, "ic95": interval, "force": abs(rho)}


def check_groups(found, values, codes, names, compare):
    """Compares a number within groups."""
    counts = [(codes == i).sum() for i in range(len(names))]
    visible = shown(counts)[0]
    compare.same("crossings: groups", "names", [group["groupe"] for group in found], names)
    for i, group in enumerate(found):
        own = values[codes == i]
        compare.same("crossings: groups", f"{names[i]} effectif", group["effectif"], len(own) if visible[i] else None)
        expected = {"quartile_1": own.quantile(0.25), "mediane": own.median(), "quartile_3": own.quantile(0.75)}
        for what, value in expected.items():
            compare.same("crossings: groups", f"{names[i]} {what}", group[what], value if len(own) >= SMALL else None)


def check_table(found, a, b, rows, columns, compare):
    """Compares a table of counts, and what is hidden of it."""
    table = pd.crosstab(a, b).reindex(index=rows, columns=columns, fill_value=0).to_numpy()
    visible, totals = shown(table), table.sum(axis=1)
    compare.same("crossings: tables", "rows", found["lignes"], rows)
    compare.same("crossings: tables", "columns", found["colonnes"], columns)
    for i, j in product(range(len(rows)), range(len(columns))):
        count = int(table[i, j]) if visible[i, j] else None
        compare.same("crossings: tables", f"{rows[i]} {columns[j]}", found["nombres"][i][j], count)
        share = table[i, j] / totals[i] if visible[i, j] and totals[i] else None
        compare.same("crossings: tables", f"{rows[i]} {columns[j]}", found["parts_ligne"][i][j], share)


def check(profile, sample, compare):
    """Compares every crossing."""
    found = {(crossing["champ_a"], crossing["champ_b"]): crossing for crossing in profile["croisements"]}
    pairs = list(combinations(NUMBERS + LABELS, 2))
    compare.same("crossings", "pairs", len(found), len(pairs))
    forces = [crossing["force"] for crossing in profile["croisements"]]
    compare.holds("crossings", "order", forces == sorted(forces, reverse=True))
    for a, b in pairs:
        crossing = found[a, b]
        both = sample.data[[a, b]].dropna()
        x, y = both[a], both[b]
        compare.same("crossings", f"{a} {b} effectif", crossing["effectif"], len(both))
        if b in NUMBERS:
            expected = two_numbers(x, y)
            bounds = x.quantile([0.25, 0.5, 0.75]).to_numpy()
            codes = np.searchsorted(bounds, x, "left")
            names = ["premier quart", "deuxième quart", "troisième quart", "dernier quart"]
            check_groups(crossing["groupes"], y, codes, names, compare)
        elif a in NUMBERS:
            expected = number_label(x, y)
            categories = sample.categories[b]
            if len(categories) == 2:
                expected["valeur"], expected["ic95"] = rank_biserial(x[y == categories[0]], x[y == categories[1]])
            check_kruskal(x, y, crossing["statistique"], compare, f"{a} {b}")
            check_groups(crossing["groupes"], x, sample.codes(y, b), categories, compare)
        else:
            expected = two_labels(x, y)
            check_table(crossing["tableau"], x, y, sample.categories[a], sample.categories[b], compare)
        for what, value in expected.items():
            shown_value = [crossing[what]["bas"], crossing[what]["haut"]] if what == "ic95" else crossing[what]
            compare.same(f"crossings: {crossing['mesure']}", f"{a} {b} {what}", shown_value, value)
