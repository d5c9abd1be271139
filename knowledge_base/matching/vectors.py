"""Sparse vectors by feature: what one query costs follows its own length, not the number of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Weights: TypeAlias = Mapping[int, float]
# Rows multiplied at once: what arises between stays within the processor's cache.
AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a sparse matrix, row after row: of each its row, its feature and its weight."""

    row: NDArray[np.int64]
    feature: NDArray[np.int64]
    weight: NDArray[np.float64]
    rows: int
    features: int

    def unit_length(self) -> "Entries":
        """Return the rows scaled to length one; an empty row stays empty."""
        squares = np.bincount(self.row, self.weight**2, minlength=self.rows)
        weight = self.weight / np.sqrt(squares)[self.row]
        return replace(self, weight=weight)


class Postings:
    """Rows of weighted features, stored by feature: for each feature, the rows that have it."""

    def __init__(self, entries: Entries) -> None:
        order = np.argsort(entries.feature, kind="stable")
        self.rows = entries.rows
        self._row = entries.row[order]
        self._weight = entries.weight[order].astype(np.float32)
        self._start = np.searchsorted(entries.feature[order], np.arange(entries.features + 1))

    def dot(self, query: Weights) -> Floats:
        """Return the product of the query with each row."""
        if not query or not self.rows:
            return np.zeros(self.rows, dtype=np.float32)
        features = np.fromiter(query.keys(), dtype=np.int64, count=len(query))
        weights = np.fromiter(query.values(), dtype=np.float32, count=len(query))
        start = self._start[features]
        length = self._start[features + 1] - start
        at = _runs(start, length)
        products = np.repeat(weights, length) * self._weight[at]
        return np.bincount(self._row[at], products, minlength=self.rows).astype(np.float32)

    def add_own_products(self, products: Floats, share: float) -> None:
        """Add to the lower triangle of `products` the share of each row's product with itself and those before."""
        place = np.argsort(self._row, kind="stable")
        row = self._row[place]
        start = np.repeat(self._start[:-1], np.diff(self._start))[place]
        for first in range(0, self.rows, AT_ONCE):
            block = products[first : first + AT_ONCE, : first + AT_ONCE]
            some = slice(*np.searchsorted(row, (first, first + AT_ONCE)))
            length = place[some] + 1 - start[some]
            at = _runs(start[some], length)
            into = np.repeat((row[some] - first) * block.shape[1], length) + self._row[at]
            found = np.repeat(share * self._weight[place[some]], length) * self._weight[at]
            block += np.bincount(into, found, minlength=block.size).reshape(block.shape)


def _runs(start: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return start, start + 1, … of each run, `length` places each, one run after the other."""
    offset = np.repeat(start - np.cumsum(length) + length, length)
    return offset + np.arange(len(offset))


def unit_length(weights: dict[int, float]) -> dict[int, float]:
    """Return the vector scaled to length one; an empty one stays empty."""
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {feature: weight / length for feature, weight in weights.items()} if length else weights


def best_per_group(values: Floats, groups: NDArray[np.int64], count: int) -> Floats:
    """Return the highest value within each group; zero where a group has no member."""
    best = np.zeros(count, dtype=np.float32)
    np.maximum.at(best, groups, values)
    return best
