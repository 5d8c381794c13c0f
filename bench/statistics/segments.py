"""Checks segments and the time line."""

import numpy as np

import groups
from crossings import number_label, two_labels
from sample import LABELS, NUMBERS, OTHERS, SEGMENTS


def check(profile, sample, compare):
    """Compares every segmentation."""
    for found, name in zip(profile["segmentations"], SEGMENTS + LABELS[:1], strict=True):
        compare.same("segments", "column", found["champ"], name)
        categories = sample.categories[name]
        ordered = sorted(categories, key=lambda label: (label == OTHERS, label)) if name == "mois" else categories
        compare.same("segments", f"{name} values", [segment["valeur"] for segment in found["segments"]], ordered)
        counts = sample.data[name].value_counts()
        for segment in found["segments"]:
            compare.same("segments", f"{name} count", segment["nombre"], counts[segment["valeur"]])
            compare.same("segments", f"{name} share", segment["part"], counts[segment["valeur"]] / counts.sum())
        by_value = {segment["valeur"]: segment for segment in found["segments"]}
        codes = sample.codes(sample.data[name], name)
        groups.check([by_value[label] for label in categories], codes, sample, compare, "segments: figures")
        check_links(found["liens"], name, sample, compare)
    check_timeline(profile, sample, compare)


def check_links(found, segment, sample, compare):
    """Compares how much each field depends on the segment."""
    links = {link["champ"]: link for link in found}
    for name in [name for name in NUMBERS + LABELS if name != segment]:
        both = sample.data[[name, segment]].dropna()
        x, y = both[name], both[segment]
        if min(x.nunique(), y.nunique()) < 2:
            compare.holds("segments: links", f"{segment} {name} none", name not in links)
            continue
        expected = number_label(x, y) if name in NUMBERS else two_labels(x, y)
        root = np.sqrt if name in NUMBERS else lambda value: value
        interval = [links[name]["ic95"]["bas"], links[name]["ic95"]["haut"]]
        compare.same("segments: links", f"{segment} {name} force", links[name]["force"], expected["force"])
        compare.same("segments: links", f"{segment} {name} interval", interval, [root(end) for end in expected["ic95"]])


def check_timeline(profile, sample, compare):
    """Compares months with pandas' groups."""
    months = profile["segmentations"][SEGMENTS.index("mois")]["segments"]
    shares = {(month["valeur"], share["champ"], share["modalite"]): share["part"] for month in months for share in month["modalites"]}
    for point in profile["chronologie"]["mois"]:
        own = sample.data[sample.data["mois"] == point["mois"]]
        compare.same("timeline", "count", point["nombre"], len(own))
        for what, name in {
            "age_emprunteur_median": "age_emprunteur",
            "revenu_total_median_eur_mois": "revenu_total",
            "montant_pret_principal_median_eur": "montant_pret_principal",
        }.items():
            compare.same("timeline", what, point[what], own[name].median())
        for share in point["parts"]:
            compare.same("timeline", share["champ"], share["modalite"], sample.categories[share["champ"]][0])
            expected = (own[share["champ"]].dropna() == share["modalite"]).mean()
            # Hidden where the segment hides it, which is checked above.
            told = shares[point["mois"], share["champ"], share["modalite"]] is not None
            compare.same("timeline", share["champ"], share["part"], expected if told else None)
