"""Words that may be near a word: those that share what is left when one letter is dropped from each.

A vocabulary of hundreds of thousands of words is kept as two sorted arrays of numbers, so that it is made in a
fraction of a second and a look-up costs the same however many words there are.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
_WORD = (1 << 64) - 1
_SPREAD = 0x9E3779B97F4A7C15


class Neighbours:
    """Words of at most `longest` letters, ready to be found by what they have in common with another."""

    def __init__(self, words: Iterable[str], longest: int) -> None:
        self._longest = longest
        self._factors = [pow(_SPREAD, place + 1, _WORD + 1) for place in range(longest)]
        self._words = [word for word in words if 0 < len(word) <= longest]
        keys, owner = self._keys_of(self._words)
        order = np.argsort(keys, kind="stable")
        self._keys, self._owner = keys[order], owner[order]

    def of(self, word: str) -> list[str]:
        """Return the words that equal the given one when each loses at most one letter."""
        forms = {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
        keys = np.array([self._key(form) for form in forms if len(form) <= self._longest], dtype=np.uint64)
        first = self._keys.searchsorted(keys).tolist()
        last = self._keys.searchsorted(keys, side="right").tolist()
        runs = (self._owner[at:end].tolist() for at, end in zip(first, last, strict=True) if at < end)
        return [self._words[place] for place in {place for run in runs for place in run}]

    def _key(self, word: str) -> int:
        """The letters as one number; a chance meeting of two words only costs one more comparison."""
        return sum(ord(letter) * factor for letter, factor in zip(word, self._factors, strict=False)) & _WORD

    def _keys_of(self, words: Sequence[str]) -> tuple[Keys, NDArray[np.int32]]:
        """The numbers of each word as it is and with each of its letters dropped, and the word's place."""
        letters = np.array(words, dtype=f"U{self._longest}").view(np.uint32)
        letters = letters.reshape(len(words), self._longest)
        factors = np.array(self._factors, dtype=np.uint64)
        length = np.count_nonzero(letters, axis=1)
        keys = [letters.astype(np.uint64) @ factors]
        owners = [np.arange(len(words), dtype=np.int32)]
        for dropped in range(self._longest):
            some = np.flatnonzero(length > dropped).astype(np.int32)
            left = np.delete(letters[some], dropped, axis=1).astype(np.uint64)
            keys.append(left @ factors[:-1])
            owners.append(some)
        return np.concatenate(keys), np.concatenate(owners)
