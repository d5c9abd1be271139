"""The timetable: each row is one act in one transaction.

APScheduler only wakes the rows up. What is due is computed from what was done, so a row may be woken late,
twice, or in several processes at once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy.orm import Session

from callcenter.appeals import (
    advice_reminding,
    marking,
    reception_reminding,
    reminding,
    satisfaction,
    side_clocks,
)
from callcenter.audit import anchoring
from callcenter.calls import copy_giving, copy_reminding, recounting, ringing, sweeping
from callcenter.channels import delivery, digests, edms
from callcenter.core import clock
from callcenter.core.db import Database
from callcenter.settings import Settings
from callcenter.upkeep import retention
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


@dataclass(frozen=True)
class EdgeRow:
    """A job at an edge of the house: it needs the settings, and opens its own transactions."""

    name: str
    work: Callable[[Database, Settings, datetime], object]
    minutes: int = 1


AnyRow = Row | LongRow | EdgeRow


def end_recordings(database: Database, settings: Settings, now: datetime) -> None:
    """Erase the recordings of calls whose time is over."""
    with database.transaction() as session:
        sweeping.sweep_recordings(session, now, Path(settings.recordings_dir))


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


def ask_satisfaction(database: Database, settings: Settings, now: datetime) -> None:
    """Ask whose appeal was closed what they think of it, where the address of the public page is known."""
    if settings.public_url:
        with database.transaction() as session:
            satisfaction.ask_due(session, now, public_url=settings.public_url)


def recount_clocks(session: Session, _: datetime) -> None:
    """Count anew what was begun by the old law while a change of it was confirmed."""
    side_clocks.recount(session)
    recounting.recount(session)


TIMETABLE: tuple[AnyRow, ...] = (
    Row(sending.JOB, sending.build_due_weekly),
    Row(expiring.JOB, expiring.flag_expiring, minutes=60),
    Row(ringing.JOB, ringing.end_forgotten, minutes=10),
    EdgeRow(sweeping.JOB, end_recordings, minutes=60),
    Row(anchoring.JOB, anchoring.anchor_daily, minutes=60),
    LongRow(training.JOB, train_layer, minutes=5),
    Row(copy_giving.JOB, copy_giving.tell_who_gives, minutes=10),
    Row(copy_reminding.JOB, copy_reminding.remind, minutes=10),
    Row(reminding.JOB, reminding.remind_due, minutes=10),
    Row(advice_reminding.JOB, advice_reminding.remind, minutes=10),
    Row(reception_reminding.JOB, reception_reminding.remind, minutes=10),
    Row(digests.URGENT_JOB, digests.mail_urgent),
    Row(digests.JOB, digests.mail_digests, minutes=5),
    EdgeRow(satisfaction.JOB, ask_satisfaction, minutes=30),
    EdgeRow(delivery.JOB, delivery.deliver),
    EdgeRow(edms.JOB, edms.exchange),
    LongRow(retention.JOB, retention.sweep_nightly, minutes=30),
    LongRow(marking.JOB, marking.sweep, minutes=30),
    Row(side_clocks.JOB, recount_clocks, minutes=60),
)


def run(database: Database, row: AnyRow, now: datetime, settings: Settings | None = None) -> None:
    """Do what is due of one row: in one transaction, unless the row opens its own."""
    if isinstance(row, EdgeRow):
        row.work(database, settings or Settings(), now)
        return
    if isinstance(row, LongRow):
        row.work(database, now)
        return
    with database.transaction() as session:
        row.act(session, now)


def run_due(database: Database, now: datetime, settings: Settings | None = None) -> None:
    """Do what is due of every row."""
    for row in TIMETABLE:
        run(database, row, now, settings)


def timetable(
    database: Database, scheduler: BaseScheduler | None = None, settings: Settings | None = None
) -> BaseScheduler:
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
            args=(database, row, settings),
            id=row.name,
            minutes=row.minutes,
            next_run_time=clock.now(),
        )
    return clockwork


def _wake(database: Database, row: AnyRow, settings: Settings | None) -> None:
    try:
        run(database, row, clock.now(), settings)
    except Exception as fault:  # noqa: BLE001 - whatever failed, the row is due again in a minute
        # The text of an exception can hold what somebody typed, so only its kind is logged.
        log.error("job %s failed: %s", row.name, type(fault).__name__)  # noqa: TRY400 - a traceback may hold a text
