"""`appeals show`: the life of an appeal, step by step."""

import json
from datetime import datetime
from typing import Any

import pytest

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering
from callcenter.appeals.vocabulary import Outcome, Pace
from callcenter.core.clock import BAKU
from callcenter.core.db import Database
from callcenter.core.sealing import Sealer
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.usecases.console.shell import Run


@pytest.fixture
def told(url: str, knowledge: Knowledge, sealer: Sealer, now: datetime) -> str:
    """The number of an appeal that was answered on the line and closed."""
    database = Database(url)
    with database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        appeal = factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now)
        answer: dict[str, Any] = {
            "text": "15 iş günü ərzində.",
            "outcome": Outcome.EXPLAINED,
            "consent": True,
        }
        answering.answer_on_line(session, appeal.number, 1, **answer, by=operator, now=now)
        number = appeal.number
    database.dispose()
    return number


def test_the_life_of_an_appeal_is_printed_step_by_step_with_the_sum_of_its_due_date(
    run: Run, told: str
) -> None:
    document = json.loads(run("appeals", "show", told, "--json").stdout)
    assert [step["action"] for step in document["events"]] == ["log", "answer_on_line", "close"]
    assert {step["due"] for step in document["events"]} == {document["due"]["due"]}
    lines = run("appeals", "show", told.lower()).stdout.splitlines()
    assert lines[0].split() == [told, "complaint", "closed"]
    steps = [line for line in lines if line[:3].strip().isdecimal() and line[3:5] == "  "]
    assert len(steps) == 3
    assert "xətdə cavablandırıldı" in steps[1]
    assert "15 iş günü ərzində." in "\n".join(lines)
    due = lines[-1].removeprefix("→ ")
    assert lines[-1] == f"→ {due}"
    assert sum(due in line for line in lines) == 3, "where it was set, in the sum, and at its end"


@pytest.fixture
def urgent(url: str, knowledge: Knowledge, sealer: Sealer, now: datetime) -> tuple[str, datetime]:
    """The number of an appeal whose answer would lose its value, and the moment at which its clock runs out."""
    database = Database(url)
    with database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        typed: dict[str, Any] = {"knowledge": knowledge, "sealer": sealer, "now": now, "pace": Pace.URGENT}
        appeal = factories.log(session, operator, **typed)
        assert appeal.due_at is not None
        found = appeal.number, appeal.due_at
    database.dispose()
    return found


def test_a_clock_of_hours_is_printed_with_its_hour(run: Run, urgent: tuple[str, datetime]) -> None:
    number, due_at = urgent
    until = f"→ {due_at.astimezone(BAKU):%d.%m.%Y %H:%M}"
    lines = run("appeals", "show", number).stdout.splitlines()
    assert lines[-1] == until
    assert [line.strip() for line in lines if "→" in line][1:] == [until, until], (
        "where it moved, and at its end"
    )
    document = json.loads(run("appeals", "show", number, "--json").stdout)
    assert datetime.fromisoformat(document["events"][-1]["due_at"]) == due_at


def test_an_appeal_that_is_not_there_is_one_line_and_exit_code_one(run: Run) -> None:
    done = run("appeals", "show", "M-1999-000001")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
