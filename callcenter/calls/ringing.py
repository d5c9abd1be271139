"""Act: note what the exchange tells of a call. Nothing here waits for the exchange, and appeals need no call."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.calls import owing, queries
from callcenter.calls.course import Course, Told, course_of, number_in
from callcenter.calls.hours import half_of, line_open
from callcenter.calls.models import Call, CallEvent
from callcenter.calls.owing import Asked
from callcenter.calls.vocabulary import CallOutcome, Direction, Ending, Event, Line, Why
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor

EVENTS_OF_A_CALL = 100
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
    known = [told_of(event) for event in _events(session, call)]
    if push.told in known:
        return call, new
    if len(known) >= EVENTS_OF_A_CALL:
        raise TooManyEvents

    course = course_of([*known, push.told])
    in_hours = line_open(course.started_at, queries.hours(session))

    session.add(_event(call, push.told, by, now))
    _write(session, call, course, in_hours=in_hours)
    session.flush()
    _settle(session, call, now)
    return call, new


def _must_be_past(at: datetime, now: datetime) -> None:
    """The exchange's clock may run ahead a little; what is to happen later, or long before us, is a mistake."""
    if at > now + AHEAD:
        raise InvalidInput({"at": say("Vaxt hələ gəlməyib: stansiyanın saatını yoxlayın.")})
    if at.year < FIRST_YEAR:
        raise InvalidInput({"at": say("Vaxt çox köhnədir: stansiyanın saatını yoxlayın.")})


def told_of(event: CallEvent) -> Told:
    """Return a kept message as it was told."""
    said = event.said
    return Told(
        event=Event(event.event),
        at=event.at,
        direction=Direction(said["direction"]) if said.get("direction") else None,
        line=Line(said["line"]) if said.get("line") else None,
        ending=Ending(said["ending"]) if said.get("ending") else None,
        **{name: said.get(name) for name in ("number", "line_name", "operator", "recording", "notice_given")},
    )


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
    _write(session, begun, course_of([push.told]), in_hours=True)
    try:
        with session.begin_nested():
            session.add(begun)
    except IntegrityError:
        # The exchange sent two messages of one call in the same moment.
        return session.scalars(wanted).one(), False
    return begun, True


def _events(session: Session, call: Call) -> list[CallEvent]:
    return list(session.scalars(select(CallEvent).where(CallEvent.call_id == call.id)))


def _event(call: Call, told: Told, by: Actor, now: datetime) -> CallEvent:
    said: dict[str, Any] = {
        name: value
        for name, value in asdict(told).items()
        if name not in ("event", "at") and value is not None
    }
    return CallEvent(
        call=call, event=told.event, at=told.at, said=said, received_at=now, api_key_id=by.api_key_id
    )


def _write(session: Session, call: Call, course: Course, *, in_hours: bool) -> None:
    typed = number_in(course.number)
    call.direction = course.direction
    call.number_typed, call.number = typed, queries.number_key(typed) if typed else None
    call.line, call.line_name = course.line, course.line_name
    call.started_at, call.answered_at, call.ended_at = course.started_at, course.answered_at, course.ended_at
    call.day, call.half = baku_date(course.started_at), half_of(course.started_at)
    call.wait_seconds, call.talk_seconds = course.wait_seconds, course.talk_seconds
    call.in_hours, call.outcome = in_hours, course.outcome(in_hours=in_hours)
    call.notice_given, call.recording_ref = course.notice_given, course.recording
    call.operator_text = course.operator
    call.operator = _operator(session, course.operator)


def _operator(session: Session, named: str | None) -> User | None:
    """Return whom the exchange means: an account by its sign-in name. Anybody else stays a text."""
    if not named:
        return None
    return session.scalar(
        select(User).where(User.name == func.lower(named.strip()), User.disabled_at.is_(None))
    )


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
