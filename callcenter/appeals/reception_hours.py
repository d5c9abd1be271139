"""When an official can receive, and what stands in the way (pure; times in Baku).

A reception of the timetable is on a working day, is over when work ends, an hour earlier on a shortened day (Labour
Code 108), and on a day on which the official is there. Nothing is written when a change of the calendar or an absence
hits times that are laid out: they are asked each time, so that what is taken back brings the times back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from callcenter.core.clock import baku_date, midnight
from callcenter.core.wording import Sentence, say
from callcenter.directory.standing_in import Away
from callcenter.law.changes import Change, DayChange
from callcenter.law.day_names import day_name
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import ONE_DAY, WorkingCalendar

WORK_ENDS = "work.ends"
EARLIEST = timedelta(hours=8)


@dataclass(frozen=True)
class Span:
    """A time that begins at a moment and takes so many minutes."""

    starts: datetime
    minutes: int

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.starts + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two have a moment in common; one may begin when the other ends."""
        return self.starts < other.ends and other.starts < self.ends


class Hindrance(StrEnum):
    """Why nobody is received at a time."""

    REST_DAY = "rest_day"
    AFTER_WORK = "after_work"
    AWAY = "away"


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way; detail is the name of the rest day, or the time at which work ends."""

    kind: Hindrance
    detail: str = ""

    @property
    def sentence(self) -> Sentence:
        """What the reader of a list is told."""
        if self.kind is Hindrance.REST_DAY:
            return say("Həmin gün iş günü deyil: %(name)s.", name=day_name(self.detail))
        if self.kind is Hindrance.AFTER_WORK:
            return say("Həmin gün iş vaxtı saat %(until)s-dək davam edir.", until=self.detail)
        return say("Qəbul edən şəxs həmin gün işdə deyil.")


@dataclass(frozen=True)
class Decided:
    """A change of the law here, and when it came into force."""

    change: Change
    at: datetime

    def touches(self, day: date) -> bool:
        """Say whether the change can make the day a rest day, or end its work at another time."""
        if isinstance(self.change, DayChange):
            return self.change.day in (day, day + ONE_DAY)
        return self.change.key == WORK_ENDS and self.change.valid_from <= day


@dataclass(frozen=True)
class WorkTime:
    """Which days are worked and until when, who is away, by id, and what was changed of that."""

    calendar: WorkingCalendar
    parameters: LegalParameters
    away: Mapping[int, Sequence[Away]] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()

    def ends(self, day: date) -> datetime:
        """Return when work ends on a working day."""
        full = midnight(day) + timedelta(minutes=self.parameters.at(WORK_ENDS, day).value)
        return full - self.calendar.shorter_by(day)

    def is_away(self, official: int, day: date) -> bool:
        """Say whether the official is away on the day."""
        return any(one.first_on <= day <= one.last_on for one in self.away.get(official, ()))

    def changed(self, change: Change, at: datetime) -> "WorkTime":
        """Return what it is with a change in force."""
        calendar, parameters = change.applied(self.calendar, self.parameters)
        decided = (*self.decided, Decided(change, at))
        return replace(self, calendar=calendar, parameters=parameters, decided=decided)


def is_outside_work(span: Span, work: WorkTime) -> bool:
    """Say whether a time is on a rest day, begins before anybody is at work, or is over after work."""
    day = baku_date(span.starts)
    if not work.calendar.is_working(day):
        return True
    return span.starts < midnight(day) + EARLIEST or span.ends > work.ends(day)


def obstacle_to(
    span: Span, official: int, work: WorkTime, *, urgent_since: datetime | None = None
) -> Obstacle | None:
    """Return what stands in the way of a reception at the time, None for nothing.

    urgent_since is when a time outside of the timetable was set: whoever set it knew the day, also a rest day, so that
    only what was decided about the day afterwards stands in its way.
    """
    day = baku_date(span.starts)
    chosen = urgent_since is not None and not any(
        one.at > urgent_since and one.touches(day) for one in work.decided
    )
    if not chosen and not work.calendar.is_working(day):
        return Obstacle(Hindrance.REST_DAY, work.calendar.why_not(day))
    if not chosen and span.ends > work.ends(day):
        return Obstacle(Hindrance.AFTER_WORK, f"{work.ends(day):%H:%M}")
    return Obstacle(Hindrance.AWAY) if work.is_away(official, day) else None
