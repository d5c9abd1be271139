"""The law as it was known at a moment: without the changes that two people have confirmed since (pure).

What was answered is not owed anew when a day or a limit changes later: its due date stays the one that was known.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from callcenter.law import parameters as limits
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import DayMark, WorkingCalendar

Law = tuple[WorkingCalendar, LegalParameters]


def law_as_of(now: Law, confirmed: Sequence[tuple[Change, datetime]], moment: datetime) -> Law:
    """Return calendar and limits as they were, given those of now and every change in the order of confirmation."""
    since = [change for change, at in confirmed if at > moment]
    if not since:
        return now
    days = {change.day for change in since if isinstance(change, DayChange)}
    keys = {change.key for change in since if isinstance(change, LimitChange)}
    marks = [mark for mark in now[0].marks.values() if mark.date not in days]
    rows = [row for row in now[1].rows if row.key not in keys]
    # What was changed since is as it was shipped, and then as the changes before that moment made it.
    law: Law = (
        WorkingCalendar.of(marks, [mark for mark in _shipped(day.year for day in days) if mark.date in days]),
        LegalParameters.of([*rows, *(row for row in limits.SEED if row.key in keys)]),
    )
    for change, at in confirmed:
        if at <= moment:
            law = change.applied(*law)
    return law


def _shipped(years: Iterable[int]) -> Iterator[DayMark]:
    for year in set(years):
        yield from _shipped_in(year)


@lru_cache(maxsize=16)
def _shipped_in(year: int) -> tuple[DayMark, ...]:
    return seed_marks((year,))
