"""A change to the calendar or to a legal parameter, and what the law is with it (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from callcenter.law.parameters import Certainty, LegalParameter, LegalParameters, Unit
from callcenter.law.working_days import DayMark, WorkingCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayChange:
    """A day that is to be worked or not, whatever was known of it before."""

    day: date
    working: bool
    name: str
    kind: str
    source: str

    def to_json(self) -> dict[str, Any]:
        """Return the change as it is kept."""
        return {**self.__dict__, "day": self.day.isoformat()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "DayChange":
        """Return the change that was kept."""
        return cls(**{**kept, "day": date.fromisoformat(kept["day"])})

    def applied(
        self, calendar: WorkingCalendar, parameters: LegalParameters
    ) -> tuple[WorkingCalendar, LegalParameters]:
        """Return calendar and parameters with the change in force."""
        mark = DayMark(self.day, self.working, self.name, self.kind, self.source)
        return WorkingCalendar.of(calendar.marks.values(), [mark]), parameters


@dataclass(frozen=True)
class LimitChange:
    """A limit with another value from a day on; it counts for appeals registered on that day or later.

    applies_to_open: the act says that it is for appeals registered before, too, while they are open. The same holds
    for every other clock, from the day on which it began.
    """

    key: str
    value: int
    valid_from: date
    act: str
    clause: str
    certainty: str
    applies_to_open: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the change as it is kept."""
        return {**self.__dict__, "valid_from": self.valid_from.isoformat()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "LimitChange":
        """Return the change that was kept."""
        return cls(**{**kept, "valid_from": date.fromisoformat(kept["valid_from"])})

    def applied(
        self, calendar: WorkingCalendar, parameters: LegalParameters
    ) -> tuple[WorkingCalendar, LegalParameters]:
        """Return calendar and parameters with the change in force; the version before ends the day before."""
        also = ((self.key, self.valid_from),) if self.applies_to_open else ()
        return calendar, LegalParameters(
            tuple(versions(parameters.rows, self)), (*parameters.for_open, *also)
        )


Change = DayChange | LimitChange


def versions(rows: tuple[LegalParameter, ...], change: LimitChange) -> list[LegalParameter]:
    """Return the rows with the new version, and the one in force until then ended; ValueError for an unknown key."""
    of_key = [row for row in rows if row.key == change.key]
    if not of_key:
        raise ValueError(change.key)
    later = [row.valid_from for row in of_key if row.valid_from > change.valid_from]
    new = LegalParameter(
        key=change.key,
        value=change.value,
        unit=Unit(of_key[-1].unit),
        valid_from=change.valid_from,
        valid_to=min(later) - ONE_DAY if later else None,
        act=change.act,
        clause=change.clause,
        certainty=Certainty(change.certainty),
    )
    kept = [row for row in rows if row.key != change.key or row.valid_from != change.valid_from]
    return [
        replace(row, valid_to=change.valid_from - ONE_DAY)
        if row.key == change.key and row.in_force(change.valid_from)
        else row
        for row in kept
    ] + [new]
