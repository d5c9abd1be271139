"""Why this unit and not that one: what each word of the appeal says for the one more than for the other."""

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from knowledge_base.matching.rankings import Weighed
from knowledge_base.matching.reading import STOP_WORDS, Reading
from knowledge_base.matching.texts import sequences_of

MOST_WORDS_SHOWN = 4
LEAST = 0.02


def words_apart(
    text: str, reading: Reading, by_stem: Mapping[str, float], by_gram: Mapping[str, float]
) -> tuple[tuple[Weighed, ...], tuple[Weighed, ...]]:
    """Return the words that speak most for the one and for the other, each side strongest first.

    `by_stem` and `by_gram` hold what each feature of the text says for the one more than for the other. What
    several words share is divided among them.
    """
    said = [0.0] * len(reading.tokens)
    covered = Counter(term.stem for term in reading.terms for _ in range(term.first, term.last + 1))
    for term in reading.terms:
        for at in range(term.first, term.last + 1):
            said[at] += by_stem.get(term.stem, 0.0) / covered[term.stem]
    cut = [sequences_of(token.folded) for token in reading.tokens]
    shared = Counter(chain.from_iterable(cut))
    for at, grams in enumerate(cut):
        said[at] += sum(by_gram.get(gram, 0.0) / shared[gram] for gram in grams)
    words = [
        Weighed(text[token.start : token.end], token.start, token.end, round(weight, 4))
        for token, weight in zip(reading.tokens, said, strict=True)
        if token.stem not in STOP_WORDS
    ]
    return _strongest(words, 1.0), _strongest(words, -1.0)


def _strongest(words: list[Weighed], side: float) -> tuple[Weighed, ...]:
    speaking = sorted(
        (-side * word.weight, word.start, word) for word in words if side * word.weight >= LEAST
    )
    return tuple(
        Weighed(word.word, word.start, word.end, abs(word.weight))
        for _, _, word in speaking[:MOST_WORDS_SHOWN]
    )
