"""The index: which competence an appeal concerns, by which clause, and which words say so."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain, islice
from typing import NamedTuple

import numpy as np

from knowledge_base.language.fillers import says_something
from knowledge_base.matching.amending import Addition, Book, Changes, addition_to
from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.concerning import OURS, part_of, parts_of, units_concerned
from knowledge_base.matching.confidence import fitted_sharpness, out_of_scope_probability, unit_probabilities
from knowledge_base.matching.contrasting import words_apart
from knowledge_base.matching.entities import entities
from knowledge_base.matching.examples import UNNAMED
from knowledge_base.matching.explaining import CardWords, Match, explain
from knowledge_base.matching.foundation import Found, Foundation, LeftOut, document_of, words_of_card
from knowledge_base.matching.layers import Layer
from knowledge_base.matching.learning import RIDGE
from knowledge_base.matching.names import Names
from knowledge_base.matching.rankings import Candidate, Contrast, Ranking, Weighed
from knowledge_base.matching.reading import STOP_WORDS, Reading, read, read_plainly
from knowledge_base.matching.synonyms import synonyms_of
from knowledge_base.matching.texts import letter_sequences
from knowledge_base.matching.typos import Vocabulary
from knowledge_base.matching.vectors import Floats, Places, best_per_group

__all__ = [
    "Candidate",
    "Card",
    "ConfirmedAppeal",
    "Contrast",
    "Index",
    "Layer",
    "Match",
    "Ranking",
    "Weighed",
]

# Shares of the views in the score of a competence; chosen on labelled appeals, see docs/matching.md.
LEARNED_CARD, LEARNED_UNIT, NEAREST, RARE_WORDS = 1.0, 1.0, 0.25, 0.4
# The same appeal asked again: from this likeness on a confirmed one is remembered, and by how much.
ALIKE, REMEMBERED_UNIT, REMEMBERED_CARD = 0.75, 2.0, 0.5
UNITS_SHOWN = 3
# So many different words of a text must be known, each to this likeness, before a unit is relied upon.
FEWEST_TELLING, KNOWN = 2, 0.75
ROLE_MALUS = {"duty": 0.0, "internal": 0.05, "catch_all": 0.15}
# Appeals confirmed after a given layer was learned stand beside it, the newest so many.
MOST_LATER = 2000


class Scored(NamedTuple):
    """Scores of candidates, by their numbers."""

    reading: Reading
    cards: Places
    scores: Floats
    out_of_scope: float


class Index:
    """Competences made ready for matching; it never changes once built."""

    def __init__(
        self,
        base: Foundation,
        synonyms: Names,
        changes: Changes | None = None,
        sharpness: float | None = None,
    ) -> None:
        self._base, self._synonyms = base, synonyms
        self._changes = changes or Changes()
        book = Book(base, self._changes)
        self._numbered, self._unit_names = book.cards, book.units
        self.units = tuple(unit for unit in book.units if unit)
        self._alive = np.ones(len(book.cards), dtype=np.bool_)
        self._alive[list(book.dead)] = False
        self.cards = tuple(card for card, alive in zip(book.cards, self._alive, strict=True) if alive)
        self._unit_of = np.array([book.unit_number[card.unit] for card in book.cards], dtype=np.int64)
        self._malus = np.array([ROLE_MALUS.get(card.role, 0.0) for card in book.cards], dtype=np.float32)
        self._own_words = lru_cache(maxsize=1024)(self._words_of)
        self._vocabulary = base.vocabulary
        self._card, self._unit = base.card, base.unit
        self._remembered = np.where(base.id == UNNAMED, 0.0, base.trust**2)
        self._trust = base.trust
        self._beside: Addition | None = None
        self._documents: dict[int, Mapping[str, float]] = {}
        if changes is not None:
            self._stand_beside(addition_to(base, changes, book), book)
        self._given = sharpness

    def _stand_beside(self, beside: Addition, book: Book) -> None:
        """Take in what was amended: its texts follow the foundation's."""
        new = beside.examples
        self._beside = beside
        self._card = np.append(self._card, [example.card for example in new]).astype(np.int64)
        self._unit = np.append(self._unit, [example.unit for example in new]).astype(np.int64)
        self._trust = np.append(self._trust, [example.trust for example in new])
        squared = [0.0 if example.id == UNNAMED else example.trust**2 for example in new]
        self._remembered = np.append(self._remembered, squared)
        self._trust[beside.struck] = self._remembered[beside.struck] = 0.0
        plain = partial(read_plainly, names=entities())
        for code, card in self._changes.cards.items():
            self._documents[book.numbers[code]] = document_of(card, self._base.clause_texts, plain)
        stems = {*beside.texts.stems, *self._synonyms.stems, *chain.from_iterable(self._documents.values())}
        self._vocabulary = Vocabulary(
            (stem for stem in stems if stem not in self._base.vocabulary.stems), self._base.vocabulary
        )

    @classmethod
    def build(
        cls,
        cards: Sequence[Card],
        *,
        clause_texts: Mapping[str, str] | None = None,
        confirmed: Sequence[ConfirmedAppeal] = (),
        synonyms: Mapping[str, Sequence[str]] | None = None,
        layer: Layer | None = None,
        apart: Collection[str] = (),
    ) -> "Index":
        """Make the index of cards, with the statutes' own words and confirmed appeals where there are any.

        A confirmed appeal whose competence and unit no card has is left out. Appeals that the given layer has
        not learned from stand beside it. `apart` are words of confirmed appeals that `first_apart` will be asked.
        """
        names = synonyms_of(synonyms)
        taught = confirmed if layer is None else [one for one in confirmed if layer.knows(one.id)]
        index = cls(Foundation(cards, clause_texts or {}, taught, names, layer, apart), names)
        if not apart:
            # What serves has it ready; what is only asked for first cards never needs it.
            _ = index.sharpness
        if len(taught) == len(confirmed) or layer is None:
            return index
        later = [appeal for appeal in confirmed if not layer.knows(appeal.id)]
        return index.amended(added=later[-MOST_LATER:])

    def amended(
        self,
        added: Sequence[ConfirmedAppeal] = (),
        struck: Collection[int] = (),
        cards: Sequence[Card] = (),
        retired: Collection[str] = (),
        synonyms: Mapping[str, Sequence[str]] | None = None,
    ) -> "Index":
        """Return an index that knows these changes beside all earlier ones; the large arrays are shared.

        `struck` are ids of confirmed appeals that are taken back. A card takes the place of the one with its
        code; `retired` are codes of cards that are no candidates any more. `synonyms`, where given, are all
        there are.
        """
        names = self._synonyms if synonyms is None else synonyms_of(synonyms)
        changes = self._changes.then(added, struck, cards, retired)
        return Index(self._base, names, changes, self.sharpness)

    def under(self, layer: Layer | None) -> "Index":
        """Return what this index would be with another layer over the same examples; nothing is read or learned anew."""
        return Index(self._base.under(layer), self._synonyms, self._changes)

    @cached_property
    def sharpness(self) -> float:
        """How sharply scores become probabilities, fitted on the confirmed appeals of the foundation."""
        return fitted_sharpness(list(self._held_out())) if self._given is None else self._given

    @property
    def amendments(self) -> int:
        """How many things stand beside the foundation: a reason to build anew when there are many."""
        changes = self._changes
        struck = changes.struck - {appeal.id for appeal in changes.added}
        return len(changes.added) + len(struck) + len(changes.cards) + len(changes.retired)

    def owners(self, clause: str) -> frozenset[str]:
        """Return the units that own a clause by one of their cards."""
        return frozenset(card.unit for card in self.cards if clause in card.clauses)

    def rank(self, text: str, *, limit: int = 5) -> Ranking:
        """Return the competences that the text may concern, best first; any text is accepted."""
        scored = self._score(read(text, self._vocabulary, entities(), self._synonyms))
        if scored is None:
            return Ranking(text, (), 1.0, vague=True)
        candidates = self._candidates(text, scored, limit)
        return Ranking(
            text,
            candidates,
            scored.out_of_scope,
            self._concerns(text, scored.reading, candidates[0].unit),
            self._contrast(text, scored),
            self._telling(scored.reading) < FEWEST_TELLING,
        )

    def first_apart(self, text: str) -> Card | None:
        """Return the likeliest card; where a confirmed appeal in these words was to be kept apart (see `build`),
        as if it had never been learned from."""
        reading = read(text, self._vocabulary, entities(), self._synonyms)
        # Only what is within scope needs the words as said.
        found = self._found(reading, [reading.weights()], self._base.left_out.get(text))
        if not len(found.cards):
            return None
        return self._numbered[int(found.cards[self._scores(found, 0).argmax()])]

    def _concerns(self, text: str, reading: Reading, unit: str) -> tuple[str, ...]:
        """The unit of the whole text and, where a part of it surely is another's, that one too."""
        parts = parts_of(text, reading)
        if len(parts) < 2:
            return (unit,)
        said = [self._score(part_of(reading, part)) for part in parts]
        best = [self._best_of_units(one) for one in said if one is not None and one.out_of_scope < OURS]
        return tuple(
            self._unit_names[number] for number in units_concerned(self._unit_names.index(unit), best)
        )

    def _contrast(self, text: str, scored: Scored) -> Contrast | None:
        """The best card beside the best of another unit, as far as the foundation has learned of both."""
        units, scores = self._unit_of[scored.cards], scored.scores
        best = int(scores.argmax())
        others = np.where(units == units[best], -np.inf, scores)
        second = int(others.argmax())
        one, other = int(scored.cards[best]), int(scored.cards[second])
        if units[best] == units[second] or max(one, other) >= len(self._base.cards):
            return None
        reading = scored.reading
        apart = self._base.apart(letter_sequences(reading.tokens), reading.weights(), one, other)
        codes = (self._numbered[one].code, self._numbered[other].code)
        return Contrast(*codes, *words_apart(text, reading, *apart))

    def _found(
        self, reading: Reading, said: Sequence[Mapping[str, float]], left: LeftOut | None = None
    ) -> Found:
        """What the foundation and what stands beside it say of a text, a line for each way to read its words."""
        grams = letter_sequences(reading.tokens)
        found = self._base.look(grams, said)
        found = found.without(left) if left is not None else found
        return found if self._beside is None else self._amend(found, grams, said, self._beside)

    def _score(self, reading: Reading) -> Scored | None:
        found = self._found(reading, (reading.weights(), reading.weights(expanded=False)))
        if not len(found.cards):
            return None
        scores, said_scores = self._scores(found, 0), self._scores(found, 1)
        strange = out_of_scope_probability(
            float(said_scores.max()), float(found.units[1, len(self._base.units)])
        )
        return Scored(reading, found.cards, scores, strange)

    def _amend(self, found: Found, grams: Mapping[str, float], said: Sequence[Mapping[str, float]],
               beside: Addition) -> Found:  # fmt: skip
        """Add what the amendments say: their texts, their cards, and by how much they shift units and cards."""
        every = beside.likeness(grams, said)
        units, own = beside.shifts(every)
        kept = self._trust[found.rows] > 0
        first = len(self._base.card)
        rows = np.append(found.rows[kept], first + np.arange(len(beside.examples)))
        likeness = np.hstack([found.likeness[:, kept], every[:, : len(beside.examples)]])
        units[:, : found.units.shape[1]] += found.units
        cards = np.append(found.cards, np.arange(len(self._base.cards), len(self._numbered)))
        if own.shape[1]:
            own[:, : found.own.shape[1]] += found.own
        else:
            named = np.array([example.card for example in beside.examples], dtype=np.int64)
            cards = np.union1d(cards, named[named >= 0])
        rare = np.zeros((len(said), len(self._numbered)), dtype=np.float32)
        rare[:, found.cards] = found.rare
        for card, document in self._documents.items():
            rare[:, card] = [self._base.documents.score_of(document, weights) for weights in said]
        cards = cards[self._alive[cards]]
        return Found(cards, rows, likeness, units, own[:, cards] if own.shape[1] else own, rare[:, cards])

    def _scores(self, found: Found, line: int) -> Floats:
        likeness, rare = found.likeness[line], found.rare[line]
        own = found.own[line] if found.own.shape[1] else self._sums(found, likeness)
        nearest = best_per_group(likeness, self._card[found.rows], len(self._numbered) + 1)
        scores: Floats = (
            LEARNED_CARD * own
            + LEARNED_UNIT * found.units[line][self._unit_of[found.cards]]
            + NEAREST * nearest[found.cards]
            + RARE_WORDS * rare / max(float(rare.max()), 1.0)
            - self._malus[found.cards]
        )
        return self._remember(scores, found, likeness)

    def _remember(self, scores: Floats, found: Found, likeness: Floats) -> Floats:
        """Raise the unit and card of confirmed appeals that the text all but repeats; where those differ, each by its share."""
        same = np.flatnonzero((likeness > ALIKE) & (self._remembered[found.rows] > 0))
        if not len(same):
            return scores
        rows = found.rows[same]
        weight = self._remembered[rows] * ((likeness[same] - ALIKE) / (1.0 - ALIKE)) ** 2
        weight /= max(1.0, float(weight.sum()))
        units = np.bincount(self._unit[rows] + 1, weight, minlength=len(self._unit_names) + 1)[1:]
        cards = np.bincount(self._card[rows] + 1, weight, minlength=len(self._numbered) + 2)[1:]
        raised: Floats = (
            scores
            + REMEMBERED_UNIT * units[self._unit_of[found.cards]]
            + REMEMBERED_CARD * cards[found.cards]
        ).astype(np.float32)
        return raised

    def _sums(self, found: Found, likeness: Floats) -> Floats:
        """What a card's examples say together, each at what one step of the ridge would give it."""
        order = np.argsort(found.cards, kind="stable")
        cards = found.cards[order]
        of_row = self._card[found.rows]
        place = np.searchsorted(cards, of_row)
        place[place == len(cards)] = 0
        known = cards[place] == of_row
        trust = self._trust[found.rows[known]]
        summed = np.bincount(place[known], likeness[known] * trust / (trust + RIDGE), minlength=len(cards))
        said = np.empty(len(cards), dtype=np.float32)
        said[order] = summed
        return said

    def _candidates(self, text: str, scored: Scored, limit: int) -> tuple[Candidate, ...]:
        cards, scores = scored.cards, scored.scores
        best = self._best_of_units(scored)
        # One word may stand in a single card by chance: by the rest every unit is as likely.
        share = min(self._telling(scored.reading) / FEWEST_TELLING, 1.0) ** 2
        sure = unit_probabilities(best, self.sharpness)
        if share < 1.0:
            sure = share * sure + (1.0 - share) / np.isfinite(best).sum() * np.isfinite(best)
        return tuple(
            self._candidate(text, scored.reading, int(cards[place]), float(scores[place]), sure)
            for place in self._best_of(self._unit_of[cards], scores, limit)
        )

    def _telling(self, reading: Reading) -> int:
        """How many different words of the text the knowledge base knows, or nearly; fillers do not count."""
        known = {
            reading.tokens[term.first].stem
            for term in reading.terms
            if term.weight >= KNOWN and (reading.foreign or term.stem in self._vocabulary.stems)
        }
        return sum(1 for stem in known if says_something(stem) and stem not in STOP_WORDS)

    def _held_out(self) -> Iterator[tuple[Floats, int]]:
        """The scores of confirmed appeals of known units, each by what all others taught."""
        units = len(self._base.units)
        for row, text, others in self._base.held_out:
            unit = int(self._unit[row])
            if 0 <= unit < units:
                reading = read_plainly(text, entities())
                found = self._base.look(letter_sequences(reading.tokens), [reading.weights])
                found.likeness[:, found.rows == row] = 0.0
                found.units[:], found.own[:] = others[: units + 1], others[units + 1 :]
                scores = self._scores(found, 0)
                best = np.full(len(self._unit_names), -np.inf, dtype=np.float32)
                np.maximum.at(best, self._unit_of[found.cards], scores)
                yield best, unit

    def _best_of_units(self, scored: Scored) -> Floats:
        """The best score of each unit's candidates."""
        best = np.full(len(self._unit_names), -np.inf, dtype=np.float32)
        np.maximum.at(best, self._unit_of[scored.cards], scored.scores)
        return best

    def _candidate(self, text: str, reading: Reading, number: int, score: float, sure: Floats) -> Candidate:
        card = self._numbered[number]
        return Candidate(
            competence=card.code,
            unit=card.unit,
            body=card.body,
            clauses=card.clauses,
            score=score,
            confidence=float(sure[self._unit_of[number]]),
            matched=explain(text, reading, self._words(number), self._base.documents.rarity),
        )

    def _best_of(self, units: Places, scores: Floats, limit: int) -> list[int]:
        """The best competences, among them the best of each of the UNITS_SHOWN best units, in order of their scores."""
        order = np.argsort(-scores, kind="stable").tolist()
        best_of_unit: dict[int, int] = {}
        for rank, place in enumerate(order):
            best_of_unit.setdefault(int(units[place]), rank)
            if len(best_of_unit) == UNITS_SHOWN:
                break
        needed = list(best_of_unit.values())[:limit]
        others = (rank for rank in range(len(order)) if rank not in needed)
        return [order[rank] for rank in sorted([*needed, *islice(others, limit - len(needed))])]

    def _words(self, number: int) -> CardWords:
        """A card's words; those of unchanged cards are kept for every amended version alike."""
        base = self._base
        if number < len(base.cards) and self._numbered[number] is base.cards[number]:
            return base.words(number)
        return self._own_words(number)

    def _words_of(self, number: int) -> CardWords:
        return words_of_card(self._numbered[number], self._base.clause_texts)
