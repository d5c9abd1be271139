"""Sparse vectors by feature: what one query costs follows its own length, not the number of rows."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Weights: TypeAlias = Mapping[int, float]


class Postings:
    """Rows of weighted features, stored by feature: for each feature, the rows that have it."""

    def __init__(self, rows: Sequence[Weights], features: int) -> None:
        lengths = [len(row) for row in rows]
        feature = np.fromiter((f for row in rows for f in row), dtype=np.int64, count=sum(lengths))
        weight = np.fromiter((w for row in rows for w in row.values()), dtype=np.float32, count=sum(lengths))
        order = np.argsort(feature, kind="stable")
        self.rows = len(rows)
        self._row = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)[order]
        self._weight = weight[order]
        self._start = np.searchsorted(feature[order], np.arange(features + 1))

    def dot(self, query: Weights) -> Floats:
        """Return the product of the query with each row."""
        if not query or not self.rows:
            return np.zeros(self.rows, dtype=np.float32)
        features = np.fromiter(query.keys(), dtype=np.int64, count=len(query))
        weights = np.fromiter(query.values(), dtype=np.float32, count=len(query))
        start = self._start[features]
        length = self._start[features + 1] - start
        offset = np.repeat(start - np.cumsum(length) + length, length)
        at = offset + np.arange(len(offset))
        products = np.repeat(weights, length) * self._weight[at]
        return np.bincount(self._row[at], products, minlength=self.rows).astype(np.float32)


def unit_length(weights: dict[int, float]) -> dict[int, float]:
    """Return the vector scaled to length one; an empty one stays empty."""
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {feature: weight / length for feature, weight in weights.items()} if length else weights


def best_per_group(values: Floats, groups: NDArray[np.int64], count: int) -> Floats:
    """Return the highest value within each group; zero where a group has no member."""
    best = np.zeros(count, dtype=np.float32)
    np.maximum.at(best, groups, values)
    return best
