"""A call as it is written from its course, and each message as it was told."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.calls import queries
from callcenter.calls.course import Course, Told, number_in
from callcenter.calls.hours import half_of
from callcenter.calls.models import Call, CallEvent
from callcenter.calls.vocabulary import Direction, Ending, Event, Line
from callcenter.core.clock import baku_date
from callcenter.directory.actors import Actor


def write(session: Session, call: Call, course: Course, *, in_hours: bool) -> None:
    """Write what follows from the messages into the call; in_hours: the lines were open when it began."""
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
    call.operator = operator_named(session, course.operator)


def event_of(call: Call, told: Told, by: Actor, now: datetime) -> CallEvent:
    """Return the message as it is kept."""
    said: dict[str, Any] = {
        name: value
        for name, value in asdict(told).items()
        if name not in ("event", "at") and value is not None
    }
    return CallEvent(
        call=call, event=told.event, at=told.at, said=said, received_at=now, api_key_id=by.api_key_id
    )


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


def operator_named(session: Session, named: str | None) -> User | None:
    """Return whom the exchange means: an account by its sign-in name. Anybody else stays a text."""
    if not named:
        return None
    return session.scalar(
        select(User).where(User.name == func.lower(named.strip()), User.disabled_at.is_(None))
    )
