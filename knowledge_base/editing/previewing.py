"""The test box: what a change of a card does to labelled appeals before anybody is asked by it. Pure."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge_base.matching.cards import Card
from knowledge_base.matching.evaluation import same_clause
from knowledge_base.matching.index import Candidate, Index

# Each costs two rankings of some milliseconds: they stay well within a web request.
MOST_ROWS = 2000
PHRASES_TRIED = 400
MOST_MOVED = 100
SEED = 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its right units and clauses; `phrase` for one that stands on a card itself.

    `new` is a phrase that the change itself brings: it is the author's word, and proves nothing.
    """

    text: str
    units: tuple[str, ...]
    clauses: tuple[str, ...]
    phrase: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a text goes before and after, as unit and main clause; empty where there is no candidate."""

    row: Labelled
    before: tuple[str, str]
    after: tuple[str, str]

    @property
    def was_right(self) -> bool:
        """Whether the first unit was right before."""
        return self.before[0] in self.row.units

    @property
    def is_right(self) -> bool:
        """Whether the first unit is right after."""
        return self.after[0] in self.row.units

    @property
    def moved(self) -> bool:
        """Whether the first unit is another one."""
        return self.before[0] != self.after[0]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 0..1 before and after; clause None where no text has a clause."""

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


def amended(index: Index, code: str, card: Card | None) -> Index:
    """Return the index as it would be with the card under this code; None takes the card out."""
    return index.amended(cards=[card] if card else (), retired=() if card else [code])


def preview(
    before: Index,
    after: Index,
    appeals: Sequence[Labelled],
    changed: Card | None,
    *,
    asked: str = "",
    most: int = MOST_ROWS,
) -> Preview:
    """Return what the change does to the labelled appeals, and to phrases near the changed card."""
    tried = _sample(appeals, most)
    phrases = phrases_near(before.cards, after.cards, changed)
    verdicts = [_verdict(before, after, row) for row in (*tried, *phrases)]
    moved = sorted((one for one in verdicts if one.moved), key=_badness)
    return Preview(
        appeals=_figures(verdicts[: len(tried)]) if tried else None,
        phrases=_figures([one for one in verdicts[len(tried) :] if not one.row.new]),
        moved=tuple(moved[:MOST_MOVED]),
        moved_count=len(moved),
        held=len(appeals),
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


def _first(index: Index, text: str) -> tuple[str, str]:
    found = index.rank(text, limit=1).candidates
    return (found[0].unit, found[0].clauses[0] if found[0].clauses else "") if found else ("", "")


def _badness(one: Verdict) -> tuple[bool, bool, bool]:
    """What was right and is wrong comes first, what became right and new phrases last; appeals before phrases."""
    return (not (one.was_right and not one.is_right), one.row.new or one.is_right, one.row.phrase)


def _figures(verdicts: Sequence[Verdict]) -> Figures:
    with_clause = [one for one in verdicts if one.row.clauses]
    return Figures(
        rows=len(verdicts),
        unit_before=_share([one.was_right for one in verdicts]) or 0.0,
        unit_after=_share([one.is_right for one in verdicts]) or 0.0,
        clause_before=_share([_clause(one.before[1], one.row) for one in with_clause]),
        clause_after=_share([_clause(one.after[1], one.row) for one in with_clause]),
        worse=sum(one.was_right and not one.is_right for one in verdicts),
        better=sum(one.is_right and not one.was_right for one in verdicts),
    )


def _clause(found: str, row: Labelled) -> bool:
    return any(same_clause(found, right) for right in row.clauses)


def _share(flags: Sequence[bool]) -> float | None:
    return round(sum(flags) / len(flags), 4) if flags else None
