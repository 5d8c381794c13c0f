"""Checks the factor analysis and the clustering against prince and, where R is there, FactoMineR.

    packages.py COLUMNS.csv PROFILER

PROFILER is the example `profile_csv`. It is run on all rows, on the complete ones (prince knows no missing values), and on
a few hundred, which FactoMineR's HCPC can hold: there each person is a cell of its own, so the trees must be the same.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import prince

from compare import Comparison
from personas import Table
from sample import ACTIVE, LABELS, Sample

FEW = 800


def has_factominer():
    """Tells whether R has FactoMineR."""
    return shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(FactoMineR)"], capture_output=True).returncode == 0


def profile(columns, profiler):
    """Runs the profiler on a file."""
    with open(columns, "rb") as file:
        return json.loads(subprocess.run([profiler], stdin=file, capture_output=True, check=True).stdout)["personas"]


def frame(table):
    """Returns the numbers and labels of a table; a missing value is empty."""
    labels = {name: pd.Series([None if code < 0 else table.names[name][code] for code in codes], dtype=object) for name, codes in table.codes.items()}
    return pd.DataFrame(dict(table.numbers) | labels)


def same_places(found, expected, values, compare, subject):
    """Compares the factor map, axes turned alike."""
    names = [point["champ"] if point["modalite"] is None else f"{point['champ']}|{point['modalite']}" for point in found]
    own, other = np.array([point["coordonnees"] for point in found]), np.array([expected[name] for name in names])
    other = other * np.sign((own * other).sum(axis=0))
    for name, one, place in zip(names, own, other):
        compare.same(subject, name, list(one), list(place), np.sqrt(values))


def check_prince(columns, profiler, compare):
    """Compares axes and places on complete rows."""
    found, data = profile(columns, profiler), frame(Table(Sample(columns)))
    count = found["axes"]["axes_retenus"]
    famd = prince.FAMD(n_components=count, engine="scipy").fit(data)
    values = famd.eigenvalues_
    compare.same("prince: eigenvalues", "axes", found["axes"]["valeurs_propres"][:count], list(values))
    rows = famd.row_coordinates(data).to_numpy()
    places = {name: [np.corrcoef(data[name], axis)[0, 1] for axis in rows.T] for name in ACTIVE}
    for name in LABELS:
        places |= {f"{name}|{label}": rows[data[name] == label].mean(axis=0) for label in data[name].unique()}
    same_places(found["axes"]["carte"], places, values, compare, "prince: places of numbers and categories")


def check_factominer(columns, profiler, compare, folder, subject):
    """Compares axes and places, and for few rows tree, groups and test values."""
    found, table = profile(columns, profiler), Table(Sample(columns))
    count = found["axes"]["axes_retenus"]
    path = folder / "table.csv"
    frame(table).to_csv(path, index=False)
    output = subprocess.run(["Rscript", Path(__file__).with_name("factominer.R"), path, str(count)], capture_output=True, check=True, text=True, encoding="utf-8").stdout
    figures = [line.split("\t") for line in output.splitlines()]
    of = lambda kind: [(name, at, float(value)) for one, name, at, value in figures if one == kind]
    values = [value for _, _, value in of("eigenvalue")]
    compare.same(f"{subject}: eigenvalues", "axes", found["axes"]["valeurs_propres"][:count], values)
    places = {}
    for name, _, value in of("place"):
        places.setdefault(name, []).append(value)
    same_places(found["axes"]["carte"], places, values, compare, f"{subject}: places of numbers and categories")
    for _, _, number in of("number"):
        compare.same(f"{subject}: HCPC", "groups", len(found["groupes"]), number)
    for (_, at, value), level in zip(of("within"), found["arbre"]):
        compare.same(f"{subject}: HCPC", f"within {at}", level["inertie_intra"], value)
    for (_, _, size), group in zip(of("size"), found["groupes"]):
        compare.same(f"{subject}: k-means", "size", group["nombre"], size)
    for _, _, value in of("between"):
        compare.same(f"{subject}: k-means", "between", found["inertie_entre_groupes_part"], value)
    sizes = [group["nombre"] for group in found["groupes"]]
    for name, at, value in of("v-test"):
        group = found["groupes"][int(at) - 1]
        number = next(number for number in group["nombres"] if number["champ"] == name)
        # Groups of one size have no order of their own.
        if number["valeur_test"] is not None and sizes.count(group["nombre"]) == 1:
            compare.same(f"{subject}: test values (catdes)", f"{name} {at}", number["valeur_test"], value)


if __name__ == "__main__":
    columns, profiler = sys.argv[1:]
    compare = Comparison()
    raw = pd.read_csv(columns, dtype=str, keep_default_na=False)
    complete = raw[(raw[ACTIVE + LABELS] != "").all(axis=1)]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        complete.to_csv(folder / "complete.csv", index=False)
        raw.sample(FEW, random_state=1).to_csv(folder / "few.csv", index=False)
        check_prince(folder / "complete.csv", profiler, compare)
        if has_factominer():
            check_factominer(columns, profiler, compare, folder, "FactoMineR, all rows")
            check_factominer(folder / "few.csv", profiler, compare, folder, f"FactoMineR, {FEW} rows")
        else:
            print("FactoMineR is not here: not compared")
    sys.exit(0 if compare.report() else 1)
