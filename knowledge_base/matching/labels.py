"""Labels known by their names and a few examples each, where there is neither card nor statute.

A text is seen three ways (views.py), so that an example that says "kredit" also teaches about "ipoteka". Least
squares with a ridge tell the labels apart; the name of a label is one more example of it. Texts that nobody has
labelled, as an office has many, teach too (guessing.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.matching import guessing
from knowledge_base.matching.learning import targets_of
from knowledge_base.matching.vectors import Floats
from knowledge_base.matching.views import Seen, Views

SHARPNESS = (4.0, 6.0, 8.0, 11.0, 15.0, 20.0, 27.0, 36.0)


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels learned from examples; `rank` says how likely each is for a text."""

    names: tuple[str, ...]
    _views: Views
    _learned: guessing.Learned
    _sharpness: float

    @classmethod
    def learn(cls, examples: Sequence[tuple[str, str]], unlabelled: Sequence[str] = ()) -> "Labels":
        """Learn from texts and their labels, at least one, and from any number of texts alone."""
        names = tuple(sorted({label for _, label in examples}))
        texts = [*(text for text, _ in examples), *names, *unlabelled]
        labels = [*(label for _, label in examples), *names]
        targets = targets_of([names.index(label) for label in labels], len(names))
        views = Views(texts)
        seen = views.see(texts)
        if unlabelled:
            return cls(names, views, guessing.learn(seen, targets), guessing.SURE)
        return cls(names, views, *_from_examples(seen, targets))

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return the labels with their probabilities, the likeliest first."""
        likely = guessing.softmax(self._sharpness * self._scores([text]))[0]
        return [(self.names[place], float(likely[place])) for place in np.argsort(-likely, kind="stable")]

    def likeliest(self, texts: Sequence[str]) -> list[str]:
        """Return the likeliest label of each of many texts."""
        return [self.names[place] for place in self._scores(texts).argmax(axis=1)]

    def _scores(self, texts: Sequence[str]) -> Floats:
        return self._learned.scores(self._views.see(texts))


def _from_examples(seen: Seen, targets: Floats) -> tuple[guessing.Learned, float]:
    """What the examples alone teach, and how sharp it is: names of labels, the last rows, say nothing of that."""
    rare = guessing.rarity(seen)
    rows = seen.likeness(rare)
    inverse = np.linalg.inv((rows @ rows.T).toarray() + guessing.RIDGE * np.eye(len(targets)))
    solved = inverse @ targets
    # What each example would score had it not been learned from: the ridge gives it in closed form.
    unseen = (targets - solved / np.diag(inverse)[:, None])[: len(targets) - targets.shape[1]]
    nothing = np.zeros((0, targets.shape[1]), dtype=np.float32)
    return guessing.Learned(rare, rows.T @ solved, nothing), _sharpness(unseen, targets)


def _sharpness(scores: Floats, targets: Floats) -> float:
    """The sharpness under which unseen examples' labels are likeliest."""
    every = np.arange(len(scores))
    right = targets[: len(scores)].argmax(axis=1)

    def surprise(sharpness: float) -> float:
        return float(-np.log(guessing.softmax(sharpness * scores)[every, right]).sum())

    return min(SHARPNESS, key=surprise)
