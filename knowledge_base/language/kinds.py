"""The kind of an appeal guessed from its words (the five kinds of statute 002, clause 1.1).

Two things are asked: what its cues speak for (`kind_cues.py`), and to which of some hundred invented examples its
way of putting things is nearest (`kind_examples.py`). The sums become probabilities. The guess only
pre-fills the form: inquiry (asks for information or a document that the body holds) and question (asks
how, who, whether) are hard to tell apart even for people, so the operator decides.
"""

import math
from dataclasses import dataclass

from knowledge_base.language.folding import fold
from knowledge_base.language.kind_cues import spoken_for
from knowledge_base.language.kind_examples import likeness

KINDS = ("inquiry", "question", "application", "proposal", "complaint")
_AZERBAIJANI = dict(zip(("sorgu", "sual", "erize", "teklif", "sikayet"), KINDS, strict=True))
# What a full likeness to the examples of a kind weighs beside the cues; docs/matching.md has the figures.
EXAMPLES = 8.0


@dataclass(frozen=True, slots=True)
class KindGuess:
    """The likeliest kind, its probability and all five by probability."""

    value: str
    confidence: float
    ranked: tuple[tuple[str, float], ...]


def read_kind(word: str) -> str | None:
    """Return the English code of a kind named in English or Azerbaijani; None for anything else."""
    folded = fold(word)
    return folded if folded in KINDS else _AZERBAIJANI.get(folded)


def guess_kind(text: str) -> KindGuess:
    """Return the guess; a text without any cue is left with little confidence."""
    sums = [
        said + EXAMPLES * like for said, like in zip(spoken_for(text), likeness(text, KINDS), strict=True)
    ]
    shares = [math.exp(total - max(sums)) for total in sums]
    whole = sum(shares)
    ranked = sorted(
        ((kind, share / whole) for kind, share in zip(KINDS, shares, strict=True)), key=lambda pair: -pair[1]
    )
    return KindGuess(*ranked[0], tuple(ranked))
