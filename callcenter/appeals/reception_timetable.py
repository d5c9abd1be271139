"""The timetable of an official's reception for a month, and the days around a reception (pure; times in Baku).

Reception is announced in advance and held on working days (law.md 3.14; statute 002, clause 4.0.8).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from callcenter.core.clock import BAKU
from callcenter.law.working_days import ONE_DAY, WorkingCalendar

# No reception is longer: whatever began before that is over.
LONGEST = timedelta(minutes=240)


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


@dataclass(frozen=True)
class Pattern:
    """A week of reception: on these weekdays (0 is Monday), from one time until another, so many minutes each."""

    weekdays: frozenset[int]
    first: time
    until: time
    minutes: int


def timetable(
    month: date, pattern: Pattern, calendar: WorkingCalendar, *, taken: Iterable[Span], now: datetime
) -> tuple[Span, ...]:
    """Return the times of the month by the pattern: on working days, in the future, beside what is taken.

    month is any day of it. A working day that was moved to a weekend counts as its own weekday.
    """
    there = list(taken)
    return tuple(
        span
        for day in _days_of(month)
        if day.weekday() in pattern.weekdays and calendar.is_working(day)
        for span in _times_of(day, pattern)
        if span.starts > now and not any(span.overlaps(other) for other in there)
    )


def moment(day: date, at: time) -> datetime:
    """Return the moment of a time of day in Baku."""
    return datetime.combine(day, at, BAKU)


def working_day_before(day: date, calendar: WorkingCalendar) -> date:
    """Return the last day before on which somebody is at work to be told, or to tell the applicant."""
    before = day - ONE_DAY
    while not calendar.is_working(before):
        before -= ONE_DAY
    return before


def tell_by(day: date, today: date, calendar: WorkingCalendar) -> date:
    """Return by when the applicant is told: the working day before at the latest, today where that has passed."""
    return max(working_day_before(day, calendar), today)


def _days_of(month: date) -> Iterator[date]:
    day = month.replace(day=1)
    while day.month == month.month:
        yield day
        day += ONE_DAY


def _times_of(day: date, pattern: Pattern) -> Iterator[Span]:
    span, until = Span(moment(day, pattern.first), pattern.minutes), moment(day, pattern.until)
    while pattern.minutes > 0 and span.ends <= until:
        yield span
        span = Span(span.ends, pattern.minutes)
