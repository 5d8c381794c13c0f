"""Checks personas: axes by an explicit indicator matrix, tree and groups by another implementation, stability by the same draws."""

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

import groups
from clustering import Tree
from sample import ACTIVE, LABELS, SMALL, kept
from xoshiro import draw

RARE = "Modalités rares"
SEED = 0x000C00471E12


def rare_merged(sample, name):
    """Returns a label with categories below 2 % merged, and its categories in order."""
    counts = sample.data[name].value_counts()
    ordered = [counts[label] for label in sample.categories[name]]
    stay = sample.categories[name][: kept(ordered, max(int(np.ceil(sum(ordered) * 0.02)), SMALL), 51)]
    column = sample.data[name]
    column = column.where(column.isna() | column.isin(stay), RARE)
    return column, stay + ([RARE] if len(stay) < len(ordered) else [])


class Table:
    """Numbers on their scales and labels as positions; only requests with half of the fields known."""

    def __init__(self, sample):
        numbers = {"age_emprunteur": sample.data["age_emprunteur"], "revenu_total": np.log(sample.data["revenu_total"])}
        merged = {name: rare_merged(sample, name) for name in LABELS}
        self.names = {name: names for name, (_, names) in merged.items()}
        known = sum(column.notna().astype(int) for column in [*numbers.values(), *(column for column, _ in merged.values())])
        self.rows = np.flatnonzero(2 * known >= 6)
        self.numbers = {name: column.to_numpy()[self.rows] for name, column in numbers.items()}
        self.codes = {name: pd.Categorical(column, categories=names).codes.astype(int)[self.rows] for name, (column, names) in merged.items()}

    def matrix(self, rows):
        """Returns the centred and scaled columns of these rows: a missing value is the mean."""
        columns = []
        for values in self.numbers.values():
            centred = np.nan_to_num(values[rows] - np.nanmean(values[rows]))
            columns.append(centred / np.sqrt((centred**2).mean()))
        for name, codes in self.codes.items():
            own = codes[rows]
            shares = np.bincount(own[own >= 0], minlength=len(self.names[name])) / (own >= 0).sum()
            indicators = (own[:, None] == np.arange(len(shares))) - shares
            indicators[own < 0] = 0
            columns.extend((indicators / np.sqrt(shares)).T)
        return np.array(columns).T


def axes(matrix):
    """Returns decreasing eigenvalues above zero, and their vectors."""
    values, vectors = np.linalg.eigh(matrix.T @ matrix / len(matrix))
    order = [axis for axis in np.argsort(-values) if values[axis] > 1e-9]
    return values[order], vectors[:, order]


def check(profile, sample, compare):
    """Compares everything that is said of personas."""
    found, table = profile["personas"], Table(sample)
    compare.same("personas", "classified", found["classes_nombre"], len(table.rows))
    compare.same("personas", "others", found["non_classes_nombre"], len(sample.data) - len(table.rows))
    matrix = table.matrix(np.arange(len(table.rows)))
    values, vectors = axes(matrix)
    told = found["axes"]
    compare.same("personas: axes", "eigenvalues", told["valeurs_propres"], list(values))
    compare.same("personas: axes", "inertia", told["inertie_totale"], (matrix**2).sum() / len(matrix))
    chance = (1 + np.sqrt(len(values) / len(matrix))) ** 2
    beyond = int((values > chance).sum())
    count = min(max(beyond, 2), 10)
    compare.same("personas: axes", "chance", told["seuil_du_hasard"], chance)
    compare.same("personas: axes", "beyond chance", told["axes_au_dela_du_hasard"], beyond)
    compare.same("personas: axes", "kept", told["axes_retenus"], count)
    compare.same("personas: axes", "share kept", told["inertie_retenue_part"], values[:count].sum() / values.sum())
    coordinates = matrix @ vectors[:, :count]
    check_map(told["carte"], table, matrix, coordinates, values, compare)
    labels = check_groups(found, coordinates, values[:count], compare)
    codes = np.full(len(sample.data), -1)
    codes[table.rows] = labels
    groups.check(found["groupes"], codes, sample, compare, "personas: figures")
    check_stability(found, table, labels, count, compare)


def check_map(found, table, matrix, coordinates, values, compare):
    """Compares numbers and categories on the axes; turns the axes the way the profile does."""
    expected = [matrix[:, i] @ coordinates / len(matrix) / np.sqrt(values[: coordinates.shape[1]]) for i in range(len(ACTIVE))]
    for name, codes in table.codes.items():
        expected.extend(coordinates[codes == i].mean(axis=0) for i in range(len(table.names[name])))
    expected = np.array(expected)
    signs = np.sign((np.array([point["coordonnees"] for point in found]) * expected).sum(axis=0))
    coordinates *= signs
    for point, place in zip(found, expected * signs, strict=True):
        compare.same("personas: factor map", f"{point['champ']} {point['modalite']}", point["coordonnees"], list(place), np.sqrt(values[: len(place)]))


def check_groups(found, coordinates, values, compare):
    """Compares tree and groups; returns the group of each row, in the profile's order."""
    tree = Tree(coordinates, 1000)
    within = {level["groupes_nombre"]: level["inertie_intra"] for level in found["arbre"]}
    for count, inertia in within.items():
        compare.same("personas: tree", f"{count} groups", inertia, tree.within(count))
    chosen = min(range(4, 7), key=lambda count: tree.within(count) / tree.within(count - 1))
    compare.same("personas: groups", "number", len(found["groupes"]), chosen)
    labels, inertia = tree.consolidated(chosen)
    sizes = np.bincount(labels, minlength=chosen)
    order = np.argsort(-sizes, kind="stable")
    labels = np.argsort(order)[labels]
    compare.same("personas: groups", "between", found["inertie_entre_groupes_part"], 1 - inertia / len(labels) / values.sum())
    for i, group in enumerate(found["groupes"]):
        own = coordinates[labels == i]
        compare.same("personas: groups", "size", group["nombre"], len(own))
        compare.same("personas: groups", "share", group["part"], len(own) / len(labels))
        compare.same("personas: groups", "centre", group["centre"], list(own.mean(axis=0)), np.sqrt(values))
    return labels


def check_stability(found, table, labels, count, compare):
    """Draws the same samples, groups them again, and compares."""
    told, indices, jaccards = found["stabilite"], [], []
    wanted = min(len(labels) // 2, 20_000)
    number = len(found["groupes"])
    for sample in range(20):
        rows = draw(len(labels), wanted, SEED + sample)
        matrix = table.matrix(rows)
        again, _ = Tree(matrix @ axes(matrix)[1][:, :count], 300).consolidated(number)
        indices.append(adjusted_rand_score(labels[rows], again))
        both = pd.crosstab(labels[rows], again).to_numpy()
        jaccards.append((both / (both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both)).max(axis=1))
    compare.same("personas: stability", "people", told["tirage_effectif"], wanted)
    compare.same("personas: stability", "mean", told["rand_ajuste_moyen"], np.mean(indices))
    compare.same("personas: stability", "least", told["rand_ajuste_min"], min(indices))
    for i, group in enumerate(found["groupes"]):
        compare.same("personas: stability", "Jaccard", group["jaccard_moyen"], np.mean([one[i] for one in jaccards]))
