"""The times of reception that are still free in the example past (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

SOON = timedelta(days=10)


@dataclass(frozen=True)
class FreeTime:
    """A time of the timetable at which somebody of the unit receives; slot is its id."""

    starts: datetime
    ends: datetime
    unit: str
    slot: int


class Receptions:
    """Gives each time away once."""

    def __init__(self, free: Iterable[FreeTime]) -> None:
        self._free = sorted(free, key=lambda one: one.starts)

    def take(self, unit: str, after: datetime) -> FreeTime | None:
        """Return the unit's next time within some days after a moment, None where there is none."""
        for one in self._free:
            if one.unit == unit and after < one.starts <= after + SOON:
                self._free.remove(one)
                return one
        return None
