"""The kept reports, and the appeals behind each figure, by the same condition as the figure (figures.py)."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import queries as appeals
from callcenter.appeals.models import Appeal
from callcenter.core.errors import NotFound
from callcenter.core.job_runs import JobRun
from callcenter.core.paging import PAGE_SIZE, Page, read_cursor, write_cursor
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from knowledge_base.models import Competence
from reports.conditions import behind
from reports.models import Report
from reports.periods import Period
from reports.vocabulary import PeriodKind


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
    """Return how many appeals stand behind a figure now, and how many of them the actor may see.

    What complains of the actor is in no figure that they read, so it is not among the hidden ones either.
    """
    conditions = (*behind(measure, period, group), appeals.clear_of(actor))
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
    """Return the period that a report covers, as it was when the report was built."""
    return Period(PeriodKind(report.period), report.first_day, report.last_day, report.built_at)


def _reports() -> Select[Report]:
    return select(Report).options(selectinload(Report.built_by))
