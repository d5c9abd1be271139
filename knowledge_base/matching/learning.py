"""The linear layer: what texts of each competence have in common that those of others lack.

Least squares with a ridge in its dual form: one small system is solved for all classes at once, and a
query costs one product with the likenesses that the other views need anyway.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge_base.matching.equations import solve
from knowledge_base.matching.vectors import Floats

RIDGE = 4.0
MOST_EXAMPLES = 5000


def fit(likeness: Floats, labels: Sequence[Sequence[int]], classes: Sequence[int]) -> Floats:
    """Return the weights (examples by classes) that turn a query's likenesses into scores.

    `likeness` is the examples' own matrix; only its lower triangle is read. Each labelling in `labels` has its number of classes in `classes`
    and its columns in the result, side by side. A label below zero says that the class is not known. The
    first labelling's classes weigh more alike than their numbers of examples.
    """
    targets = [_targets(labelling, count) for labelling, count in zip(labels, classes, strict=True)]
    return solve(likeness, RIDGE / _trust(labels[0]), np.hstack(targets))


def _targets(labels: Sequence[int], classes: int) -> Floats:
    targets = np.zeros((len(labels), classes), dtype=np.float32)
    for row, label in enumerate(labels):
        if label >= 0:
            targets[row, label] = 1.0
    return targets


def _trust(labels: Sequence[int]) -> NDArray[np.float64]:
    """An example's trust falls with the square root of its class's size; the mean is one."""
    counts = Counter(labels)
    trust = np.array([1.0 if label < 0 else counts[label] ** -0.5 for label in labels])
    scaled: NDArray[np.float64] = trust * len(labels) / trust.sum()
    return scaled


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
