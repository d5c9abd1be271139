"""A unit's policy: off by default, refused when it makes no sense, and what it lets go by itself can be undone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.appeals import handling, policy_setting, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.policy_setting import PolicyDraft
from callcenter.appeals.vocabulary import Action, Decision, State
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.trail import TrailEntry
from callcenter.directory.actors import Actor
from knowledge_base import importing, revisions
from knowledge_base.models import Example
from knowledge_base.statutes.statute import Act, Clause, StatuteText
from knowledge_base.vocabulary import ExampleStanding
from tests import factories

Log = Callable[..., Appeal]


def switch_on(session: Session, chief: Actor, now: datetime, **more: Any) -> None:
    draft = {
        "unit": factories.NETWORK,
        "ask_below": 0.5,
        "not_ours_from": 0.6,
        "auto_route_from": 0.6,
        **more,
    }
    policy_setting.set_policy(session, PolicyDraft(**draft), by=chief, now=now)


def test_without_a_policy_nothing_goes_by_itself(session: Session, log: Log) -> None:
    appeal = log()
    assert (appeal.state, appeal.decision) == (State.REGISTERED, Decision.ROUTE)


def test_where_the_ministry_allows_it_the_appeal_goes_and_the_reason_stands_in_its_history(
    session: Session, log: Log, chief: Actor, now: datetime
) -> None:
    switch_on(session, chief, now)
    appeal = log()
    assert appeal.state is State.ROUTED
    assert appeal.unit is not None
    assert appeal.unit.code == factories.NETWORK
    event = appeal.events[-1]
    assert (event.action, event.user_id, event.api_key_id) == (Action.ROUTE, None, None)
    assert event.details["automatic_from"] == 0.6 <= event.details["confidence"]
    assert event.clause
    assert session.scalar(select(func.count()).select_from(Example)) == 0


def test_what_goes_by_itself_keeps_the_version_of_the_statute_it_went_by(
    session: Session, log: Log, chief: Actor, now: datetime
) -> None:
    switch_on(session, chief, now)
    key = log().clause or ""
    code, _, number = key.partition(":")
    clause = Clause(number, key, number.partition(".")[0], None, "şəbəkənin işini təmin edir;", "duty")
    statute = StatuteText(code, None, "Əsasnamə", Act(None, None, None), clauses=(clause,))
    importing.import_statute(session, statute, now=now)
    again = log()
    assert again.clause == key
    assert again.statute_version == revisions.in_force(session, code)


def test_the_head_who_takes_it_is_the_first_person_who_teaches(
    session: Session, log: Log, chief: Actor, head: Actor, now: datetime
) -> None:
    switch_on(session, chief, now)
    appeal = log()
    handling.accept(session, appeal.number, appeal.version, by=head, now=now)
    example = session.scalars(select(Example)).one()
    assert (example.by_id, example.standing) == (head.user_id, ExampleStanding.PROVISIONAL)


def test_the_unit_sends_it_back_as_any_other(
    session: Session, log: Log, chief: Actor, head: Actor, now: datetime
) -> None:
    switch_on(session, chief, now)
    appeal = log()
    handling.send_back(
        session, appeal.number, appeal.version, reason="Bizim deyil.", clause="003:6.2.8", by=head, now=now
    )
    assert appeal.state is State.RETURNED


@pytest.mark.parametrize("guarded", [{"confidential": True}, {"about_unit": factories.CALL_CENTRE}])
def test_guarded_appeals_wait_for_a_click(
    session: Session, log: Log, chief: Actor, now: datetime, guarded: dict[str, object]
) -> None:
    switch_on(session, chief, now)
    assert log(**guarded).state is State.REGISTERED


def test_below_the_threshold_a_person_decides(
    session: Session, log: Log, chief: Actor, now: datetime
) -> None:
    switch_on(session, chief, now, auto_route_from=1.0)
    assert log().state is State.REGISTERED


@pytest.mark.parametrize(
    ("nonsense", "field"),
    [
        ({"ask_below": 1.2}, "ask_below"),
        ({"not_ours_from": -0.1}, "not_ours_from"),
        ({"auto_route_from": float("nan")}, "auto_route_from"),
        ({"ask_below": 0.9, "auto_route_from": 0.8}, "auto_route_from"),
    ],
)
def test_nonsense_is_refused_beside_its_field(
    session: Session, chief: Actor, now: datetime, nonsense: dict[str, float], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        switch_on(session, chief, now, **nonsense)
    assert set(refused.value.fields) == {field}


def test_who_switched_it_on_and_off_stands_in_the_trail(
    session: Session, chief: Actor, now: datetime
) -> None:
    switch_on(session, chief, now)
    switch_on(session, chief, now, auto_route_from=None)
    kept = session.scalars(
        select(TrailEntry).where(TrailEntry.what == "policy.set").order_by(TrailEntry.id)
    ).all()
    assert [(one.user_id, one.about, one.details["auto_route_from"]) for one in kept] == [
        (chief.user_id, factories.NETWORK, 0.6),
        (chief.user_id, factories.NETWORK, None),
    ]


def test_another_bodys_unit_gets_nothing_by_itself(session: Session, chief: Actor, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        switch_on(session, chief, now, unit="Protokol sektoru")
    assert refused.value.code == "not-home-unit"


def test_what_was_accepted_and_not_sent_back_is_judged_by_the_suggestion_of_intake(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    taken, returned = log(), log()
    for appeal in (taken, returned):
        handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)
        handling.accept(session, appeal.number, 2, by=head, now=now)
    handling.send_back(
        session, returned.number, 3, reason="Bizim deyil.", clause="003:6.2.8", by=head, now=now
    )
    judged = queries.judged(session, now)
    assert [(one.unit, one.place, one.by_itself) for one in judged] == [
        (taken.unit.name if taken.unit else "", 1, False)
    ]
