"""Confidence and scope as probabilities, from what the views of a text found."""

import math
from collections.abc import Sequence

import numpy as np

from knowledge_base.matching.vectors import Floats

# Fitted on texts that no index had seen; docs/matching.md has the figures.
SHARPNESS = 10.0
# Held-out appeals from which a sharpness may be fitted: so few are too few, and so many weigh as much as what
# was known before.
FEWEST_HELD, WEIGHT_OF_KNOWN = 30, 50
STRANGE, FAMILIAR, ELSEWHERE = 7.5, -13.5, 31.5


def unit_probabilities(best_scores: Floats, sharpness: float = SHARPNESS) -> Floats:
    """Return for each unit the probability that it is right, for an appeal that is in scope.

    `best_scores` holds the best score of each unit's competences; the lead over the others is what counts.
    """
    powers = np.exp(sharpness * (best_scores - best_scores.max()))
    probabilities: Floats = powers / powers.sum()
    return probabilities


def fitted_sharpness(held: Sequence[tuple[Floats, int]]) -> float:
    """Return the sharpness under which held-out appeals' right units are likeliest, drawn towards the known one.

    Of each appeal the best score of each unit is given, by an index that had not learned from it, and the right unit.
    """
    if len(held) < FEWEST_HELD:
        return SHARPNESS
    tried = np.geomspace(2.0, 80.0, 60)
    likelihood = [
        sum(math.log(max(float(unit_probabilities(best, sharp)[unit]), 1e-9)) for best, unit in held)
        for sharp in tried.tolist()
    ]
    found = math.log(float(tried[int(np.argmax(likelihood))]))
    known = WEIGHT_OF_KNOWN / (len(held) + WEIGHT_OF_KNOWN)
    return math.exp((1.0 - known) * found + known * math.log(SHARPNESS))


def out_of_scope_probability(familiar: float, elsewhere: float) -> float:
    """Return the probability that no unit of the knowledge base is competent.

    `familiar` is the best score of a competence and `elsewhere` how much the text sounds like appeals to
    other bodies, both taken on the text as it was said: synonyms make any text look familiar.
    """
    total = STRANGE + FAMILIAR * familiar + ELSEWHERE * elsewhere
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
