"""The foundation of an index: its large arrays, made once and shared by every amended version of it."""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge_base.matching import learning
from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.entities import entities
from knowledge_base.matching.examples import UNNAMED, Example, examples_of, fields_of
from knowledge_base.matching.explaining import CardWords, words_met
from knowledge_base.matching.layers import Layer, Linear
from knowledge_base.matching.names import Names
from knowledge_base.matching.reading import PlainReading, read_plainly
from knowledge_base.matching.scoring import LONGEST, Documents, Space, rows_in, space_of
from knowledge_base.matching.texts import Texts, read_texts, together
from knowledge_base.matching.typos import Vocabulary
from knowledge_base.matching.vectors import Floats, Places, Postings, Vector, joined, runs, times

FIELD_WEIGHTS = {"title": 2.0, "keywords": 2.0, "summary": 1.0, "clauses": 0.4, "phrases": 0.3}
# A column for each card is learned while there are so few; beyond that a card is the sum of its examples.
MOST_LEARNED_CARDS = 600
# Confirmed appeals that are ranked as if they had not been learned from, to see how sure one may be.
MOST_HELD_OUT = 200
# Cards whose words are kept ready for explanations.
WORDS_KEPT = 2048
# What a query reads of a large base: entries of postings, then examples measured in full.
MOST_READ, NEAREST_ROWS, RAREST_CARDS, ROWS_OF_CARD = 100_000, 256, 64, 32


@dataclass(frozen=True, slots=True)
class Found:
    """What the foundation says of a text: each array's first line with synonyms, its second, where asked for, as said.

    `cards` are the candidates, `rows` the examples that the text was likened to. `likeness` is that to each
    row; `units` what the linear layer says for each unit and, last, for elsewhere; `own` what it says for each
    candidate, empty where no card has a column of its own, and `rare` its BM25.
    """

    cards: Places
    rows: Places
    likeness: Floats
    units: Floats
    own: Floats
    rare: Floats

    def without(self, left: "LeftOut") -> "Found":
        """Return what was found as if the example had never been learned from."""
        units = self.units.shape[1]
        return replace(
            self,
            likeness=np.where(self.rows == left.row, np.float32(0.0), self.likeness),
            units=self.units - left.taught[:units],
            own=self.own - left.taught[units:],
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A confirmed appeal as a row of the foundation, and what it taught each column about its own words."""

    row: int
    taught: Floats


class Foundation:
    """Cards and examples read, numbered and learned from."""

    def __init__(self, cards: Sequence[Card], clause_texts: Mapping[str, str],
                 confirmed: Sequence[ConfirmedAppeal], synonyms: Names, layer: Layer | None,
                 apart: Collection[str] = ()) -> None:  # fmt: skip
        self.cards, self.clause_texts = tuple(cards), clause_texts
        self.units = {unit: place for place, unit in enumerate(dict.fromkeys(card.unit for card in cards))}
        self.numbers = {card.code: place for place, card in enumerate(cards)}
        # The newest appeals first: they are the ones to learn from where there are too many.
        newest = sorted(confirmed, key=lambda appeal: -appeal.id)
        examples = examples_of(cards, self.units, clause_texts, newest)
        self.card = np.array([example.card for example in examples], dtype=np.int64)
        self.unit = np.array([example.unit for example in examples], dtype=np.int64)
        self.trust = np.array([example.trust for example in examples], dtype=np.float64)
        self.id = np.array([UNNAMED if e.id is None else e.id for e in examples], dtype=np.int64)
        appeals = {row: example.parts[0] for row, example in enumerate(examples) if example.id != UNNAMED}
        texts = _texts_of(cards, clause_texts, examples)
        # Of very many examples each thing is let go as soon as it has been read.
        del examples
        self.space, self.rows, self.documents, self.vocabulary = _read(*texts, synonyms, apart)
        del texts
        count = len(self.card)
        self.postings = Postings(self.rows, LONGEST if count <= LONGEST else LONGEST // 4)
        self.every_card = np.arange(len(cards)) if len(cards) <= MOST_LEARNED_CARDS else None
        self.every_row = np.arange(count) if count <= LONGEST else None
        self._by_card = np.argsort(self.card, kind="stable")
        self._first = np.searchsorted(self.card[self._by_card], np.arange(len(cards) + 1))
        self.words = lru_cache(maxsize=WORDS_KEPT)(
            lambda card: words_of_card(self.cards[card], self.clause_texts)
        )
        if self.every_card is not None and not apart:
            # A small base reads them ahead, so that its first answers are as quick as the later ones.
            for card in range(len(cards)):
                self.words(card)
        self.left_out: dict[str, LeftOut] = {}
        self._learn(appeals, frozenset(apart))
        self._put(layer)

    def _put(self, layer: Layer | None) -> None:
        self.layer = layer
        self.columns = None if layer is None else layer.columns(tuple(self.units))

    def under(self, layer: Layer | None) -> "Foundation":
        """Return this foundation with another layer over it; the large arrays are shared."""
        other = copy(self)
        other._put(layer)
        return other

    def _learn(self, appeals: Mapping[int, str], apart: Collection[str]) -> None:
        """Learn a column for each unit and one for elsewhere; then one for each card or the sums of its examples.

        `appeals` are the confirmed ones' texts, by row; what those in the words of `apart` taught is kept apart.
        """
        chosen = np.array(learning.choose_examples(self.unit.tolist()), dtype=np.int64)
        counted = learning.balanced(self.unit[chosen].tolist(), self.trust[chosen].tolist())
        units, cards = len(self.units), len(self.cards)
        targets = learning.targets_of(self.unit[chosen].tolist(), units + 1)
        if self.every_card is not None:
            of_card = learning.targets_of(self.card[chosen].tolist(), cards + 1)[:, :-1]
            targets = np.hstack([targets, of_card])
        self.held_out: list[tuple[int, str, Floats]] = []
        self._even = learning.evenness(self.unit[chosen].tolist(), units + 1)
        rows = self.rows[chosen]
        self.taught = np.zeros(len(self.card))
        self.taught[chosen] = counted
        if self.every_card is not None:
            named = np.flatnonzero(self.id[chosen] != UNNAMED)
            wanted = [place for place in named.tolist() if appeals[int(chosen[place])] in apart]
            held = np.array(wanted, dtype=np.int64) if apart else _spread_over(named, MOST_HELD_OUT)
            adds, others = learning.fit_and_hold_out(rows, targets, counted, held)
            self.linear = Linear.of(rows, adds)
            self._hold_out(chosen[held], others, appeals, apart)
        else:
            place, narrow = Linear.narrowed(rows)
            self.linear = Linear(place, learning.fit_many(narrow, targets, counted))

    def _hold_out(
        self, held: Places, others: Floats, appeals: Mapping[int, str], apart: Collection[str]
    ) -> None:
        """Keep what the others alone say of each held row, and what each of `apart` taught about itself."""
        self.held_out = [(row, appeals[row], said) for row, said in zip(held.tolist(), others, strict=True)]
        nothing = np.zeros(others.shape[1], dtype=np.float32)
        # One that was too much to be learned from is still what a text is likened to.
        self.left_out = {text: LeftOut(row, nothing) for row, text in appeals.items() if text in apart}
        for row, text, said in self.held_out if apart else ():
            whole = self.linear.of_rows(self.rows[np.array([row])])[0]
            self.left_out[text] = LeftOut(row, whole - said)

    @property
    def greatest_rarity(self) -> float:
        """The rarity of a feature that no example has."""
        return float(np.log((len(self.card) + 1) / 0.5))

    def even(self, unit: int) -> float:
        """Return how much a fully trusted example of a unit counts beside those of the others."""
        return float(self._even[unit]) if unit < len(self._even) else 1.0

    def own_rows(self, card: int) -> Places:
        """Return the examples that a card itself gave, in its order."""
        rows = self._by_card[self._first[card] : self._first[card + 1]]
        own: Places = rows[self.id[rows] == UNNAMED]
        return own

    def said_of(self, rows: csr_array, texts: Texts, parts: csr_array) -> Floats:
        """Return what the columns say of the first texts; `rows` may have more, of which units say little."""
        said = self.linear.of_rows(rows)
        if self.layer is not None and self.columns is not None:
            known = np.flatnonzero(self.columns >= 0)
            theirs = times(rows_in(self.layer.space, texts, parts), self.layer.weights)
            said[: parts.shape[0], known] = theirs[:, self.columns[known]]
        return said

    def taken_back(self, rows: Places) -> Floats:
        """Return how much some examples had added to each column: what they left unexplained, over the ridge."""
        units, cards = len(self.units), len(self.cards)
        targets = learning.targets_of(self.unit[rows].tolist(), units + 1)
        if self.every_card is not None:
            targets = np.hstack([targets, learning.targets_of(self.card[rows].tolist(), cards + 1)[:, :-1]])
        left = targets - self.linear.of_rows(self.rows[rows])
        counted = np.repeat(self.taught[rows][:, None], left.shape[1], axis=1)
        if self.layer is not None:
            counted[:, : units + 1] = self._taught_there(self.layer, rows)[:, None]
        back: Floats = (left * counted / learning.RIDGE).astype(np.float32)
        return back

    def _taught_there(self, layer: Layer, rows: Places) -> NDArray[np.float64]:
        """How much examples counted where the layer was learned."""
        column = layer.columns(tuple(self.units))[self.unit[rows]]
        taught = (self.id[rows] == UNNAMED) | np.isin(self.id[rows], layer.taught)
        counted: NDArray[np.float64] = layer.even[column] * self.trust[rows] * taught
        return counted

    def look(self, grams: Mapping[str, float], texts: Sequence[Mapping[str, float]]) -> Found:
        """Return what the foundation says of a text by its letter sequences and its stems: a line for each way to read them."""
        space = self.space
        sequences = space.gram_vector(grams)
        stems = [space.stem_vector(text) for text in texts]
        queries = [joined(part, sequences) for part in stems]
        learned = np.stack([self.linear.scores(query) for query in queries])
        units = self._units(learned, grams, texts)
        rare = np.stack([self.documents.score(text, MOST_READ) for text in texts])
        if self.every_row is not None:
            rows = self.every_row
            by_grams = self.postings.dot(sequences)
            likeness = np.stack([by_grams + self.postings.dot(part) for part in stems])
        else:
            rows = self.postings.nearest(queries[0], NEAREST_ROWS, MOST_READ)
        cards = self._cards(rows, rare[0])
        if self.every_row is None:
            rows = self._rows_of(cards, rows)
            likeness = np.ascontiguousarray(times(self.rows[rows], self._spread(queries)).T)
        own = learned[:, len(self.units) + 1 :]
        return Found(cards, rows, likeness, units, own, rare[:, cards])

    def _units(
        self, learned: Floats, grams: Mapping[str, float], texts: Sequence[Mapping[str, float]]
    ) -> Floats:
        """The linear layer's units and elsewhere; a layer learned elsewhere has the word on those it knows."""
        units = learned[:, : len(self.units) + 1].copy()
        if self.layer is not None and self.columns is not None:
            known = self.columns >= 0
            theirs = np.stack([self.layer.scores(stems, grams) for stems in texts])
            units[:, known] = theirs[:, self.columns[known]]
        return units

    def apart(self, grams: Mapping[str, float], stems: Mapping[str, float], one: int, other: int
              ) -> tuple[dict[str, float], dict[str, float]]:  # fmt: skip
        """Return what each stem and letter sequence of a text says for one card and its unit more than for another."""
        space, columns = self.space, len(self.units) + 1
        pair = [self.units[self.cards[card].unit] for card in (one, other)]
        own = [columns + one, columns + other] if self.every_card is not None else []

        def said(number: Mapping[str, int], names: Iterable[str], vector: Vector) -> dict[str, float]:
            weights = self.linear.of_features(vector.features)
            apart = weights[:, pair[0]] - weights[:, pair[1]]
            if own:
                apart = apart + weights[:, own[0]] - weights[:, own[1]]
            known = [name for name in names if name in number]
            return dict(zip(known, (apart * vector.weights).tolist(), strict=True))

        return (
            said(space.stems, stems, space.stem_vector(stems)),
            said(space.grams, grams, space.gram_vector(grams)),
        )

    def _cards(self, rows: Places, rare: Floats) -> Places:
        """The candidates: every card of a small base, else those of near examples and those of rare words."""
        if self.every_card is not None:
            return self.every_card
        cards = self.card[rows]
        spoken = np.flatnonzero(rare > 0)
        if len(spoken) > RAREST_CARDS:
            spoken = spoken[np.argpartition(-rare[spoken], RAREST_CARDS)[:RAREST_CARDS]]
        return np.union1d(cards[(cards >= 0) & (cards < len(self.cards))], spoken)

    def _rows_of(self, cards: Places, near: Places) -> Places:
        """The near rows and the first ones of each candidate."""
        if self.every_card is not None:
            return near
        start = self._first[cards]
        length = np.minimum(self._first[cards + 1] - start, ROWS_OF_CARD)
        return np.union1d(near, self._by_card[runs(start, length)])

    def _spread(self, queries: Sequence[Vector]) -> Floats:
        spread = np.zeros((self.rows.shape[1], len(queries)), dtype=np.float32)
        for column, query in enumerate(queries):
            spread[query.features, column] = query.weights
        return spread


def _spread_over(places: Places, most: int) -> Places:
    """At most so many of the places, from the first to the last."""
    if len(places) <= most:
        return places
    chosen: Places = places[np.linspace(0, len(places) - 1, most).astype(np.int64)]
    return chosen


def words_of_card(card: Card, clause_texts: Mapping[str, str]) -> CardWords:
    """Return what a card says, for explanations."""
    texts = chain.from_iterable(fields_of(card, clause_texts).values())
    return words_met(texts, partial(read_plainly, names=entities()))


def document_of(
    card: Card, clause_texts: Mapping[str, str], read_text: Callable[[str], PlainReading]
) -> dict[str, float]:
    """Return what BM25 reads of one card, as it is read of all cards together."""
    weights: dict[str, float] = {}
    for field, texts in fields_of(card, clause_texts).items():
        for text in texts:
            for stem, weight in read_text(text).weights.items():
                weights[stem] = weights.get(stem, 0.0) + FIELD_WEIGHTS[field] * weight
    return weights


def _read(
    texts: Sequence[str], parts: csr_array, fields: csr_array, synonyms: Names, apart: Collection[str]
) -> tuple[Space, csr_array, Documents, Vocabulary]:
    """Read every text of the knowledge base once, whatever it serves for; `parts` and `fields` are as below."""
    names = entities()
    read = read_texts(texts, names)
    documents = Documents({stem: place for place, stem in enumerate(read.stems)}, fields @ read.by_stem)
    space, rows = space_of(read, parts)
    return space, rows, documents, Vocabulary({*_known(read, texts, apart), *names.stems, *synonyms.stems})


def _known(read: Texts, texts: Sequence[str], apart: Collection[str]) -> Collection[str]:
    """The stems by which typed errors are told; not those that only one text has, when that is kept apart."""
    if not apart:
        return read.stems
    met = np.bincount(read.by_stem.indices, minlength=len(read.stems))
    theirs = read.by_stem[[place for place, text in enumerate(texts) if text in apart]].indices
    return {*read.stems} - {read.stems[stem] for stem in theirs.tolist() if met[stem] == 1}


def _texts_of(
    cards: Sequence[Card], clause_texts: Mapping[str, str], examples: Sequence[Example]
) -> tuple[list[str], csr_array, csr_array]:
    """Every different text, which of them each example takes together, and which each card has at what weight."""
    places: dict[str, int] = {}
    parts = together((places.setdefault(part, len(places)) for part in one.parts) for one in examples)
    owner, part, weight = array("i"), array("i"), array("f")
    for card, one in enumerate(cards):
        for field, texts in fields_of(one, clause_texts).items():
            part.extend(places.setdefault(text, len(places)) for text in texts)
            owner.extend(repeat(card, len(texts)))
            weight.extend(repeat(FIELD_WEIGHTS[field], len(texts)))
    parts = csr_array((parts.data, parts.indices, parts.indptr), shape=(len(examples), len(places)))
    of_card = (np.array(owner), np.array(part))
    fields = csr_array((np.array(weight), of_card), shape=(len(cards), len(places)))
    return list(places), parts, fields
