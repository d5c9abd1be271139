"""The index: which competence an appeal concerns, by which clause, and which words say so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain

import numpy as np

from knowledge_base.matching import learning
from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.confidence import out_of_scope_probability, unit_probabilities
from knowledge_base.matching.entities import entities
from knowledge_base.matching.equations import product
from knowledge_base.matching.explaining import Match, explain, words_met
from knowledge_base.matching.names import Names, shipped
from knowledge_base.matching.reading import PlainReading, Reading, read, read_plainly
from knowledge_base.matching.scoring import Documents, Examples, letter_sequences
from knowledge_base.matching.synonyms import synonyms_of
from knowledge_base.matching.typos import Vocabulary
from knowledge_base.matching.vectors import Floats, best_per_group

__all__ = ["Candidate", "Card", "ConfirmedAppeal", "Index", "Match", "Ranking"]

# Shares of the views in the score of a competence; chosen on labelled appeals, see docs/matching.md.
LEARNED_CARD, LEARNED_UNIT, NEAREST, RARE_WORDS = 1.0, 1.0, 0.25, 0.4
FIELD_WEIGHTS = {"title": 2.0, "keywords": 2.0, "summary": 1.0, "clauses": 0.4, "phrases": 0.3}
UNITS_SHOWN = 3
ROLE_MALUS = {"duty": 0.0, "internal": 0.05, "catch_all": 0.15}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A competence that the appeal may concern."""

    competence: str
    unit: str
    body: str
    clauses: tuple[str, ...]
    score: float
    confidence: float
    matched: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Competences for a text, best first, and the probability that none of them is right."""

    text: str
    candidates: tuple[Candidate, ...]
    out_of_scope: float


@dataclass(frozen=True, slots=True)
class _Example:
    text: str
    card: int
    unit: int


class Index:
    """Competences made ready for matching; it never changes once built."""

    def __init__(self, cards: Sequence[Card], examples: Sequence[_Example], units: Sequence[str],
                 clause_texts: Mapping[str, str], synonyms: Names) -> None:  # fmt: skip
        self.cards = tuple(cards)
        self.units = tuple(units)
        self._entities, self._synonyms = entities(), synonyms
        # Each text serves several views, and is read once.
        plain = cache(partial(read_plainly, names=self._entities))
        unit_number = {unit: place for place, unit in enumerate(units)}
        self._unit_of = np.array([unit_number[card.unit] for card in cards], dtype=np.int64)
        self._malus = np.array([ROLE_MALUS.get(card.role, 0.0) for card in cards], dtype=np.float32)
        self._words = [
            words_met(chain.from_iterable(_fields(card, clause_texts).values()), plain) for card in cards
        ]
        documents = [_document(_fields(card, clause_texts), plain) for card in cards]
        self._documents = Documents(documents)
        self._examples = Examples(
            [plain(example.text).weights for example in examples],
            [letter_sequences(plain(example.text).tokens) for example in examples],
        )
        self._example_card = np.array([example.card for example in examples], dtype=np.int64)
        stems = {stem for document in documents for stem in document} | self._examples.stems.number.keys()
        self._vocabulary = Vocabulary(stems | self._entities.stems | synonyms.stems)
        # Columns: the units, elsewhere, the cards, elsewhere.
        self._learned = learning.fit(
            self._examples.own_likeness(),
            ([example.unit for example in examples], [example.card for example in examples]),
            (len(units) + 1, len(cards) + 1),
        )
        self._owners: dict[str, frozenset[str]] = {}
        for card in cards:
            for clause in card.clauses:
                self._owners[clause] = self._owners.get(clause, frozenset()) | {card.unit}

    @classmethod
    def build(
        cls,
        cards: Sequence[Card],
        *,
        clause_texts: Mapping[str, str] | None = None,
        confirmed: Sequence[ConfirmedAppeal] = (),
        synonyms: Mapping[str, Sequence[str]] | None = None,
    ) -> "Index":
        """Make the index of cards, with the statutes' own words and confirmed appeals where there are any.

        A confirmed appeal whose competence and unit no card has is left out.
        """
        texts = clause_texts or {}
        units = tuple(dict.fromkeys(card.unit for card in cards))
        examples = [
            *_examples_of_cards(cards, units, texts),
            *_examples_of_confirmed(confirmed, cards, units),
            *(_Example(text, len(cards), len(units)) for text in _elsewhere()),
        ]
        examples = [examples[place] for place in learning.choose_examples([e.unit for e in examples])]
        return cls(cards, examples, units, texts, synonyms_of(synonyms))

    def owners(self, clause: str) -> frozenset[str]:
        """Return the units that own a clause by one of their cards."""
        return self._owners.get(clause, frozenset())

    def rank(self, text: str, *, limit: int = 5) -> Ranking:
        """Return the competences that the text may concern, best first; any text is accepted."""
        if not self.cards:
            return Ranking(text, (), 1.0)
        reading = read(text, self._vocabulary, self._entities, self._synonyms)
        by_grams = self._examples.by_grams(letter_sequences(reading.tokens))
        meant, said = reading.weights(), reading.weights(expanded=False)
        likeness = by_grams + np.stack([self._examples.by_stems(meant), self._examples.by_stems(said)])
        learned = product(likeness, self._learned)
        scores, said_scores = (
            self._scores(likeness[row], learned[row], self._documents.score(stems))
            for row, stems in enumerate((meant, said))
        )
        strange = out_of_scope_probability(float(said_scores.max()), float(learned[1, len(self.units)]))
        return Ranking(text, self._candidates(text, reading, scores, limit), strange)

    def _scores(self, likeness: Floats, learned: Floats, rare: Floats) -> Floats:
        units, cards = learned[: len(self.units)], learned[len(self.units) + 1 : -1]
        nearest = best_per_group(likeness, self._example_card, len(self.cards) + 1)[:-1]
        scores: Floats = (
            LEARNED_CARD * cards
            + LEARNED_UNIT * units[self._unit_of]
            + NEAREST * nearest
            + RARE_WORDS * rare / max(float(rare.max()), 1.0)
            - self._malus
        )
        return scores

    def _candidates(self, text: str, reading: Reading, scores: Floats, limit: int) -> tuple[Candidate, ...]:
        best_of_unit = np.full(len(self.units), -np.inf, dtype=np.float32)
        np.maximum.at(best_of_unit, self._unit_of, scores)
        sure = unit_probabilities(best_of_unit)
        return tuple(
            Candidate(
                competence=self.cards[place].code,
                unit=self.cards[place].unit,
                body=self.cards[place].body,
                clauses=self.cards[place].clauses,
                score=float(scores[place]),
                confidence=float(sure[self._unit_of[place]]),
                matched=explain(text, reading, self._words[place], self._documents.features.rarity),
            )
            for place in self._best_of(scores, limit)
        )

    def _best_of(self, scores: Floats, limit: int) -> list[int]:
        """The best competences; the last places go to the next units until UNITS_SHOWN are there."""
        order = np.argsort(-scores, kind="stable")
        best_of_unit: dict[int, int] = {}
        for place in order:
            best_of_unit.setdefault(int(self._unit_of[place]), int(place))
            if len(best_of_unit) == UNITS_SHOWN:
                break
        first = [int(place) for place in order[:limit]]
        missing = [place for place in list(best_of_unit.values())[:limit] if place not in first]
        return first[: limit - len(missing)] + missing


def _texts(card: Card, clause_texts: Mapping[str, str]) -> list[str]:
    return [clause_texts[clause] for clause in card.clauses if clause in clause_texts]


def _fields(card: Card, clause_texts: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """The card's own words first: a match is shown by the first field that has it."""
    return {
        "title": (card.title,),
        "keywords": card.keywords,
        "summary": (card.summary,),
        "clauses": _texts(card, clause_texts),
        "phrases": card.phrases,
    }


def _document(
    fields: Mapping[str, Sequence[str]], read_text: Callable[[str], PlainReading]
) -> dict[str, float]:
    weights: dict[str, float] = {}
    for field, texts in fields.items():
        for text in texts:
            for stem in read_text(text).weights:
                weights[stem] = weights.get(stem, 0.0) + FIELD_WEIGHTS[field]
    return weights


def _examples_of_cards(
    cards: Sequence[Card], units: Sequence[str], clause_texts: Mapping[str, str]
) -> Iterable[_Example]:
    for place, card in enumerate(cards):
        unit = units.index(card.unit)
        # Phrases say it as callers do; the statute's own words are an example only where there are none.
        said = card.phrases or _texts(card, clause_texts)
        own = (". ".join((card.title, card.summary, ", ".join(card.keywords))), *said)
        yield from (_Example(text, place, unit) for text in own if text.strip(". "))


def _examples_of_confirmed(
    confirmed: Sequence[ConfirmedAppeal], cards: Sequence[Card], units: Sequence[str]
) -> Iterable[_Example]:
    place = {card.code: number for number, card in enumerate(cards)}
    for appeal in confirmed:
        card = place.get(appeal.competence, -1)
        unit = units.index(appeal.unit) if appeal.unit in units else -1
        if card >= 0 or unit >= 0:
            yield _Example(appeal.text, card, unit)


def _elsewhere() -> tuple[str, ...]:
    return tuple(phrase for phrases in shipped("elsewhere.yaml").values() for phrase in phrases)
