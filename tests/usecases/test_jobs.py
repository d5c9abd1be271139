"""The timetable: woken at once, never dropped for being late, and a failed row does not stop it."""

import logging
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter import jobs
from callcenter.core.db import Base, Database
from callcenter.settings import Settings
from reports.models import Report


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    """A database without anything in it."""
    database = Database(f"sqlite:///{tmp_path}/jobs.db")
    Base.metadata.create_all(database.engine)
    return database


def test_a_row_that_is_late_still_runs_and_runs_once(empty: Database) -> None:
    clockwork = jobs.timetable(empty, BackgroundScheduler())
    clockwork.start(paused=True)
    rows = clockwork.get_jobs()
    assert [row.id for row in rows] == [row.name for row in jobs.TIMETABLE]
    assert {(row.misfire_grace_time, row.coalesce, row.max_instances) for row in rows} == {(None, True, 1)}
    clockwork.shutdown(wait=False)


def test_waking_a_row_does_what_is_due(empty: Database) -> None:
    clockwork = jobs.timetable(empty, BackgroundScheduler())
    clockwork.start(paused=True)
    for row in clockwork.get_jobs() * 2:
        row.func(*row.args)
    clockwork.shutdown(wait=False)
    with empty.reading() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 1


def test_a_failing_row_is_logged_without_what_somebody_typed(
    empty: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(session: Session, now: datetime) -> None:
        raise ValueError("Aytən 050 212 44 87")

    monkeypatch.setattr(jobs, "TIMETABLE", (jobs.Row("weekly-report", fail),))
    clockwork = jobs.timetable(empty, BackgroundScheduler())
    clockwork.start(paused=True)
    with caplog.at_level(logging.ERROR):
        for row in clockwork.get_jobs():
            row.func(*row.args)
    clockwork.shutdown(wait=False)
    assert "job weekly-report failed: ValueError" in caplog.text
    assert "Aytən" not in caplog.text


def test_recordings_end_in_the_folder_of_the_settings(empty: Database, tmp_path: Path) -> None:
    stray = tmp_path / "recordings" / "left-by-an-upload.part"
    stray.parent.mkdir()
    stray.write_bytes(b"x")
    os.utime(stray, (1_000_000, 1_000_000))
    settings = Settings(recordings_dir=str(stray.parent))
    [row] = [row for row in jobs.TIMETABLE if row.name == "recordings-end"]
    jobs.run(empty, row, datetime.now(UTC), settings)
    assert not stray.exists()
