"""The linear layer: what texts of each class have in common that those of others lack.

Least squares with a ridge. Few examples are solved in the dual form, one exact system for all classes; many by
conjugate gradients on the sparse texts themselves. Either way the layer is kept as weights of features, so that a
query costs its own features times the classes, however many examples there were.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge_base.matching.equations import solve
from knowledge_base.matching.vectors import Floats, Places, own_products, times

RIDGE = 4.0
MOST_EXAMPLES = 5000
# Conjugate gradients stop when what is left of the system is this share of its right side.
CLOSE, MOST_STEPS = 3e-3, 30


def fit(rows: csr_array, targets: Floats, trust: NDArray[np.float64]) -> Floats:
    """Return for each example how much it adds to each class by its likeness to a query (examples by classes)."""
    return solve(own_products(rows), RIDGE / trust, targets)


def fit_and_hold_out(
    rows: csr_array, targets: Floats, trust: NDArray[np.float64], held: Places
) -> tuple[Floats, Floats]:
    """Return what `fit` does, and what the others alone would say of each of the held examples.

    The second is exact and costs one more column for each: what an example adds, over the diagonal of the
    inverse, is how far the prediction of all others is from its target.
    """
    own = np.zeros((rows.shape[0], len(held)), dtype=np.float32)
    own[held, np.arange(len(held))] = 1.0
    every = fit(rows, np.hstack([targets, own]), trust)
    adds, inverse = every[:, : targets.shape[1]], every[held, targets.shape[1] + np.arange(len(held))]
    return adds, targets[held] - adds[held] / inverse[:, None]


def fit_many(rows: csr_array, targets: Floats, trust: NDArray[np.float64]) -> Floats:
    """Return the weights (features by classes) that the exact solution has, nearly, for any number of examples."""
    heavy = csr_array(
        (
            (rows.data * np.repeat(trust**0.5, np.diff(rows.indptr))).astype(np.float32),
            rows.indices,
            rows.indptr,
        ),
        shape=rows.shape,
    )
    turned = heavy.T.tocsr()
    squares = np.bincount(heavy.indices, heavy.data**2, minlength=heavy.shape[1])
    ease = (1.0 / (RIDGE + squares)).astype(np.float32)[:, None]
    left = times(turned, targets * (trust**0.5)[:, None].astype(np.float32))
    enough = CLOSE**2 * _by_column(left, left)
    weights = np.zeros_like(left)
    step = ease * left
    size = _by_column(left, step)
    for _ in range(MOST_STEPS):
        ahead = times(turned, times(heavy, step)) + np.float32(RIDGE) * step
        stride = size / np.maximum(_by_column(step, ahead), 1e-12)
        weights += stride * step
        left -= stride * ahead
        if (_by_column(left, left) <= enough).all():
            break
        eased = ease * left
        size, before = _by_column(left, eased), size
        step = eased + (size / np.maximum(before, 1e-12)) * step
    return weights


def _by_column(one: Floats, other: Floats) -> Floats:
    products: Floats = np.einsum("ij,ij->j", one, other)
    return products


def targets_of(labels: Sequence[int], classes: int) -> Floats:
    """Return one for the class of each example; a label below zero says that it is not known."""
    targets = np.zeros((len(labels), classes), dtype=np.float32)
    known = np.asarray(labels, dtype=np.int64)
    rows = np.flatnonzero(known >= 0)
    targets[rows, known[rows]] = 1.0
    return targets


def balanced(labels: Sequence[int], trust: Sequence[float]) -> NDArray[np.float64]:
    """Return how much each example counts: its trust, less in a large class (by the square root of its size).

    The mean is one where every example is fully trusted.
    """
    even = evenness(labels, max(labels, default=-1) + 1)
    counted: NDArray[np.float64] = np.asarray(trust, np.float64) * even[np.asarray(labels, np.int64)]
    return counted


def evenness(labels: Sequence[int], classes: int) -> NDArray[np.float64]:
    """Return how much a fully trusted example of each class counts, and, last, one whose class is not known."""
    known = np.asarray([label for label in labels if label >= 0], dtype=np.int64)
    sizes = np.bincount(known, minlength=classes)
    even = np.append(np.maximum(sizes, 1) ** -0.5, 1.0)
    mean = (even[:-1] @ sizes + len(labels) - len(known)) / max(len(labels), 1)
    return even / mean


def choose_examples(labels: Sequence[int], most: int = MOST_EXAMPLES) -> list[int]:
    """Return the places of the examples to learn from: all, or the first ones of each class in turn."""
    if len(labels) <= most:
        return list(range(len(labels)))
    taken: Counter[int] = Counter()
    turns = []
    for place, label in enumerate(labels):
        turns.append((taken[label], place))
        taken[label] += 1
    return sorted(place for _, place in sorted(turns)[:most])
