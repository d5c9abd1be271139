"""Views of one text: stems by rarity, letter sequences, the nearest example, and BM25 of the card."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from knowledge_base.matching.texts import Texts
from knowledge_base.matching.vectors import BLOCK, Floats, Postings, Vector, scale_rows

STEMS, GRAMS = 0.4, 0.6
BM25_K, BM25_B = 1.2, 0.5
COMMONEST_GRAM, FEW = 0.15, 50
# Beyond so many rows of a feature it is not read to find the nearest ones.
LONGEST = 8192


@dataclass(frozen=True, slots=True)
class Space:
    """Stems and letter sequences by number, each with its rarity; the stems come first.

    A text is a vector of length one in it, of which stems have the share STEMS and sequences GRAMS, so that
    the product of two is STEMS × cosine of stems + GRAMS × cosine of sequences.
    """

    stems: Mapping[str, int]
    grams: Mapping[str, int]
    rarity: Floats

    def stem_vector(self, weights: Mapping[str, float]) -> Vector:
        """Return the stems' part of a text."""
        return self._weighed(self.stems, weights).scaled(STEMS**0.5)

    def gram_vector(self, weights: Mapping[str, float]) -> Vector:
        """Return the letter sequences' part of a text."""
        return self._weighed(self.grams, weights).scaled(GRAMS**0.5)

    def widened(self, texts: Texts, rarity: float) -> "Space":
        """Return the space with what more texts have besides, each as rare as is said."""
        stems = [stem for stem in texts.stems if stem not in self.stems]
        grams = [gram for gram in texts.grams if gram not in self.grams]
        first = len(self.rarity)
        return Space(
            {**self.stems, **{stem: first + place for place, stem in enumerate(stems)}},
            {**self.grams, **{gram: first + len(stems) + place for place, gram in enumerate(grams)}},
            np.append(self.rarity, np.full(len(stems) + len(grams), rarity, dtype=np.float32)),
        )

    def _weighed(self, number: Mapping[str, int], weights: Mapping[str, float]) -> Vector:
        known = [(number[name], weight) for name, weight in weights.items() if name in number]
        features = np.array([feature for feature, _ in known], dtype=np.int64)
        return Vector(features, np.array([w for _, w in known], dtype=np.float32) * self.rarity[features])


def rows_in(space: Space, texts: Texts, parts: csr_array) -> csr_array:
    """Return texts, each of its parts taken together, in a space that was made of others."""
    known = []
    shares = ((space.stems, texts.stems, STEMS), (space.grams, texts.grams, GRAMS))
    for (number, names, share), rows in zip(
        shares, (texts.stems_together(parts), texts.by_gram(parts)), strict=True
    ):
        place = np.fromiter((number.get(name, -1) for name in names), np.int32, len(names))
        kept = place[rows.indices] >= 0
        ends = np.concatenate([[0], np.cumsum(kept)])[rows.indptr].astype(np.int32)
        one = csr_array(
            (rows.data[kept], place[rows.indices[kept]], ends), shape=(rows.shape[0], len(space.rarity))
        )
        scale_rows(one, space.rarity, share**0.5)
        known.append(one)
    both: csr_array = (known[0] + known[1]).tocsr()
    return both


def space_of(texts: Texts, parts: csr_array) -> tuple[Space, csr_array]:
    """Return the space of texts, each of its parts taken together, and the texts in it.

    A sequence that more than the share COMMONEST_GRAM of the texts have tells nothing apart: its rarity is zero.
    Letter sequences are counted twice, block by block, since all of them at once would fill the memory.
    """
    by_stem = texts.stems_together(parts)
    blocks = [slice(first, first + BLOCK) for first in range(0, parts.shape[0], BLOCK)]
    said = np.bincount(by_stem.indices, minlength=len(texts.stems))
    cut = np.zeros(len(texts.grams), dtype=np.int64)
    for block in blocks:
        cut += np.bincount(texts.by_gram(parts[block]).indices, minlength=len(cut))
    most = max(COMMONEST_GRAM * parts.shape[0], FEW)
    rarity = np.concatenate([rarities(said, parts.shape[0]), rarities(cut, parts.shape[0], most)])
    space = Space(
        {stem: place for place, stem in enumerate(texts.stems) if said[place]},
        {gram: len(said) + place for place, gram in enumerate(texts.grams) if cut[place]},
        rarity,
    )
    size = by_stem.nnz + int(cut[rarity[len(said) :] > 0].sum())
    data, indices = np.empty(size, dtype=np.float32), np.empty(size, dtype=np.int32)
    ends = [np.zeros(1, dtype=np.int32)]
    for block in blocks:
        stems, grams = by_stem[block], texts.by_gram(parts[block])
        scale_rows(stems, rarity[: len(said)], STEMS**0.5)
        scale_rows(grams, rarity[len(said) :], GRAMS**0.5)
        rows = hstack([stems, grams], format="csr")
        some = slice(int(ends[-1][-1]), int(ends[-1][-1]) + rows.nnz)
        data[some], indices[some] = rows.data, rows.indices
        ends.append((rows.indptr[1:] + ends[-1][-1]).astype(np.int32))
    filled = int(ends[-1][-1])
    shape = (parts.shape[0], len(rarity))
    return space, csr_array((data[:filled], indices[:filled], np.concatenate(ends)), shape=shape)


def rarities(counts: NDArray[np.int64], texts: int, most: float = np.inf) -> Floats:
    """Return the inverse document frequency of each feature; zero where none or more than `most` texts have it."""
    rarity = np.log((texts + 1) / (counts + 0.5)).astype(np.float32)
    rarity[(counts == 0) | (counts > most)] = 0.0
    return rarity


class Documents:
    """Longer texts scored by BM25: rare stems count, repeats saturate, length is evened out."""

    def __init__(self, stems: Mapping[str, int], rows: csr_array) -> None:
        counts = np.bincount(rows.indices, minlength=rows.shape[1])
        self._number, self._rarity = stems, rarities(counts, rows.shape[0])
        lengths = rows.sum(axis=1)
        self._usual = float(lengths.mean()) if lengths.any() else 1.0
        weights = saturated(rows.data, np.repeat(lengths, np.diff(rows.indptr)), self._usual)
        self._postings = Postings(csr_array((weights, rows.indices, rows.indptr), shape=rows.shape))
        self._unheard = float(np.log((rows.shape[0] + 1) / 0.5))

    def query(self, weights: Mapping[str, float]) -> Vector:
        """Return the known stems weighted by rarity."""
        known = [(self._number[stem], weight) for stem, weight in weights.items() if stem in self._number]
        features = np.array([feature for feature, _ in known], dtype=np.int64)
        return Vector(features, np.array([w for _, w in known], dtype=np.float32) * self._rarity[features])

    def score(self, weights: Mapping[str, float], most: int | None = None) -> Floats:
        """Return the BM25 score of each text; of common stems only what fits into `most` entries read."""
        return self._postings.dot(self.query(weights), most)

    def rarity(self, stem: str) -> float:
        """Return the rarity of a stem; zero for one that no text has."""
        place = self._number.get(stem)
        return 0.0 if place is None else float(self._rarity[place])

    def score_of(self, document: Mapping[str, float], weights: Mapping[str, float]) -> float:
        """Return the BM25 score of a text that is not one of these, as if it were."""
        length = sum(document.values())
        total = 0.0
        for stem, weight in weights.items():
            if stem in document:
                said = np.float32(document[stem])
                rarity = self.rarity(stem) or self._unheard
                total += weight * rarity * float(saturated(said, length, self._usual))
        return total


def saturated(weight: Floats | np.float32, length: NDArray[np.floating] | float, usual: float) -> Floats:
    """Return what a word's weight counts in a text of the given length."""
    ease = BM25_K * (1 - BM25_B + BM25_B * length / usual)
    return np.asarray(weight * (BM25_K + 1) / (weight + ease), dtype=np.float32)
