"""The timetable of an official's reception for a month, and the days around a reception (pure; times in Baku).

Reception is announced in advance and held on working days (law.md 3.14; statute 002, clause 4.0.8).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from callcenter.appeals.reception_hours import Span, WorkTime, obstacle_to
from callcenter.core.clock import BAKU
from callcenter.law.working_days import ONE_DAY, WorkingCalendar

# No reception is longer: whatever began before that is over.
LONGEST = timedelta(minutes=240)


@dataclass(frozen=True)
class Pattern:
    """A week of reception: on these weekdays (0 is Monday), from one time until another, so many minutes each."""

    weekdays: frozenset[int]
    first: time
    until: time
    minutes: int


def timetable(
    month: date, pattern: Pattern, work: WorkTime, *, official: int, taken: Iterable[Span], now: datetime
) -> tuple[Span, ...]:
    """Return the times of the month by the pattern: ahead, when the official is at work, beside what is taken.

    month is any day of it. A working day that was moved to a weekend counts as its own weekday.
    """
    there = list(taken)
    return tuple(
        span
        for day in _days_of(month)
        if day.weekday() in pattern.weekdays
        for span in _times_of(day, pattern)
        if span.starts > now
        and obstacle_to(span, official, work) is None
        and not any(span.overlaps(other) for other in there)
    )


def beyond_work(month: date, pattern: Pattern, work: WorkTime) -> time | None:
    """Return when work ends in the month at the latest, where the pattern goes on after it on every day; else None."""
    days = list(_days_of(month))
    if any(moment(day, pattern.until) <= work.ends(day) for day in days):
        return None
    return max(work.ends(day).time() for day in days)


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
