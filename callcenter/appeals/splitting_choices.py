"""What the forms of dividing and joining begin with, and the parts as a section of the page."""

from dataclasses import dataclass

from callcenter.appeals import (
    dividing,
    division,
    joining,
    lifecycle,
    queries,
    returning,
    splitting,
)
from callcenter.appeals.accused import may_not_examine
from callcenter.appeals.act_reading import Choices, Reading
from callcenter.appeals.intake_pages import knowledge
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, State
from callcenter.directory import queries as directory


@dataclass(frozen=True)
class PartOffered:
    """A row of the form: which unit, and what the text says of its matter."""

    unit_code: str
    text: str


def splitting_choices(reading: Reading) -> Choices:
    """Return a row for each unit that the text concerns, then empty rows up to the most."""
    concerned = _units_concerned(reading)
    known = knowledge()

    def unit_of(sentence: str) -> str | None:
        found = known.suggest(sentence, limit=1).candidates
        return found[0][1].unit_code if found else None

    offered = [
        PartOffered(unit, text) for unit, text in dividing.divided(reading.appeal.text, concerned, unit_of)
    ]
    rows = [*offered, *[PartOffered("", "")] * (splitting.MOST - len(offered))]
    return {
        "split_rows": rows,
        "split_binding": returning.awaits_decision(reading.appeal),
        "split_shown": max(len(offered), splitting.FEWEST),
        "split_units": [
            (unit.code, unit.name)
            for unit in directory.home_units(reading.session)
            if not may_not_examine(reading.session, reading.appeal, unit)
        ],
    }


def joining_choices(reading: Reading) -> Choices | None:
    """Return the joint answer to begin with; the last wording where it was given back; nothing before all is ready."""
    appeal = reading.appeal
    if any(part.state not in lifecycle.READY for part in division.current_parts(appeal)):
        return None
    text, outcome = joining.proposed(reading.session, appeal)
    last = appeal.answer
    if last is not None and last.revision:
        text, outcome = last.text, last.outcome
    return {"joint_text": text, "joint_outcome": outcome.value if outcome else ""}


@dataclass(frozen=True)
class PartShown:
    """A part as it stands on the page of the whole; link: whether its reader may open it."""

    appeal: Appeal
    link: bool


def parts_shown(reading: Reading) -> Choices | None:
    """Return the parts of the whole, or the whole of a part."""
    appeal = reading.appeal
    if appeal.parent is None and not appeal.parts:
        return None
    of_them = [appeal.parent] if appeal.parent is not None else appeal.parts
    visible = queries.ids_visible_to(reading.session, reading.actor, [one.id for one in of_them])
    shown = [PartShown(one, one.id in visible) for one in of_them]
    if appeal.parent is not None:
        return {"whole": shown[0], "parts": []}
    ready = sum(part.state in lifecycle.READY for part in division.current_parts(appeal))
    return {
        "whole": None,
        "parts": shown,
        "ready": ready,
        "all": len(division.current_parts(appeal)),
        "waiting": appeal.state is State.SPLIT,
    }


CHOICES = {Action.SPLIT: splitting_choices, Action.JOIN: joining_choices}


def _units_concerned(reading: Reading) -> list[str]:
    """The codes of the units that the text was found to be about at intake, else of the likeliest, the likeliest first."""
    home = [one for one in reading.suggested if one.home]
    named = [one.unit_code for one in home if one.unit in reading.appeal.concerns]
    codes = list(dict.fromkeys(named or [one.unit_code for one in home]))
    return codes[: splitting.FEWEST] if not named else codes
