"""How well the matching named the unit, measured on appeals that it had not seen (pure).

The suggestion is the one stored at intake; the right unit is the one that took the appeal into work and did not
send it back. The week is that of taking it into work, Monday to Sunday in Baku.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

SHOWN = 3


class Judged(NamedTuple):
    """One confirmed appeal: its day, its unit, at which place the unit was suggested (none: nowhere), and how it got there."""

    day: date
    unit: str
    place: int | None
    by_itself: bool


@dataclass(frozen=True)
class Figures:
    """How many were confirmed; of these, how many were named first, within three, and routed without a click."""

    confirmed: int
    first: int
    within_three: int
    by_itself: int

    @property
    def first_share(self) -> float:
        """Share named first, 0..1."""
        return self.first / self.confirmed

    @property
    def within_three_share(self) -> float:
        """Share named among the first three units, 0..1."""
        return self.within_three / self.confirmed

    @property
    def by_itself_share(self) -> float:
        """Share that was routed without a click, 0..1."""
        return self.by_itself / self.confirmed


@dataclass(frozen=True)
class Week:
    """A week with its figures, all together and by unit, the unit with the most appeals first."""

    monday: date
    together: Figures
    units: tuple[tuple[str, Figures], ...]

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)


def weeks(judged: Iterable[Judged]) -> list[Week]:
    """Return the weeks in which something was confirmed, the newest first."""
    found: dict[date, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for one in judged:
        found[one.day - timedelta(days=one.day.weekday())][one.unit].append(one)
    return [_week(monday, found[monday]) for monday in sorted(found, reverse=True)]


def place_of(unit_id: int, suggested: Iterable[int]) -> int | None:
    """Return the unit's place, 1 is first, among the different units in the order suggested; none when it is not there."""
    different = list(dict.fromkeys(suggested))
    return different.index(unit_id) + 1 if unit_id in different else None


def _week(monday: date, by_unit: dict[str, list[Judged]]) -> Week:
    units = [(unit, _figures(judged)) for unit, judged in by_unit.items()]
    units.sort(key=lambda one: (-one[1].confirmed, one[0]))
    return Week(monday, _figures(one for judged in by_unit.values() for one in judged), tuple(units))


def _figures(judged: Iterable[Judged]) -> Figures:
    every = list(judged)
    return Figures(
        confirmed=len(every),
        first=sum(one.place == 1 for one in every),
        within_three=sum(one.place is not None and one.place <= SHOWN for one in every),
        by_itself=sum(one.by_itself for one in every),
    )
