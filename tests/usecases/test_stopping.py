"""Leaving an appeal unconsidered, going on with it, withdrawing it: always a person, on a ground of the law."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import answering, events, handling, splitting, stopping
from callcenter.appeals.grounds import CLAUSES, Ground
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Action, Channel, Kind, Outcome, Pace, Purpose, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.directory.actors import Actor
from reports.figures import Figures
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests import factories
from tests.clauses import clause
from tests.factories import EGOV, NETWORK

Logs = Callable[..., Appeal]


@pytest.fixture
def left(session: Session, in_work: Appeal, chief: Actor, now: datetime) -> Appeal:
    return stopping.leave(
        session,
        in_work.number,
        in_work.version,
        ground=Ground.COURT,
        reason="Məhkəmənin 12.09.2026 tarixli qərarı qüvvədədir",
        by=chief,
        now=now,
    )


def notice(session: Session, appeal: Appeal) -> Letter:
    newest = select(Letter).where(Letter.appeal_id == appeal.id).order_by(Letter.id.desc())
    return session.scalars(newest.limit(1)).one()


def unsent(session: Session, appeal: Appeal) -> list[Purpose]:
    waiting = select(Letter.purpose).where(Letter.appeal_id == appeal.id, Letter.sent_at.is_(None))
    return list(session.scalars(waiting.order_by(Letter.id)))


@pytest.mark.parametrize("again", ["left", "withdrawn"])
def test_stopped_again_nobody_is_told_any_more_that_it_goes_on(
    session: Session, left: Appeal, chief: Actor, operator: Actor, now: datetime, again: str
) -> None:
    stopping.resume(session, left.number, left.version, reason="Qərar ləğv edilib.", by=chief, now=now)
    assert unsent(session, left) == [Purpose.RESUMED]
    at: dict[str, Any] = {"number": left.number, "version": left.version, "now": now}
    if again == "left":
        stopping.leave(session, **at, ground=Ground.COURT, reason="Yeni qərar çıxıb.", by=chief)
        assert unsent(session, left) == [Purpose.UNCONSIDERED]
    else:
        stopping.withdraw(session, **at, who="Özü", means=Channel.PHONE, by=operator)
        assert unsent(session, left) == []


@clause("002:3.0.1")
def test_left_unconsidered_the_caller_is_told_the_same_day_on_which_ground_and_why(
    session: Session, left: Appeal, now: datetime
) -> None:
    assert (left.state, left.events[-1].details["basis"]) == (State.LEFT_UNCONSIDERED, "1308-IVQ, 8.1.3")
    told = notice(session, left)
    assert (told.purpose, told.due_on) == (Purpose.UNCONSIDERED, baku_date(now))
    assert "Məhkəmənin 12.09.2026 tarixli qərarı qüvvədədir." in told.text
    assert "8.1.3" in told.text


def test_who_wrote_is_told_within_five_working_days(
    session: Session, log: Logs, chief: Actor, now: datetime
) -> None:
    appeal = log()
    appeal.channel = Channel.LETTER
    stopping.leave(session, appeal.number, 1, ground=Ground.FORM, reason="İmza yoxdur.", by=chief, now=now)
    assert notice(session, appeal).due_on == date(2026, 10, 20)


@pytest.mark.parametrize(
    ("ground", "reason", "fields"),
    [
        (None, "", ["reason", "ground"]),
        (Ground.FORM, "", ["reason"]),
        (Ground.REPEAT, "Cavab verilib.", ["ground"]),
    ],
)
def test_without_ground_or_reasons_nothing_is_left(
    session: Session,
    log: Logs,
    chief: Actor,
    now: datetime,
    ground: Ground | None,
    reason: str,
    fields: list[str],
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput) as refused:
        stopping.leave(session, appeal.number, 1, ground=ground, reason=reason, by=chief, now=now)
    assert (list(refused.value.fields), len(appeal.events)) == (fields, 1)


def test_every_ground_has_its_clause() -> None:
    assert set(CLAUSES) == set(Ground)


@clause("002:3.0.3")
def test_three_reasoned_answers_let_a_person_leave_the_fourth_and_nobody_else(
    session: Session, log: Logs, operator: Actor, chief: Actor, now: datetime
) -> None:
    for week in range(3):
        at = now + timedelta(weeks=week)
        old = log(now=at)
        factories.answer_on_the_line(session, old, text=f"{week + 1}-ci izah.", by=operator, now=at)
    later = now + timedelta(weeks=4)
    appeal = log(now=later)
    given: dict[str, Any] = {"ground": Ground.REPEAT, "reason": "Üç dəfə izah edilib.", "now": later}
    with pytest.raises(InvalidInput) as refused:
        stopping.leave(session, appeal.number, 1, by=chief, **given)
    assert list(refused.value.fields) == ["no_new_facts"]
    with pytest.raises(NotAllowed):
        stopping.leave(session, appeal.number, 1, by=Actor(), no_new_facts=True, **given)
    stopping.leave(session, appeal.number, 1, by=chief, no_new_facts=True, **given)
    assert appeal.state is State.LEFT_UNCONSIDERED


def test_when_the_ground_is_gone_it_goes_on_where_it_was_and_the_days_begin_anew(
    session: Session, left: Appeal, operator: Actor, chief: Actor, now: datetime
) -> None:
    later = now + timedelta(days=30)
    unit, executor = left.unit_id, left.executor_id
    with pytest.raises(NotAllowed):
        stopping.resume(
            session, left.number, left.version, reason="Qərar ləğv edilib.", by=operator, now=later
        )
    with pytest.raises(InvalidInput):
        stopping.resume(session, left.number, left.version, reason="", by=chief, now=later)
    stopping.resume(session, left.number, left.version, reason="Qərar ləğv edilib.", by=chief, now=later)
    assert (left.state, left.unit_id, left.executor_id) == (State.IN_WORK, unit, executor)
    assert left.due_on == date(2026, 12, 3)
    due = events.due_of(session, left.events)
    assert "davam etdirildiyi gün" in due.sum[0].why
    assert {basis.certainty.value for basis in due.basis} == {"D"}
    told = notice(session, left)
    assert (told.purpose, "03.12.2026" in told.text) == (Purpose.RESUMED, True)
    # That it is left unconsidered, which nobody was told, is true no longer.
    assert session.scalars(select(Letter.purpose).where(Letter.appeal_id == left.id)).all() == [
        Purpose.RESUMED
    ]


def test_withdrawn_it_says_who_withdrew_it_and_how(
    session: Session, in_work: Appeal, operator: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refused:
        stopping.withdraw(session, in_work.number, in_work.version, who="", means=None, by=operator, now=now)
    assert list(refused.value.fields) == ["who", "means"]
    stopping.withdraw(
        session,
        in_work.number,
        in_work.version,
        who="Müraciət edən özü",
        means=Channel.PHONE,
        by=operator,
        now=now,
    )
    assert [event.state for event in in_work.events][-1] is State.WITHDRAWN
    assert in_work.events[-1].details == {"who": "Müraciət edən özü", "how": "phone"}
    stopping.resume(session, in_work.number, in_work.version, reason="Fikrini dəyişib.", by=operator, now=now)
    assert in_work.state is State.IN_WORK


def test_withdrawn_by_mistake_it_is_as_late_as_before(
    session: Session, in_work: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    extend: dict[str, Any] = {"ground": "extended", "days": 5, "reason": "Sorğu göndərilib.", "by": head}
    handling.extend(session, in_work.number, in_work.version, now=now, **extend)
    due, late = in_work.due_on, now + timedelta(days=60)
    who: dict[str, Any] = {"who": "Özü", "means": Channel.PHONE, "by": operator}
    stopping.withdraw(session, in_work.number, in_work.version, now=late, **who)
    stopping.resume(
        session,
        in_work.number,
        in_work.version,
        reason="Səhv olub.",
        by=operator,
        now=late + timedelta(days=1),
    )
    assert in_work.due_on == due < baku_date(late)
    assert events.due_of(session, in_work.events).sum[0].why.startswith("qeydiyyat günü")
    with pytest.raises(Refused) as refused:
        handling.extend(session, in_work.number, in_work.version, now=late + timedelta(days=1), **extend)
    assert refused.value.code == "already-extended"


@pytest.mark.parametrize("how", ["left", "withdrawn"])
def test_going_on_keeps_a_servicemans_pace(
    session: Session, log: Logs, operator: Actor, chief: Actor, head: Actor, now: datetime, how: str
) -> None:
    appeal = log(kind=Kind.COMPLAINT, pace=Pace.SERVICEMAN)
    handling.route(session, appeal.number, appeal.version, unit=NETWORK, by=operator, now=now)
    if how == "left":
        reasons: dict[str, Any] = {"ground": Ground.FORM, "reason": "İmza yoxdur."}
        stopping.leave(session, appeal.number, appeal.version, by=chief, now=now, **reasons)
    else:
        who: dict[str, Any] = {"who": "Özü", "means": Channel.PHONE}
        stopping.withdraw(session, appeal.number, appeal.version, by=operator, now=now, **who)
    later = now + timedelta(days=1)
    stopping.resume(session, appeal.number, appeal.version, reason="Düzəldilib.", by=chief, now=later)
    assert events.due_of(session, appeal.events).basis[0].clause == "10.3"
    with pytest.raises(Refused) as refused:
        handling.extend(
            session,
            appeal.number,
            appeal.version,
            ground="extended",
            days=5,
            reason="Sorğu.",
            by=head,
            now=later,
        )
    assert refused.value.code == "not-extendable"


@pytest.mark.parametrize("how", ["left", "withdrawn"])
def test_a_stopped_appeal_is_closed_with_the_outcome_of_how_it_was_stopped(
    session: Session, log: Logs, operator: Actor, chief: Actor, now: datetime, how: str
) -> None:
    appeal = log()
    if how == "left":
        stopping.leave(session, appeal.number, 1, ground=Ground.FORM, reason="İmza.", by=chief, now=now)
    else:
        stopping.withdraw(session, appeal.number, 1, who="Özü", means=Channel.PHONE, by=operator, now=now)
    outcome = Outcome.UNCONSIDERED if how == "left" else Outcome.WITHDRAWN
    with pytest.raises(InvalidInput):
        answering.close(
            session, appeal.number, appeal.version, outcome=Outcome.SATISFIED, by=operator, now=now
        )
    day = baku_date(now)
    overdue = Period(PeriodKind.CUSTOM, day + timedelta(days=60), day + timedelta(days=60))
    assert Figures(session).totals(overdue)["overdue"] == 0
    answering.close(session, appeal.number, appeal.version, outcome=None, by=operator, now=now)
    assert (appeal.state, appeal.outcome) == (State.CLOSED, outcome)
    assert Figures(session).totals(overdue)["open"] == 0


def test_the_parts_stop_go_on_and_end_with_the_whole(
    session: Session, log: Logs, operator: Actor, head: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.COMPLAINT)
    parts = [PartDraft("1", "Şəbəkə.", NETWORK), PartDraft("2", "Portal.", EGOV)]
    splitting.split(session, appeal.number, 1, parts=parts, by=operator, now=now)
    first, second = appeal.parts
    handling.accept(session, first.number, first.version, by=head, now=now)
    given: dict[str, Any] = {"who": "Özü", "means": Channel.PHONE, "by": operator}
    with pytest.raises(Refused), session.begin_nested():
        stopping.withdraw(session, first.number, first.version, now=now, **given)
    session.refresh(first)
    stopping.withdraw(session, appeal.number, appeal.version, now=now, **given)
    assert {part.state for part in appeal.parts} == {State.WITHDRAWN}
    later = now + timedelta(days=9)
    stopping.resume(session, appeal.number, appeal.version, reason="Qayıdıb.", by=operator, now=later)
    assert [part.state for part in (appeal, first, second)] == [State.SPLIT, State.ACCEPTED, State.ROUTED]
    assert {part.due_on for part in appeal.parts} == {appeal.due_on}
    stopping.withdraw(session, appeal.number, appeal.version, now=later, **given)
    answering.close(session, appeal.number, appeal.version, outcome=None, by=operator, now=later)
    assert {(part.state, part.outcome) for part in appeal.parts} == {(State.CLOSED, Outcome.WITHDRAWN)}
    assert [event.action for event in first.events][-4:] == [
        Action.WITHDRAW,
        Action.RESUME,
        Action.WITHDRAW,
        Action.CLOSE,
    ]
