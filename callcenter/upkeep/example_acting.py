"""Taking the steps of an example course: each is the act of a person, given what this database has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from callcenter.appeals import (
    answering,
    consulting,
    forwarding,
    handling,
    joining,
    merging,
    pacing,
    reception,
    referring,
    safeguarding,
    splitting,
    stopping,
)
from callcenter.appeals.models import Appeal
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Action
from callcenter.core.clock import baku_date
from callcenter.directory.actors import Actor
from callcenter.law.working_days import ONE_DAY, WorkingCalendar
from callcenter.upkeep.example_diary import Desk, Step
from callcenter.upkeep.example_staff import Staff
from callcenter.upkeep.example_texts import Said
from knowledge_base.models import Competence
from knowledge_base.suggesting import Knowledge

ACTS: Mapping[Action, Callable[..., Appeal]] = {
    Action.RECLASSIFY: handling.reclassify,
    Action.ANSWER_ON_LINE: answering.answer_on_line,
    Action.ROUTE: handling.route,
    Action.ACCEPT: handling.accept,
    Action.ASSIGN: handling.assign,
    Action.SEND_BACK: handling.send_back,
    Action.EXTEND: handling.extend,
    Action.WRITE: answering.write,
    Action.DRAFT: answering.draft,
    Action.REVISE: answering.revise,
    Action.APPROVE: answering.approve,
    Action.DELIVER: answering.deliver,
    Action.FORWARD: forwarding.forward,
    Action.OFFER_WRITTEN: answering.offer_written,
    Action.CLOSE: answering.close,
    Action.REOPEN: answering.reopen,
    Action.SET_PACE: pacing.set_pace,
    Action.CLARIFY: pacing.clarify,
    Action.CLARIFIED: pacing.clarified,
    Action.CONSULT: consulting.consult,
    Action.ADVISE: consulting.advise,
    Action.CONSULTED: consulting.advise,
    Action.INVITE: reception.invite,
    Action.RECEIVE: reception.receive,
    Action.MISS: reception.miss,
    Action.REFER: referring.refer,
    Action.REPORT_BACK: referring.report_back,
    Action.SPLIT: splitting.split,
    Action.JOIN: joining.join,
    Action.MERGE: merging.merge,
    Action.LEAVE: stopping.leave,
    Action.WITHDRAW: stopping.withdraw,
    Action.ACKNOWLEDGE: safeguarding.acknowledge,
}
WITH_HELP, WITH_A_DAY = 0.15, 0.3


@dataclass(frozen=True)
class Shelf:
    """What of the knowledge base the acts need: units by name, cards as (id, code, unit) by clause."""

    knowledge: Knowledge
    bodies: Mapping[str, str]
    competences: Mapping[str, Sequence[tuple[int, str, str]]]


@dataclass(frozen=True)
class Company:
    """The people who deal with one appeal."""

    staff: Staff
    operator: Actor
    executors: Mapping[str, Actor]
    calendar: WorkingCalendar
    chance: Random

    def who(self, step: Step) -> Actor:
        """Return who takes the step."""
        match step.desk:
            case Desk.CENTRE_HEAD:
                return self.staff.centre_head
            case Desk.HEAD:
                return self.staff.heads[step.unit]
            case Desk.EXECUTOR:
                return self.executors[step.unit]
        return self.operator


def take(session: Session, appeal: Appeal, step: Step, said: Said, *, company: Company, shelf: Shelf) -> None:
    """Let the appeal, or the part of it that the step names, take the step."""
    if step.part:
        number = f"{appeal.number}-{step.part}"
        appeal = next(part for part in appeal.parts if part.number == number)
        said = said.parts[step.part - 1]
    given = {**step.given, **_found(session, appeal, step, said, company, shelf)}
    act = ACTS[step.action]
    act(session, appeal.number, appeal.version, by=company.who(step), now=step.at, **given)


def _found(
    session: Session, appeal: Appeal, step: Step, said: Said, company: Company, shelf: Shelf
) -> Mapping[str, Any]:
    """Return what an act is given besides the planned words: rows of this database, and what follows from them."""
    match step.action:
        case Action.ASSIGN:
            return _executors(appeal, step, company)
        case Action.ROUTE:
            return {"unit": step.unit, "competence": _competence(session, step.unit, appeal, said, shelf)}
        case Action.FORWARD:
            unit = None if said.body else said.unit
            body = said.body or shelf.bodies[said.unit or ""]
            return {"body": body, "competence": _competence(session, unit, appeal, said, shelf)}
        case Action.SPLIT:
            return {"parts": [_part(str(place), one, shelf) for place, one in enumerate(said.parts)]}
        case Action.JOIN:
            text, outcome = joining.proposed(session, appeal)
            return {"text": text, "outcome": outcome}
        case Action.REFER:
            return {"note": referring.draft_note(appeal)}
    return {}


def _executors(appeal: Appeal, step: Step, company: Company) -> Mapping[str, Any]:
    """Return who executes, sometimes with a colleague, and sometimes by which day within the legal term."""
    chosen = company.executors[step.unit]
    given: dict[str, Any] = {"executor": chosen.staff.id if chosen.staff else 0}
    others = [
        one.staff.id
        for one in company.staff.executors[step.unit]
        if one.staff is not None and one is not chosen
    ]
    if others and company.chance.random() < WITH_HELP:
        given["co_executors"] = others[:1]
    if company.chance.random() < WITH_A_DAY:
        given["internal_due_on"] = _day_before(appeal.due_on, baku_date(step.at), company.calendar)
    return given


def _day_before(due: date, today: date, calendar: WorkingCalendar) -> date | None:
    """Return the second working day before the due one, None where that is not ahead."""
    day, left = due, 2
    while left and day > today:
        day -= ONE_DAY
        left -= calendar.is_working(day)
    return day if day > today else None


def _part(place: str, said: Said, shelf: Shelf) -> PartDraft:
    resting = (code for _, code, owner in shelf.competences.get(said.clause or "", ()) if owner == said.unit)
    return PartDraft(place, said.text, said.unit or "", next(resting, ""))


def _competence(
    session: Session, unit: str | None, appeal: Appeal, said: Said, shelf: Shelf
) -> Competence | None:
    """Return the unit's card with the clause of the text, or else the one that was suggested for the appeal."""
    resting = (card for card, _, owner in shelf.competences.get(said.clause or "", ()) if owner == unit)
    facts = (shelf.knowledge.facts[one.competence_code] for one in appeal.suggestions)
    suggested = (one.id for one in facts if one.unit == unit)
    card = next(chain(resting, suggested), None)
    return session.get(Competence, card) if card is not None else None
