"""When a report is built: by the timetable each due week once, whatever failed before and whoever else runs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from callcenter import jobs
from callcenter.accounts.vocabulary import Role
from callcenter.core.db import Base, Database
from callcenter.core.job_runs import JobRun
from callcenter.law.upkeep import seed_law
from reports import compiling, queries, sending
from reports.models import Report
from reports.periods import period_with
from reports.vocabulary import PeriodKind
from tests.factories import make_actor
from tests.usecases.report_past import MONDAY, PAST, WEEK, invent


def test_the_timetable_builds_last_week_on_monday_at_eight(session: Session) -> None:
    invent(session, PAST, days=42, a_day=3)
    built = sending.build_due_weekly(session, MONDAY)
    assert [queries.period_of_report(one) for one in built] == [WEEK]
    assert built[0].built_by_id is None


def test_before_eight_the_week_before_is_the_last_due_one(session: Session) -> None:
    built = sending.build_due_weekly(session, MONDAY - timedelta(minutes=1))
    assert [queries.period_of_report(one) for one in built] == [WEEK.previous()]


def test_running_the_timetable_again_builds_nothing(session: Session) -> None:
    sending.build_due_weekly(session, MONDAY)
    assert sending.build_due_weekly(session, MONDAY) == []
    assert sending.build_due_weekly(session, MONDAY + timedelta(days=6)) == []


def test_after_downtime_every_missed_week_is_built(session: Session) -> None:
    sending.build_due_weekly(session, MONDAY)
    built = sending.build_due_weekly(session, MONDAY + timedelta(days=24))
    weeks = [period_with(PeriodKind.WEEKLY, WEEK.first_day + timedelta(days=7 * step)) for step in (1, 2, 3)]
    assert [queries.period_of_report(one) for one in built] == weeks


def test_a_report_that_a_person_built_before_is_kept_by_the_timetable(session: Session) -> None:
    head = make_actor(session, Role.CENTRE_HEAD)
    mine = compiling.build(session, WEEK, by=head, now=MONDAY - timedelta(hours=1))
    assert sending.build_due_weekly(session, MONDAY) == [mine]
    assert mine.built_by_id == head.user_id


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shared_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that several processes change at once; empty of reports before and after."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/slots.db")
        Base.metadata.create_all(database.engine)
        with database.transaction() as session:
            seed_law(session)
        yield str(database.engine.url)
        database.dispose()
        return
    database = request.getfixturevalue("postgres_database")
    yield database.engine.url.render_as_string(hide_password=False)
    with database.transaction() as session:
        session.execute(delete(Report))
        session.execute(delete(JobRun))


def test_many_processes_build_each_due_week_once(shared_address: str) -> None:
    def work(_: int) -> int:
        own = Database(shared_address)
        jobs.run_due(own, MONDAY)
        with own.reading() as session:
            kept = session.scalar(select(func.count()).select_from(Report)) or 0
        own.dispose()
        return kept

    with ThreadPoolExecutor(6) as workers:
        assert set(workers.map(work, range(6))) == {1}


def test_a_week_whose_building_failed_is_built_by_the_next_run(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Report:
        raise RuntimeError("disk full")

    def run() -> None:
        with session.begin_nested():
            sending.build_due_weekly(session, MONDAY)

    with monkeypatch.context() as broken:
        broken.setattr(compiling, "build", fail)
        with pytest.raises(RuntimeError):
            run()
    assert len(sending.build_due_weekly(session, MONDAY)) == 1
