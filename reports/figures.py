"""The figures as SQL counts them, over all appeals or over those that a reader may be told of at all.

Figures name nobody, so they count confidential appeals too; but a count of one tells the accused that somebody complained.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import add

from sqlalchemy import ColumnElement, case, exists, func, literal, or_, select, true
from sqlalchemy.orm import Session

from callcenter.appeals.models import Appeal
from callcenter.appeals.unit_work import PART_OF_A_UNIT
from reports.conditions import DIMENSIONS, OF_PARTS, scopes
from reports.measures import COUNTS, NONE, UNIT_COLUMNS
from reports.periods import Period

Figure = tuple[str, Period]
"""A measure of a period."""


@dataclass(frozen=True)
class Figures:
    """What is counted, and among which appeals."""

    session: Session
    among: ColumnElement[bool] = field(default_factory=true)

    def totals(self, period: Period) -> dict[str, int]:
        """Return every counted measure of a period."""
        names = [one.name for one in COUNTS]
        figures = self.counted(None, [(name, period) for name in names]).get(NONE, [0] * len(names))
        return dict(zip(names, figures, strict=True))

    def group(self, dimension: str, measure: str, periods: Sequence[Period]) -> dict[str, list[int]]:
        """Return a measure of several periods, by the keys of a dimension."""
        return self.counted(dimension, [(measure, period) for period in periods])

    def units_at_work(self, period: Period) -> dict[str, list[int]]:
        """Return the measures of UNIT_COLUMNS for each unit that has or had anything to answer."""
        return self.counted("by_unit", [(name, period) for name in UNIT_COLUMNS])

    def parts_counted(self, period: Period) -> bool:
        """Say whether the table of units counts a part of a divided appeal for the period."""
        counts = or_(*(where(period) for where in OF_PARTS.values()))
        return self.session.scalar(select(exists().where(PART_OF_A_UNIT, self.among, counts))) or False

    def received_in(self, periods: Sequence[Period]) -> list[int]:
        """Return how many appeals each period received."""
        found = self.counted(None, [("received", period) for period in periods])
        return found.get(NONE, [0] * len(periods))

    def counted(self, dimension: str | None, figures: Sequence[Figure]) -> dict[str, list[int]]:
        """Return the figures by the keys of a dimension, or under NONE without one."""
        found: dict[str, list[int]] = defaultdict(lambda: [0] * len(figures))
        for scope, where in scopes(dimension, *(measure for measure, _ in figures)):
            conditions = [where[measure](period) for measure, period in figures]
            for key, counts in self._rows(dimension, scope, conditions):
                found[key] = list(map(add, found[key], counts))
        return dict(found)

    def _rows(
        self,
        dimension: str | None,
        scope: ColumnElement[bool],
        conditions: Sequence[ColumnElement[bool]],
    ) -> list[tuple[str, list[int]]]:
        """Return how many of the scope meet each condition, key by key."""
        key = literal(NONE) if dimension is None else DIMENSIONS[dimension]
        flags = [condition.label(f"c{place}") for place, condition in enumerate(conditions)]
        counted = select(key.label("key"), *flags).select_from(Appeal)
        inner = counted.where(scope, self.among, or_(*conditions)).subquery()
        columns = [func.count(case((inner.c[flag.name], 1))) for flag in flags]
        rows = self.session.execute(select(inner.c.key, *columns).group_by(inner.c.key))
        return [(NONE if row[0] is None else str(row[0]), list(row[1:])) for row in rows]
