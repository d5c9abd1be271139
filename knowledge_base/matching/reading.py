"""Reading a text for matching: its words become weighted terms, each with the reason it is there."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from knowledge_base.language.folding import Token, tokens
from knowledge_base.language.scripts import ENGLISH_WORDS, guess_language
from knowledge_base.language.stems import LENGTH, stem
from knowledge_base.language.values import find_values
from knowledge_base.matching.names import Names
from knowledge_base.matching.typos import Vocabulary

MOST_WORDS = 256
MOST_LETTERS = 20_000
SYNONYM = 0.25
# A word of an English text says nothing but what it translates to.
TRANSLATED = 1.0
ENTITY = 0.8
VALUE = 0.5
# A word whose space was lost or which has one too many.
APART, SHORTEST_PART = 0.8, 4
# Kinds of typed values that speak for a competence; papers, dates and bare numbers are named in any appeal.
VALUES = {kind: f"@{kind}" for kind in ("email", "money", "percent", "phone", "site")}

STOP_WORDS = frozenset(
    token.stem
    for token in tokens(
        "və ilə bu o da də ki üçün mən sən biz siz bir olan olaraq isə ya yaxud həm hər çox daha ən amma "
        "lakin ancaq var yox edir etmək olmaq olur salam salamlar sabahınız günaydın xahiş zəhmət olmasa lütfən mənim sizin bizim məni mənə sizə bizə "
        "здравствуйте добрый пожалуйста и в на с по за к у о от до из что как это я мы вы он не ли же бы для или а но то"
    )
)
_ENGLISH_STEMS = frozenset(token.stem for token in tokens(" ".join(sorted(ENGLISH_WORDS))))

# Every value that is scored has one of these; most texts have none, and are not searched further.
_MAY_HOLD_A_VALUE = re.compile(r"\d|@|://|\w\.\w")


class Term(NamedTuple):
    """A stem that the text speaks of, by which of its words, how surely and why."""

    stem: str
    weight: float
    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text and its terms; a `foreign` text speaks by the words that its own translate to."""

    tokens: tuple[Token, ...]
    terms: tuple[Term, ...]
    foreign: bool = False

    def weights(self, *, expanded: bool = True) -> dict[str, float]:
        """Return each stem with its greatest weight; `expanded` adds synonyms to what was said."""
        heard: dict[str, float] = {}
        for term in self.terms:
            if expanded or self.foreign or term.reason != "synonym":
                heard[term.stem] = max(heard.get(term.stem, 0.0), term.weight)
        return heard


@dataclass(frozen=True, slots=True)
class PlainReading:
    """The words of a text of the knowledge base, the typed entities it names and the weight of each stem."""

    tokens: tuple[Token, ...]
    entities: tuple[Term, ...]
    weights: Mapping[str, float]


def words_of(text: str) -> tuple[Token, ...]:
    """Return the words that count; a very long text speaks by its first different ones."""
    every = tokens(text[:MOST_LETTERS])
    if len(every) <= MOST_WORDS:
        return tuple(every)
    seen: dict[str, Token] = {}
    kept = []
    for token in every:
        if token.folded in seen and len(seen) >= MOST_WORDS:
            continue
        if len(seen) >= MOST_WORDS:
            break
        seen.setdefault(token.folded, token)
        kept.append(token)
    return tuple(kept[: 2 * MOST_WORDS])


def read_plainly(text: str, names: Names) -> PlainReading:
    """Read a text of the knowledge base itself."""
    words = words_of(text)
    stems = [word.stem for word in words]
    named = (*_valued(text, words), *_named(names, stems, ENTITY, "entity"))
    said = dict.fromkeys((stem for stem in stems if stem not in STOP_WORDS), 1.0)
    return PlainReading(words, named, {**{term.stem: term.weight for term in named}, **said})


def read(text: str, vocabulary: Vocabulary, entities: Names, synonyms: Names) -> Reading:
    """Read an appeal: stems, stems it may have been meant to have, typed entities and synonyms."""
    words = words_of(text)
    # An English word is no misspelling of an Azerbaijani one, and "is" is not "iş".
    english = guess_language(text[:MOST_LETTERS]) == "en"
    unspoken = STOP_WORDS | _ENGLISH_STEMS if english else STOP_WORDS
    terms = list(_valued(text, words))
    meant = [word.stem for word in words]
    if not english:
        # A part of an address or a sum is no misspelling of anything.
        valued = {at for term in terms for at in range(term.first, term.last + 1)}
        guesses = list(_guesses(vocabulary, words, valued))
        for guess in reversed(guesses):
            if guess.first == guess.last and words[guess.first].stem not in vocabulary.stems:
                meant[guess.first] = guess.stem
        terms += guesses
    terms.extend(
        Term(word.stem, 1.0, at, at, "same") for at, word in enumerate(words) if word.stem not in unspoken
    )
    terms.extend(_named(entities, meant, ENTITY, "entity"))
    terms.extend(_named(synonyms, meant, TRANSLATED if english else SYNONYM, "synonym"))
    return Reading(words, tuple(terms), english)


def _guesses(vocabulary: Vocabulary, words: Sequence[Token], valued: Container[int]) -> Iterable[Term]:
    """What unknown words may have been meant to be, the likeliest first for each."""
    for at, word in enumerate(words):
        known = word.stem in vocabulary.stems
        # A greeting is no misspelling of anything.
        if at in valued or word.stem in STOP_WORDS:
            continue
        if not known:
            near = vocabulary.near(word.folded, word.stem)
            yield from (Term(other, likeness, at, at, "typo") for other, likeness in near)
        if not known or len(word.folded) >= LENGTH + SHORTEST_PART:
            yield from _run_together(vocabulary, word, at)
    yield from _torn_apart(vocabulary, words)


def _named(names: Names, stems: Sequence[str], weight: float, reason: str) -> Iterable[Term]:
    return (
        Term(value, weight, found.first, found.last, reason)
        for found in names.find(stems)
        for value in found.values
    )


def _valued(text: str, words: Sequence[Token]) -> Iterable[Term]:
    """The typed values of the text, each over the words that it covers."""
    read_to = words[-1].end if words else 0
    if _MAY_HOLD_A_VALUE.search(text, 0, read_to) is None:
        return
    for value in find_values(text[:read_to]):
        if value.kind not in VALUES:
            continue
        covered = [at for at, word in enumerate(words) if word.start < value.end and value.start < word.end]
        if covered:
            yield Term(VALUES[value.kind], VALUE, covered[0], covered[-1], "entity")


def _run_together(vocabulary: Vocabulary, word: Token, at: int) -> tuple[Term, ...]:
    """The two words that one without its space may be; the evenest division wins."""
    folded = word.folded
    middle = len(folded) // 2
    for first in sorted(
        range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1), key=lambda at: abs(at - middle)
    ):
        parts = stem(folded[:first]), stem(folded[first:])
        if all(part in vocabulary.stems for part in parts):
            return tuple(Term(part, APART, at, at, "typo") for part in parts)
    return ()


def _torn_apart(vocabulary: Vocabulary, words: Sequence[Token]) -> Iterable[Term]:
    """The words that two neighbours may be, neither of which is one by itself."""
    for at, (one, other) in enumerate(pairwise(words)):
        if one.stem in vocabulary.stems or other.stem in vocabulary.stems:
            continue
        whole = stem(one.folded + other.folded)
        if len(whole) > SHORTEST_PART and whole in vocabulary.stems:
            yield Term(whole, APART, at, at + 1, "typo")
