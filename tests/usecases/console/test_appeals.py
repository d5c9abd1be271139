"""`appeals show`: the life of an appeal, step by step."""

import json
from datetime import datetime
from typing import Any

import pytest

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering
from callcenter.appeals.vocabulary import Outcome
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


def test_an_appeal_that_is_not_there_is_one_line_and_exit_code_one(run: Run) -> None:
    done = run("appeals", "show", "M-1999-000001")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
