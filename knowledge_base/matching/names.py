"""Lists of words read from the YAML files beside this one, and found in a text as runs of stems."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from knowledge_base.language.folding import tokens

LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A listed name met in a text: the first and last word it covers, the name, what it stands for."""

    first: int
    last: int
    name: str
    values: tuple[str, ...]


class Names:
    """Names of one or more words, each standing for values; the longest name at a place wins."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._by_stems: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
        for name, values in entries:
            stems = tuple(token.stem for token in tokens(name))
            if 0 < len(stems) <= LONGEST_NAME:
                _, known = self._by_stems.get(stems, (name, ()))
                self._by_stems[stems] = (name, tuple(dict.fromkeys((*known, *values))))
        self.stems = frozenset(stem for stems in self._by_stems for stem in stems)
        self._lengths = {stems[0]: 0 for stems in self._by_stems}
        for stems in self._by_stems:
            self._lengths[stems[0]] = max(self._lengths[stems[0]], len(stems))

    @property
    def beginnings(self) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
        """The stems that are a name alone, and for each first stem of a longer name those that may follow it."""
        alone = frozenset(stems[0] for stems in self._by_stems if len(stems) == 1)
        following: dict[str, set[str]] = {}
        for stems in self._by_stems:
            if len(stems) > 1:
                following.setdefault(stems[0], set()).add(stems[1])
        return alone, {first: frozenset(second) for first, second in following.items()}

    def find(self, stems: Sequence[str]) -> list[Found]:
        """Return the names that occur in a run of stems, from left to right, without overlap."""
        found: list[Found] = []
        at = 0
        while at < len(stems):
            for length in range(min(self._lengths.get(stems[at], 0), len(stems) - at), 0, -1):
                entry = self._by_stems.get(tuple(stems[at : at + length]))
                if entry is not None:
                    found.append(Found(at, at + length - 1, *entry))
                    at += length - 1
                    break
            at += 1
        return found


@lru_cache(maxsize=8)
def shipped(file: str) -> Mapping[str, Sequence[str]]:
    """Return a shipped list: a heading and the words under it."""
    text = files("knowledge_base.matching").joinpath(file).read_text(encoding="utf-8")
    listed: Mapping[str, Sequence[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return listed
