"""Which days the state body works, and how working days are counted (Labour Code, articles 105, 107 and 108).

A calendar holds only the days that differ from an ordinary week: Saturday and Sunday are rest days
unless a mark says that they are worked, every other day is worked unless a mark says that it is not.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Self

from callcenter.core.wording import Sentence
from callcenter.law.day_names import day_name

ONE_DAY = dt.timedelta(days=1)
WEEKEND = {5: "şənbə", 6: "bazar"}
# Labour Code 108: so much less is worked on the day before a holiday.
SHORTER_BY = dt.timedelta(hours=1)


class DayKind(StrEnum):
    """Why a day differs from an ordinary one."""

    HOLIDAY = "holiday"
    MOVED = "moved"
    MOURNING = "mourning"
    VOTING = "voting"
    SWAP = "swap"
    PROVISIONAL = "provisional"


# Labour Code 108 names the day before these; a moved rest day or a swapped one does not shorten the day before.
SHORTENING = frozenset({DayKind.HOLIDAY, DayKind.PROVISIONAL, DayKind.MOURNING, DayKind.VOTING})


@dataclass(frozen=True)
class DayMark:
    """A day that differs from an ordinary week: `kind` is a `DayKind`, `source` the act or the data it is from."""

    date: dt.date
    working: bool
    name: str
    kind: str
    source: str

    @property
    def said(self) -> Sentence:
        """The name, for the reader's language."""
        return day_name(self.name)


@dataclass(frozen=True)
class CountedDay:
    """One day that a count passed: `why` says why it was skipped, or how a moved working day came about."""

    date: dt.date
    counted: bool
    why: str


@dataclass(frozen=True)
class WorkingCalendar:
    """The marked days, and the rules that follow from them."""

    marks: Mapping[dt.date, DayMark]

    @classmethod
    def of(cls, seeds: Iterable[DayMark], own: Iterable[DayMark] = ()) -> Self:
        """Return the calendar of the seeds, where the body's own marks win over them."""
        marks = {mark.date: mark for mark in (*seeds, *own)}
        return cls(MappingProxyType(marks))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years in which at least one day is marked; of other years only weekends are known."""
        return frozenset(day.year for day in self.marks)

    def is_working(self, day: dt.date) -> bool:
        """Return whether the body works on the day."""
        mark = self.marks.get(day)
        return mark.working if mark else day.weekday() not in WEEKEND

    def why_not(self, day: dt.date) -> str:
        """Return the Azerbaijani reason why the day is a rest day; empty for a working day."""
        if self.is_working(day):
            return ""
        mark = self.marks.get(day)
        return mark.name if mark else WEEKEND[day.weekday()]

    def shortened(self, day: dt.date) -> bool:
        """Return whether the day is worked one hour less: the eve of a non-working holiday, voting or mourning day.

        Labour Code 108; the eve is the calendar day before, whatever the length of the working week.
        """
        eve_of = self.marks.get(day + ONE_DAY)
        return (
            self.is_working(day) and eve_of is not None and not eve_of.working and eve_of.kind in SHORTENING
        )

    def shorter_by(self, day: dt.date) -> dt.timedelta:
        """Return how much less is worked on the day than on others."""
        return SHORTER_BY if self.shortened(day) else dt.timedelta()

    def is_settled(self, day: dt.date) -> bool:
        """Return whether the day cannot be expected to change: its year is known and its mark is not provisional."""
        mark = self.marks.get(day)
        return day.year in self.years and (mark is None or mark.kind != DayKind.PROVISIONAL)

    def count(self, start: dt.date, days: int) -> tuple[CountedDay, ...]:
        """Return every day after `start` up to the one that is the `days`-th working day.

        The start itself is not counted, and the last day returned always is; ValueError for a negative count.
        """
        if days < 0:
            raise ValueError(f"working days cannot be counted backwards: {days}")
        passed: list[CountedDay] = []
        day = start
        while days:
            day += ONE_DAY
            working = self.is_working(day)
            passed.append(CountedDay(day, working, self._reason(day)))
            days -= working
        return tuple(passed)

    def add(self, start: dt.date, days: int) -> dt.date:
        """Return the `days`-th working day after `start`; the start itself when nothing is added."""
        passed = self.count(start, days)
        return passed[-1].date if passed else start

    def _reason(self, day: dt.date) -> str:
        mark = self.marks.get(day)
        return mark.name if mark else WEEKEND.get(day.weekday(), "")
