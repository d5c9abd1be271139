"""The timetable: each row is one act in one transaction.

APScheduler only wakes the rows up. What is due is computed from what was done, so a row may be woken late,
twice, or in several processes at once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy.orm import Session

from callcenter.audit import anchoring
from callcenter.core import clock
from callcenter.core.db import Database
from knowledge_base.articles import expiring
from knowledge_base.learning import training
from reports import sending

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Row:
    """A job: its name, what it does, and every how many minutes it looks whether something is due."""

    name: str
    act: Callable[[Session, datetime], object]
    minutes: int = 1


@dataclass(frozen=True)
class LongRow:
    """A job that reckons longer than a transaction may stay open: it opens its own, and none while it reckons."""

    name: str
    work: Callable[[Database, datetime], object]
    minutes: int = 1


def train_layer(database: Database, now: datetime) -> None:
    """Train a new layer from what was learnt, when enough was; the old one serves meanwhile."""
    with database.reading() as session:
        course = training.course_due(session)
    if course is None:
        return
    trained = training.trained(course)
    with database.transaction() as session:
        # Another process may have trained from the same lessons meanwhile.
        if training.is_newest(session, trained):
            training.keep(session, trained, now=now)


TIMETABLE: tuple[Row | LongRow, ...] = (
    Row(sending.JOB, sending.build_due_weekly),
    Row(expiring.JOB, expiring.flag_expiring, minutes=60),
    Row(anchoring.JOB, anchoring.anchor_daily, minutes=60),
    LongRow(training.JOB, train_layer, minutes=5),
)


def run(database: Database, row: Row | LongRow, now: datetime) -> None:
    """Do what is due of one row: in one transaction, unless the row opens its own."""
    if isinstance(row, LongRow):
        row.work(database, now)
        return
    with database.transaction() as session:
        row.act(session, now)


def run_due(database: Database, now: datetime) -> None:
    """Do what is due of every row."""
    for row in TIMETABLE:
        run(database, row, now)


def timetable(database: Database, scheduler: BaseScheduler | None = None) -> BaseScheduler:
    """Return a scheduler, not yet started, that looks at every row at once and then again and again.

    Without a scheduler given it is one whose start() returns only when it is shut down. It keeps its rows
    in memory: what was done stands in the database, and nothing is unpickled from there.
    """
    clockwork = BlockingScheduler() if scheduler is None else scheduler
    # A row that was missed is still due: the default grace of one second would drop it without a word.
    clockwork.configure(
        timezone=clock.BAKU,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for row in TIMETABLE:
        clockwork.add_job(
            _wake,
            "interval",
            args=(database, row),
            id=row.name,
            minutes=row.minutes,
            next_run_time=clock.now(),
        )
    return clockwork


def _wake(database: Database, row: Row | LongRow) -> None:
    try:
        run(database, row, clock.now())
    except Exception as fault:  # noqa: BLE001 - whatever failed, the row is due again in a minute
        # The text of an exception can hold what somebody typed, so only its kind is logged.
        log.error("job %s failed: %s", row.name, type(fault).__name__)  # noqa: TRY400
