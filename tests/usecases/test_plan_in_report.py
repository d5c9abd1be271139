"""The monthly report tells how the work plan stood when the month ended, and nothing of discipline."""

import json
from datetime import date

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.sector import planning, proposing
from callcenter.sector.models import Proposal
from callcenter.sector.vocabulary import ProposalState, Standing, Subject
from reports import compiling
from reports.models import Report
from reports.periods import period_with
from reports.vocabulary import PeriodKind
from tests import factories
from tests.clauses import clause
from tests.usecases.plan_past import (
    AFTER,
    DONE,
    FIRST,
    LAST,
    LATE,
    LEFT,
    SECRET,
    UNCONFIRMED,
    at,
    go_on,
    lived,
    plan,
)

OCTOBER = period_with(PeriodKind.MONTHLY, FIRST)
NOVEMBER = period_with(PeriodKind.MONTHLY, date(2026, 11, 1))
STOOD = {
    LEFT: ("overdue", None, 12),
    AFTER: ("overdue", None, 4),
    UNCONFIRMED: ("reported", "2026-10-29", 0),
    LATE: ("done_late", "2026-10-15", 3),
    DONE: ("done", "2026-10-08", 0),
}


@pytest.fixture
def chief(session: Session) -> User:
    return factories.make_user(session, Role.CENTRE_HEAD)


@pytest.fixture
def clerk(session: Session) -> User:
    return factories.make_user(session, Role.OPERATOR)


def stood(report: Report) -> dict[str, tuple[str, str | None, int]]:
    return {
        one["what"]: (one["standing"], one["done_on"], one["days_late"])
        for one in report.content["plan"]["tasks"]
    }


def counts(report: Report) -> list[int]:
    names = ("plan_tasks", "plan_done", "plan_done_late", "plan_overdue", "plan_open")
    return [report.content["measures"][name]["value"] for name in names]


@clause("002:5.4.3")
def test_each_task_stands_with_owner_date_and_how_late(session: Session, chief: User, clerk: User) -> None:
    lived(session, chief, clerk)
    built = compiling.build(session, OCTOBER, by=None, now=at(date(2026, 11, 1)))
    assert stood(built) == STOOD
    assert list(stood(built)) == list(STOOD), "what is late comes first"
    first = built.content["plan"]["tasks"][0]
    assert (first["owner"], first["due_on"]) == (clerk.display_name, "2026-10-20")
    assert counts(built) == [5, 1, 1, 2, 1]
    assert built.content["narrative"][-1]["text"] == "İş planının %(count)s tədbirindən %(parts)s."


@clause("002:5.4.3")
def test_the_report_of_a_month_knows_nothing_of_the_days_after_it(
    session: Session, chief: User, clerk: User
) -> None:
    go_on(session, lived(session, chief, clerk), chief, clerk)
    built = compiling.build(session, OCTOBER, by=None, now=at(date(2026, 11, 9)))
    assert stood(built) == STOOD
    assert counts(built) == [5, 1, 1, 2, 1]


def test_a_kept_report_keeps_its_content_and_hash(session: Session, chief: User, clerk: User) -> None:
    made = lived(session, chief, clerk)
    built = compiling.build(session, OCTOBER, by=None, now=at(date(2026, 11, 1)))
    before = (built.id, built.content_hash, json.dumps(built.content, sort_keys=True))
    go_on(session, made, chief, clerk)
    session.flush()
    session.expire(built)
    again = compiling.build(session, OCTOBER, by=None, now=at(date(2026, 11, 9)))
    assert (again.id, again.content_hash, json.dumps(again.content, sort_keys=True)) == before
    assert compiling.hash_of(again.content) == again.content_hash


def test_what_was_left_stands_in_the_next_month_until_it_is_done(
    session: Session, chief: User, clerk: User
) -> None:
    go_on(session, lived(session, chief, clerk), chief, clerk)
    built = compiling.build(session, NOVEMBER, by=None, now=at(date(2026, 12, 1)))
    assert stood(built) == {
        LEFT: ("overdue", None, 42),
        AFTER: ("done_late", "2026-11-02", 5),
        UNCONFIRMED: ("done", "2026-10-29", 0),
    }
    assert built.content["measures"]["plan_tasks"] == {"value": 3, "previous": 5, "unit": "tasks"}


def test_a_quarter_tells_of_all_its_months(session: Session, chief: User, clerk: User) -> None:
    go_on(session, lived(session, chief, clerk), chief, clerk)
    quarter = period_with(PeriodKind.QUARTERLY, FIRST)
    built = compiling.build(session, quarter, by=None, now=at(date(2027, 1, 1)))
    assert counts(built) == [5, 2, 2, 1, 0]


def test_a_running_month_calls_nothing_late_before_its_day(
    session: Session, chief: User, clerk: User
) -> None:
    plan(session, chief, clerk, {DONE: date(2026, 10, 9), LEFT: date(2026, 10, 20)}, signed=FIRST)
    early = compiling.build(session, OCTOBER, by=None, now=at(date(2026, 10, 12)))
    assert stood(early) == {DONE: ("overdue", None, 3), LEFT: ("planned", None, 0)}
    final = compiling.build(session, OCTOBER, by=None, now=at(date(2026, 11, 1)))
    assert final.id == early.id
    assert {one[0] for one in stood(final).values()} == {"overdue"}


def test_a_plan_counts_from_the_day_it_was_signed(session: Session, chief: User, clerk: User) -> None:
    plan(session, chief, clerk, {DONE: date(2026, 10, 9)}, signed=None)
    plan(session, chief, clerk, {LEFT: date(2026, 10, 20)}, signed=date(2026, 11, 3))
    october = compiling.build(session, OCTOBER, by=None, now=at(date(2026, 11, 5)))
    assert stood(october) == {}
    assert "plan_tasks" not in october.content["measures"]
    assert not [one for one in october.content["narrative"] if "İş plan" in one["text"]]
    november = compiling.build(session, NOVEMBER, by=None, now=at(date(2026, 12, 1)))
    assert list(stood(november)) == [LEFT]


@pytest.mark.parametrize("kind", [PeriodKind.DAILY, PeriodKind.WEEKLY])
def test_a_short_report_says_nothing_of_the_plan(
    session: Session, chief: User, clerk: User, kind: PeriodKind
) -> None:
    lived(session, chief, clerk)
    period = period_with(kind, date(2026, 10, 20))
    content = compiling.build(session, period, by=None, now=at(date(2026, 11, 1))).content
    assert "plan" not in content
    assert not [name for name in content["measures"] if name.startswith("plan")]
    assert "İş plan" not in json.dumps(content, ensure_ascii=False)


@clause("002:5.4.2", "002:5.4.4")
def test_discipline_and_proposals_stay_out_of_the_report(session: Session, chief: User, clerk: User) -> None:
    made = lived(session, chief, clerk)
    back = next(one for one in made.items if one.what == UNCONFIRMED)
    planning.give_back(session, back.id, reason="Siyahı natamamdır", by=chief, now=at(date(2026, 11, 1)))
    proposal = Proposal(
        first_day=FIRST,
        key=f"discipline:{clerk.id}",
        subject=Subject.DISCIPLINE,
        user_id=clerk.id,
        drafted="İntizam",
        values={},
        state=ProposalState.DRAFT,
        drafted_at=at(LAST),
    )
    session.add(proposal)
    session.flush()
    proposing.send(session, proposal.id, text="Töhmət təklif olunur", by=chief, now=at(LAST))
    content = compiling.build(session, OCTOBER, by=None, now=at(date(2026, 11, 1))).content
    written = json.dumps(content, ensure_ascii=False)
    for hidden in (
        SECRET,
        "Siyahı natamamdır",
        "Töhmət",
        "İntizam",
        "discipline",
        chief.display_name,
    ):
        assert hidden not in written
    assert set(content["plan"]["tasks"][0]) == {
        "what",
        "owner",
        "due_on",
        "done_on",
        "days_late",
        "standing",
        "label",
    }
    assert stood(compiling.build(session, OCTOBER, by=None, now=at(date(2026, 11, 1))))[UNCONFIRMED][0] == (
        Standing.OVERDUE.value
    )
