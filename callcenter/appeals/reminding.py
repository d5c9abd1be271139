"""Act of the timetable: call to mind what is due soon or today, and bring what is late up the reporting line.

Each step is one event of the appeal with its reason, and one notice for each who is told; whom several steps reach at
one moment is told once, of the furthest. Whom the appeal complains of
is passed over, like everybody in their unit and below.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import directing, escalation, events, notices, reminders, walking
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reminders import Owed, Reminder, Step, Timing
from callcenter.appeals.unit_work import OWED
from callcenter.appeals.vocabulary import Action
from callcenter.core.clock import baku_date, hour_of
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember
from callcenter.directory.rank import Line, Person
from callcenter.law import queries as law
from callcenter.law.working_days import WorkingCalendar

log = logging.getLogger(__name__)

JOB = "reminders"


def remind_due(session: Session, now: datetime) -> int:
    """Do every step that is due and was not done yet; return how many. Of each somebody who is there hears."""
    directing.see_to_all(session, now)
    calendar, timing = law.calendar(session), timing_on(session, now)
    line = directory.reporting_line(session, baku_date(now))
    done = sum(
        _remind(session, appeal, line, calendar, timing, now) for appeal in _running(session, timing, now)
    )
    if done:
        log.info("%d steps of reminding done", done)
    return done


def timing_on(session: Session, now: datetime) -> Timing:
    """Return how long before and how often after the due day a step is taken."""
    parameters, today = law.parameters(session), baku_date(now)
    return Timing(
        before=parameters.at("remind.before", today).value, every=parameters.at("escalate.every", today).value
    )


def _remind(
    session: Session, appeal: Appeal, line: Line, calendar: WorkingCalendar, timing: Timing, now: datetime
) -> int:
    holder, above = escalation.line_of(appeal, line)
    began = appeal.registered_at
    owed = Owed(began, appeal.due_on, appeal.due_at, heights=len(above) or 1)
    if now < appeal.events[-1].at:
        log.warning("appeal %s has a step of a later time than now: not reminded of", appeal.id)
        return 0
    done = {event.details["step"] for event in appeal.events if "step" in event.details}
    due = reminders.steps_due(owed, done, calendar, timing, now=now)
    meant = [above[one.level - 1] if one.step is Step.LATE and above else holder for one in due]
    heard: list[Notice] = []
    told: dict[str, list[Notice]] = {}
    # The furthest first: whom several steps reach at one moment hears once, and of that one.
    for one, to in reversed(list(zip(due, meant, strict=True))):
        users = _heard_by(one, line, to, above)
        told[one.key] = _reach(session, appeal, one, users, heard, now)
    for one, to in zip(due, meant, strict=True):
        _note(session, appeal, one, told[one.key], [to, line.in_place_of(to)] if to else [], now)
    return len(due)


def _reach(
    session: Session,
    appeal: Appeal,
    one: Reminder,
    users: Sequence[int | None],
    heard: list[Notice],
    now: datetime,
) -> list[Notice]:
    """Return the notices by which the step reached somebody; heard holds those of this moment and takes the new ones in."""
    # The directory knows nobody with whom the appeal is, or nobody of them may know of it.
    for wanted in (users, directing.directors(session, appeal, now)):
        before = [notice for notice in heard if notice.user.id in wanted]
        fresh = _tell(session, appeal, one, set(wanted) - {notice.user.id for notice in before}, now)
        heard += fresh
        if before or fresh:
            return [*before, *fresh]
    return []


def _note(
    session: Session,
    appeal: Appeal,
    one: Reminder,
    told: Sequence[Notice],
    meant: Sequence[Person | None],
    now: datetime,
) -> None:
    """Record the step: each has its own event, also where one notice told of several."""
    staff, by_name = _whom(session, told, meant)
    events.record(
        session,
        appeal,
        Action.ESCALATE if one.step is Step.LATE else Action.REMIND,
        by=Actor(),
        now=now,
        unit=staff.unit if staff else None,
        executor=staff,
        reason=str(_said(appeal, one)),
        step=one.key,
        level=one.level,
        **by_name,
    )


def _whom(
    session: Session, told: Sequence[Notice], meant: Sequence[Person | None]
) -> tuple[StaffMember | None, dict[str, Any]]:
    """Return who was really told: whom it was meant for, else who heard instead; without a place in a unit by name."""
    users = [one.user.id for one in told]
    places = select(StaffMember).where(StaffMember.user_id.in_(users)).order_by(StaffMember.id)
    staff = {one.id: one for one in session.scalars(places)}
    wanted = (staff.get(one.id) for one in meant if one is not None)
    first = next((one for one in wanted if one), next(iter(staff.values()), None))
    if first is None and told:
        return None, {"who": told[0].user.display_name}
    return first, {}


def _heard_by(one: Reminder, line: Line, to: Person | None, above: Sequence[Person]) -> list[int | None]:
    """Return the accounts to be told: on the due day of the next above too; in place of who is away their deputy.

    Where nobody stands in for them it is the next above.
    """
    there = line.in_place_of(to) if to else None
    told = [there] if there else list(above[:1])
    if one.step is Step.DUE:
        told += above[:1]
    return [person.user_id for person in told]


def _tell(
    session: Session, appeal: Appeal, one: Reminder, users: Iterable[int | None], now: datetime
) -> list[Notice]:
    return notices.tell(
        session,
        users,
        _said(appeal, one),
        key=f"{one.key}:{appeal.number}"[:120],
        now=now,
        appeal=appeal,
        urgent=one.step is not Step.BEFORE or appeal.due_at is not None,
    )


def _said(appeal: Appeal, one: Reminder) -> Sentence:
    number, due = appeal.number, _due(appeal)
    if one.step is Step.BEFORE:
        return say("%(number)s: icra müddətinin bitməsinə az qalır (%(due)s).", number=number, due=due)
    if one.step is Step.DUE:
        return say("%(number)s: icra müddəti bu gün bitir (%(due)s).", number=number, due=due)
    if one.level == 1:
        return say("%(number)s: icra müddəti ötüb (%(due)s), məsələ sizə çatdırılır.", number=number, due=due)
    return say(
        "%(number)s: icra müddəti ötüb (%(due)s), məsələ sizə çatdırılır. Rəhbərlik pilləsi: %(level)d.",
        number=number,
        due=due,
        level=one.level,
    )


def _due(appeal: Appeal) -> str:
    day = f"{appeal.due_on:%d.%m.%Y}"
    return f"{day} {hour_of(appeal.due_at, appeal.due_on)}" if appeal.due_at else day


def _running(session: Session, timing: Timing, now: datetime) -> Iterator[Appeal]:
    until = reminders.horizon(baku_date(now), timing)
    parts = (selectinload(Appeal.events), selectinload(Appeal.answers), selectinload(Appeal.about_staff))
    return walking.each(session, and_(OWED, Appeal.due_on <= until), *parts)
