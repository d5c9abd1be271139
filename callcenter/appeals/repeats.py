"""Whether an appeal says again what was said before, by the same person or by somebody else (pure).

Words are compared by their folded stems, so that Cyrillic, letters without their marks and other endings meet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import TypeVar

from knowledge_base.language.folding import tokens
from knowledge_base.matching.reading import STOP_WORDS

LOOK_BACK = timedelta(days=365)
ALIKE = 0.5
# What other people said is compared within a month, and has to be nearly the same text.
LOOK_BACK_AT_OTHERS = timedelta(days=30)
SAME = 0.6
FEWEST_WORDS = 3
FEWEST_TO_MARK = 4
MOST_TO_MARK = 400

# Two smallest hashes to a mark, six marks to a text: nearly the same texts share a mark surely, others rarely.
IN_A_MARK, MARKS = 2, 6
_PRIME = (1 << 61) - 1
_SPREAD = [
    (0x9E3779B97F4A7C15 * (turn + 1) % _PRIME, 0xC2B2AE3D27D4EB4F * (turn + 7) % _PRIME)
    for turn in range(IN_A_MARK * MARKS)
]

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Earlier:
    """An earlier appeal: matter is the card by which it was routed or that was suggested for it first."""

    number: str
    text: str
    registered_on: date
    language: str = ""
    matter: str = ""


def repeated(
    text: str, earlier: Iterable[Earlier], *, today: date, language: str = "", matter: str = ""
) -> Earlier | None:
    """Return the same person's earlier appeal of the last year that is nearest, None when none is near.

    Nearness is the share of word stems that both have in common, of those in the shorter of the two. Words of two
    languages do not meet: there the same matter speaks.
    """
    said = words_of(text)
    near = [
        (nearness(said, one, language=language, matter=matter), one.registered_on, one)
        for one in earlier
        if one.registered_on >= today - LOOK_BACK
    ]
    best = max(near, default=None, key=lambda found: found[:2])
    return best[2] if best and best[0] >= ALIKE else None


def nearness(said: frozenset[str], one: Earlier, *, language: str = "", matter: str = "") -> float:
    """Return how near the words are to those of an earlier appeal, 0 to 1."""
    near = _shared(said, words_of(one.text))
    foreign = bool(language and one.language) and language != one.language
    return max(near, ALIKE) if foreign and matter and matter == one.matter else near


def the_same(text: str, others: Iterable[Kept], text_of: Callable[[Kept], str]) -> list[Kept]:
    """Return those of the others whose text is nearly the same, the nearest first."""
    said = words_of(text)
    near = [(_overlap(said, words_of(text_of(one))), place, one) for place, one in enumerate(others)]
    return [one for share, _, one in sorted(near, key=lambda found: (-found[0], found[1])) if share >= SAME]


def marks_of(text: str) -> list[int]:
    """Return the marks of a text, by which nearly the same one is found; none for a text of few words.

    Each fits a signed column of 64 bits and is the same in every process.
    """
    words = sorted(words_of(text))[:MOST_TO_MARK]
    if len(words) < FEWEST_TO_MARK:
        return []
    hashes = [int.from_bytes(blake2b(word.encode(), digest_size=7).digest(), "big") for word in words]
    least = [min((factor * one + term) % _PRIME for one in hashes) for factor, term in _SPREAD]
    return [_mark(place, tuple(least[place * IN_A_MARK :][:IN_A_MARK])) for place in range(MARKS)]


def words_of(text: str) -> frozenset[str]:
    """Return the stems that a text is about: greetings and words of every text left out, unless there are no others."""
    stems = frozenset(token.stem for token in tokens(text))
    return stems - STOP_WORDS or stems


def _mark(place: int, least: tuple[int, ...]) -> int:
    said = repr((place, *least)).encode()
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= FEWEST_WORDS else float(one == other and bool(one))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
