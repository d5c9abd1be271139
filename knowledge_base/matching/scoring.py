"""Views of one text: stems by rarity, letter sequences, the nearest phrase, the linear layer."""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from knowledge_base.language.folding import Token
from knowledge_base.matching.vectors import Floats, Postings, unit_length

STEMS, GRAMS = 0.4, 0.6
GRAM = 4
BM25_K, BM25_B = 1.2, 0.5
COMMONEST_GRAM, FEW = 0.15, 50


class Features:
    """The features that occur in a set of texts, with their rarity (inverse document frequency)."""

    def __init__(self, texts: Sequence[Iterable[str]], commonest: float = 1.0) -> None:
        """Leave out what more than the share `commonest` of the texts have: it tells nothing apart."""
        counts: dict[str, int] = {}
        for features in texts:
            for feature in set(features):
                counts[feature] = counts.get(feature, 0) + 1
        most = max(commonest * len(texts), FEW)
        kept = [feature for feature, count in counts.items() if count <= most]
        self.number = {feature: place for place, feature in enumerate(kept)}
        self.rarity = {f: math.log((len(texts) + 1) / (counts[f] + 0.5)) for f in kept}
        self._weighed = {f: (self.number[f], self.rarity[f]) for f in kept}

    def vector(self, weights: Mapping[str, float]) -> dict[int, float]:
        """Return the known features weighted by rarity."""
        known = self._weighed
        found = ((known[feature], weight) for feature, weight in weights.items() if feature in known)
        return {number: weight * rarity for (number, rarity), weight in found}


def letter_sequences(words: Iterable[Token]) -> dict[str, float]:
    """Return the runs of four letters within words, edges marked; repeats count less."""
    counts: dict[str, int] = {}
    for word in words:
        padded = f" {word.folded} "
        for at in range(len(padded) - GRAM + 1):
            gram = padded[at : at + GRAM]
            counts[gram] = counts.get(gram, 0) + 1
    return {gram: 1.0 + math.log(count) for gram, count in counts.items()}


class Examples:
    """Short texts (phrases, clauses, confirmed appeals) to which an appeal is likened."""

    def __init__(self, stems: Sequence[Mapping[str, float]], grams: Sequence[Mapping[str, float]]) -> None:
        self.stems, self.grams = Features(stems), Features(grams, commonest=COMMONEST_GRAM)
        self._stem_rows = [unit_length(self.stems.vector(row)) for row in stems]
        self._gram_rows = [unit_length(self.grams.vector(row)) for row in grams]
        self._by_stem = Postings(self._stem_rows, len(self.stems.number))
        self._by_gram = Postings(self._gram_rows, len(self.grams.number))

    def by_stems(self, stems: Mapping[str, float]) -> Floats:
        """Return the cosine with each example by stems, weighted by the share of this view."""
        return STEMS * self._by_stem.dot(unit_length(self.stems.vector(stems)))

    def by_grams(self, grams: Mapping[str, float]) -> Floats:
        """Return the cosine with each example by letter sequences, weighted by the share of this view."""
        return GRAMS * self._by_gram.dot(unit_length(self.grams.vector(grams)))

    def own_likeness(self) -> Floats:
        """Return the examples' likeness to each other."""
        rows = zip(self._stem_rows, self._gram_rows, strict=True)
        return np.stack([STEMS * self._by_stem.dot(s) + GRAMS * self._by_gram.dot(g) for s, g in rows])


class Documents:
    """Longer texts scored by BM25: rare stems count, repeats saturate, length is evened out."""

    def __init__(self, texts: Sequence[Mapping[str, float]]) -> None:
        self.features = Features(texts)
        lengths = [sum(text.values()) for text in texts]
        usual = sum(lengths) / len(lengths) if any(lengths) else 1.0
        rows = []
        for text, length in zip(texts, lengths, strict=True):
            ease = BM25_K * (1 - BM25_B + BM25_B * length / usual)
            rows.append({self.features.number[f]: n * (BM25_K + 1) / (n + ease) for f, n in text.items()})
        self._postings = Postings(rows, len(self.features.number))

    def score(self, weights: Mapping[str, float]) -> Floats:
        """Return the BM25 score of each text."""
        return self._postings.dot(self.features.vector(weights))
