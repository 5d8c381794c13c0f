"""Checks each field alone against pandas."""

import numpy as np

from sample import LABELS, NUMBERS, SEGMENTS

SHOWN_DECIMALS = {"ans": 1, "EUR/mois": 0, "EUR": 0}


def check(profile, sample, compare):
    """Compares quality counts, numbers and labels."""
    total = len(sample.data)
    compare.same("requests", "count", profile["demandes_nombre"], total)
    for found, name in zip(profile["qualite"], NUMBERS + LABELS, strict=True):
        known = sample.raw[name].notna().sum()
        compare.same("missing and invalid", name, found["champ"], name)
        compare.same("missing and invalid", name, found["renseignes_nombre"], known)
        compare.same("missing and invalid", name, found["manquants_nombre"] + found["invalides_nombre"], total - known)
        compare.same("missing and invalid", name, found["renseignes_part"], known / total)
    for found, name in zip(profile["nombres"], NUMBERS, strict=True):
        number(found, sample.data[name].dropna(), compare)
    for found, name in zip(profile["modalites"], LABELS + SEGMENTS, strict=True):
        label(found, name, sample, compare)


def number(found, values, compare):
    """Compares the description of one number."""
    same = lambda what, expected: compare.same("numbers", f"{found['champ']} {what}", found[what], expected)
    same("effectif", len(values))
    same("moyenne", values.mean())
    same("ecart_type", values.std())
    for what, p in {"centile_1": 0.01, "quartile_1": 0.25, "mediane": 0.5, "quartile_3": 0.75, "centile_99": 0.99}.items():
        tail = what.startswith("centile")
        same(what, values.quantile(p) if len(values) >= 1000 or not tail else None)
    scale = 10 ** SHOWN_DECIMALS[found["unite"]]
    # As they are shown: halves away from zero, with the margin of decimal ties.
    rounded = lambda x: np.sign(x) * np.floor(np.abs(x) * scale + 0.5 + 1e-7) / scale
    same("part_entre_quartiles", rounded(values).between(*(rounded(values.quantile(p)) for p in (0.25, 0.75))).mean())
    bins = found["histogramme"]
    compare.same("histograms", "everybody", sum(bin["nombre"] for bin in bins), len(values))
    density = []
    for i, bin in enumerate(bins):
        end = np.inf if bin["a"] is None else bin["a"]
        count = ((values >= bin["de"]) & (values < end)).sum()
        compare.same("histograms", f"{found['champ']} {bin['de']}", bin["nombre"], count)
        compare.same("histograms", f"{found['champ']} {bin['de']}", bin["part"], count / len(values))
        compare.holds("histograms", f"{found['champ']} {bin['de']} small", count == 0 or count >= 10)
        compare.holds("histograms", f"{found['champ']} gap", i == 0 or bins[i - 1]["a"] == bin["de"])
        density.append(count / (end - bin["de"]))
    densest = [bin for bin, value in zip(bins, density) if value == max(density)]
    compare.same("histograms", f"{found['champ']} modes", [bin["de"] for bin in found["classes_modales"]], [bin["de"] for bin in densest])


def label(found, name, sample, compare):
    """Compares the description of one label."""
    counts = sample.data[name].value_counts()
    categories = sample.categories[name]
    compare.same("labels", name, found["champ"], name)
    compare.same("labels", name, found["effectif"], counts.sum())
    compare.same("labels", name, found["modalites_distinctes"], sample.raw[name].nunique())
    compare.same("labels", name, [share["modalite"] for share in found["modalites"]], categories)
    compare.same("labels", name, [share["nombre"] for share in found["modalites"]], [counts[label] for label in categories])
    compare.same("labels", name, [share["part"] for share in found["modalites"]], [counts[label] / counts.sum() for label in categories])
    modes = [label for label in sample.raw[name].mode() if label in categories]
    compare.same("labels", f"{name} modes", sorted(found["modes"]), sorted(modes))
