"""When people answer the lines (pure): working days from line.opens to line.closes, an hour less on shortened days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from callcenter.calls.vocabulary import Half
from callcenter.core.clock import BAKU, baku_date, midnight
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import ONE_DAY, WorkingCalendar

OPENS, CLOSES = "line.opens", "line.closes"
SECOND_HALF_FROM = time(13)
FURTHEST = 60
"""In so many days a line opens again, or never."""


@dataclass(frozen=True)
class Hours:
    """The calendar and the parameters from which the hours of the lines follow."""

    calendar: WorkingCalendar
    parameters: LegalParameters

    def opens(self, day: date) -> datetime:
        """Return when the lines open on a working day."""
        return self._at(day, OPENS)

    def closes(self, day: date) -> datetime:
        """Return when the lines close on a working day."""
        return self._at(day, CLOSES) - self.calendar.shorter_by(day)

    def _at(self, day: date, key: str) -> datetime:
        return midnight(day) + timedelta(minutes=self.parameters.at(key, day).value)


def line_open(at: datetime, hours: Hours) -> bool:
    """Say whether people answer the lines at this moment; the closing minute itself is no more theirs."""
    day = baku_date(at)
    return hours.calendar.is_working(day) and hours.opens(day) <= at < hours.closes(day)


def next_opening(at: datetime, hours: Hours) -> datetime:
    """Return when the lines open next, counted from a moment at which they are shut; the moment itself if never."""
    day = baku_date(at)
    for _ in range(FURTHEST):
        if hours.calendar.is_working(day) and at <= hours.opens(day) < hours.closes(day):
            return hours.opens(day)
        day += ONE_DAY
    return at


def half_of(at: datetime) -> Half:
    """Return the half of its day in Baku to which a moment belongs."""
    return Half.FIRST if at.astimezone(BAKU).time() < SECOND_HALF_FROM else Half.SECOND


def second_half(day: date) -> datetime:
    """Return when the second half of a day begins."""
    return datetime.combine(day, SECOND_HALF_FROM, BAKU)
