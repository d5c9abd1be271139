"""Explanation: which words of the appeal met which words of the competence, and how."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from knowledge_base.language.folding import tokens
from knowledge_base.matching.reading import Reading, Term

MOST_MATCHES = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the appeal as typed, its place there, and the word or phrase of the card that it met.

    `kind` is same, stem, typo, synonym or entity.
    """

    word: str
    start: int
    end: int
    met: str
    kind: str


def words_met(texts: Iterable[str], read_text: Callable[[str], Reading]) -> dict[str, str]:
    """Return the words of a card's texts by stem, typed entity and folded form; the first text goes first."""
    by_stem: dict[str, str] = {}
    by_form: dict[str, str] = {}
    for text in texts:
        reading = read_text(text)
        for token in reading.tokens:
            word = text[token.start : token.end]
            by_stem.setdefault(token.stem, word)
            by_form.setdefault(token.folded, word)
        for term in reading.terms:
            if term.reason == "entity":
                start, end = reading.tokens[term.first].start, reading.tokens[term.last].end
                by_stem.setdefault(term.stem, text[start:end])
    return by_stem | by_form


def explain(
    text: str, reading: Reading, words: Mapping[str, str], rarity: Mapping[str, float]
) -> tuple[Match, ...]:
    """Return the matches of the appeal's words with a card's, in the order of the text, rarest kept."""
    best: dict[tuple[int, int], tuple[float, Match]] = {}
    for term in reading.terms:
        form = reading.tokens[term.first].folded if term.reason == "same" else term.stem
        met = words.get(form) or words.get(term.stem)
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
    if kind == "same" and tokens(met)[0].folded != reading.tokens[term.first].folded:
        kind = "stem"
    return Match(word, start, end, met, kind)
