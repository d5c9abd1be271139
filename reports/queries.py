"""The figures as SQL counts them, and the appeals behind each: both by the same condition.

Figures name nobody, so they count every appeal; a list shows only what its reader may see.
"""

from collections import defaultdict
from collections.abc import Sequence
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import queries as appeals
from callcenter.appeals.models import Appeal
from callcenter.appeals.unit_work import PART_OF_A_UNIT
from callcenter.core.errors import NotFound
from callcenter.core.job_runs import JobRun
from callcenter.core.paging import PAGE_SIZE, Page, read_cursor, write_cursor
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from knowledge_base.models import Competence
from reports.conditions import DIMENSIONS, OF_PARTS, behind, scopes
from reports.measures import COUNTS, NONE, UNIT_COLUMNS
from reports.models import Report
from reports.periods import Period
from reports.vocabulary import PeriodKind

Figure = tuple[str, Period]
"""A measure of a period."""


def totals(session: Session, period: Period) -> dict[str, int]:
    """Return every counted measure of a period."""
    names = [one.name for one in COUNTS]
    figures = counted(session, None, [(name, period) for name in names]).get(NONE, [0] * len(names))
    return dict(zip(names, figures, strict=True))


def group(session: Session, dimension: str, measure: str, periods: Sequence[Period]) -> dict[str, list[int]]:
    """Return a measure of several periods, by the keys of a dimension."""
    return counted(session, dimension, [(measure, period) for period in periods])


def units_at_work(session: Session, period: Period) -> dict[str, list[int]]:
    """Return the measures of UNIT_COLUMNS for each unit that has or had anything to answer."""
    return counted(session, "by_unit", [(name, period) for name in UNIT_COLUMNS])


def parts_counted(session: Session, period: Period) -> bool:
    """Say whether the table of units counts a part of a divided appeal for the period."""
    counts = or_(*(where(period) for where in OF_PARTS.values()))
    return session.scalar(select(exists().where(PART_OF_A_UNIT, counts))) or False


def received_in(session: Session, periods: Sequence[Period]) -> list[int]:
    """Return how many appeals each period received."""
    found = counted(session, None, [("received", period) for period in periods])
    return found.get(NONE, [0] * len(periods))


def counted(session: Session, dimension: str | None, figures: Sequence[Figure]) -> dict[str, list[int]]:
    """Return the figures by the keys of a dimension, or under NONE without one."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * len(figures))
    for scope, where in scopes(dimension, *(measure for measure, _ in figures)):
        conditions = [where[measure](period) for measure, period in figures]
        for key, counts in _rows(session, dimension, scope, conditions):
            found[key] = list(map(add, found[key], counts))
    return dict(found)


def _rows(
    session: Session,
    dimension: str | None,
    scope: ColumnElement[bool],
    conditions: Sequence[ColumnElement[bool]],
) -> list[tuple[str, list[int]]]:
    """Return how many of the scope meet each condition, key by key."""
    key = literal(NONE) if dimension is None else DIMENSIONS[dimension]
    flags = [condition.label(f"c{place}") for place, condition in enumerate(conditions)]
    inner = select(key.label("key"), *flags).select_from(Appeal).where(scope, or_(*conditions)).subquery()
    columns = [func.count(case((inner.c[flag.name], 1))) for flag in flags]
    rows = session.execute(select(inner.c.key, *columns).group_by(inner.c.key))
    return [(NONE if row[0] is None else str(row[0]), list(row[1:])) for row in rows]


def unit_names(session: Session) -> dict[str, str]:
    """Return the name of each unit by its code."""
    return dict(session.execute(select(Unit.code, Unit.name)).all())


def competence_titles(session: Session) -> dict[str, str]:
    """Return the title of each competence by its code."""
    return dict(session.execute(select(Competence.code, Competence.title)).all())


def list_behind(
    session: Session,
    actor: Actor,
    measure: str,
    period: Period,
    group: str | None = None,
    *,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Appeal]:
    """Return those of the appeals behind a figure that the actor may see, the newest first."""
    after = read_cursor(cursor)
    chosen = appeals.visible_to(actor).where(*behind(measure, period, group))
    if after is not None:
        chosen = chosen.where(Appeal.id < after)
    parts = (selectinload(Appeal.unit), selectinload(Appeal.competence))
    rows = session.scalars(chosen.options(*parts).order_by(Appeal.id.desc()).limit(size + 1)).all()
    return Page(rows[:size], write_cursor(rows[size - 1].id) if len(rows) > size else None)


def lengths_behind(
    session: Session, actor: Actor, measure: str, period: Period, group: str | None = None
) -> tuple[int, int]:
    """Return how many appeals stand behind a figure now, and how many of them the actor may see."""
    conditions = behind(measure, period, group)
    every = select(func.count()).select_from(Appeal).where(*conditions)
    visible = select(func.count()).select_from(appeals.visible_to(actor).where(*conditions).subquery())
    return session.scalar(every) or 0, session.scalar(visible) or 0


def kept(session: Session, period: Period) -> Report | None:
    """Return the report of a period if one is kept."""
    return session.scalar(
        select(Report).where(
            Report.period == period.kind,
            Report.first_day == period.first_day,
            Report.last_day == period.last_day,
        )
    )


def report_numbered(session: Session, report_id: int) -> Report:
    """Return a kept report; NotFound (unknown-report) when there is none."""
    found = session.scalar(_reports().where(Report.id == report_id))
    if found is None:
        raise NotFound("unknown-report", say("Belə hesabat yoxdur."))
    return found


def reports(session: Session, *, cursor: str | None = None, size: int = PAGE_SIZE) -> Page[Report]:
    """Return a page of the kept reports, the last built first."""
    after = read_cursor(cursor)
    chosen = _reports() if after is None else _reports().where(Report.id < after)
    rows = session.scalars(chosen.order_by(Report.id.desc()).limit(size + 1)).all()
    return Page(rows[:size], write_cursor(rows[size - 1].id) if len(rows) > size else None)


def last_slot(session: Session, job: str) -> Any:
    """Return the last handled due moment of a job, None before its first run."""
    return session.scalar(select(func.max(JobRun.slot)).where(JobRun.job == job))


def period_of_report(report: Report) -> Period:
    """Return the period that a report covers."""
    return Period(PeriodKind(report.period), report.first_day, report.last_day)


def _reports() -> Select[Report]:
    return select(Report).options(selectinload(Report.built_by))
