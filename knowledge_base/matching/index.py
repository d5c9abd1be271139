"""The index: which competence an appeal concerns, by which clause, and which words say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain

import numpy as np

from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.confidence import out_of_scope_probability, unit_probabilities
from knowledge_base.matching.entities import entities
from knowledge_base.matching.examples import fields_of
from knowledge_base.matching.explaining import Match, explain, words_met
from knowledge_base.matching.foundation import Foundation, Found
from knowledge_base.matching.layers import Layer
from knowledge_base.matching.names import Names
from knowledge_base.matching.reading import Reading, read, read_plainly
from knowledge_base.matching.synonyms import synonyms_of
from knowledge_base.matching.texts import letter_sequences
from knowledge_base.matching.vectors import Floats, Places, best_per_group

__all__ = ["Candidate", "Card", "ConfirmedAppeal", "Index", "Layer", "Match", "Ranking"]

# Shares of the views in the score of a competence; chosen on labelled appeals, see docs/matching.md.
LEARNED_CARD, LEARNED_UNIT, NEAREST, RARE_WORDS = 1.0, 1.0, 0.25, 0.4
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


class Index:
    """Competences made ready for matching; it never changes once built."""

    def __init__(self, base: Foundation, synonyms: Names) -> None:
        self._base, self._synonyms = base, synonyms
        self.cards, self.units = base.cards, tuple(base.units)
        self._unit_of = np.array([base.units[card.unit] for card in base.cards], dtype=np.int64)
        self._malus = np.array([ROLE_MALUS.get(card.role, 0.0) for card in base.cards], dtype=np.float32)
        self._words = lru_cache(maxsize=1024)(self._words_of)
        self._owners: dict[str, frozenset[str]] = {}
        for card in base.cards:
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
        layer: Layer | None = None,
    ) -> "Index":
        """Make the index of cards, with the statutes' own words and confirmed appeals where there are any.

        A confirmed appeal whose competence and unit no card has is left out.
        """
        names = synonyms_of(synonyms)
        return cls(Foundation(cards, clause_texts or {}, confirmed, names, layer), names)

    def owners(self, clause: str) -> frozenset[str]:
        """Return the units that own a clause by one of their cards."""
        return self._owners.get(clause, frozenset())

    def rank(self, text: str, *, limit: int = 5) -> Ranking:
        """Return the competences that the text may concern, best first; any text is accepted."""
        if not self.cards:
            return Ranking(text, (), 1.0)
        reading = read(text, self._base.vocabulary, entities(), self._synonyms)
        meant, said = reading.weights(), reading.weights(expanded=False)
        found = self._base.look(letter_sequences(reading.tokens), meant, said)
        scores, said_scores = self._scores(found, 0), self._scores(found, 1)
        strange = out_of_scope_probability(float(said_scores.max()), float(found.units[1, -1]))
        return Ranking(text, self._candidates(text, reading, found.cards, scores, limit), strange)

    def _scores(self, found: Found, line: int) -> Floats:
        nearest = best_per_group(found.likeness[line], self._base.card[found.rows], len(self.cards) + 1)
        rare = found.rare[line]
        scores: Floats = (
            LEARNED_CARD * found.own[line]
            + LEARNED_UNIT * found.units[line][self._unit_of[found.cards]]
            + NEAREST * nearest[found.cards]
            + RARE_WORDS * rare / max(float(rare.max()), 1.0)
            - self._malus[found.cards]
        )
        return scores

    def _candidates(
        self, text: str, reading: Reading, cards: Places, scores: Floats, limit: int
    ) -> tuple[Candidate, ...]:
        best_of_unit = np.full(len(self.units), -np.inf, dtype=np.float32)
        np.maximum.at(best_of_unit, self._unit_of[cards], scores)
        sure = unit_probabilities(best_of_unit)
        return tuple(
            Candidate(
                competence=self.cards[cards[place]].code,
                unit=self.cards[cards[place]].unit,
                body=self.cards[cards[place]].body,
                clauses=self.cards[cards[place]].clauses,
                score=float(scores[place]),
                confidence=float(sure[self._unit_of[cards[place]]]),
                matched=explain(text, reading, self._words(int(cards[place])), self._base.documents.rarity),
            )
            for place in self._best_of(self._unit_of[cards], scores, limit)
        )

    def _best_of(self, units: Places, scores: Floats, limit: int) -> list[int]:
        """The best competences; the last places go to the next units until UNITS_SHOWN are there."""
        order = np.argsort(-scores, kind="stable")
        best_of_unit: dict[int, int] = {}
        for place in order:
            best_of_unit.setdefault(int(units[place]), int(place))
            if len(best_of_unit) == UNITS_SHOWN:
                break
        first = [int(place) for place in order[:limit]]
        missing = [place for place in list(best_of_unit.values())[:limit] if place not in first]
        return first[: limit - len(missing)] + missing

    def _words_of(self, card: int) -> Mapping[str, object]:
        texts = chain.from_iterable(fields_of(self.cards[card], self._base.clause_texts).values())
        return words_met(texts, partial(read_plainly, names=entities()))
