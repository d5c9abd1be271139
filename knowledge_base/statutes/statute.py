"""What a statute says once it is read: values only."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

UnitKind = Literal["department", "directorate", "sector", "section"]
Role = Literal["general", "direction", "duty", "right", "organisation"]
Place = Literal["clause", "section", "title", "decision_point", "none"]


@dataclass(frozen=True, slots=True)
class Act:
    """The act that adopted the statute; number and date are None where the text does not print them."""

    title: str | None
    number: str | None
    date: date | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the state body; the main unit has no parent."""

    name: str
    parent: str | None
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: its number as printed (`2` or `II`), the same as an integer, and text that no clause holds."""

    number: str
    title: str
    ordinal: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered entry of the list inside one clause; its words are in the clause's text, too."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: number as printed, key unique in all statutes, and the unit whose clause it is.

    `lead` marks a clause that only opens the list of the clauses below it; `catch_all` one that says "and other
    duties": neither says what a unit is competent for.
    """

    number: str
    key: str
    section: str
    unit: str | None
    text: str
    role: Role
    catch_all: bool = False
    lead: bool = False
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note of the publisher: what it hangs on, and its paragraphs separated by line ends.

    `clause` is the key of the clause that bears the mark; a note on a section's heading, on the title or on a point
    of the decision has none and says in `place` and `at` where its mark stands. `item` is the entry of the clause's
    list that bears the mark.
    """

    number: str
    clause: str | None
    text: str
    place: Place = "none"
    at: str = ""
    item: str | None = None


@dataclass(frozen=True, slots=True)
class AmendingAct:
    """An act that amended the statute, from its list of sources."""

    number: str | None
    date: date | None
    text: str


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A point of the decision that adopted the statute; no clause of the statute itself."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: an Azerbaijani sentence and the place in the statute."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class StatuteText:
    """A statute as understood; `title` is its own name, `act` the decision that adopted it.

    `code` is empty while nobody has given one: its clauses' keys are their bare numbers then.
    """

    code: str
    body: str | None
    title: str | None
    act: Act
    units: tuple[Unit, ...] = ()
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    amending_acts: tuple[AmendingAct, ...] = ()
    decision_points: tuple[DecisionPoint, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())


def to_json(statute: StatuteText) -> dict[str, object]:
    """Return the document that `kb import --dry-run --json` prints (DESIGN section 9); dates are ISO."""
    return {
        "code": statute.code or None,
        "body": statute.body,
        "title": statute.title,
        "act": {
            "title": statute.act.title,
            "number": statute.act.number,
            "date": _iso(statute.act.date),
        },
        "units": [{"name": unit.name, "parent": unit.parent, "kind": unit.kind} for unit in statute.units],
        "sections": [_section(section) for section in statute.sections],
        "clauses": [_clause(clause) for clause in statute.clauses],
        "footnotes": [_footnote(note) for note in statute.footnotes],
        "amending_acts": [
            {"number": act.number, "date": _iso(act.date), "text": act.text} for act in statute.amending_acts
        ],
        "decision_points": [
            {"number": point.number, "text": point.text} for point in statute.decision_points
        ],
        "doubts": [{"what": doubt.what, "where": doubt.where} for doubt in statute.doubts],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _section(section: Section) -> dict[str, object]:
    return {
        "number": section.number,
        "title": section.title,
        "ordinal": section.ordinal,
        "text": section.text,
    }


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "number": clause.number,
        "key": clause.key,
        "section": clause.section,
        "unit": clause.unit,
        "text": clause.text,
        "role": clause.role,
        "catch_all": clause.catch_all,
        "lead": clause.lead,
        "items": [{"number": item.number, "text": item.text} for item in clause.items],
    }


def _footnote(note: Footnote) -> dict[str, object]:
    return {
        "number": note.number,
        "clause": note.clause,
        "text": note.text,
        "place": note.place,
        "at": note.at,
        "item": note.item,
    }
