"""Typed errors: stems of the vocabulary near a stem that is not in it.

Near stems are fetched by what is left of a stem when one letter is dropped (`nearness.py`) and rapidfuzz
measures only those: the cost does not grow with the vocabulary.
"""

from collections.abc import Container, Iterable
from itertools import chain
from typing import TypeAlias

from rapidfuzz.distance import OSA

from knowledge_base.language.stems import LENGTH
from knowledge_base.matching.nearness import Neighbours

SHORTEST = 4
MOST = 3
REMEMBERED = 20_000

Near: TypeAlias = tuple[tuple[str, float], ...]


class Vocabulary:
    """The stems of a knowledge base; those of a later addition stand beside the ones they were added to."""

    def __init__(self, stems: Iterable[str], beside: "Vocabulary | None" = None) -> None:
        own = frozenset(stems)
        self.stems: Container[str] = own
        if beside is not None:
            self.stems = _Either(own, beside.stems)
        corrigible = (stem for stem in own if len(stem) >= SHORTEST and stem.isalpha())
        self._nearby: tuple[Neighbours, ...] = (
            Neighbours(corrigible, LENGTH + 1),
            *(beside._nearby if beside else ()),
        )
        self._seen: dict[tuple[str, str], Near] = {}

    def near(self, word: str, stem: str) -> Near:
        """Return the stems that the word may have been meant to start with, with their likeness 0..1."""
        known = self._seen.get((word, stem))
        if known is None:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            known = self._seen[word, stem] = self._search(word, stem)
        return known

    def _search(self, word: str, stem: str) -> Near:
        # An error moves the place where a stem is cut, so the word is also read one letter shorter
        # and longer than its stem.
        if len(stem) < SHORTEST or not stem.isalpha():
            return ()
        found: dict[str, float] = {}
        for length in {len(stem) - 1, len(stem), min(len(stem) + 1, LENGTH + 1, len(word))}:
            prefix = word[:length]
            for candidate in chain.from_iterable(nearby.of(prefix) for nearby in self._nearby):
                likeness = _likeness(prefix, candidate)
                if likeness > found.get(candidate, 0.0):
                    found[candidate] = likeness
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        best = ranked[0][1] if ranked else 0.0
        return tuple(pair for pair in ranked[:MOST] if pair[1] >= best - 0.1)


class _Either:
    def __init__(self, own: Container[str], base: Container[str]) -> None:
        self.own, self.base = own, base

    def __contains__(self, stem: object) -> bool:
        return stem in self.own or stem in self.base


def _likeness(typed: str, candidate: str) -> float:
    """One error is allowed in a stem of four or five letters, two in a longer one."""
    allowed = 1 if len(candidate) < 6 else 2
    distance = OSA.distance(typed, candidate, score_cutoff=allowed)
    return 0.0 if distance > allowed else 1.0 - distance / (len(candidate) + 1)
