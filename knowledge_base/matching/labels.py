"""Labels known by their names and a few examples each, where there is neither card nor statute.

A text is seen three ways: by its stems, by its letter sequences and by what its words are about
(meanings.py), so that an example that says "kredit" also teaches about "ipoteka". Least squares with a ridge
tell the labels apart; the name of a label is one more example of it. Texts that nobody has labelled, as an
office has many, teach too (guessing.py).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge_base.matching import guessing
from knowledge_base.matching.learning import targets_of
from knowledge_base.matching.meanings import meanings
from knowledge_base.matching.reading import STOP_WORDS, words_of
from knowledge_base.matching.vectors import Floats

# How much each view weighs; chosen on one half of two public sets of complaints (docs/matching.md).
STEMS, GRAMS, MEANINGS = 0.7, 0.7, 0.6
SHORTEST_GRAM, LONGEST_GRAM = 3, 5
RIDGE = 2.0
SHARPNESS = (4.0, 6.0, 8.0, 11.0, 15.0, 20.0, 27.0, 36.0)
# Turkish "şu" is "that"; folded it would be "su", water.
NOT_FOLDED = frozenset({"şu"})
GRAM_MARK = "~"

# The share of a view and how often the text has which feature of it.
View = tuple[float, Counter[str]]


def _views(text: str) -> tuple[View, ...]:
    words = [word for word in words_of(text) if text[word.start : word.end].lower() not in NOT_FOLDED]
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
        yield from (GRAM_MARK + padded[at : at + length] for at in range(len(padded) - length + 1))


class _Features:
    """The features of the texts that are learned from: their numbers and how rare they are."""

    def __init__(self, read: Sequence[Sequence[View]]) -> None:
        counts = Counter(feature for views in read for _, view in views for feature in view)
        self._number = {feature: place for place, feature in enumerate(counts)}
        self._rarity = {f: 1.0 + math.log((1 + len(read)) / (1 + count)) for f, count in counts.items()}

    def likeness(self, read: Iterable[Sequence[View]]) -> csr_array:
        """Return texts as rows whose products are how alike they are: each view scaled to its share."""
        return self._rows([self._scaled(views) for views in read])

    def words(self, read: Iterable[Sequence[View]]) -> csr_array:
        """Return how often texts have which stem and speak of what, repeats counting less."""
        return self._rows(
            [
                {f: 1.0 + math.log(count) for _, view in (stems, about) for f, count in view.items()}
                for stems, _, about in read
            ]
        )

    def _scaled(self, views: Sequence[View]) -> dict[str, float]:
        scaled: dict[str, float] = {}
        for share, view in views:
            known = {f: (1.0 + math.log(n)) * self._rarity[f] for f, n in view.items() if f in self._rarity}
            length = math.sqrt(sum(weight * weight for weight in known.values()))
            scaled.update({feature: share * weight / length for feature, weight in known.items()})
        return scaled

    def _rows(self, texts: Sequence[Mapping[str, float]]) -> csr_array:
        known = [{self._number[f]: weight for f, weight in text.items() if f in self._number} for text in texts]
        ends = np.cumsum([0, *map(len, known)])
        feature = np.array([number for text in known for number in text], dtype=np.int32)
        weight = np.array([weight for text in known for weight in text.values()], dtype=np.float32)
        return csr_array((weight, feature, ends), shape=(len(known), len(self._number)))


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels learned from examples; `rank` says how likely each is for a text."""

    names: tuple[str, ...]
    _features: _Features
    _weights: Floats
    _odds: Floats
    _sharpness: float

    @classmethod
    def learn(cls, examples: Sequence[tuple[str, str]], unlabelled: Sequence[str] = ()) -> "Labels":
        """Learn from texts and their labels, at least one, and from any number of texts alone."""
        names = tuple(sorted({label for _, label in examples}))
        labels = [*(label for _, label in examples), *names]
        read = [_views(text) for text in (*(text for text, _ in examples), *names, *unlabelled)]
        features = _Features(read)
        rows = features.likeness(read)
        targets = targets_of([names.index(label) for label in labels], len(names))
        if unlabelled:
            weights, odds = guessing.learn(rows, features.words(read), targets, RIDGE)
            return cls(names, features, weights, odds, guessing.SURE)
        inverse = np.linalg.inv((rows @ rows.T).toarray() + RIDGE * np.eye(len(labels)))
        solved = inverse @ targets
        # What each example would score had it not been learned from: the ridge gives it in closed form.
        unseen = (targets - solved / np.diag(inverse)[:, None])[: len(examples)]
        return cls(names, features, rows.T @ solved, np.zeros((0, 0)), _sharpness(unseen, targets))

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return the labels with their probabilities, the likeliest first."""
        read = [_views(text)]
        scores = self._features.likeness(read) @ self._weights
        if len(self._odds):
            scores = scores + guessing.ODDS * (self._features.words(read) @ self._odds)
        likely = guessing.softmax(self._sharpness * scores)[0]
        return [(self.names[place], float(likely[place])) for place in np.argsort(-likely, kind="stable")]


def _sharpness(scores: NDArray[np.float64], targets: Floats) -> float:
    """The sharpness under which unseen examples' labels are likeliest."""
    every = np.arange(len(scores))
    right = targets[: len(scores)].argmax(axis=1)

    def surprise(sharpness: float) -> float:
        return float(-np.log(guessing.softmax(sharpness * scores)[every, right]).sum())

    return min(SHARPNESS, key=surprise)
