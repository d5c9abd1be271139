"""Confidence and scope as probabilities, from what the views of a text found."""

import math

import numpy as np

from knowledge_base.matching.vectors import Floats

# Fitted on texts that no index had seen; docs/matching.md has the figures.
SHARPNESS = 10.0
STRANGE, FAMILIAR, ELSEWHERE = 7.5, -13.5, 31.5


def unit_probabilities(best_scores: Floats) -> Floats:
    """Return for each unit the probability that it is right, for an appeal that is in scope.

    `best_scores` holds the best score of each unit's competences; the lead over the others is what counts.
    """
    powers = np.exp(SHARPNESS * (best_scores - best_scores.max()))
    probabilities: Floats = powers / powers.sum()
    return probabilities


def out_of_scope_probability(familiar: float, elsewhere: float) -> float:
    """Return the probability that no unit of the knowledge base is competent.

    `familiar` is the best score of a competence and `elsewhere` how much the text sounds like appeals to
    other bodies, both taken on the text as it was said: synonyms make any text look familiar.
    """
    total = STRANGE + FAMILIAR * familiar + ELSEWHERE * elsewhere
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
