"""Amendments beside an index: what was added, struck, changed or retired since its foundation was made.

The foundation stays as it is. Texts added are solved for what the foundation leaves unexplained of them (one small
system), texts struck take back what they had added, and both act on a query by its likeness to them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from knowledge_base.matching import learning
from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.entities import entities
from knowledge_base.matching.equations import product
from knowledge_base.matching.examples import UNKNOWN, UNNAMED, Example, confirmed_examples, said_of
from knowledge_base.matching.foundation import Foundation
from knowledge_base.matching.scoring import Space, rows_in
from knowledge_base.matching.texts import Texts, read_texts, together
from knowledge_base.matching.vectors import Floats, Places, Postings, joined, row_of

# Texts of the foundation that hold their ground while a new competence is learned: near ones, and any.
NEAR, ANY = 4, 200


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that was changed since the foundation, each thing in its last state."""

    added: tuple[ConfirmedAppeal, ...] = ()
    struck: frozenset[int] = frozenset()
    cards: Mapping[str, Card] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()

    def then(self, added: Sequence[ConfirmedAppeal], struck: Collection[int],
             cards: Sequence[Card], retired: Collection[str]) -> "Changes":  # fmt: skip
        """Return these changes and further ones; an appeal added under a known id takes the place of that one."""
        gone = {*struck, *(appeal.id for appeal in added if appeal.id)}
        changed = {**self.cards, **{card.code: card for card in cards}}
        return replace(
            self,
            added=(*(appeal for appeal in self.added if appeal.id not in gone), *added),
            struck=self.struck | gone,
            cards={code: card for code, card in changed.items() if code not in retired},
            retired=(self.retired | set(retired)) - {card.code for card in cards},
        )


class Book:
    """The cards and units in force after changes, by number: those of the foundation first.

    The number after the foundation's last unit is that of elsewhere; new units follow it.
    """

    def __init__(self, base: Foundation, changes: Changes) -> None:
        self.cards = list(base.cards)
        self.units = [*base.units, ""]
        self.unit_number = dict(base.units)
        self.numbers = dict(base.numbers)
        self.dead = {base.numbers[code] for code in changes.retired if code in base.numbers}
        for card in changes.cards.values():
            self._put(card)
        for code in changes.retired:
            self.numbers.pop(code, None)

    def _put(self, card: Card) -> None:
        if card.unit not in self.unit_number:
            self.unit_number[card.unit] = len(self.units)
            self.units.append(card.unit)
        number = self.numbers.get(card.code)
        if number is not None and self.cards[number].unit == card.unit:
            self.cards[number] = card
            return
        if number is not None:
            self.dead.add(number)
        self.numbers[card.code] = len(self.cards)
        self.cards.append(card)


@dataclass(frozen=True, slots=True)
class Addition:
    """What amendments say beside the foundation: their own texts, and how each shifts units and cards."""

    space: Space
    postings: Postings
    shift_units: Floats
    shift_cards: Floats
    examples: tuple[Example, ...]
    struck: Places
    texts: Texts

    def likeness(self, grams: Mapping[str, float], stems: Sequence[Mapping[str, float]]) -> Floats:
        """Return the likeness of a text to every text of the amendments, a line for each reading of its stems."""
        sequences = self.space.gram_vector(grams)
        parts = [joined(self.space.stem_vector(said), sequences) for said in stems]
        return np.stack([self.postings.dot(part) for part in parts])

    def shifts(self, likeness: Floats) -> tuple[Floats, Floats]:
        """Return by how much the units and the cards with columns move."""
        return product(likeness, self.shift_units), product(likeness, self.shift_cards)


def addition_to(base: Foundation, changes: Changes, book: Book) -> Addition:
    """Solve what the changes add to the foundation."""
    struck, new = _changed_texts(base, changes, book)
    examples = (*new, *confirmed_examples(changes.added, book.numbers, book.unit_number))
    places: dict[str, int] = {}
    said = [[places.setdefault(part, len(places)) for part in example.parts] for example in examples]
    texts = read_texts(list(places), entities())
    parts = together(said, len(places))
    space = base.space.widened(texts, base.greatest_rarity)
    gone = _wide(base.rows[struck], space)
    taken = base.taken_back(struck)
    anchors = _anchors(base, space, rows_in(space, texts, parts[: len(new)]), struck)
    rows = vstack([rows_in(space, texts, parts), anchors], format="csr")
    known = vstack([rows_in(base.space, texts, parts), anchors[:, : len(base.space.rarity)]], format="csr")
    columns = _columns(base, book)
    said_now = _widened(base.said_of(known, texts, parts), columns)
    said_now -= (rows @ gone.T).toarray() @ _widened(taken, columns)
    targets = said_now.copy()
    _aim(targets[: len(examples)], examples, columns, base.every_card is not None)
    trust = np.array([e.trust * base.even(e.unit) for e in examples] + [1.0] * anchors.shape[0])
    shift = learning.fit(rows, targets - said_now, trust) if rows.shape[0] else targets
    every = np.vstack([shift, -_widened(taken, columns)]).astype(np.float32)
    units = len(book.units)
    return Addition(
        space, Postings(vstack([rows, gone], format="csr")), every[:, :units], every[:, units:],
        tuple(examples), struck, texts,
    )  # fmt: skip


def _aim(targets: Floats, examples: Sequence[Example], columns: tuple[Places, int], with_cards: bool) -> None:
    """An added text belongs to its unit and card and to no other, as far as it is known."""
    units = columns[1]
    for row, example in enumerate(examples):
        if example.unit != UNKNOWN:
            targets[row, :units] = 0.0
            targets[row, example.unit] = 1.0
        if with_cards and example.card != UNKNOWN:
            targets[row, units:] = 0.0
            targets[row, units + example.card] = 1.0


def _columns(base: Foundation, book: Book) -> tuple[Places, int]:
    """Where the foundation's columns are among all of now, and how many units there are."""
    units, own = len(book.units), len(base.cards) if base.every_card is not None else 0
    there = np.concatenate([np.arange(len(base.units) + 1), units + np.arange(own)])
    every = units + (len(book.cards) if base.every_card is not None else 0)
    return np.append(there, every), units


def _widened(values: Floats, columns: tuple[Places, int]) -> Floats:
    """Put the foundation's columns in their places among all of now."""
    there = columns[0]
    wide = np.zeros((len(values), int(there[-1])), dtype=np.float32)
    wide[:, there[:-1]] = values
    return wide


def _wide(rows: csr_array, space: Space) -> csr_array:
    return csr_array((rows.data, rows.indices, rows.indptr), shape=(rows.shape[0], len(space.rarity)))


def _anchors(base: Foundation, space: Space, new: csr_array, struck: Places) -> csr_array:
    """Texts of the foundation that are not to move while new competences are learned."""
    if not new.shape[0] or base.every_card is None:
        return _wide(base.rows[:0], space)
    features = base.rows.shape[1]
    kept = new[:, :features].tocsr()
    near = [
        base.postings.nearest(row_of(kept, place), NEAR, 20_000) for place in range(min(kept.shape[0], 100))
    ]
    some = np.linspace(0, base.rows.shape[0] - 1, ANY).astype(np.int64)
    return _wide(base.rows[np.setdiff1d(np.concatenate([*near, some]), struck)], space)


def _changed_texts(base: Foundation, changes: Changes, book: Book) -> tuple[Places, list[Example]]:
    """Return the foundation's texts that no longer stand, and those that changed cards say anew."""
    struck = np.isin(base.id, [number for number in changes.struck if number != UNNAMED])
    new: list[Example] = []
    for number in book.dead:
        struck[base.own_rows(number)] = True
    for code, card in changes.cards.items():
        number, said = book.numbers[code], said_of(card, base.clause_texts)
        known: set[tuple[str, ...]] = set()
        if number < len(base.cards):
            before = said_of(base.cards[number], base.clause_texts)
            known = set(before) & set(said)
            struck[base.own_rows(number)[[parts not in known for parts in before]]] = True
        unit = book.unit_number[card.unit]
        new += [Example(parts, number, unit) for parts in said if parts not in known]
    return np.flatnonzero(struck), new
