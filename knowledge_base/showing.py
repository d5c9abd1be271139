"""How the knowledge base is put before a reader. Values for templates; nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from callcenter.core.wording import Sentence, say
from callcenter.directory.models import Body, Unit
from knowledge_base.matching.cards import Card
from knowledge_base.matching.explaining import Match
from knowledge_base.models import Clause, Competence, Section, StatuteVersion

MEETINGS = {
    "same": say("eyni söz"),
    "stem": say("eyni kök"),
    "typo": say("yazılış fərqi"),
    "synonym": say("sinonim"),
    "entity": say("ad"),
    "phrase": say("ifadə"),
}


@dataclass(frozen=True)
class Shelf:
    """A body with its units, each with its depth in the tree; sectors follow their department."""

    body: Body
    units: tuple[tuple[int, Unit], ...]


@dataclass(frozen=True)
class Basis:
    """A clause that a card rests on; lost when its imported statute does not have it."""

    key: str
    statute: str
    clause: Clause | None
    imported: bool

    @property
    def lost(self) -> bool:
        """Whether the statute is here and the clause is not in it."""
        return self.imported and self.clause is None


@dataclass(frozen=True)
class Chapter:
    """A section with its clauses in runs of one unit; no section for clauses that stand outside of any."""

    section: Section | None
    runs: tuple[tuple[str | None, tuple[Clause, ...]], ...]


def shelves(units: Iterable[Unit]) -> list[Shelf]:
    """Return the bodies with their units as a tree, in the order in which they come."""
    by_body: dict[int, list[Unit]] = {}
    for unit in units:
        by_body.setdefault(unit.body_id, []).append(unit)
    return [Shelf(of[0].body, tuple(tree(of))) for of in by_body.values()]


def tree(units: Sequence[Unit]) -> Iterable[tuple[int, Unit]]:
    """Yield each unit with its depth, children after their parent; a unit whose parent is not here is a root."""
    here = {unit.id for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in here else None, []).append(unit)

    def walk(parent: int | None, depth: int) -> Iterable[tuple[int, Unit]]:
        for unit in below.get(parent, []):
            yield depth, unit
            yield from walk(unit.id, depth + 1)

    return walk(None, 0)


def bases(card: Competence, clauses: Mapping[str, Clause], imported: frozenset[str]) -> list[Basis]:
    """Return what a card rests on, the main clause first."""
    return [
        Basis(key, statute := key.partition(":")[0], clauses.get(key), statute in imported)
        for key in card.clauses
    ]


def chapters(version: StatuteVersion) -> list[Chapter]:
    """Return a statute as it is read: sections in order, and in each the clauses in order, unit by unit."""
    known = {section.number for section in version.sections}
    outside = [clause for clause in version.clauses if clause.section not in known]
    found = [
        Chapter(section, _runs(clause for clause in version.clauses if clause.section == section.number))
        for section in version.sections
    ]
    return [Chapter(None, _runs(outside)), *found] if outside else found


def cards_by_clause(cards: Iterable[Card]) -> dict[str, list[Card]]:
    """Return the cards that rest on each clause."""
    resting: dict[str, list[Card]] = {}
    for card in cards:
        for key in card.clauses:
            resting.setdefault(key, []).append(card)
    return resting


def marked(text: str, matches: Iterable[Match]) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether a match covers it; joined they are the text."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in sorted(matches, key=lambda match: match.start):
        if match.start < at:
            continue
        pieces += [(text[at : match.start], False), (text[match.start : match.end], True)]
        at = match.end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def meeting(kind: str) -> Sentence:
    """Return in words how a word of the text met a word of the card."""
    return MEETINGS.get(kind, say("uyğunluq"))


def _runs(clauses: Iterable[Clause]) -> tuple[tuple[str | None, tuple[Clause, ...]], ...]:
    runs: list[tuple[str | None, list[Clause]]] = []
    for clause in clauses:
        if not runs or runs[-1][0] != clause.unit_name:
            runs.append((clause.unit_name, []))
        runs[-1][1].append(clause)
    return tuple((name, tuple(of)) for name, of in runs)
