"""Whether an appeal says again what the same caller has said before (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge_base.language.folding import tokens

LOOK_BACK = timedelta(days=365)
ALIKE = 0.5


@dataclass(frozen=True)
class Earlier:
    """An earlier appeal of the same caller."""

    number: str
    text: str
    registered_on: date


def repeated(text: str, earlier: Iterable[Earlier], *, today: date) -> Earlier | None:
    """Return the earlier appeal of the last year that is nearest in words, None when none is near.

    Nearness is the share of word stems that both have in common, of those in the shorter of the two.
    """
    said = _stems(text)
    near = [
        (_alike(said, _stems(one.text)), one.registered_on, one)
        for one in earlier
        if one.registered_on >= today - LOOK_BACK
    ]
    best = max(near, default=None, key=lambda found: found[:2])
    return best[2] if best and best[0] >= ALIKE else None


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= 3 else float(one == other and bool(one))


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokens(text))
