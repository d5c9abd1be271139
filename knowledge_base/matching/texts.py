"""Many texts read at once: every distinct word is folded, stemmed and cut into letter sequences one time.

What remains a text are look-ups and products of sparse matrices, so that a million texts take seconds.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge_base.language.folding import Token, tokens
from knowledge_base.matching.names import Names
from knowledge_base.matching.reading import ENTITY, MOST_LETTERS, MOST_WORDS, STOP_WORDS, read_plainly
from knowledge_base.matching.vectors import runs

Numbers: TypeAlias = NDArray[np.int32]
# The weight of a stem in a text, by their numbers.
Entries: TypeAlias = dict[tuple[int, int], float]
GRAM = 4
# Texts cut into words at once, so that only their numbers are kept.
AT_ONCE = 20_000
# Signs around a word that make it no less of one.
MARKS = ".,;:?!…()[]«»\"'“”„-–—"


@dataclass(frozen=True, slots=True)
class Texts:
    """What texts are made of: for each its stems with their weights, and how often it has which word."""

    stems: Sequence[str]
    grams: Sequence[str]
    by_stem: csr_array
    _by_word: csr_array
    _of_word: csr_array

    def by_gram(self, parts: csr_array) -> csr_array:
        """Return the letter sequences of each row of texts taken together; repeats count less."""
        found: csr_array = (parts @ self._by_word) @ self._of_word
        np.log(found.data, out=found.data)
        found.data += 1.0
        return found

    def stems_together(self, parts: csr_array) -> csr_array:
        """Return the stems of each row of texts taken together, a stem once however many have it."""
        total: csr_array = parts @ self.by_stem
        named = self.by_stem.copy()
        named.data[:] = 1.0
        total.data /= (parts @ named).data
        return total


def together(rows: Iterable[Iterable[int]], texts: int | None = None) -> csr_array:
    """Return which texts each row takes together, as a matrix of rows by texts; without their number, by those named."""
    part, ends = array("i"), array("i", [0])
    for row in rows:
        part.extend(row)
        ends.append(len(part))
    named = np.array(part)
    width = int(named.max(initial=-1)) + 1 if texts is None else texts
    return csr_array((np.ones(len(part), np.float32), named, np.array(ends)), shape=(len(ends) - 1, width))


def letter_sequences(words: Iterable[Token]) -> dict[str, float]:
    """Return the runs of four letters within words, edges marked; repeats count less."""
    counts: dict[str, int] = {}
    for gram in chain.from_iterable(sequences_of(word.folded) for word in words):
        counts[gram] = counts.get(gram, 0) + 1
    grams = np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts))) + 1.0
    return dict(zip(counts, grams.tolist(), strict=True))


@lru_cache(maxsize=16384)
def sequences_of(folded: str) -> tuple[str, ...]:
    """Return the runs of four letters of a folded word, its edges marked by spaces."""
    padded = f" {folded} "
    return tuple(padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1))


def read_texts(texts: Sequence[str], names: Names) -> Texts:
    """Read texts as `read_plainly` does."""
    return _Reading(names).read(texts)


def _numbering() -> dict[str, int]:
    return defaultdict(count().__next__)


class _Reading:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._stems, self._grams = _numbering(), _numbering()
        # A word is its folded form with its stem: a Russian word may share the form and not the stem.
        self._words: dict[str, int] = {}
        for stem in STOP_WORDS:
            self._stems[stem]

    def read(self, texts: Sequence[str]) -> Texts:
        length, chunks, said = _split(texts)
        row = np.repeat(np.arange(len(texts), dtype=np.int32), length)
        start, word, odd = self._read_chunks(chunks)
        chunks.clear()
        # Texts with figures or signs in words, and very long ones, are read by the one who knows about those.
        careful = np.bincount(row, odd[said], minlength=len(texts)) > 0
        careful |= length > MOST_WORDS
        careful |= np.fromiter((len(text) > MOST_LETTERS for text in texts), np.bool_, len(texts))
        plain = ~careful[row]
        row, said = row[plain], said[plain]
        del plain
        repeats = np.diff(start)[said]
        row, word = np.repeat(row, repeats), word[runs(start[said], repeats)]
        del said, repeats, start
        rows, words, entries = self._read_carefully(texts, np.flatnonzero(careful))
        by_stem = self._by_stem(row, word, entries, len(texts))
        row, word = np.concatenate([row, rows]), np.concatenate([word, words])
        by_word = csr_array(
            (np.ones(len(row), np.float32), (row, word)), shape=(len(texts), len(self._words))
        )
        of_word = self._of_word()
        return Texts(list(self._stems), list(self._grams), by_stem, by_word, of_word)

    def _number(self, token: Token) -> int:
        return self._words.setdefault(f"{token.folded} {token.stem}", len(self._words))

    def _read_chunks(self, chunks: Iterable[str]) -> tuple[Numbers, Numbers, NDArray[np.float32]]:
        """The words of each run of characters between spaces: where they start, which, and whether odd."""
        start, words, odd = array("i", [0]), array("i"), array("f")
        for chunk in chunks:
            read = tokens(chunk)
            words.extend(map(self._number, read))
            start.append(len(words))
            odd.append(bool(read) and not chunk.strip(MARKS).isalpha())
        return np.array(start), np.array(words), np.array(odd)

    def _read_carefully(
        self, texts: Sequence[str], places: Iterable[int]
    ) -> tuple[Numbers, Numbers, Entries]:
        rows: list[int] = []
        words: list[int] = []
        entries: Entries = {}
        for place in places:
            reading = read_plainly(texts[place], self._names)
            words += [self._number(token) for token in reading.tokens]
            rows += [int(place)] * len(reading.tokens)
            entries |= {(int(place), self._stems[stem]): weight for stem, weight in reading.weights.items()}
        return np.array(rows, np.int32), np.array(words, np.int32), entries

    def _by_stem(self, row: Numbers, word: Numbers, entries: Entries, texts: int) -> csr_array:
        stems = (word.partition(" ")[2] for word in self._words)
        stem_of = np.fromiter(map(self._stems.__getitem__, stems), np.int32, len(self._words))
        stem = stem_of[word]
        entries |= self._named(row, stem)
        shape = (texts, len(self._stems))
        # The first numbers are those of words that do not count.
        spoken = stem >= len(STOP_WORDS)
        said = csr_array((np.ones(int(spoken.sum()), np.float32), (row[spoken], stem[spoken])), shape=shape)
        said.data[:] = 1.0
        if not entries:
            return said
        place, feature = np.array(list(entries), dtype=np.int32).T
        named = csr_array((np.array(list(entries.values()), np.float32), (place, feature)), shape=shape)
        return said.maximum(named).tocsr()

    def _named(self, row: Numbers, stem: Numbers) -> Entries:
        """What the names within texts stand for; a text is searched only where a name may begin."""
        stems = list(self._stems)
        single, both = self._names.beginnings
        alone = np.fromiter((name in single for name in stems), np.bool_, len(stems))
        leading = np.fromiter((name in both for name in stems), np.bool_, len(stems))
        begins = alone[stem]
        pairs = np.flatnonzero(leading[stem[:-1]] & (row[:-1] == row[1:]))
        begins[[at for at in pairs.tolist() if stems[stem[at + 1]] in both[stems[stem[at]]]]] = True
        entries: Entries = {}
        places = np.unique(row[begins])
        first, last = np.searchsorted(row, places), np.searchsorted(row, places, side="right")
        for place, at, end in zip(places.tolist(), first.tolist(), last.tolist(), strict=True):
            found = self._names.find([stems[number] for number in stem[at:end].tolist()])
            entries |= {(place, self._stems[value]): ENTITY for name in found for value in name.values}
        return entries

    def _of_word(self) -> csr_array:
        """The letter sequences of each word."""
        folded = [word.partition(" ")[0] for word in self._words]
        self._words.clear()
        length = np.fromiter(map(len, folded), np.int64, len(folded)) + 3 - GRAM
        numbers = map(self._grams.__getitem__, chain.from_iterable(map(sequences_of.__wrapped__, folded)))
        grams = np.fromiter(numbers, np.int32, int(length.sum()))
        ends = np.concatenate([[0], np.cumsum(length)]).astype(np.int32)
        of_word = csr_array(
            (np.ones(len(grams), np.float32), grams, ends), shape=(len(folded), len(self._grams))
        )
        of_word.sum_duplicates()
        return of_word


def _split(texts: Sequence[str]) -> tuple[NDArray[np.int32], dict[str, int], Numbers]:
    """Cut texts at spaces: how many pieces each has, the different ones by number, and the numbers in order."""
    chunks = _numbering()
    length, said = [], []
    for first in range(0, len(texts), AT_ONCE):
        parts = [text.split() for text in texts[first : first + AT_ONCE]]
        length.append(np.fromiter(map(len, parts), np.int32, len(parts)))
        numbers = map(chunks.__getitem__, chain.from_iterable(parts))
        said.append(np.fromiter(numbers, np.int32, int(length[-1].sum())))
    if not length:
        return np.zeros(0, np.int32), chunks, np.zeros(0, np.int32)
    return np.concatenate(length), chunks, np.concatenate(said)
