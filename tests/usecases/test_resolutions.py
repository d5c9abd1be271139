"""The head's resolution: executor and helpers, the internal day, choice by rule, and what is refused."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, events, executors, handling, queries, resolutions
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Delivery, Kind, Outcome, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused, Stale
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
from tests import factories
from tests.clauses import clause
from tests.factories import EGOV, NETWORK, SOFTWARE, staff_id

Log = Callable[..., Appeal]
Give = Callable[..., Appeal]
FRIDAY = date(2026, 10, 16)


@pytest.fixture
def give(session: Session, head: Actor, now: datetime) -> Give:
    """Give an appeal to somebody; what is not given is nothing."""

    def given(appeal: Appeal, executor: Actor | int | str, **more: Any) -> Appeal:
        wanted = staff_id(executor) if isinstance(executor, Actor) else executor
        values = {"instruction": "Baxın.", "by": head, "now": now, **more}
        return handling.assign(session, appeal.number, appeal.version, executor=wanted, **values)

    return given


@clause("002:5.4.2", "001:5.8.9", "001:5.12.4")
def test_a_resolution_says_who_executes_with_whom_until_when_and_how(
    session: Session, accepted: Appeal, executor: Actor, colleague: Actor, head: Actor, give: Give
) -> None:
    give(accepted, executor, co_executors=[staff_id(colleague)], internal_due_on=FRIDAY)
    (resolution,) = resolutions.of_appeal(session, accepted)
    assert resolution.executor is accepted.executor
    assert resolution.co_executors == [colleague.staff]
    assert (resolution.internal_due_on, resolution.instruction) == (FRIDAY, "Baxın.")
    assert resolution.user is head.user
    assert accepted.internal_due_on == FRIDAY
    assert accepted.state is State.IN_WORK


def test_the_newest_resolution_counts_and_the_earlier_ones_stay(
    session: Session, accepted: Appeal, executor: Actor, colleague: Actor, give: Give
) -> None:
    give(accepted, executor, co_executors=[staff_id(colleague)], internal_due_on=FRIDAY)
    give(accepted, executor)
    assert len(resolutions.of_appeal(session, accepted)) == 2
    assert accepted.internal_due_on is None
    assert not resolutions.co_executes(session, colleague, accepted)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 12), "keçmiş gün"),
        (date(2026, 10, 17), "iş günü deyil"),
        (date(2027, 1, 5), "qanuni icra müddətindən"),
    ],
)
def test_an_internal_day_that_cannot_be_is_refused_with_one_sentence(
    accepted: Appeal, executor: Actor, give: Give, day: date, said: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        give(accepted, executor, internal_due_on=day)
    assert said in str(refused.value.fields["internal_due_on"])
    assert accepted.state is State.ACCEPTED


def test_all_that_is_wrong_is_said_together(
    session: Session, accepted: Appeal, executor: Actor, give: Give
) -> None:
    stranger = factories.make_actor(session, Role.UNIT_STAFF, unit=SOFTWARE)
    with pytest.raises(InvalidInput) as refused:
        give(accepted, stranger, co_executors=[staff_id(stranger)], internal_due_on=date(2026, 10, 12))
    assert set(refused.value.fields) == {"executor", "co_executors", "internal_due_on"}


def test_the_executors_day_follows_when_the_legal_one_comes_before_it(
    session: Session, log: Log, operator: Actor, head: Actor, executor: Actor, give: Give, now: datetime
) -> None:
    appeal = log(kind=Kind.COMPLAINT)
    handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now)
    handling.accept(session, appeal.number, appeal.version, by=head, now=now)
    give(appeal, executor, internal_due_on=appeal.due_on)
    handling.reclassify(session, appeal.number, appeal.version, kind=Kind.INQUIRY, by=operator, now=now)
    assert appeal.internal_due_on == appeal.due_on
    assert events.due_of(session, appeal.events).due_on == appeal.due_on


def test_a_helper_of_another_unit_of_the_head_sees_the_appeal_and_drafts(
    session: Session, log: Log, operator: Actor, executor: Actor, give: Give, now: datetime
) -> None:
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    helper = factories.make_actor(session, Role.UNIT_STAFF, unit=SOFTWARE)
    appeal = log(confidential=True)
    handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now)
    handling.accept(session, appeal.number, appeal.version, by=director, now=now)
    with pytest.raises(NotFound):
        queries.appeal_numbered(session, helper, appeal.number)
    give(appeal, executor, co_executors=[staff_id(helper)], by=director)
    assert appeal in queries.inbox(session, helper)
    answering.draft(
        session, appeal.number, appeal.version, text="Cavab.", outcome=Outcome.EXPLAINED, by=helper, now=now
    )
    assert appeal.state is State.AWAITING_APPROVAL


def test_who_helped_sees_a_reopened_appeal_no_more(
    session: Session, log: Log, operator: Actor, head: Actor, executor: Actor, now: datetime
) -> None:
    helper = factories.make_actor(session, Role.UNIT_HEAD, unit=SOFTWARE)
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    appeal = log()
    steps: list[tuple[Callable[..., Appeal], Actor, dict[str, Any]]] = [
        (handling.route, operator, {"unit": NETWORK}),
        (handling.accept, director, {}),
        (
            handling.assign,
            director,
            {"executor": staff_id(executor), "co_executors": [staff_id(helper)], "instruction": ""},
        ),
        (answering.draft, executor, {"text": "Cavab.", "outcome": Outcome.EXPLAINED}),
        (answering.approve, head, {}),
        (
            answering.deliver,
            operator,
            {"delivery": Delivery.PHONE, "note": "Özünə", "outcome": Outcome.EXPLAINED},
        ),
    ]
    for act, by, values in steps:
        act(session, appeal.number, appeal.version, by=by, now=now, **values)
    assert queries.appeal_numbered(session, helper, appeal.number) is appeal
    answering.reopen(session, appeal.number, appeal.version, reason="Yeni hal.", by=operator, now=now)
    with pytest.raises(NotFound):
        queries.appeal_numbered(session, helper, appeal.number)


def test_a_colleague_who_does_not_help_does_not_draft(
    session: Session, accepted: Appeal, executor: Actor, colleague: Actor, give: Give, now: datetime
) -> None:
    give(accepted, executor)
    with pytest.raises(NotAllowed):
        answering.draft(
            session,
            accepted.number,
            accepted.version,
            text="Cavab.",
            outcome=Outcome.EXPLAINED,
            by=colleague,
            now=now,
        )


def test_people_of_the_units_below_execute_too(
    session: Session, log: Log, operator: Actor, executor: Actor, now: datetime
) -> None:
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    appeal = log()
    handling.route(session, appeal.number, 1, unit=EGOV, by=operator, now=now)
    handling.accept(session, appeal.number, appeal.version, by=director, now=now)
    assert appeal not in queries.inbox(session, executor)
    handling.assign(
        session,
        appeal.number,
        appeal.version,
        executor=staff_id(executor),
        instruction="",
        by=director,
        now=now,
    )
    assert appeal in queries.inbox(session, executor)


@clause("002:5.4.2")
def test_taking_turns_gives_the_next_appeal_to_whose_last_is_the_longest_ago(
    session: Session,
    log: Log,
    operator: Actor,
    head: Actor,
    executor: Actor,
    colleague: Actor,
    give: Give,
    now: datetime,
) -> None:
    given_to = []
    for hour in range(4):
        appeal = log()
        at = now + timedelta(hours=hour)
        handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=at)
        handling.accept(session, appeal.number, appeal.version, by=head, now=at)
        given_to.append(give(appeal, "turn", now=at).executor_id)
    assert given_to == [staff_id(executor), staff_id(colleague)] * 2


@clause("002:4.0.09")
def test_the_load_that_a_head_reads_counts_nothing_that_the_head_may_not_know_of(
    session: Session, accepted: Appeal, executor: Actor, head: Actor, give: Give, log: Log, now: datetime
) -> None:
    assert head.staff is not None
    against = log(about_staff=head.staff.full_name)
    # The head of the centre lets the unit have it, and somebody above gives it out.
    against.unit, against.override_unit_id = accepted.unit, accepted.unit_id
    against.executor, against.state = executor.staff, State.IN_WORK
    session.flush()
    (worker,) = [
        one
        for one in executors.workers(session, accepted, head, baku_date(now))
        if one.staff is executor.staff
    ]
    assert worker.load == 0


def test_the_least_loaded_gets_the_next_appeal(
    session: Session,
    log: Log,
    operator: Actor,
    head: Actor,
    executor: Actor,
    colleague: Actor,
    give: Give,
    now: datetime,
) -> None:
    for _ in range(2):
        appeal = log()
        handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now)
        handling.accept(session, appeal.number, appeal.version, by=head, now=now)
        give(appeal, executor)
    another = log()
    handling.route(session, another.number, 1, unit=NETWORK, by=operator, now=now)
    handling.accept(session, another.number, another.version, by=head, now=now)
    assert give(another, "least_loaded").executor_id == staff_id(colleague)


def test_a_rule_with_nobody_to_choose_from_says_so(
    session: Session, routed: Appeal, operator: Actor, now: datetime
) -> None:
    head = factories.make_actor(session, Role.UNIT_HEAD, unit=NETWORK)
    handling.accept(session, routed.number, routed.version, by=head, now=now)
    helpers = [one.id for one in directory.staff_of(session, [routed.unit_id or 0])]
    with pytest.raises(InvalidInput) as refused:
        handling.assign(
            session,
            routed.number,
            routed.version,
            executor="turn",
            co_executors=helpers,
            instruction="",
            by=head,
            now=now,
        )
    assert "executor" in refused.value.fields


@clause("002:4.0.09")
def test_the_accused_never_get_the_appeal_by_name_by_rule_or_as_helpers(
    session: Session, log: Log, operator: Actor, executor: Actor, give: Give, now: datetime
) -> None:
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    other = factories.make_actor(session, Role.UNIT_STAFF, unit=EGOV)
    accused = factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK)
    assert accused.staff is not None
    appeal = log(about_staff=accused.staff.full_name)
    handling.route(session, appeal.number, 1, unit=EGOV, by=operator, now=now)
    handling.accept(session, appeal.number, appeal.version, by=director, now=now)
    for chosen, helpers in ((accused, []), (executor, []), (other, [executor])):
        with pytest.raises(Refused) as refused:
            give(appeal, chosen, co_executors=[staff_id(one) for one in helpers], by=director)
        assert refused.value.code == "conflict-of-interest"
    give(appeal, "least_loaded", by=director)
    assert appeal.executor_id == staff_id(other)


@pytest.mark.parametrize("why", ["disabled", "retired", "operator"])
def test_who_cannot_do_the_work_is_refused_with_one_sentence(
    session: Session, log: Log, operator: Actor, now: datetime, why: str
) -> None:
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    role = Role.OPERATOR if why == "operator" else Role.UNIT_STAFF
    unable = factories.make_actor(session, role, unit=NETWORK)
    assert unable.staff is not None
    assert unable.user is not None
    if why == "disabled":
        unable.user.disabled_at = now
    if why == "retired":
        unable.staff.unit.retired_at = now
    session.flush()
    appeal = log()
    handling.route(session, appeal.number, 1, unit=EGOV, by=operator, now=now)
    handling.accept(session, appeal.number, appeal.version, by=director, now=now)
    with pytest.raises(InvalidInput) as refused:
        handling.assign(
            session,
            appeal.number,
            appeal.version,
            executor=unable.staff.id,
            instruction="",
            by=director,
            now=now,
        )
    assert set(refused.value.fields) == {"executor"}


def test_of_two_heads_who_give_it_out_at_once_one_wins_and_the_other_learns_what_changed(
    session: Session, accepted: Appeal, executor: Actor, colleague: Actor, give: Give
) -> None:
    director = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    read = accepted.version
    give(accepted, executor)
    with pytest.raises(Stale) as refused:
        handling.assign(
            session,
            accepted.number,
            read,
            executor=staff_id(colleague),
            instruction="",
            by=director,
            now=accepted.events[-1].at,
        )
    assert refused.value.current == accepted.version
    assert "icraçıya verildi" in str(refused.value.changes[0])
    assert accepted.executor is executor.staff


def test_the_nearer_of_the_two_days_orders_an_executors_own_work(
    session: Session, log: Log, operator: Actor, head: Actor, executor: Actor, give: Give, now: datetime
) -> None:
    legal, internal = log(kind=Kind.INQUIRY), log(kind=Kind.COMPLAINT)
    for appeal in (legal, internal):
        handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now)
        handling.accept(session, appeal.number, appeal.version, by=head, now=now)
    give(legal, executor)
    give(internal, executor, internal_due_on=FRIDAY)
    assert executor.user is not None
    assert list(queries.inbox(session, actor_of(session, executor.user))) == [internal, legal]
