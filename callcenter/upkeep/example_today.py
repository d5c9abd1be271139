"""Act: what the call centre did in the last working hour of the example past, so that every desk has something waiting."""

from collections.abc import Iterator
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import consulting, pacing, reception, reception_queries, referring, reminding
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Channel, Kind, Level, State
from callcenter.core.clock import BAKU
from callcenter.directory.actors import Actor
from callcenter.law import queries as law
from callcenter.law.working_days import ONE_DAY, WorkingCalendar
from callcenter.upkeep import example_after
from callcenter.upkeep.example_calls import OPENS
from callcenter.upkeep.example_staff import Staff
from callcenter.upkeep.example_texts import CALL_CENTRE, Words

INVITED = 2
LOOKED_AT = 60


def leave_open(session: Session, staff: Staff, words: Words, *, now: datetime) -> None:
    """Ask, invite and refer for some of the newest open appeals; then remind and escalate as the timetable does."""
    at = _last_at_work(now, law.calendar(session))
    operator = staff.operators[0]
    desk = _newest(session, State.REGISTERED, at)
    _refer(session, desk, operator, at)
    _clarify(session, desk, operator, words, at)
    _consult(session, desk, operator, words, at)
    _invite(session, _newest(session, State.IN_WORK, at), operator, at)
    reminding.remind_due(session, now)


def _last_at_work(now: datetime, calendar: WorkingCalendar) -> datetime:
    here = now.astimezone(BAKU)
    if calendar.is_working(here.date()) and here.hour >= OPENS:
        return now
    day = here.date() - ONE_DAY
    while not calendar.is_working(day):
        day -= ONE_DAY
    return datetime.combine(day, time(17), BAKU)


def _newest(session: Session, state: State, at: datetime) -> Iterator[Appeal]:
    """Yield ordinary appeals that complain of nobody and stand in the state, the newest first."""
    found = session.scalars(
        select(Appeal)
        .where(
            Appeal.state == state,
            Appeal.level == Level.ORDINARY,
            Appeal.about_unit_id.is_(None),
            Appeal.about_staff_id.is_(None),
            Appeal.parent_id.is_(None),
            Appeal.kind_confirmed,
            Appeal.caller_id.is_not(None),
        )
        .order_by(Appeal.id.desc())
        .limit(LOOKED_AT)
    ).all()
    return (one for one in found if one.events[-1].at < at)


def _refer(session: Session, appeals: Iterator[Appeal], by: Actor, at: datetime) -> None:
    one = next((one for one in appeals if one.kind in (Kind.COMPLAINT, Kind.INQUIRY)), None)
    if one is not None:
        referring.refer(session, one.number, one.version, note=referring.draft_note(one), by=by, now=at)
        example_after.leave_the_house(session, [one], by, at)


def _clarify(session: Session, appeals: Iterator[Appeal], by: Actor, words: Words, at: datetime) -> None:
    one = next((one for one in appeals if one.channel is not Channel.PHONE), None)
    if one is not None:
        question = words.clarifications[0]["question"]
        pacing.clarify(session, one.number, one.version, question=question, by=by, now=at)


def _consult(session: Session, appeals: Iterator[Appeal], by: Actor, words: Words, at: datetime) -> None:
    one, said = next(appeals, None), next(one for one in words.consultations if one["at"] == CALL_CENTRE)
    if one is not None:
        consulting.consult(
            session,
            one.number,
            one.version,
            units=[said["asked"]],
            question=said["question"],
            by=by,
            now=at,
        )


def _invite(session: Session, appeals: Iterator[Appeal], by: Actor, at: datetime) -> None:
    free = list(reception_queries.free_after(session, at + ONE_DAY))
    left = INVITED
    for one in appeals:
        slot = next((slot for slot in free if slot.official.unit_id == one.unit_id), None)
        if slot is None or not left:
            continue
        reception.invite(session, one.number, one.version, by=by, now=at, slot=slot.id)
        free.remove(slot)
        left -= 1
