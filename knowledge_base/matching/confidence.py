"""Confidence and scope as probabilities: logistic curves over what the views found."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the best unit: its score, its lead over the second unit, and what speaks for none.

    The other four are taken on the text as it was said, without synonyms: `familiar` is the best score,
    `nearest` the likeness of the nearest example, `covered` the share of the text's rarity that the best
    competence speaks of, `elsewhere` how much the text sounds like appeals to other bodies.
    """

    best: float
    lead: float
    familiar: float
    nearest: float
    covered: float
    elsewhere: float


# Fitted on labelled appeals by logistic regression; docs/matching.md has the figures.
RIGHT_UNIT = (-2.0, 2.0, 6.0)
OUT_OF_SCOPE = (6.1, -8.9, -1.9, -2.7, 24.6)


def confidence_of(evidence: Evidence) -> float:
    """Return the probability that the first unit is right, for an appeal that is in scope."""
    base, best, lead = RIGHT_UNIT
    return _logistic(base + best * evidence.best + lead * evidence.lead)


def out_of_scope_of(evidence: Evidence) -> float:
    """Return the probability that no unit of the knowledge base is competent."""
    base, familiar, nearest, covered, elsewhere = OUT_OF_SCOPE
    return _logistic(
        base
        + familiar * evidence.familiar
        + nearest * evidence.nearest
        + covered * evidence.covered
        + elsewhere * evidence.elsewhere
    )


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
