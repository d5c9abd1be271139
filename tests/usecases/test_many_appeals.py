"""What is asked of many appeals asks the database no more than what is asked of few."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, func, select, text
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import bringing_up
from callcenter.appeals.models import Appeal
from callcenter.appeals.unit_work import part_done
from callcenter.core.db import Database
from callcenter.directory.actors import Actor
from callcenter.upkeep import doctor
from reports import compiling
from reports.models import Report
from tests.factories import make_actor
from tests.usecases.report_past import MONDAY, PAST, WEEK, invent

Log = Callable[..., Appeal]


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Gather what the database is asked."""
    asked: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_the_doctor_reads_law_and_steps_of_many_at_once(
    session: Session, database: Database, log: Log
) -> None:
    def asked() -> int:
        session.flush()
        session.expunge_all()
        with counted(database) as said:
            assert list(doctor._due_dates(session)) == []
        return len(said)

    log()
    few = asked()
    for _ in range(4):
        log()
    assert asked() == few


def test_of_many_late_appeals_each_person_is_asked_once(
    session: Session, database: Database, log: Log, chief: Actor, now: datetime
) -> None:
    logged = [log() for _ in range(6)]
    later = now + timedelta(days=90)

    def asked_of(some: list[Appeal]) -> int:
        with counted(database) as asked:
            found = bringing_up.goes_next_to(session, some, later)
        assert {one.full_name for one in found.values()} == {chief.user.display_name if chief.user else ""}
        assert set(found) == {one.id for one in some}
        return len(asked)

    assert asked_of(logged[:2]) == asked_of(logged)


def test_the_steps_of_a_part_are_read_by_the_part(session: Session, now: datetime) -> None:
    done = select(func.count()).select_from(Appeal).where(part_done() < now)
    statement = done.compile(session.get_bind(), compile_kwargs={"render_postcompile": True})
    assert "appeal_event.appeal_id = appeal.id" in str(statement)
    # Asked of each step of the appeal, and so no way by which the database may look for them.
    where = str(statement).split("appeal_event.appeal_id = appeal.id")[1].split(")")[0]
    assert "unit_id" not in where
    assert session.scalar(done) == 0


def test_a_report_asks_the_database_no_more_of_many_appeals_than_of_few(
    session: Session, database: Database
) -> None:
    head = make_actor(session, Role.CENTRE_HEAD)

    def asked() -> int:
        session.flush()
        session.expire_all()
        with counted(database) as said:
            compiling.build(session, WEEK, by=head, now=MONDAY)
        session.execute(delete(Report))
        return len(said)

    invent(session, PAST, days=42, a_day=2)
    asked()  # What a process reads once is read now.
    few = asked()
    invent(session, PAST, days=42, a_day=3, seed=8)
    assert asked() <= few * 1.2


@pytest.mark.postgres
def test_no_statement_is_compiled_for_longer_than_it_runs(postgres_database: Database) -> None:
    with postgres_database.engine.connect() as plain:
        assert plain.execute(text("SHOW jit")).scalar_one() == "off"
