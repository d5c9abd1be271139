"""What people get wrong: each is refused with one sentence that says why, and nothing at all has changed after it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, handling, merging, reminding
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Outcome, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused, Stale
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.factories import EGOV, NETWORK, SOFTWARE
from tests.usecases.lives import truths

Log = Callable[..., Appeal]


def refused(session: Session, act: Callable[..., object], *given: object, **typed: object) -> Refused:
    """Return why the act was refused, after it was seen that nothing has changed."""
    before = truths.print_of(session)
    with pytest.raises(Refused) as refusal, session.begin_nested():
        act(session, *given, **typed)
    assert truths.print_of(session) == before
    sentences = getattr(refusal.value, "fields", {}) or {"": refusal.value.sentence}
    assert all(str(said).rstrip().endswith((".", "?")) for said in sentences.values())
    return refusal.value


def test_of_two_who_act_at_once_the_second_reads_who_did_what(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    other, read = factories.make_actor(session, Role.UNIT_HEAD, unit=NETWORK), routed.version
    handling.accept(session, routed.number, read, by=head, now=now)
    typed: dict[str, Any] = {"reason": "Bizim deyil.", "clause": "003:6.2.8", "by": other, "now": now}
    refusal = refused(session, handling.send_back, routed.number, read, **typed)
    assert isinstance(refusal, Stale)
    assert [said.values["what"] for said in refusal.changes] == [Action.ACCEPT]
    assert head.user is not None
    assert refusal.changes[0].values["who"] == head.user.display_name
    assert routed.state is State.ACCEPTED


def test_an_executor_is_given_no_day_that_has_passed(
    session: Session, routed: Appeal, head: Actor, executor: Actor, now: datetime
) -> None:
    handling.accept(session, routed.number, routed.version, by=head, now=now)
    refusal = refused(
        session,
        handling.assign,
        routed.number,
        routed.version,
        executor=factories.staff_id(executor),
        instruction="Baxın.",
        internal_due_on=baku_date(now) - timedelta(days=1),
        by=head,
        now=now,
    )
    assert isinstance(refusal, InvalidInput)
    assert list(refusal.fields) == ["internal_due_on"]


@pytest.mark.parametrize(("days", "why"), [(-30, "before it was approved"), (1, "in the future")])
def test_nobody_was_told_an_answer_before_it_was_approved_or_tomorrow(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime, days: int, why: str
) -> None:
    answering.approve(session, drafted.number, drafted.version, by=head, now=now)
    refusal = refused(
        session,
        answering.deliver,
        drafted.number,
        drafted.version,
        delivery=Delivery.PHONE,
        note="Özünə deyildi.",
        outcome=Outcome.SATISFIED,
        day=baku_date(now) + timedelta(days=days),
        by=operator,
        now=now,
    )
    assert isinstance(refusal, InvalidInput)
    assert list(refusal.fields) == ["day"], why


@clause("1308-IVQ:10.2")
def test_a_limit_that_has_passed_is_not_extended(
    session: Session, in_work: Appeal, head: Actor, now: datetime
) -> None:
    last = datetime.combine(in_work.due_on, now.timetz())
    typed: dict[str, Any] = {"ground": "extended", "days": 5, "reason": "Sifariş gözlənilir.", "by": head}
    given = (in_work.number, in_work.version)
    late = refused(session, handling.extend, *given, **typed, now=last + timedelta(days=1))
    assert late.code == "extension-too-late"
    handling.extend(session, *given, **typed, now=last)


@clause("1308-IVQ:10.2")
def test_a_limit_is_not_extended_twice(session: Session, in_work: Appeal, head: Actor, now: datetime) -> None:
    typed: dict[str, Any] = {
        "ground": "extended",
        "days": 5,
        "reason": "Sifariş gözlənilir.",
        "by": head,
        "now": now,
    }
    handling.extend(session, in_work.number, in_work.version, **typed)
    again = refused(session, handling.extend, in_work.number, in_work.version, **typed)
    assert again.code == "already-extended"


def test_the_author_does_not_approve(session: Session, in_work: Appeal, head: Actor, now: datetime) -> None:
    typed: dict[str, Any] = {"text": "Bağlantı bərpa olundu.", "outcome": Outcome.SATISFIED}
    answering.draft(session, in_work.number, in_work.version, **typed, by=head, now=now)
    own = refused(session, answering.approve, in_work.number, in_work.version, by=head, now=now)
    assert own.code == "own-text"


def test_a_unit_that_was_retired_gets_nothing(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    directory.unit_named(session, SOFTWARE).retired_at = now
    session.flush()
    retired = refused(session, handling.route, appeal.number, 1, unit=SOFTWARE, by=operator, now=now)
    assert retired.code == "retired-unit"


@pytest.mark.parametrize(
    ("which", "into", "code"),
    [
        (1, 1, "merged-into-itself"),
        # The second is merged into the first already.
        (2, 1, "merged-in-a-chain"),
        (0, 1, "merged-in-a-chain"),
        (0, 2, "merged-in-a-chain"),
    ],
)
def test_merged_appeals_make_no_chain_and_no_ring(
    session: Session, log: Log, operator: Actor, now: datetime, which: int, into: int, code: str
) -> None:
    known = [log(), log(), log()]
    merging.merge(session, known[1].number, 1, into=known[0].number, by=operator, now=now)
    ring = refused(
        session,
        merging.merge,
        known[which].number,
        known[which].version,
        into=known[into].number,
        by=operator,
        now=now,
    )
    assert ring.code == code


def test_a_follow_up_is_not_answered_by_those_of_whom_it_complains(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    main, follow_up = log(), log(about_unit=EGOV)
    handling.route(session, main.number, 1, unit=EGOV, by=operator, now=now)
    typed: dict[str, Any] = {"into": main.number, "by": operator, "now": now}
    merging.merge(session, follow_up.number, 1, **typed)
    assert (main.unit, main.about_unit, main.state) == (None, follow_up.about_unit, State.RETURNED)


def test_a_clock_that_was_moved_back_takes_no_step(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    earlier = now - timedelta(minutes=2)
    typed: dict[str, Any] = {"by": head, "now": earlier}
    moved_back = refused(session, handling.accept, routed.number, routed.version, **typed)
    assert moved_back.code == "clock-moved-back"
    assert routed.number in str(moved_back.sentence)


def test_the_clocks_of_two_machines_may_differ_a_little(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    handling.accept(session, routed.number, routed.version, by=head, now=now - timedelta(seconds=20))
    assert routed.events[-1].at == routed.events[-2].at == now


def test_reminders_wait_for_a_clock_that_was_moved_back_and_go_on_with_the_others(
    session: Session, log: Log, now: datetime
) -> None:
    ahead = log(now=now + timedelta(days=60))
    for appeal in (ahead, log()):
        appeal.due_on = baku_date(now)
    session.flush()
    assert reminding.remind_due(session, now) == 1
    assert [event.action for event in ahead.events] == [Action.LOG]
