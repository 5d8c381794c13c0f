"""Groups of alike people: FAMD by prince, Ward's tree by SciPy on a thousand small clusters, k-means by scikit-learn.

prince takes no missing value: a number becomes the mean, a label a category of its own. courtier leaves both out, so
the groups are alike but not the same: they are timed, not compared (`bench/statistics` does).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from prince import FAMD
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import KMeans, MiniBatchKMeans

from peers.applicants import LABELS

RARE_SHARE = 0.02
RARE = "Modalités rares"
UNKNOWN = "Non renseigné"
SMALL_CLUSTERS = 1_000
GROUPS = range(4, 7)
MOST_AXES = 10
SEED = 0


def personas(rows: pd.DataFrame) -> tuple[npt.NDArray[np.int64], dict[str, object]]:
    """Returns the group of each row, -1 for people of whom less than half is known, and how the groups were found."""
    active = pd.DataFrame({"age_emprunteur": rows["age_emprunteur"], "revenu_total": np.log(rows["revenu_total"])})
    active[list(LABELS)] = rows[list(LABELS)]
    active = active[2 * active.notna().sum(axis=1) >= active.shape[1]]
    numbers = active[["age_emprunteur", "revenu_total"]]
    filled = numbers.fillna(numbers.mean())
    for name in LABELS:
        filled[name] = _without_rare(active[name])
    famd = FAMD(n_components=MOST_AXES, random_state=SEED).fit(filled)
    # Largest inertia that an axis of independent columns would have.
    chance = (1 + np.sqrt(len(famd.column_coordinates_) / len(filled))) ** 2
    axes = max(int((famd.eigenvalues_ > chance).sum()), 2)
    points = famd.row_coordinates(filled).to_numpy()[:, :axes]
    labels = _groups(points)
    codes = np.full(len(rows), -1)
    codes[rows.index.get_indexer(active.index)] = labels
    return codes, {"classes_nombre": len(active), "axes": axes, "tailles": sorted(np.bincount(labels).tolist())[::-1]}


def _without_rare(labels: pd.Series) -> pd.Series:
    shares = labels.value_counts(normalize=True)
    rare = shares.index[shares < RARE_SHARE]
    named = labels.cat.add_categories([RARE, UNKNOWN])
    return named.mask(labels.isin(rare), RARE).fillna(UNKNOWN)


def _groups(points: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Returns groups: the number is the one whose last split takes the largest share of what the tree leaves."""
    count = min(SMALL_CLUSTERS, len(points) // 2)
    # Random starts: those of k-means++ take as long as all the rest.
    small = MiniBatchKMeans(count, init="random", n_init=1, batch_size=10_000, random_state=SEED).fit(points)
    tree = linkage(small.cluster_centers_, "ward")
    costs = np.cumsum(tree[:, 2] ** 2 / 2)
    chosen = min(GROUPS, key=lambda count: costs[-count] / costs[-count + 1])
    of_small = fcluster(tree, chosen, "maxclust") - 1
    first = of_small[small.labels_]
    centres = np.array([points[first == group].mean(axis=0) for group in np.unique(first)])
    labels: npt.NDArray[np.int64] = KMeans(len(centres), init=centres, n_init=1).fit(points).labels_.astype(np.int64)
    return labels
