"""Explanation: which words of the appeal met which words of the competence, and how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge_base.language.folding import fold, tokens
from knowledge_base.matching.cards import Card
from knowledge_base.matching.reading import Reading, Term

MOST_MATCHES = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the appeal as typed, its place there, and the word or phrase of the card that it met.

    `kind` is same, stem, typo, synonym, entity or phrase.
    """

    word: str
    start: int
    end: int
    met: str
    kind: str


def words_by_stem(card: Card, clause_texts: Iterable[str]) -> dict[str, str]:
    """Return the word of the card that each stem stands for, the title's and keywords' before others."""
    words: dict[str, str] = {}
    for text in (card.title, *card.keywords, card.summary, *clause_texts, *card.phrases):
        for token in tokens(text):
            words.setdefault(token.stem, text[token.start : token.end])
    return words


def explain(
    text: str, reading: Reading, words: Mapping[str, str], rarity: Mapping[str, float]
) -> tuple[Match, ...]:
    """Return the matches of the appeal's words with a card's, in the order of the text, rarest kept."""
    best: dict[tuple[int, int], tuple[float, Match]] = {}
    for term in reading.terms:
        met = words.get(term.stem)
        if met is None:
            continue
        value = term.weight * rarity.get(term.stem, 0.0)
        place = (term.first, term.last)
        if place not in best or value > best[place][0]:
            best[place] = (value, _match(text, reading, term, met))
    kept = sorted(best.values(), key=lambda pair: -pair[0])[:MOST_MATCHES]
    return tuple(sorted((match for _, match in kept), key=lambda match: match.start))


def _match(text: str, reading: Reading, term: Term, met: str) -> Match:
    start, end = reading.tokens[term.first].start, reading.tokens[term.last].end
    word = text[start:end]
    kind = term.reason
    if kind == "same" and fold(met) != reading.tokens[term.first].folded:
        kind = "stem"
    return Match(word, start, end, met, kind)
