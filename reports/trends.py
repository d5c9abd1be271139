"""What moved most, and what stands out of what was to be expected (pure).

The expected range follows the early-warning rule of public health (EARS): the mean of up to seven earlier
periods and a few standard deviations around it. Counts scatter by at least the root of their mean, so a
calm history does not make every small rise an alarm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, pstdev

EARLIER = 7
ENOUGH = 3
"""How many earlier periods there must be before anything is expected."""
DEVIATIONS = 3.0
FLOOR = 5
"""Fewer appeals than this are never called a surge."""
NOTABLE = 3
"""Fewer appeals than this, new or more, are nothing to report."""


@dataclass(frozen=True)
class Expected:
    """What the earlier periods lead one to expect, in appeals."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Signal:
    """A figure outside its expected range; direction is up, down or new (never seen before)."""

    key: str
    value: int
    direction: str
    expected: Expected

    @property
    def strength(self) -> float:
        """How far out it is, in widths of the range above the mean."""
        return (self.value - self.expected.mean) / max(self.expected.high - self.expected.mean, 1)


@dataclass(frozen=True)
class Move:
    """A figure of two periods."""

    key: str
    value: int
    previous: int

    @property
    def change(self) -> int:
        """How many more than before."""
        return self.value - self.previous


def expected(earlier: Sequence[int]) -> Expected | None:
    """Return the expected range after the figures of earlier periods, None when they are too few."""
    if len(earlier) < ENOUGH:
        return None
    mean = fmean(earlier)
    width = DEVIATIONS * max(pstdev(earlier), sqrt(mean), 1.0)
    return Expected(round(mean, 1), round(max(mean - width, 0), 1), round(mean + width, 1))


def known_history(totals: Sequence[int]) -> int:
    """Return how many of the latest periods have a history: those since the first appeal ever counted.

    totals has what each earlier period received, the oldest first.
    """
    first = next((place for place, total in enumerate(totals) if total), len(totals))
    return len(totals) - first


def signals(history: Mapping[str, Sequence[int]], *, known: int, limit: int = 3) -> list[Signal]:
    """Return what surged, the furthest out first.

    history has each key's figures, the oldest period first and the reported one last; known is how many
    earlier ones count.
    """
    found = []
    for key, figures in history.items():
        value, range_ = figures[-1], expected(figures[:-1][-known:] if known else [])
        if range_ is None or value <= range_.high or value < FLOOR:
            continue
        found.append(Signal(key, value, "up" if range_.mean else "new", range_))
    return sorted(found, key=lambda one: (-one.strength, one.key))[:limit]


def signal_of_total(figures: Sequence[int], *, known: int) -> Signal | None:
    """Return whether all appeals together are more or fewer than expected; figures as in signals()."""
    value, range_ = figures[-1], expected(figures[:-1][-known:] if known else [])
    if range_ is None or range_.low <= value <= range_.high:
        return None
    return Signal("", value, "up" if value > range_.high else "down", range_)


def moves(rows: Sequence[Move], *, limit: int = 3) -> tuple[list[Move], list[Move]]:
    """Return what rose and what fell notably against the previous period, the biggest change first."""
    by_change = sorted(rows, key=lambda row: (-row.change, row.key))
    risen = [row for row in by_change if row.change >= NOTABLE]
    fallen = [row for row in reversed(by_change) if row.change <= -NOTABLE]
    return risen[:limit], fallen[:limit]


def newcomers(history: Mapping[str, Sequence[int]], *, known: int) -> list[str]:
    """Return the keys asked about at least NOTABLE times now and never in the known earlier periods."""
    if known < ENOUGH:
        return []
    fresh = [key for key, row in history.items() if row[-1] >= NOTABLE and not any(row[:-1][-known:])]
    return sorted(fresh, key=lambda key: (-history[key][-1], key))
