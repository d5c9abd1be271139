"""What texts without labels add to a few labelled ones: they guess their labels, and all are learned from again.

An office knows a few examples of each label and very many past appeals that nobody has labelled. A label's words
are found together in those too, so that what they guess in one round teaches the next round words that no
example has. Two learners hear them: least squares, by how alike texts are, and naive Bayes, by the odds of each
word. They err on different texts. Only texts are read here, never a label that was not given as an example.
"""

import numpy as np
from scipy.sparse import csr_array

from knowledge_base.matching.learning import RIDGE, fit_many
from knowledge_base.matching.vectors import Floats, times

# Chosen on one half of two public sets of complaints (docs/matching.md), where none of them matters by more than
# half a point of accuracy within a factor of two.
ROUNDS = 3
SHARP = 15.0
# A guessed text says half of what a labelled one does of a word, and each word is said this often by any label.
GUESSED, EVERYWHERE, MILD = 0.5, 0.2, 0.3
# What the odds count beside the likeness, and the sharpness of both together.
ODDS, SURE = 0.03, 2.25


def learn(rows: csr_array, words: csr_array, targets: Floats, ridge: float) -> tuple[Floats, Floats]:
    """Return for each feature what it says for each label by likeness, and by its odds.

    `rows` are the texts by likeness and `words` by their words, the labelled ones first; `targets` are theirs.
    """
    given, count = len(targets), rows.shape[0]
    trust = np.full(count, RIDGE / ridge)
    weights = fit_many(rows[:given], targets, trust[:given])
    for _ in range(ROUNDS):
        guessed = softmax(SHARP * times(rows[given:], weights))
        weights = fit_many(rows, np.vstack([targets, guessed]), trust)
    guessed = softmax(SHARP * times(rows[given:], weights))
    for _ in range(ROUNDS):
        odds = _odds(words, np.vstack([targets, GUESSED * guessed]))
        guessed = softmax(MILD * times(words[given:], odds))
    return weights, odds


def _odds(words: csr_array, labelled: Floats) -> Floats:
    """How much oftener than on average over the labels each word is said under a label, as logarithm."""
    said = words.T @ labelled
    heard = said.any(axis=1)
    shares = said[heard] + EVERYWHERE
    shares = np.log(shares / shares.sum(axis=0))
    odds = np.zeros(said.shape, dtype=np.float32)
    odds[heard] = shares - shares.mean(axis=1, keepdims=True)
    return odds


def softmax(scores: Floats) -> Floats:
    """Return the probabilities of each row of scores."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    probabilities: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities
