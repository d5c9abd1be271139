"""A call as it follows from what the exchange told of it (pure): in any order, late or repeated, it is the same call."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from callcenter.calls.vocabulary import CallOutcome, Direction, Ending, Event, Line

T = TypeVar("T")

WITHIN = 30
"""Seconds within which a call is to be answered (NK 50)."""
_INSIDE = re.compile(r"<([^<>]*)>")
_SCHEME = re.compile(r"^(sips?|tel|callto):", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """One message of the exchange. What it does not say is None."""

    event: Event
    at: datetime
    direction: Direction | None = None
    number: str | None = None
    line: Line | None = None
    line_name: str | None = None
    operator: str | None = None
    recording: str | None = None
    notice_given: bool | None = None
    ending: Ending | None = None


@dataclass(frozen=True)
class Course:
    """A call: its moments, its figures in seconds, and what was said of it."""

    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    direction: Direction
    number: str | None
    line: Line
    line_name: str | None
    operator: str | None
    recording: str | None
    notice_given: bool | None
    ending: Ending | None

    @property
    def wait_seconds(self) -> int:
        """How long the caller waited for an answer, or in vain; exchanges' clocks jump, so never less than 0."""
        return _seconds(self.started_at, self.answered_at or self.ended_at)

    @property
    def talk_seconds(self) -> int:
        """How long was talked."""
        return _seconds(self.answered_at, self.ended_at)

    def outcome(self, *, in_hours: bool) -> CallOutcome | None:
        """Return what became of the call, None while it rings; in_hours: the lines were open when it began."""
        if self.answered_at is not None:
            return CallOutcome.ANSWERED
        if self.ended_at is None:
            return None
        if self.ending is Ending.VOICEMAIL:
            return CallOutcome.VOICEMAIL
        if not in_hours:
            return CallOutcome.OUT_OF_HOURS
        return CallOutcome.ABANDONED if self.ending is Ending.CALLER_LEFT else CallOutcome.MISSED


def course_of(told: Iterable[Told]) -> Course:
    """Return the call that follows from at least one message.

    A moment told twice is the earliest told for its beginning and its answer, the latest for its end. Anything
    else is taken from the message that knows best: of the later event, then of the later moment.
    """
    known = sorted(set(told), key=_rank)
    moments = {event: [one.at for one in known if one.event is event] for event in Event}
    begun = moments[Event.RINGING] or [one.at for one in known]
    return Course(
        started_at=min(begun),
        answered_at=min(moments[Event.ANSWERED], default=None),
        ended_at=max(moments[Event.ENDED], default=None),
        direction=_last(one.direction for one in known) or Direction.INBOUND,
        number=_last(one.number for one in known),
        line=_last(one.line for one in known) or Line.HOTLINE,
        line_name=_last(one.line_name for one in known),
        operator=_last(one.operator for one in known),
        recording=_last(one.recording for one in known),
        notice_given=_last(one.notice_given for one in known),
        ending=_last(one.ending for one in known),
    )


def number_in(sent: str | None) -> str | None:
    """Return the number in what an exchange sends: sip:, tel: and names around it are taken off; None when withheld."""
    text = (sent or "").strip()
    inside = _INSIDE.search(text)
    text = _SCHEME.sub("", inside.group(1).strip() if inside else text)
    text = re.split(r"[@;]", text, maxsplit=1)[0].strip()
    return text if any(letter.isdigit() for letter in text) else None


def _rank(one: Told) -> tuple[int, datetime, str]:
    return list(Event).index(one.event), one.at, repr(one)


def _last(values: Iterable[T | None]) -> T | None:
    found = None
    for value in values:
        found = found if value is None else value
    return found


def _seconds(since: datetime | None, until: datetime | None) -> int:
    if since is None or until is None:
        return 0
    return max(0, round((until - since).total_seconds()))
