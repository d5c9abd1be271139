"""Meanings: what an everyday word is about, whatever the word.

"Kredit", "ipoteka" and "процент" are about borrowing, so a text that says one is a little like a text that
says another. The lists in meanings/ are general knowledge of what people call about, in Azerbaijani, Turkish,
Russian and some English. A word may be about several things; a stem of five letters or more also stands for
the stems that begin with it, and a word after "=" only for itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from knowledge_base.language.folding import Token, tokens
from knowledge_base.language.stems import LENGTH
from knowledge_base.matching.names import Found, shipped

FILES = ("city", "communication", "money", "people", "state")
MARK = "#"
EXACTLY = "="
LONGEST = 4
OPEN_ENDED = 5
MOST_CUT = 2


class _Node:
    """The listed words that begin with one run of stems."""

    __slots__ = ("further", "name", "values")

    def __init__(self) -> None:
        self.further: dict[str, _Node] = {}
        self.name = ""
        self.values: tuple[str, ...] = ()


class Meanings:
    """Words and runs of words, each about one thing or several."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        self._first = _Node()
        for meaning, words in listed.items():
            for word in words:
                self._add(word, MARK + meaning)

    def _add(self, word: str, value: str) -> None:
        exactly = word.startswith(EXACTLY)
        keys = [EXACTLY + token.folded if exactly else _key(token) for token in tokens(word)]
        if not 0 < len(keys) <= LONGEST:
            return
        node = self._first
        for key in keys:
            node = node.further.setdefault(key, _Node())
        node.name = node.name or word.removeprefix(EXACTLY)
        node.values = tuple(dict.fromkeys((*node.values, value)))

    def find(self, words: Sequence[Token]) -> list[Found]:
        """Return what runs of words are about, from left to right, the longest at a place, without overlap."""
        found: list[Found] = []
        at = 0
        while at < len(words):
            length, node = _longest(self._first, words, at)
            if length:
                found.append(Found(at, at + length - 1, node.name, node.values))
            at += max(length, 1)
        return found


def _longest(node: _Node, words: Sequence[Token], at: int) -> tuple[int, _Node]:
    """The length of the longest listed run from here on, and what is listed for it.

    Of runs of one length the one that has most of the word: "kanalizasiya" is not about a "kanal".
    """
    best = (0, node)
    if at >= len(words) or not node.further:
        return best
    for key in _keys_for(words[at].folded, words[at].stem):
        further = node.further.get(key)
        if further is None:
            continue
        length, reached = _longest(further, words, at + 1)
        if (length or reached.values) and length + 1 > best[0]:
            best = (length + 1, reached)
    return best


def _key(token: Token) -> str:
    """The stem; where that has lost much of the word, the word itself: "belediye" is not "belə"."""
    return token.stem if len(token.folded[:LENGTH]) - len(token.stem) <= MOST_CUT else token.folded


@lru_cache(maxsize=16384)
def _keys_for(folded: str, stem: str) -> tuple[str, ...]:
    """What may be listed for a word: itself, its stem and the beginnings of both, the longest first."""
    shorter = (word[:length] for word in (folded, stem) for length in range(len(word), OPEN_ENDED - 1, -1))
    return tuple(dict.fromkeys((EXACTLY + folded, stem, *sorted(shorter, key=len, reverse=True))))


@lru_cache(maxsize=1)
def meanings() -> Meanings:
    """Return the shipped meanings."""
    listed: dict[str, list[str]] = {}
    for file in FILES:
        for meaning, words in shipped(f"meanings/{file}.yaml").items():
            listed.setdefault(meaning, []).extend(words)
    return Meanings(listed)
