"""The days that a report covers (pure)."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from callcenter.core.clock import BAKU, midnight
from reports.vocabulary import PeriodKind

DAY = timedelta(days=1)
MONTHS = {
    PeriodKind.MONTHLY: 1,
    PeriodKind.QUARTERLY: 3,
    PeriodKind.HALF_YEARLY: 6,
    PeriodKind.YEARLY: 12,
}


@dataclass(frozen=True)
class Period:
    """Whole days in Baku, the first and the last one included; ValueError when the last comes first.

    as_of: when it was looked at, None where that is after its end.
    """

    kind: PeriodKind
    first_day: date
    last_day: date
    as_of: datetime | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("a period ends on its first day or later")

    @property
    def start(self) -> datetime:
        """The moment with which the first day begins."""
        return midnight(self.first_day)

    @property
    def end(self) -> datetime:
        """The moment with which the day after the last begins: it is outside the period."""
        return midnight(self.last_day + DAY)

    @property
    def reached(self) -> datetime:
        """The moment up to which it can be told what is overdue: its end, or now while it goes on."""
        return min(self.as_of, self.end) if self.as_of else self.end

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the period."""
        return tuple(self.first_day + DAY * step for step in range((self.last_day - self.first_day).days + 1))

    def previous(self) -> "Period":
        """Return the period just before: of the same kind, for chosen days of the same length."""
        before = self.first_day - DAY
        if self.kind is PeriodKind.CUSTOM:
            return Period(self.kind, before - (self.last_day - self.first_day), before)
        return period_with(self.kind, before)


def period_with(kind: PeriodKind, day: date) -> Period:
    """Return the period of a kind in which a day lies: weeks run from Monday, the others by the calendar."""
    if kind in (PeriodKind.DAILY, PeriodKind.CUSTOM):
        return Period(kind, day, day)
    if kind is PeriodKind.WEEKLY:
        monday = day - DAY * day.weekday()
        return Period(kind, monday, monday + DAY * 6)
    months = MONTHS[kind]
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    last_month = first.month + months - 1
    return Period(kind, first, first.replace(month=last_month, day=monthrange(first.year, last_month)[1]))


def last_whole(kind: PeriodKind, today: date) -> Period:
    """Return the last period of a kind that was over before today."""
    return period_with(kind, today).previous()


def period_of(
    kind: PeriodKind, today: date, *, first_day: date | None = None, last_day: date | None = None
) -> Period:
    """Return the period that somebody asked for; ValueError when its days make no period.

    No day: the last whole period before today. One day: the period of the kind in which it lies. Both:
    exactly these days, which are a chosen period unless the kind fits them.
    """
    known = first_day or last_day
    if known is None:
        if kind is PeriodKind.CUSTOM:
            raise ValueError("a chosen period needs its days")
        return last_whole(kind, today)
    if kind is PeriodKind.CUSTOM or (first_day and last_day):
        asked = Period(PeriodKind.CUSTOM, first_day or known, last_day or known)
        fitting = period_with(kind, asked.first_day)
        return fitting if fitting.days == asked.days else asked
    return period_with(kind, known)


def due_mondays(after: datetime | None, now: datetime) -> list[datetime]:
    """Return the Mondays at 08:00 in Baku up to now that came after a moment; the latest one if there is none."""
    today = now.astimezone(BAKU).date()
    latest = datetime.combine(today - DAY * today.weekday(), time(8), BAKU)
    if latest > now:
        latest -= DAY * 7
    if after is None:
        return [latest]
    weeks = (latest - after) // (DAY * 7) + 1 if latest > after else 0
    mondays = (latest - DAY * 7 * back for back in range(weeks, -1, -1))
    return [monday for monday in mondays if monday > after]
