"""Answering: two people for each written answer, one outcome for each closed appeal."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import answering, handling
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Outcome, State
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause

Log = Callable[..., Appeal]


@clause("002:3.0.2", "002:3.0.1")
def test_an_answer_on_the_line_with_its_outcome_closes_the_appeal(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    assert (appeal.state, appeal.outcome) == (State.CLOSED, Outcome.EXPLAINED)
    assert appeal.answered_on_line
    assert [event.action for event in appeal.events] == [Action.LOG, Action.ANSWER_ON_LINE, Action.CLOSE]


def test_an_answer_on_the_line_may_wait_for_its_outcome(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, outcome=None, by=operator, now=now)
    assert appeal.state is State.ANSWERED_ON_LINE
    answering.close(session, appeal.number, 2, outcome=Outcome.EXPLAINED, by=operator, now=now)
    assert appeal.closed_at == now


def test_what_was_answered_is_written_down(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refused:
        answering.answer_on_line(session, log().number, 1, text="", outcome=None, by=operator, now=now)
    assert "text" in refused.value.fields


@clause("001:5.11.1")
def test_only_the_executor_drafts(session: Session, in_work: Appeal, now: datetime) -> None:
    colleague = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)
    with pytest.raises(NotAllowed):
        answering.draft(
            session,
            in_work.number,
            in_work.version,
            text="Mən də yazım",
            outcome=Outcome.EXPLAINED,
            by=colleague,
            now=now,
        )


def test_a_draft_says_its_outcome(session: Session, in_work: Appeal, executor: Actor, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        answering.draft(session, in_work.number, in_work.version, text="", outcome=None, by=executor, now=now)
    assert set(refused.value.fields) == {"text", "outcome"}
    assert in_work.state is State.IN_WORK


def test_the_author_never_approves_the_own_text(
    session: Session, in_work: Appeal, head: Actor, now: datetime
) -> None:
    answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="Özüm yazdım.",
        outcome=Outcome.EXPLAINED,
        by=head,
        now=now,
    )
    before = in_work.version
    with pytest.raises(NotAllowed) as refused:
        answering.approve(session, in_work.number, before, by=head, now=now)
    assert refused.value.code == "own-text"
    assert (in_work.state, in_work.version) == (State.AWAITING_APPROVAL, before)


def test_two_systems_are_two_authors(
    session: Session, routed: Appeal, executor: Actor, now: datetime
) -> None:
    writer = Actor(api_key=factories.make_key(session, Scope.APPEALS_WRITE)[0])
    number = routed.number
    handling.accept(session, number, routed.version, by=writer, now=now)
    handling.assign(
        session,
        number,
        routed.version,
        executor=factories.staff_id(executor),
        instruction="",
        by=writer,
        now=now,
    )
    answering.draft(
        session, number, routed.version, text="Cavab.", outcome=Outcome.EXPLAINED, by=writer, now=now
    )
    with pytest.raises(NotAllowed):
        answering.approve(session, number, routed.version, by=writer, now=now)
    other = Actor(api_key=factories.make_key(session, Scope.APPEALS_WRITE)[0])
    answering.approve(session, number, routed.version, by=other, now=now)
    assert routed.state is State.APPROVED


def test_a_draft_sent_for_revision_comes_back_with_the_reason(
    session: Session, drafted: Appeal, head: Actor, executor: Actor, now: datetime
) -> None:
    answering.revise(session, drafted.number, drafted.version, reason="Müddəti də yazın.", by=head, now=now)
    assert drafted.state is State.IN_WORK
    assert drafted.answers[-1].revision == "Müddəti də yazın."
    answering.draft(
        session,
        drafted.number,
        drafted.version,
        text="Sabah saat 10-da bərpa olunacaq.",
        outcome=Outcome.SATISFIED,
        by=executor,
        now=now,
    )
    assert len(drafted.answers) == 2


def test_a_delivered_answer_stops_the_clock_and_closes_with_its_outcome(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    answering.approve(session, drafted.number, drafted.version, by=head, now=now)
    told = now + timedelta(days=3)
    answering.deliver(
        session,
        drafted.number,
        drafted.version,
        delivery=Delivery.PHONE,
        note="Özünə deyildi.",
        outcome=Outcome.SATISFIED,
        by=operator,
        now=told,
    )
    assert (drafted.state, drafted.answered_at, drafted.outcome) == (State.CLOSED, told, Outcome.SATISFIED)
    assert drafted.answers[-1].delivery is Delivery.PHONE


def test_nothing_is_delivered_before_it_is_approved(
    session: Session, drafted: Appeal, operator: Actor, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        factories.tell(session, drafted, by=operator, now=now)
    assert refused.value.code == "wrong-state"
    assert drafted.state is State.AWAITING_APPROVAL


def test_a_reopened_appeal_counts_its_days_anew(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    answering.reopen(
        session, appeal.number, 3, reason="Yeni sənəd təqdim edib.", by=operator, now=now + timedelta(days=20)
    )
    assert (appeal.state, appeal.outcome) == (State.REOPENED, None)
    assert appeal.due_on == date(2026, 11, 25)
