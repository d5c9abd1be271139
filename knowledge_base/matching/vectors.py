"""Sparse rows as the matching multiplies them: a whole set with one query, or a few rows of very many."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

Floats: TypeAlias = NDArray[np.float32]
Places: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


# Rows worked on at once where there may be very many.
BLOCK = 20_000
# Entries of rows worked on at once.
ENTRIES = 2_000_000


class Vector(NamedTuple):
    """The features of one text by number, each with its weight."""

    features: Places
    weights: Floats

    def scaled(self, length: float) -> "Vector":
        """Return the vector at the given length; an empty one stays empty."""
        own = float(np.sqrt(self.weights @ self.weights))
        return Vector(self.features, self.weights * np.float32(length / own)) if own else self


def joined(one: Vector, other: Vector) -> Vector:
    """Return the vector that has the features of both."""
    return Vector(np.append(one.features, other.features), np.append(one.weights, other.weights))


def row_of(rows: csr_array, place: int) -> Vector:
    """Return one row of a matrix."""
    some = slice(rows.indptr[place], rows.indptr[place + 1])
    return Vector(rows.indices[some].astype(np.int64), rows.data[some])


def runs(start: NDArray[np.integer], length: NDArray[np.integer]) -> Places:
    """Return start, start + 1, … of each run, `length` places each, one run after the other."""
    lengths = length.astype(np.int64)
    offset = np.repeat(start.astype(np.int64) - np.cumsum(lengths) + lengths, lengths)
    return offset + np.arange(len(offset))


def scale_rows(rows: csr_array, weights: Floats, length: float) -> None:
    """Multiply each feature by its weight and bring the rows to the given length, in place; an empty row stays empty.

    Block by block: the rows may be most of what there is in memory.
    """
    for first in range(0, rows.shape[0], BLOCK):
        ends = rows.indptr[first : first + BLOCK + 1]
        some = slice(ends[0], ends[-1])
        data = rows.data[some]
        data *= weights[rows.indices[some]]
        many = np.diff(ends)
        filled = many > 0
        squares = np.add.reduceat(data * data, ends[:-1][filled] - ends[0]) if len(data) else data
        scale = np.float32(length) / np.sqrt(np.where(squares > 0, squares, 1.0))
        data *= np.repeat(scale, many[filled]).astype(np.float32)
    rows.eliminate_zeros()


class Postings:
    """Rows of weighted features, stored by feature: for each feature, the rows that have it.

    Features that more than `longest` rows have are left out: they choose among nothing.
    """

    def __init__(self, rows: csr_array, longest: int | None = None) -> None:
        self.rows = int(rows.shape[0])
        if longest is not None and self.rows > longest:
            common = counts_of(rows) > longest
            blocks = (rows[first : first + BLOCK] for first in range(0, self.rows, BLOCK))
            rows = vstack([_without(block, common) for block in blocks], format="csr")
        columns = rows.tocsc()
        self._row, self._weight, self._start = columns.indices, columns.data, columns.indptr

    def dot(self, query: Vector, most: int | None = None) -> Floats:
        """Return the product of the query with each row, reading at most `most` entries, the rarest features' first."""
        row, product = self._products(query, most)
        return np.bincount(row, product, minlength=self.rows).astype(np.float32)

    def nearest(self, query: Vector, count: int, most: int) -> Places:
        """Return about `count` rows that the rarest features of the query speak for, reading at most `most` entries."""
        row, product = self._products(query, most)
        score = np.bincount(row, product, minlength=self.rows)
        found = np.flatnonzero(score)
        if len(found) <= count:
            return found
        return np.sort(found[np.argpartition(-score[found], count)[:count]])

    def _products(self, query: Vector, most: int | None) -> tuple[NDArray[np.int32], Floats]:
        features, weights = query
        start = self._start[features]
        length = self._start[features + 1] - start
        if most is not None:
            rarest = np.argsort(length, kind="stable")
            rarest = rarest[np.cumsum(length[rarest]) <= most]
            start, length, weights = start[rarest], length[rarest], weights[rarest]
        at = runs(start, length)
        return self._row[at], np.repeat(weights, length) * self._weight[at]


def counts_of(rows: csr_array) -> Places:
    """Return how many rows have each feature, block by block: numpy counts in numbers of twice the size."""
    counts = np.zeros(rows.shape[1], dtype=np.int64)
    for first in range(0, rows.nnz, ENTRIES):
        counts += np.bincount(rows.indices[first : first + ENTRIES], minlength=len(counts))
    return counts


def _without(rows: csr_array, left_out: Flags) -> csr_array:
    rows.data[left_out[rows.indices]] = 0.0
    rows.eliminate_zeros()
    return rows


def times(rows: csr_array, dense: Floats) -> Floats:
    """Return the product of sparse rows with a matrix."""
    product: Floats = rows.dot(dense)
    return product


def own_products(rows: csr_array) -> Floats:
    """Return each row's product with itself and those before it; the rest is left as it comes."""
    products = np.zeros((rows.shape[0], rows.shape[0]), dtype=np.float32)
    for first in range(0, rows.shape[0], 512):
        last = first + 512
        products[first:last, :last] = (rows[first:last] @ rows[:last].T.tocsr()).toarray()
    return products


def best_per_group(values: Floats, groups: Places, count: int) -> Floats:
    """Return the highest value within each group; zero where a group has no member."""
    best = np.zeros(count, dtype=np.float32)
    np.maximum.at(best, groups, values)
    return best
