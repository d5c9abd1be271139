"""Views of one text: stems by rarity, letter sequences, the nearest phrase, the linear layer."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, repeat

import numpy as np

from knowledge_base.language.folding import Token
from knowledge_base.matching.vectors import Entries, Floats, Postings, unit_length

STEMS, GRAMS = 0.4, 0.6
GRAM = 4
BM25_K, BM25_B = 1.2, 0.5
COMMONEST_GRAM, FEW = 0.15, 50


class Features:
    """The features that occur in a set of texts, with their rarity (inverse document frequency)."""

    def __init__(self, texts: Sequence[Mapping[str, float]], commonest: float = 1.0) -> None:
        """Leave out what more than the share `commonest` of the texts have: it tells nothing apart."""
        counts = Counter(chain.from_iterable(texts))
        most = max(commonest * len(texts), FEW)
        kept = [feature for feature, count in counts.items() if count <= most]
        self.number = {feature: place for place, feature in enumerate(kept)}
        self.rarity = {f: math.log((len(texts) + 1) / (counts[f] + 0.5)) for f in kept}
        self._weighed = {f: (self.number[f], self.rarity[f]) for f in kept}

    def entries(self, texts: Sequence[Mapping[str, float]]) -> Entries:
        """Return the known features of each text with their weights as they are."""
        numbers = map(self.number.get, chain.from_iterable(texts), repeat(-1))
        feature = np.fromiter(numbers, dtype=np.int64)
        weight = np.fromiter(chain.from_iterable(text.values() for text in texts), dtype=np.float64)
        row = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        known = feature >= 0
        return Entries(row[known], feature[known], weight[known], len(texts), len(self.number))

    def vectors(self, texts: Sequence[Mapping[str, float]]) -> Entries:
        """Return the known features of each text weighted by rarity, each text of length one."""
        plain = self.entries(texts)
        rarity = np.array(list(self.rarity.values()))
        return replace(plain, weight=plain.weight * rarity[plain.feature]).unit_length()

    def vector(self, weights: Mapping[str, float]) -> dict[int, float]:
        """Return the known features weighted by rarity."""
        known = self._weighed
        found = ((known[feature], weight) for feature, weight in weights.items() if feature in known)
        return {number: weight * rarity for (number, rarity), weight in found}


def letter_sequences(words: Iterable[Token]) -> dict[str, float]:
    """Return the runs of four letters within words, edges marked; repeats count less."""
    counts = Counter(chain.from_iterable(_sequences_of(word.folded) for word in words))
    return {gram: 1.0 + math.log(count) if count > 1 else 1.0 for gram, count in counts.items()}


@lru_cache(maxsize=16384)
def _sequences_of(folded: str) -> tuple[str, ...]:
    padded = f" {folded} "
    return tuple(padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1))


class Examples:
    """Short texts (phrases, clauses, confirmed appeals) to which an appeal is likened."""

    def __init__(self, stems: Sequence[Mapping[str, float]], grams: Sequence[Mapping[str, float]]) -> None:
        self.stems, self.grams = Features(stems), Features(grams, commonest=COMMONEST_GRAM)
        self._by_stem = Postings(self.stems.vectors(stems))
        self._by_gram = Postings(self.grams.vectors(grams))

    def by_stems(self, stems: Mapping[str, float]) -> Floats:
        """Return the cosine with each example by stems, weighted by the share of this view."""
        return STEMS * self._by_stem.dot(unit_length(self.stems.vector(stems)))

    def by_grams(self, grams: Mapping[str, float]) -> Floats:
        """Return the cosine with each example by letter sequences, weighted by the share of this view."""
        return GRAMS * self._by_gram.dot(unit_length(self.grams.vector(grams)))

    def own_likeness(self) -> Floats:
        """Return each example's likeness to itself and those before it; the rest is left zero."""
        likeness = np.zeros((self._by_stem.rows, self._by_stem.rows), dtype=np.float32)
        self._by_stem.add_own_products(likeness, STEMS)
        self._by_gram.add_own_products(likeness, GRAMS)
        return likeness


class Documents:
    """Longer texts scored by BM25: rare stems count, repeats saturate, length is evened out."""

    def __init__(self, texts: Sequence[Mapping[str, float]]) -> None:
        self.features = Features(texts)
        entries = self.features.entries(texts)
        lengths = np.bincount(entries.row, entries.weight, minlength=len(texts))
        usual = lengths.mean() if lengths.any() else 1.0
        ease = BM25_K * (1 - BM25_B + BM25_B * lengths / usual)
        weight = entries.weight * (BM25_K + 1) / (entries.weight + ease[entries.row])
        self._postings = Postings(replace(entries, weight=weight))

    def score(self, weights: Mapping[str, float]) -> Floats:
        """Return the BM25 score of each text."""
        return self._postings.dot(self.features.vector(weights))
