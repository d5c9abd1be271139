"""The test box: what a change of a card does to labelled appeals before anybody is asked by it. Pure.

Each appeal is ranked, before and after, as if it had never been learned from: an index finds what it was taught
whatever the cards say, so that no change would ever seem to do harm.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.evaluation import same_clause
from knowledge_base.matching.foundation import MOST_LEARNED_CARDS
from knowledge_base.matching.index import Candidate, Index

# Each costs two rankings and two columns of the system: with this many the box answers within some seconds.
MOST_ROWS = 500
MOST_TAUGHT = 2000
PHRASES_TRIED = 400
MOST_MOVED = 100
SEED = 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its right units and clauses; `phrase` for one that stands on a card itself.

    `new` is a phrase that the change itself brings: it is the author's word, and proves nothing. `card` is the
    code of the competence that people confirmed: it is right under whatever clause it stands.
    """

    text: str
    units: tuple[str, ...]
    clauses: tuple[str, ...]
    phrase: bool = False
    new: bool = False
    card: str = ""


class Place(NamedTuple):
    """Where a text goes: the unit, its main clause and the code of the card; empty where there is no candidate."""

    unit: str = ""
    clause: str = ""
    card: str = ""

    def right_unit(self, row: Labelled) -> bool:
        """Say whether it is a right unit of the row."""
        return self.unit in row.units

    def right_clause(self, row: Labelled) -> bool:
        """Say whether it is the confirmed card, or rests on a right clause; any clause will do where none is known."""
        if not row.clauses or (row.card and row.card == self.card):
            return True
        return any(same_clause(self.clause, right) for right in row.clauses)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a text goes before and after."""

    row: Labelled
    before: Place
    after: Place

    @property
    def was_right(self) -> bool:
        """Whether the first unit and its clause were right before."""
        return self.before.right_unit(self.row) and self.before.right_clause(self.row)

    @property
    def is_right(self) -> bool:
        """Whether the first unit and its clause are right after."""
        return self.after.right_unit(self.row) and self.after.right_clause(self.row)

    @property
    def worse(self) -> bool:
        """Whether the unit or the clause was right and is wrong."""
        return self._turned(self.before, self.after)

    @property
    def better(self) -> bool:
        """Whether the unit or the clause was wrong and is right."""
        return self._turned(self.after, self.before)

    @property
    def moved(self) -> bool:
        """Whether the first unit is another one, or something became right or wrong."""
        return self.before.unit != self.after.unit or self.worse or self.better

    def _turned(self, one: Place, other: Place) -> bool:
        return any(
            right(one, self.row) and not right(other, self.row)
            for right in (Place.right_unit, Place.right_clause)
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 0..1 before and after, clause None where no text has a clause.

    `worse` and `better` count the texts whose unit or clause became wrong or right.
    """

    rows: int
    unit_before: float
    unit_after: float
    clause_before: float | None
    clause_after: float | None
    worse: int
    better: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The effect of a change: on appeals, on phrases of the cards, and what moves, the worst first.

    `held` is how many labelled appeals there are, of which `appeals.rows` were tried.
    """

    appeals: Figures | None
    phrases: Figures
    moved: tuple[Verdict, ...]
    moved_count: int
    held: int
    asked: tuple[tuple[Candidate, ...], tuple[Candidate, ...]] | None = None

    def to_json(self, number: int) -> dict[str, object]:
        """Return the figures alone, with the number of the knowledge base that they were taken on."""
        told: dict[str, object] = {"number": number, "held": self.held, "moved": self.moved_count}
        for name, figures in (("appeals", self.appeals), ("phrases", self.phrases)):
            told[name] = figures and {key: getattr(figures, key) for key in Figures.__slots__}
        return told


@dataclass(frozen=True)
class Learned:
    """What an index is built from: cards by code, clauses' words, appeals learned from (oldest first), synonyms."""

    cards: Mapping[str, Card]
    clause_texts: Mapping[str, str] = field(default_factory=dict)
    examples: Sequence[ConfirmedAppeal] = ()
    synonyms: Mapping[str, Sequence[str]] | None = None

    def changed(self, code: str, card: Card | None) -> "Learned":
        """Return this with the card under the code; None takes the card out."""
        others = {known: one for known, one in self.cards.items() if card or known != code}
        return replace(self, cards={**others, code: card} if card else others)

    def index_apart(self, rows: Iterable[Labelled]) -> Index:
        """Build an index that ranks each row as if it had not learned from it, with no trained layer: what a
        layer was taught cannot be taken out of it. A base of too many cards to do so learns from no appeal."""
        # The same words twice would stand for each other when one of them is left out: the newest stay.
        taught = list({one.text: one for one in self.examples}.values())[-MOST_TAUGHT:]
        return Index.build(
            list(self.cards.values()),
            clause_texts=self.clause_texts,
            confirmed=taught if len(self.cards) <= MOST_LEARNED_CARDS else (),
            synonyms=self.synonyms,
            apart=frozenset(row.text for row in rows),
        )


def measured(
    learned: Learned,
    code: str,
    card: Card | None,
    appeals: Sequence[Labelled],
    *,
    asked: str = "",
    most: int = MOST_ROWS,
) -> Preview:
    """Return what the card under this code does to the labelled appeals; None takes the card out."""
    tried = _sample(appeals, most)
    before, after = (one.index_apart(tried) for one in (learned, learned.changed(code, card)))
    return preview(before, after, tried, card, asked=asked, held=len(appeals))


def preview(
    before: Index,
    after: Index,
    appeals: Sequence[Labelled],
    changed: Card | None,
    *,
    asked: str = "",
    held: int,
) -> Preview:
    """Return what the change does to the labelled appeals, and to phrases near the changed card."""
    phrases = phrases_near(before.cards, after.cards, changed)
    verdicts = [_verdict(before, after, row) for row in (*appeals, *phrases)]
    moved = sorted((one for one in verdicts if one.moved), key=_badness)
    return Preview(
        appeals=_figures(verdicts[: len(appeals)]) if appeals else None,
        phrases=_figures([one for one in verdicts[len(appeals) :] if not one.row.new]),
        moved=tuple(moved[:MOST_MOVED]),
        moved_count=len(moved),
        held=held,
        asked=(before.rank(asked, limit=3).candidates, after.rank(asked, limit=3).candidates)
        if asked
        else None,
    )


def phrases_near(before: Iterable[Card], after: Sequence[Card], changed: Card | None) -> list[Labelled]:
    """Return the phrases that must still find their unit: all of the changed card and of cards that rest on
    its clauses or that it had before, and some of all others, drawn the same each time."""
    old = {one.code: one for one in before}
    clauses = set(changed.clauses) if changed else set()
    code = changed.code if changed else ""
    if code in old:
        clauses |= set(old[code].clauses)
    near: list[Labelled] = []
    far: list[Labelled] = []
    for card in after:
        kept = near if card.code == code or clauses.intersection(card.clauses) else far
        known = old[card.code].phrases if card.code in old else ()
        kept += [
            Labelled(text, (card.unit,), card.clauses, phrase=True, new=text not in known)
            for text in card.phrases
        ]
    return [*near, *_sample(far, PHRASES_TRIED)]


def _sample(rows: Sequence[Labelled], most: int) -> Sequence[Labelled]:
    if len(rows) <= most:
        return rows
    return random.Random(SEED).sample(rows, most)  # noqa: S311 - a reproducible draw, no secret


def _verdict(before: Index, after: Index, row: Labelled) -> Verdict:
    return Verdict(row, _first(before, row.text), _first(after, row.text))


def _first(index: Index, text: str) -> Place:
    card = index.first_apart(text)
    return Place(card.unit, card.clauses[0] if card.clauses else "", card.code) if card else Place()


def _badness(one: Verdict) -> tuple[bool, bool, bool]:
    """What was right and is wrong comes first, what became right and new phrases last; appeals before phrases."""
    return (not one.worse, one.row.new or one.is_right, one.row.phrase)


def _figures(verdicts: Sequence[Verdict]) -> Figures:
    with_clause = [one for one in verdicts if one.row.clauses]
    return Figures(
        rows=len(verdicts),
        unit_before=_share([one.before.right_unit(one.row) for one in verdicts]) or 0.0,
        unit_after=_share([one.after.right_unit(one.row) for one in verdicts]) or 0.0,
        clause_before=_share([one.before.right_clause(one.row) for one in with_clause]),
        clause_after=_share([one.after.right_clause(one.row) for one in with_clause]),
        worse=sum(one.worse for one in verdicts),
        better=sum(one.better for one in verdicts),
    )


def _share(flags: Sequence[bool]) -> float | None:
    return round(sum(flags) / len(flags), 4) if flags else None
