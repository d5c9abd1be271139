"""The kind of an appeal guessed from its words (the five kinds of statute 002, clause 1.1).

Two things are asked: what its cues speak for (`kind_cues.py`), and to which of some hundred invented examples its
way of putting things is nearest (`kind_examples.py`). The sums become probabilities. The guess only
pre-fills the form: inquiry (asks for information or a document that the body holds) and question (asks
how, who, whether) are hard to tell apart even for people, so the operator decides.
"""

import math
from dataclasses import dataclass

from knowledge_base.language.fillers import says_something
from knowledge_base.language.folding import fold, tokens
from knowledge_base.language.kind_cues import LONGEST, cues_of, spoken_for
from knowledge_base.language.kind_examples import likeness, stands_in_examples

KINDS = ("inquiry", "question", "application", "proposal", "complaint")
# These arise from what a text does not say.
_OF_SILENCE = frozenset({"always", "ends_in_statement"})
_AZERBAIJANI = dict(zip(("sorgu", "sual", "erize", "teklif", "sikayet"), KINDS, strict=True))
# What a full likeness to the examples of a kind weighs beside the cues; docs/matching.md has the figures.
EXAMPLES = 8.0


@dataclass(frozen=True, slots=True)
class KindGuess:
    """The likeliest kind, its probability and all five by probability.

    `spoken` is false where nothing in the text speaks for any kind: all are as likely, and a person has to say it.
    """

    value: str
    confidence: float
    ranked: tuple[tuple[str, float], ...]
    spoken: bool = True


# Where a kind must be kept all the same, it is the most general one, until a person says another.
NOTHING_SAID = KindGuess(
    "application",
    1 / len(KINDS),
    tuple((kind, 1 / len(KINDS)) for kind in sorted(KINDS, key=lambda kind: kind != "application")),
    spoken=False,
)


def read_kind(word: str) -> str | None:
    """Return the English code of a kind named in English or Azerbaijani; None for anything else."""
    folded = fold(word)
    return folded if folded in KINDS else _AZERBAIJANI.get(folded)


def guess_kind(text: str) -> KindGuess:
    """Return the guess; a text in which nothing speaks for a kind gets none."""
    if not _speaks(text):
        return NOTHING_SAID
    sums = [
        said + EXAMPLES * like for said, like in zip(spoken_for(text), likeness(text, KINDS), strict=True)
    ]
    shares = [math.exp(total - max(sums)) for total in sums]
    whole = sum(shares)
    ranked = sorted(
        ((kind, share / whole) for kind, share in zip(KINDS, shares, strict=True)), key=lambda pair: -pair[1]
    )
    return KindGuess(*ranked[0], tuple(ranked))


def _speaks(text: str) -> bool:
    """Whether a word that is no filler stands in the examples, or the text has a cue besides its fillers."""
    telling = [token.folded for token in tokens(text[:LONGEST]) if says_something(token.stem)]
    if any(stands_in_examples(word, KINDS) for word in telling):
        return True
    return bool(telling) and bool(set(cues_of(text)) - _OF_SILENCE)
