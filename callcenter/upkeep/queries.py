"""Reading how the installation fares: figures only, nothing of anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select, true
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import secrecy
from callcenter.appeals.models import Appeal
from callcenter.appeals.unit_work import WHOLE, overdue_at
from callcenter.appeals.vocabulary import State
from callcenter.core.job_runs import JobRun
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence, StatuteVersion
from reports.models import Report


@dataclass(frozen=True)
class LastRun:
    """The newest handled slot of a job."""

    job: str
    slot: datetime
    ran_at: datetime


@dataclass(frozen=True)
class Figures:
    """How much there is of what, and the number of the knowledge base's present version."""

    users: int
    appeals: Mapping[State, int]
    overdue: int
    cards: int
    statutes: int
    reports: int
    knowledge_version: int


def last_runs(session: Session) -> list[LastRun]:
    """Return the newest run of each job, by name."""
    newest = select(JobRun.job, func.max(JobRun.slot).label("slot")).group_by(JobRun.job).subquery()
    runs = session.scalars(
        select(JobRun)
        .join(newest, (JobRun.job == newest.c.job) & (JobRun.slot == newest.c.slot))
        .order_by(JobRun.job)
    )
    return [LastRun(run.job, run.slot, run.ran_at) for run in runs]


def figures(session: Session, *, now: datetime, reader: Actor | None = None) -> Figures:
    """Return the counts; overdue are the appeals still owed an answer whose due day or hour has passed.

    What complains of the reader is not counted before them; a monitor is nobody.
    """
    count, counted = func.count(), and_(WHOLE, secrecy.not_against(reader) if reader else true())
    by_state = dict(session.execute(select(Appeal.state, count).where(counted).group_by(Appeal.state)).all())
    return Figures(
        users=session.scalar(select(func.count(User.id)).where(User.disabled_at.is_(None))) or 0,
        appeals={state: by_state.get(state, 0) for state in State},
        overdue=session.scalar(select(func.count(Appeal.id)).where(overdue_at(now), counted)) or 0,
        cards=session.scalar(select(func.count(Competence.id))) or 0,
        statutes=session.scalar(select(func.count(StatuteVersion.id)).where(StatuteVersion.in_force)) or 0,
        reports=session.scalar(select(func.count(Report.id))) or 0,
        knowledge_version=knowledge_base.version_number(session),
    )
