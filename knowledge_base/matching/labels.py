"""Labels known by their names and a few examples each, where there is neither card nor statute.

A text is seen three ways: by its stems, by its letter sequences and by what its words are about
(meanings.py), so that an example that says "kredit" also teaches about "ipoteka". Least squares with a ridge
tell the labels apart; the name of a label is one more example of it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.matching.meanings import meanings
from knowledge_base.matching.reading import STOP_WORDS, words_of

Floats = NDArray[np.float64]

# How much each view weighs; chosen on one half of two public sets of complaints (docs/matching.md).
STEMS, GRAMS, MEANINGS = 0.7, 0.7, 0.6
SHORTEST_GRAM, LONGEST_GRAM = 3, 5
RIDGE = 2.0
SHARPNESS = (4.0, 6.0, 8.0, 11.0, 15.0, 20.0, 27.0, 36.0)


def _views(text: str) -> tuple[tuple[float, Counter[str]], ...]:
    words = words_of(text)
    about = (meaning for found in meanings().find(words) for meaning in found.values)
    return (
        (STEMS, Counter(word.stem for word in words if word.stem not in STOP_WORDS)),
        (GRAMS, Counter(gram for word in words for gram in _sequences(word.folded))),
        (MEANINGS, Counter(about)),
    )


def _sequences(folded: str) -> Iterable[str]:
    padded = f" {folded} "
    for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1):
        # A view's features must not be another's: letter sequences carry their own mark.
        yield from ("~" + padded[at : at + length] for at in range(len(padded) - length + 1))


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels learned from examples; `rank` says how likely each is for a text."""

    names: tuple[str, ...]
    _rarity: Mapping[str, float]
    _weights: Mapping[str, Floats]
    _sharpness: float

    @classmethod
    def learn(cls, examples: Sequence[tuple[str, str]]) -> "Labels":
        """Learn from texts and their labels; at least one is needed."""
        names = tuple(sorted({label for _, label in examples}))
        texts = [*(text for text, _ in examples), *names]
        labels = [*(label for _, label in examples), *names]
        read = [_views(text) for text in texts]
        counts = Counter(feature for views in read for _, view in views for feature in view)
        rarity = {f: 1.0 + math.log((1 + len(texts)) / (1 + count)) for f, count in counts.items()}
        postings = _postings([_vector(views, rarity) for views in read])
        targets = np.array([[float(label == name) for name in names] for label in labels])
        inverse = np.linalg.inv(_products(postings, len(texts)) + RIDGE * np.eye(len(texts)))
        solved = inverse @ targets
        # What each example would score had it not been learned from: the ridge gives it in closed form.
        unseen = targets - solved / np.diag(inverse)[:, None]
        weights = {feature: weight @ solved[rows] for feature, (rows, weight) in postings.items()}
        return cls(names, rarity, weights, _sharpness(unseen[: len(examples)], targets[: len(examples)]))

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return the labels with their probabilities, the likeliest first."""
        scores = np.zeros(len(self.names))
        for feature, weight in _vector(_views(text), self._rarity).items():
            scores += weight * self._weights[feature]
        likely = _softmax(self._sharpness * scores)
        return [(self.names[place], float(likely[place])) for place in np.argsort(-likely, kind="stable")]


def _vector(
    views: Iterable[tuple[float, Mapping[str, int]]], rarity: Mapping[str, float]
) -> dict[str, float]:
    """Each view's known features, repeats counting less, scaled to the view's share."""
    vector: dict[str, float] = {}
    for share, view in views:
        known = {f: (1.0 + math.log(count)) * rarity[f] for f, count in view.items() if f in rarity}
        length = math.sqrt(sum(weight * weight for weight in known.values()))
        vector.update({feature: share * weight / length for feature, weight in known.items()})
    return vector


def _postings(vectors: Sequence[Mapping[str, float]]) -> dict[str, tuple[NDArray[np.int64], Floats]]:
    held: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for row, vector in enumerate(vectors):
        for feature, weight in vector.items():
            held[feature].append((row, weight))
    return {
        feature: (np.array([row for row, _ in pairs]), np.array([weight for _, weight in pairs]))
        for feature, pairs in held.items()
    }


def _products(postings: Mapping[str, tuple[NDArray[np.int64], Floats]], rows: int) -> Floats:
    products = np.zeros((rows, rows))
    for places, weights in postings.values():
        products[np.ix_(places, places)] += np.outer(weights, weights)
    return products


def _sharpness(scores: Floats, targets: Floats) -> float:
    """The sharpness under which unseen examples' labels are likeliest."""
    right = targets.argmax(axis=1)
    every = np.arange(len(right))

    def surprise(sharpness: float) -> float:
        return float(-np.log(_softmax(sharpness * scores)[every, right]).sum())

    return min(SHARPNESS, key=surprise)


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
