"""How strongly two columns depend on each other: vectorised NumPy, one formula a pair of kinds.

Labels are codes, -1 where missing; numbers are floats, NaN where missing.

**Sources:** Bergsma (2013), *A bias-correction for Cramér's V*; Kelley (1935) for eta squared; Cureton (1956) for the
rank-biserial correlation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Link:
    """How strongly two columns depend on each other."""

    count: int
    """Rows where both are known."""
    value: float
    """The measure of the pair."""
    strength: float
    """On one scale for all pairs, 0 to 1."""


def table(a: Codes, b: Codes) -> npt.NDArray[np.int64]:
    """Returns the counts of two labels, over the rows where both are known."""
    both = (a >= 0) & (b >= 0)
    height, width = a.max() + 1, b.max() + 1
    return np.bincount(a[both] * width + b[both], minlength=height * width).reshape(height, width)


def cramer(a: Codes, b: Codes) -> Link:
    """Returns Cramér's V corrected for bias."""
    counts = table(a, b)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    n = counts.sum()
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    phi2 = ((counts - expected) ** 2 / expected).sum() / n
    height, width = counts.shape
    phi2 = max(phi2 - (height - 1) * (width - 1) / (n - 1), 0.0)
    rows, columns = height - (height - 1) ** 2 / (n - 1), width - (width - 1) ** 2 / (n - 1)
    value = min(float(np.sqrt(phi2 / (min(rows, columns) - 1))), 1.0)
    return Link(int(n), value, value)


def number_by_label(values: Floats, codes: Codes) -> Link:
    """Returns eta squared on ranks corrected for bias; for two categories, the rank-biserial correlation."""
    both = ~np.isnan(values) & (codes >= 0)
    ranks, groups = rankdata(values[both]), codes[both]
    n = len(ranks)
    ranks -= (n + 1) / 2
    sizes = np.bincount(groups)
    sums = np.bincount(groups, weights=ranks)[sizes > 0]
    sizes = sizes[sizes > 0]
    eta2 = (sums**2 / sizes).sum() / (ranks**2).sum()
    corrected = max(1 - (1 - eta2) * (n - 1) / (n - len(sizes)), 0.0)
    means = sums / sizes
    value = 2 * (means[0] - means[1]) / n if len(sizes) == 2 else corrected
    return Link(n, float(value), float(np.sqrt(corrected)))


def spearman(a: Floats, b: Floats) -> Link:
    """Returns Spearman's rank correlation."""
    both = ~np.isnan(a) & ~np.isnan(b)
    rho = float(np.corrcoef(rankdata(a[both]), rankdata(b[both]))[0, 1])
    return Link(int(both.sum()), rho, abs(rho))
