"""What the operator's form asks the database while the caller is on the line: rows by their index, never all of them."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from callcenter.appeals import intake, related
from callcenter.appeals.intake import AppealDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Channel, Outcome, State
from callcenter.callers import queries as callers
from callcenter.callers.identification import CallerDraft
from callcenter.core.clock import baku_date
from callcenter.core.db import Database
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from knowledge_base.suggesting import Knowledge
from tests.factories import WIFI

GROWING = ("appeal", "caller", "likeness_mark", "appeal_event", "suggestion", "submission")


def test_the_intake_path_neither_counts_nor_reads_a_growing_table_whole(
    session: Session,
    database: Database,
    log: Callable[..., Appeal],
    operator: Actor,
    knowledge: Knowledge,
    sealer: Sealer,
    now: datetime,
) -> None:
    log()
    said: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, ___: Any, ____: bool) -> None:
        said.append((statement, parameters))

    caller = CallerDraft(name="Aytən Sınaq", phone="050 212 44 87", email="a@example.az", fin="5AB12CD")
    draft = AppealDraft(text=WIFI, channel=Channel.PHONE, caller=caller)
    event.listen(database.engine, "before_cursor_execute", note)
    try:
        known = callers.known_callers(session, caller, sealer=sealer)
        ids = [one.id for one in known]
        earlier = related.of_callers(session, operator, ids)
        assert related.repeated_of(WIFI, earlier, today=baku_date(now)) is not None
        related.said_by_others(session, operator, WIFI, today=baku_date(now), own=ids)
        given: dict[str, Any] = {"knowledge": knowledge, "sealer": sealer, "by": operator, "now": now}
        intake.log_appeal(session, draft, keys=("form:1",), fingerprint=draft.hash, **given)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    reads = [(statement, values) for statement, values in said if statement.startswith("SELECT")]
    assert len(reads) > 5
    for statement, values in reads:
        assert "count(" not in statement.lower(), statement
        if session.get_bind().dialect.name == "sqlite":
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            scanned = [name for row in plan if (name := _scanned(row[3])) in GROWING]
            assert not scanned, (statement, plan)
    assert session.scalar(text("SELECT 1")) == 1


def _scanned(step: str) -> str:
    found = re.match(r"SCAN (\w+)(?! USING)", step)
    return found.group(1) if found else ""


def test_what_runs_for_a_person_comes_before_all_that_is_over_however_old_it_is(
    session: Session, log: Callable[..., Appeal], operator: Actor
) -> None:
    running, *over = (log() for _ in range(4))
    for one in over:
        one.state, one.outcome = State.CLOSED, Outcome.EXPLAINED
    session.flush()
    ids = {one.caller_id for one in (running, *over) if one.caller_id is not None}
    found = related.of_callers(session, operator, ids, limit=3)
    assert [one.number for one in found] == [running.number, over[2].number, over[1].number]
