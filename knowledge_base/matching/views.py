"""A text seen three ways: by its stems, by its letter sequences and by what its words are about."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, hstack

from knowledge_base.language.folding import Token
from knowledge_base.matching.meanings import meanings
from knowledge_base.matching.reading import STOP_WORDS, words_of
from knowledge_base.matching.vectors import Floats, scale_rows

# How much the stems, the letter sequences and what words are about weigh; chosen on one half of two public
# sets of complaints (docs/matching.md).
SHARES = (0.7, 0.7, 0.6)
SHORTEST_GRAM, LONGEST_GRAM = 3, 5
# Turkish "şu" is "that"; folded it would be "su", water.
NOT_FOLDED = frozenset({"şu"})


class Seen(NamedTuple):
    """Texts as rows of each view: how often they have which feature, repeats counting less."""

    stems: csr_array
    grams: csr_array
    about: csr_array

    @property
    def words(self) -> csr_array:
        """Stems and what words are about."""
        both: csr_array = hstack([self.stems, self.about], format="csr")
        return both

    def likeness(self, weights: Iterable[Floats]) -> csr_array:
        """Return rows whose products are how alike texts are, by features so weighted."""
        views = [view.copy() for view in self]
        for view, weight, share in zip(views, weights, SHARES, strict=True):
            scale_rows(view, weight, share)
        rows: csr_array = hstack(views, format="csr")
        return rows


class Views:
    """The numbers of the features that some texts have; other texts are seen by those alone."""

    def __init__(self, texts: Sequence[str]) -> None:
        read = [_words(text) for text in texts]
        self._numbers = [_numbered(chain.from_iterable(map(view, read))) for view in _VIEWS]

    def see(self, texts: Sequence[str]) -> Seen:
        """Return the texts by the known features."""
        read = [_words(text) for text in texts]
        known = zip(_VIEWS, self._numbers, strict=True)
        return Seen(*(_rows(list(map(view, read)), number) for view, number in known))


def _numbered(features: Iterable[str]) -> dict[str, int]:
    return {feature: place for place, feature in enumerate(dict.fromkeys(features))}


def _words(text: str) -> list[Token]:
    return [word for word in words_of(text) if text[word.start : word.end].lower() not in NOT_FOLDED]


def _stems(words: Sequence[Token]) -> list[str]:
    return [word.stem for word in words if word.stem not in STOP_WORDS]


def _grams(words: Sequence[Token]) -> list[str]:
    return [gram for word in words for gram in _sequences(word.folded)]


def _about(words: Sequence[Token]) -> list[str]:
    return [meaning for found in meanings().find(words) for meaning in found.values]


_VIEWS: tuple[Callable[[Sequence[Token]], list[str]], ...] = (_stems, _grams, _about)


@lru_cache(maxsize=16384)
def _sequences(folded: str) -> tuple[str, ...]:
    padded = f" {folded} "
    lengths = range(SHORTEST_GRAM, LONGEST_GRAM + 1)
    return tuple(padded[at : at + length] for length in lengths for at in range(len(padded) - length + 1))


def _rows(texts: Sequence[Iterable[str]], number: Mapping[str, int]) -> csr_array:
    known = [[number[feature] for feature in text if feature in number] for text in texts]
    row = np.repeat(np.arange(len(texts)), [len(text) for text in known])
    feature = np.fromiter(chain.from_iterable(known), np.int64, len(row))
    rows = csr_array((np.ones(len(row), np.float32), (row, feature)), shape=(len(texts), len(number)))
    rows.data = np.log(rows.data) + np.float32(1.0)
    return rows
