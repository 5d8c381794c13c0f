"""The clustering that personas use, written again with numpy and scikit-learn from its documentation."""

import heapq

import numpy as np
from sklearn.cluster import KMeans


def cells(points, most):
    """Cuts the cell of the largest inertia at the mean of its widest axis, again and again. Returns the cell of each point."""

    def cell(members, number):
        own = points[members]
        spread = ((own - own.mean(axis=0)) ** 2).sum(axis=0)
        return (-spread.sum(), number, int(np.argmax(spread)), members)

    heap, whole, made = [cell(np.arange(len(points)), 0)], [], 1
    while heap and len(heap) + len(whole) < most:
        largest = heapq.heappop(heap)
        inertia, _, widest, members = largest
        along = points[members, widest]
        low = along <= along.mean()
        if low.all() or not low.any() or -inertia <= 1e-18 * len(members):
            whole.append(largest)
            continue
        heapq.heappush(heap, cell(members[low], made))
        heapq.heappush(heap, cell(members[~low], made + 1))
        made += 2
    of_point = np.empty(len(points), dtype=int)
    for number, (_, _, _, members) in enumerate(sorted(whole + heap, key=lambda cell: cell[1])):
        of_point[members] = number
    return of_point


def ward(weights, centres):
    """Weighted Ward by Lance and Williams's formula on the whole matrix. Returns merges `(a, b)` and their costs."""
    count = len(weights)
    weights = weights.astype(float).copy()
    square = (centres**2).sum(axis=1)
    cost = square[:, None] + square[None, :] - 2 * centres @ centres.T
    exact = ((centres[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2) if count <= 1000 else cost
    cost = exact * weights[:, None] * weights[None, :] / (weights[:, None] + weights[None, :])
    np.fill_diagonal(cost, np.inf)
    merges = []
    for _ in range(count - 1):
        a, b = sorted(np.unravel_index(np.argmin(cost), cost.shape))
        merges.append((a, b, cost[a, b]))
        wa, wb = weights[a], weights[b]
        new = ((wa + weights) * cost[a] + (wb + weights) * cost[b] - weights * cost[a, b]) / (wa + wb + weights)
        weights[a] += wb
        weights[b] = 0
        new[[a, b]] = np.inf
        new[~np.isfinite(cost[a])] = np.inf
        cost[a, :], cost[:, a] = new, new
        cost[b, :], cost[:, b] = np.inf, np.inf
    return merges


def cut(merges, count, groups):
    """Returns the group of each leaf, numbered by first leaves."""
    parent = list(range(count))

    def root(leaf):
        while parent[leaf] != leaf:
            leaf = parent[leaf]
        return leaf

    for a, b, _ in merges[: count - groups]:
        ra, rb = root(a), root(b)
        parent[max(ra, rb)] = min(ra, rb)
    return np.unique([root(leaf) for leaf in range(count)], return_inverse=True)[1]


class Tree:
    """Cells of points, and their Ward tree."""

    def __init__(self, points, most):
        self.points, self.of_point = points, cells(points, most)
        self.count = self.of_point.max() + 1
        weights = np.bincount(self.of_point)
        centres = np.array([np.bincount(self.of_point, weights=axis) for axis in points.T]).T / weights[:, None]
        self.inside = ((points - centres[self.of_point]) ** 2).sum()
        self.merges = ward(weights, centres)

    def within(self, groups):
        """Inertia within groups, a person."""
        return (self.inside + sum(cost for _, _, cost in self.merges[: self.count - groups])) / len(self.points)

    def consolidated(self, groups):
        """Returns the groups after k-means, and its inertia."""
        start = cut(self.merges, self.count, groups)[self.of_point]
        centres = np.array([self.points[start == group].mean(axis=0) for group in range(groups)])
        found = KMeans(groups, init=centres, n_init=1, max_iter=100, tol=0, algorithm="lloyd").fit(self.points)
        return found.labels_, ((self.points - np.array([self.points[found.labels_ == g].mean(axis=0) for g in range(groups)])[found.labels_]) ** 2).sum()
