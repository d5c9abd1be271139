"""Typed errors: stems of the vocabulary near a stem that is not in it.

The vocabulary is kept by what is left of each stem when one letter is dropped, so that near stems are
fetched by look-up and rapidfuzz measures only those: the cost does not grow with the vocabulary.
"""

from collections.abc import Iterable
from typing import TypeAlias

from rapidfuzz.distance import OSA

from knowledge_base.language.stems import LENGTH

SHORTEST = 4
MOST = 3
REMEMBERED = 20_000

Near: TypeAlias = tuple[tuple[str, float], ...]


class Vocabulary:
    """The stems of a knowledge base."""

    def __init__(self, stems: Iterable[str]) -> None:
        self.stems = frozenset(stems)
        self._nearby: dict[str, list[str]] = {}
        for stem in self.stems:
            if len(stem) >= SHORTEST and stem.isalpha():
                for shorter in _with_one_dropped(stem):
                    self._nearby.setdefault(shorter, []).append(stem)
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
            for shorter in _with_one_dropped(prefix):
                for candidate in self._nearby.get(shorter, ()):
                    likeness = _likeness(prefix, candidate)
                    if likeness > found.get(candidate, 0.0):
                        found[candidate] = likeness
        ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        best = ranked[0][1] if ranked else 0.0
        return tuple(pair for pair in ranked[:MOST] if pair[1] >= best - 0.1)


def _with_one_dropped(stem: str) -> set[str]:
    return {stem[:at] + stem[at + 1 :] for at in range(len(stem))} | {stem}


def _likeness(typed: str, candidate: str) -> float:
    """One error is allowed in a stem of four or five letters, two in a longer one."""
    allowed = 1 if len(candidate) < 6 else 2
    distance = OSA.distance(typed, candidate, score_cutoff=allowed)
    return 0.0 if distance > allowed else 1.0 - distance / (len(candidate) + 1)
