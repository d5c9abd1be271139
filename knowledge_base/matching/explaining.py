"""Explanation: which words of the appeal met which words of the competence, and how."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge_base.matching.reading import PlainReading, Reading, Term

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


class Met(NamedTuple):
    """A word or phrase of a card as written, and its first word folded."""

    words: str
    folded: str


def words_met(texts: Iterable[str], read_text: Callable[[str], PlainReading]) -> dict[str, Met]:
    """Return the words of a card's texts by stem, typed entity and folded form; the first text goes first."""
    by_stem: dict[str, Met] = {}
    by_form: dict[str, Met] = {}
    for text in texts:
        reading = read_text(text)
        for token in reading.tokens:
            met = Met(text[token.start : token.end], token.folded)
            by_stem.setdefault(token.stem, met)
            by_form.setdefault(token.folded, met)
        for term in reading.entities:
            first, last = reading.tokens[term.first], reading.tokens[term.last]
            by_stem.setdefault(term.stem, Met(text[first.start : last.end], first.folded))
    return by_stem | by_form


def explain(
    text: str, reading: Reading, words: Mapping[str, Met], rarity: Callable[[str], float]
) -> tuple[Match, ...]:
    """Return the matches of the appeal's words with a card's, in the order of the text, rarest kept."""
    best: dict[tuple[int, int], tuple[float, Match]] = {}
    for term in reading.terms:
        form = reading.tokens[term.first].folded if term.reason == "same" else term.stem
        met = words.get(form) or words.get(term.stem)
        if met is None:
            continue
        value = term.weight * rarity(term.stem)
        place = (term.first, term.last)
        if place not in best or value > best[place][0]:
            best[place] = (value, _match(text, reading, term, met))
    kept = sorted(best.values(), key=lambda pair: -pair[0])[:MOST_MATCHES]
    return tuple(sorted((match for _, match in kept), key=lambda match: match.start))


def _match(text: str, reading: Reading, term: Term, met: Met) -> Match:
    start, end = reading.tokens[term.first].start, reading.tokens[term.last].end
    word = text[start:end]
    kind = term.reason
    if kind == "same" and met.folded != reading.tokens[term.first].folded:
        kind = "stem"
    return Match(word, start, end, met.words, kind)
