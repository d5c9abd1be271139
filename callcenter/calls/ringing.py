"""Act: note what the exchange tells of a call. Nothing here waits for the exchange, and appeals need no call."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.calls import keeping, owing, queries
from callcenter.calls.course import Told, course_of
from callcenter.calls.hours import line_open
from callcenter.calls.models import Call, CallEvent
from callcenter.calls.owing import Asked
from callcenter.calls.vocabulary import CallOutcome, Direction, Event, Why
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor

EVENTS_OF_A_CALL = 100
JOB = "forgotten-calls"
RINGS_NO_LONGER = timedelta(hours=1)
AHEAD = timedelta(minutes=5)
FIRST_YEAR = 2000
LOST = {
    CallOutcome.MISSED: Why.MISSED,
    CallOutcome.ABANDONED: Why.ABANDONED,
    CallOutcome.VOICEMAIL: Why.VOICEMAIL,
    CallOutcome.OUT_OF_HOURS: Why.OUT_OF_HOURS,
}


@dataclass(frozen=True)
class Push:
    """One message of an exchange about one call."""

    call_id: str
    told: Told
    exchange: str = "main"


class TooManyEvents(Refused):
    """An exchange tells no end of one call."""

    def __init__(self) -> None:
        super().__init__("too-many-events", say("Bu zəng barədə həddən artıq bildiriş göndərilib."))


def note(session: Session, push: Push, *, by: Actor, now: datetime) -> tuple[Call, bool]:
    """Note the message and return the call, with True when it is the first of the call.

    The call is worked out anew from all messages, so that their order and their repetition do not matter.
    """
    _must_be_past(push.told.at, now)
    call, new = _call(session, push, now)
    known = [keeping.told_of(event) for event in _events(session, call)]
    if push.told in known:
        return call, new
    if len(known) >= EVENTS_OF_A_CALL:
        raise TooManyEvents

    course = course_of([*known, push.told])
    in_hours = line_open(course.started_at, queries.hours(session))

    session.add(keeping.event_of(call, push.told, by, now))
    keeping.write(session, call, course, in_hours=in_hours)
    session.flush()
    _settle(session, call, now)
    return call, new


def end_forgotten(session: Session, now: datetime) -> int:
    """End the calls that still ring after an hour because the exchange lost their end, and return how many.

    They count as missed, so their callers are called back; what is told later still sets them right.
    """
    lost = queries.forgotten(session, now - RINGS_NO_LONGER)
    for call in lost:
        ended = Told(Event.ENDED, call.started_at)
        note(session, Push(call.exchange_id, ended, call.exchange), by=Actor(), now=now)
    return len(lost)


def _must_be_past(at: datetime, now: datetime) -> None:
    """The exchange's clock may run ahead a little; what is to happen later, or long before us, is a mistake."""
    if at > now + AHEAD:
        raise InvalidInput({"at": say("Vaxt hələ gəlməyib: stansiyanın saatını yoxlayın.")})
    if at.year < FIRST_YEAR:
        raise InvalidInput({"at": say("Vaxt çox köhnədir: stansiyanın saatını yoxlayın.")})


def _call(session: Session, push: Push, now: datetime) -> tuple[Call, bool]:
    """Return the call of the message, locked; begun now when it is the first."""
    wanted = (
        select(Call)
        .where(Call.exchange == push.exchange, Call.exchange_id == push.call_id)
        .with_for_update(of=Call)
    )
    found = session.scalar(wanted)
    if found is not None:
        return found, False
    begun = Call(exchange=push.exchange, exchange_id=push.call_id, received_at=now)
    keeping.write(session, begun, course_of([push.told]), in_hours=True)
    try:
        with session.begin_nested():
            session.add(begun)
    except IntegrityError:
        # The exchange sent two messages of one call in the same moment.
        return session.scalars(wanted).one(), False
    return begun, True


def _events(session: Session, call: Call) -> list[CallEvent]:
    return list(session.scalars(select(CallEvent).where(CallEvent.call_id == call.id)))


def _settle(session: Session, call: Call, now: datetime) -> None:
    """Owe a call to whom nobody answered; owe none any more to whom somebody did."""
    if call.direction is not Direction.INBOUND or call.number is None:
        return
    if call.answered_at is not None:
        _take_back(session, call)
        owing.settle(session, call.number, at=call.answered_at)
        return
    why = LOST.get(call.outcome) if call.outcome else None
    if why is None or call.callback_id is not None or call.started_at < now - owing.FORGOTTEN:
        return
    if not queries.spoken_with_since(session, call.number, call.started_at):
        asked = Asked(call.number_typed or call.number, why, call.started_at)
        call.callback = owing.owe(session, asked, by=Actor())


def _take_back(session: Session, call: Call) -> None:
    """Owe nothing for a call that was answered after all: its end was told before its answer."""
    owed = call.callback
    if owed is not None and owing.untouched(owed):
        call.callback = None
        session.flush()
        session.delete(owed)
        session.flush()
