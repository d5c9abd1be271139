"""What texts without labels add to a few labelled ones: they guess their labels, and all are learned from again.

An office knows a few examples of each label and very many past appeals that nobody has labelled. A label's words
are found together in those too, so that what they guess in one round teaches the next round words that no
example has. Two learners hear them: least squares, by how alike texts are, and naive Bayes, by the odds of each
word; they err on different texts. Then it is all done once more with features weighted by how much they tell of
the guessed labels, not by rarity alone. At last both learners hear what both passes guess together: a label whose
few examples mislead one of them is set right by the others. Only texts are read here, never a label that was not
given as an example.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge_base.matching.learning import RIDGE as RIDGE_OF_FIT
from knowledge_base.matching.learning import fit_many
from knowledge_base.matching.vectors import Floats, times
from knowledge_base.matching.views import Seen

# Chosen on one half of two public sets of complaints (docs/matching.md), where none of them matters by more than
# half a point of accuracy within a factor of two.
RIDGE = 2.0
ROUNDS, TOGETHER = 3, 4
SHARP, MILD, HEARD = 15.0, 0.3, 4.5
# A guessed text says half of what a labelled one does of a word, and each word is said this often by any label.
GUESSED, EVERYWHERE = 0.5, 0.2
# What the odds count beside the likeness, and the sharpness of both together.
ODDS, SURE = 0.03, 2.25
# Texts of no label that are added to those with a feature, before it is asked what it tells.
UNTOLD, LEAST_TOLD = 3.0, 1e-3


class Learned(NamedTuple):
    """The weights that features have in the likeness, and what each says for each label by likeness and odds."""

    telling: tuple[Floats, ...]
    weights: Floats
    odds: Floats

    def scores(self, seen: Seen) -> Floats:
        """Return what is said for each label of each text."""
        said = times(seen.likeness(self.telling), self.weights)
        if len(self.odds):
            said += np.float32(ODDS) * times(seen.words, self.odds)
        return said


def rarity(seen: Seen) -> tuple[Floats, ...]:
    """Return how rare each feature of each view is among the texts."""
    texts = seen.stems.shape[0]
    counts = (np.bincount(view.indices, minlength=view.shape[1]) for view in seen)
    return tuple((1.0 + np.log((1 + texts) / (1 + count))).astype(np.float32) for count in counts)


def learn(seen: Seen, targets: Floats) -> Learned:
    """Learn from labelled texts, the first ones, whose labels are the targets, and from all others."""
    rare, given = rarity(seen), len(targets)
    said = _learn(seen, rare, targets).scores(seen)[given:]
    labelled = np.vstack([targets, GUESSED * softmax(HEARD * said)])
    telling = tuple(r * _told(view, labelled) for r, view in zip(rare, seen, strict=True))
    learned = _learn(seen, telling, targets)
    said += learned.scores(seen)[given:]
    said *= np.float32(0.5)
    rows, trust = seen.likeness(telling), _trust(seen)
    for _ in range(TOGETHER):
        guessed = softmax(HEARD * said)
        weights = fit_many(rows, np.vstack([targets, guessed]), trust)
        learned = Learned(telling, weights, _odds(seen.words, np.vstack([targets, GUESSED * guessed])))
        said = learned.scores(seen)[given:]
    return learned


def _learn(seen: Seen, telling: tuple[Floats, ...], targets: Floats) -> Learned:
    rows, words, given = seen.likeness(telling), seen.words, len(targets)
    trust = _trust(seen)
    weights = fit_many(rows[:given], targets, trust[:given])
    for _ in range(ROUNDS):
        guessed = softmax(SHARP * times(rows[given:], weights))
        weights = fit_many(rows, np.vstack([targets, guessed]), trust)
    guessed = softmax(SHARP * times(rows[given:], weights))
    for _ in range(ROUNDS):
        odds = _odds(words, np.vstack([targets, GUESSED * guessed]))
        guessed = softmax(MILD * times(words[given:], odds))
    return Learned(telling, weights, odds)


def _trust(seen: Seen) -> NDArray[np.float64]:
    """How much each text counts, the same for all: by that the ridge is ours and not that of the fit."""
    return np.full(seen.stems.shape[0], RIDGE_OF_FIT / RIDGE)


def _odds(words: csr_array, labelled: Floats) -> Floats:
    """How much oftener than on average over the labels each word is said under a label, as logarithm."""
    said = words.T @ labelled + EVERYWHERE
    shares = np.log(said / said.sum(axis=0))
    odds: Floats = (shares - shares.mean(axis=1, keepdims=True)).astype(np.float32)
    return odds


def _told(view: csr_array, labelled: Floats) -> Floats:
    """How far the labels of the texts with a feature are from those of all texts (the root of the divergence)."""
    every = labelled.sum(axis=0) / labelled.sum()
    having = (view > 0).astype(np.float32).T @ labelled + UNTOLD * every
    shares = having / having.sum(axis=1, keepdims=True)
    told: Floats = (shares * np.log(shares / every)).sum(axis=1)
    return np.sqrt(np.maximum(told, 0.0) + LEAST_TOLD).astype(np.float32)


def softmax(scores: Floats) -> Floats:
    """Return the probabilities of each row of scores."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    probabilities: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities
