"""When an appeal is to be called to mind, and when it goes up the reporting line (pure).

Before the due day, on it, and after it again and again, one step higher each time. What was done is known from the
appeal's events, so that whoever asks twice, or after days of standing still, does nothing twice and leaves nothing out.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from callcenter.core.clock import BAKU, baku_date
from callcenter.core.words import Word
from callcenter.law.working_days import ONE_DAY, WorkingCalendar

MORNING = 8


class Step(Word):
    """What is done about a due date."""

    BEFORE = "before", "icra müddətinin bitməsinə az qalır"
    DUE = "due", "icra müddəti bu gün bitir"
    LATE = "late", "icra müddəti ötüb"


@dataclass(frozen=True)
class Timing:
    """How many working days before the due day, and every how many after it."""

    before: int
    every: int


@dataclass(frozen=True)
class Reminder:
    """One step that is due: of which due date, and how high up the line (0: with whom the appeal is)."""

    step: Step
    due: str
    level: int = 0

    @property
    def key(self) -> str:
        """What tells this step from every other of the same appeal."""
        return f"{self.step.value}:{self.due}:{self.level}"


@dataclass(frozen=True)
class Owed:
    """What is owed by when; began is the start of the clock, heights how many people stand above the holder."""

    began: datetime
    due_on: date
    due_at: datetime | None
    heights: int

    @property
    def due(self) -> str:
        """The due date as the steps name it: another one begins anew."""
        return (self.due_at or self.due_on).isoformat()


def steps_due(
    owed: Owed, done: Collection[str], calendar: WorkingCalendar, timing: Timing, *, now: datetime
) -> list[Reminder]:
    """Return the steps that are due now and not among those done, in their order; done holds their keys.

    A clock of days disturbs nobody on a rest day or before eight in the morning; a clock of hours does.
    """
    if owed.due_at is None and not _is_working_time(calendar, now):
        return []
    wanted = (
        _late(owed, calendar, timing, now) if _is_late(owed, now) else _early(owed, calendar, timing, now)
    )
    return [one for one in wanted if one.key not in done]


def _is_working_time(calendar: WorkingCalendar, now: datetime) -> bool:
    here = now.astimezone(BAKU)
    return calendar.is_working(here.date()) and here.hour >= MORNING


def _is_late(owed: Owed, now: datetime) -> bool:
    return now > owed.due_at if owed.due_at is not None else baku_date(now) > owed.due_on


def _early(owed: Owed, calendar: WorkingCalendar, timing: Timing, now: datetime) -> Iterator[Reminder]:
    today = baku_date(now)
    if owed.due_at is not None:
        # An hour clock has no days to count: half of its time is the time to say so.
        if now - owed.began >= (owed.due_at - owed.began) / 2:
            yield Reminder(Step.BEFORE, owed.due)
    elif today == owed.due_on:
        yield Reminder(Step.DUE, owed.due)
    elif _working_days(calendar, today, owed.due_on) <= timing.before:
        yield Reminder(Step.BEFORE, owed.due)


def _late(owed: Owed, calendar: WorkingCalendar, timing: Timing, now: datetime) -> Iterator[Reminder]:
    """The first step up is on the first working day after the due day, at once for a clock of hours."""
    passed = _working_days(calendar, owed.due_on, baku_date(now))
    if owed.due_at is not None:
        passed += 1
    for level in range(1, owed.heights + 1):
        if passed >= 1 + (level - 1) * timing.every:
            yield Reminder(Step.LATE, owed.due, level)


def _working_days(calendar: WorkingCalendar, after: date, until: date) -> int:
    """How many working days lie after the one day, up to and with the other."""
    count, day = 0, after
    while day < until:
        day += ONE_DAY
        count += calendar.is_working(day)
    return count


def horizon(today: date, timing: Timing) -> date:
    """Return a day after which nothing that is due can call for a step today; rest days are rarely more than three weeks."""
    return today + timedelta(days=3 * timing.before + 21)
