"""Many texts read at once: every distinct word is folded, stemmed and cut into letter sequences one time.

What remains a text are look-ups and products of sparse matrices, so that a million texts take seconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge_base.language.folding import Token, tokens
from knowledge_base.matching.names import Names
from knowledge_base.matching.reading import MOST_LETTERS, MOST_WORDS, STOP_WORDS, read_plainly
from knowledge_base.matching.vectors import runs

Numbers: TypeAlias = NDArray[np.int32]
GRAM = 4


@dataclass(frozen=True, slots=True)
class Texts:
    """What texts are made of: a row of stems and a row of letter sequences for each."""

    stems: Sequence[str]
    grams: Sequence[str]
    by_stem: csr_array
    by_gram: csr_array


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


def read_texts(texts: Sequence[str], names: Names, with_grams: NDArray[np.bool_]) -> Texts:
    """Read texts as `read_plainly` does; letter sequences are counted where `with_grams` says so."""
    return _Reading(names).read(texts, with_grams)


def _numbering() -> dict[str, int]:
    return defaultdict(count().__next__)


class _Reading:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._stems, self._grams = _numbering(), _numbering()
        # A word is its folded form with its stem: a Russian word may share the form and not the stem.
        self._words: dict[tuple[str, str], int] = {}
        self._stop: set[int] = {self._stems[stem] for stem in STOP_WORDS}

    def read(self, texts: Sequence[str], with_grams: NDArray[np.bool_]) -> Texts:
        chunks = _numbering()
        parts = [text.split() for text in texts]
        length = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
        said = np.fromiter(map(chunks.__getitem__, chain.from_iterable(parts)), np.int32, int(length.sum()))
        row = np.repeat(np.arange(len(texts), dtype=np.int32), length)
        del parts
        start, word, odd = self._read_chunks(chunks)
        # Texts with names, figures or signs, and very long ones, are read by the one who knows about those.
        careful = np.bincount(row, odd[said], minlength=len(texts)) > 0
        careful |= length > MOST_WORDS
        careful |= np.fromiter((len(text) > MOST_LETTERS for text in texts), np.bool_, len(texts))
        plain = ~careful[row]
        first, repeats = start[said[plain]], np.diff(start)[said[plain]]
        rows, words = np.repeat(row[plain], repeats), word[runs(first, repeats)]
        heard = self._read_carefully(texts, np.flatnonzero(careful))
        rows, words = np.concatenate([rows, heard[0]]), np.concatenate([words, heard[1]])
        by_stem = self._by_stem(rows, words, careful, heard[2], len(texts))
        by_gram = self._by_gram(rows, words, with_grams)
        return Texts(list(self._stems), list(self._grams), by_stem, by_gram)

    def _number(self, token: Token) -> int:
        return self._words.setdefault((token.folded, token.stem), len(self._words))

    def _read_chunks(self, chunks: Iterable[str]) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
        """The words of each run of characters between spaces: where they start, which, and whether odd."""
        start, words, odd = [0], [], []
        named = self._names.stems
        for chunk in chunks:
            read = tokens(chunk)
            words += [self._number(token) for token in read]
            start.append(len(words))
            odd.append(
                "@" in chunk
                or any(not token.folded.isalpha() or token.stem in named for token in read)
            )
        return np.array(start, np.int32), np.array(words, np.int32), np.array(odd, np.float64)

    def _read_carefully(
        self, texts: Sequence[str], places: Iterable[int]
    ) -> tuple[Numbers, Numbers, list[tuple[int, int, float]]]:
        rows: list[int] = []
        words: list[int] = []
        entries: list[tuple[int, int, float]] = []
        for place in places:
            reading = read_plainly(texts[place], self._names)
            words += [self._number(token) for token in reading.tokens]
            rows += [int(place)] * len(reading.tokens)
            entries += [(int(place), self._stems[stem], weight) for stem, weight in reading.weights.items()]
        return np.array(rows, np.int32), np.array(words, np.int32), entries

    def _by_stem(self, rows: Numbers, words: Numbers, careful: NDArray[np.bool_],
                 entries: Sequence[tuple[int, int, float]], texts: int) -> csr_array:  # fmt: skip
        stem_of = np.fromiter((self._stems[stem] for _, stem in self._words), np.int32, len(self._words))
        plain = ~careful[rows]
        row, stem = rows[plain], stem_of[words[plain]]
        spoken = ~np.isin(stem, np.fromiter(self._stop, np.int32))
        shape = (texts, len(self._stems))
        said = csr_array((np.ones(int(spoken.sum()), np.float32), (row[spoken], stem[spoken])), shape=shape)
        said.data[:] = 1.0
        if not entries:
            return said
        place, feature, weight = (np.array(column) for column in zip(*entries, strict=True))
        return said + csr_array((weight.astype(np.float32), (place, feature)), shape=shape)

    def _by_gram(self, rows: Numbers, words: Numbers, wanted: NDArray[np.bool_]) -> csr_array:
        cut = [sequences_of.__wrapped__(folded) for folded, _ in self._words]
        length = np.fromiter(map(len, cut), np.int64, len(cut))
        grams = np.fromiter(map(self._grams.__getitem__, chain.from_iterable(cut)), np.int32, int(length.sum()))
        shape = (len(cut), len(self._grams))
        of_word = csr_array(
            (np.ones(len(grams), np.float32), grams, np.concatenate([[0], np.cumsum(length)])), shape=shape
        )
        of_word.sum_duplicates()
        used = wanted[rows]
        counted = csr_array(
            (np.ones(int(used.sum()), np.float32), (rows[used], words[used])), shape=(len(wanted), len(cut))
        )
        found = counted @ of_word
        found.data = 1.0 + np.log(found.data)
        return found


def weights_by_name(row: csr_array, names: Sequence[str]) -> Mapping[str, float]:
    """Return one row as weights by name, as a text read alone gives them."""
    return {names[place]: float(weight) for place, weight in zip(row.indices, row.data, strict=True)}
