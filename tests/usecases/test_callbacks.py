"""The queue of call-backs: one a number, one operator at a time, and an end that is told."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.calls import callbacks, queries
from callcenter.calls.callback_models import Callback
from callcenter.calls.callbacks import Result
from callcenter.calls.vocabulary import CallbackState, Why
from callcenter.core.clock import BAKU
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.call_events import missed

IN_VAIN = Result(CallbackState.OPEN, "Dəstəyi götürmədi.")
GIVE_UP = Result(CallbackState.GIVEN_UP, "Üç yarımgündə cavab vermədi.")


@pytest.fixture
def colleague(session: Session) -> Actor:
    return factories.make_actor(session, Role.OPERATOR)


@pytest.fixture
def owed(session: Session, now: datetime) -> Callback:
    call = missed(session, now)
    assert call.callback is not None
    return call.callback


@clause("002:3.0.2")
def test_a_call_ordered_by_hand_joins_the_missed_one(
    session: Session, owed: Callback, operator: Actor, now: datetime
) -> None:
    joined = callbacks.order(session, "(050) 212-44-87", note="Saat 15-dən sonra.", by=operator, now=now)
    assert joined is owed
    assert (joined.asked, joined.why, joined.note) == (2, Why.MISSED, "Saat 15-dən sonra.")


def test_an_order_needs_a_number(session: Session, operator: Actor, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refusal:
        callbacks.order(session, "yoxdur", note="", by=operator, now=now)
    assert set(refusal.value.fields) == {"number"}


def test_of_two_who_take_it_the_second_is_told_who_has_it(
    session: Session, owed: Callback, operator: Actor, colleague: Actor, now: datetime
) -> None:
    callbacks.take(session, owed.id, by=operator, now=now)
    with pytest.raises(Refused, match=operator.user.display_name if operator.user else "") as refusal:
        callbacks.take(session, owed.id, by=colleague, now=now + timedelta(minutes=9))
    assert refusal.value.code == "callback-taken"
    assert callbacks.take(session, owed.id, by=operator, now=now + timedelta(minutes=9)) is owed


def test_after_ten_minutes_or_by_hand_it_is_free_again(
    session: Session, owed: Callback, operator: Actor, colleague: Actor, now: datetime
) -> None:
    callbacks.take(session, owed.id, by=operator, now=now)
    later = now + timedelta(minutes=10)
    assert callbacks.take(session, owed.id, by=colleague, now=later).taken_by is colleague.user
    callbacks.let_go(session, owed.id, by=colleague, now=later)
    assert callbacks.take(session, owed.id, by=operator, now=later).taken_by is operator.user


def test_who_was_reached_leaves_the_queue(
    session: Session, owed: Callback, operator: Actor, now: datetime
) -> None:
    callbacks.take(session, owed.id, by=operator, now=now)
    callbacks.tell_result(
        session, owed.id, Result(CallbackState.REACHED, "İzah edildi."), by=operator, now=now
    )
    assert list(queries.queue(session, now)) == []
    assert (owed.closed_by, owed.result) == (operator.user, "İzah edildi.")
    with pytest.raises(Refused, match="artıq bağlanıb"):
        callbacks.take(session, owed.id, by=operator, now=now)


def test_an_appeal_that_does_not_exist_closes_nothing(
    session: Session, owed: Callback, operator: Actor, now: datetime
) -> None:
    with pytest.raises(NotFound):
        callbacks.tell_result(
            session, owed.id, Result(CallbackState.REACHED, appeal="M-2026-999999"), by=operator, now=now
        )
    assert owed.state is CallbackState.OPEN


def test_after_a_try_in_vain_it_waits_for_the_other_half_of_the_day(
    session: Session, owed: Callback, operator: Actor, now: datetime
) -> None:
    callbacks.tell_result(session, owed.id, IN_VAIN, by=operator, now=now)
    assert owed.next_try_at == datetime(2026, 10, 13, 13, tzinfo=BAKU)
    assert owed.due_at == datetime(2026, 10, 13, 18, tzinfo=BAKU)
    other = callbacks.order(session, "0123456789", note="", by=operator, now=now)
    assert list(queries.queue(session, now)) == [other, owed]


def test_it_is_given_up_after_three_half_days_and_with_a_note(
    session: Session, owed: Callback, operator: Actor
) -> None:
    moments = [datetime(2026, 10, 13, hour, tzinfo=BAKU) for hour in (10, 11, 15)]
    for at in moments:
        with pytest.raises(Refused, match="3 fərqli yarımgündə"):
            callbacks.tell_result(session, owed.id, GIVE_UP, by=operator, now=at)
        callbacks.tell_result(session, owed.id, IN_VAIN, by=operator, now=at)
    next_day = datetime(2026, 10, 14, 10, tzinfo=BAKU)
    with pytest.raises(InvalidInput) as refusal:
        callbacks.tell_result(session, owed.id, Result(CallbackState.GIVEN_UP), by=operator, now=next_day)
    assert set(refusal.value.fields) == {"note"}
    callbacks.tell_result(session, owed.id, GIVE_UP, by=operator, now=next_day)
    assert (owed.state, len(owed.tries)) == (CallbackState.GIVEN_UP, 4)


def test_the_nearest_due_stands_first(session: Session, operator: Actor, now: datetime) -> None:
    night = missed(session, now - timedelta(hours=14), number="0552223344").callback
    today = callbacks.order(session, "0501112233", note="", by=operator, now=now)
    assert list(queries.queue(session, now)) == [night, today]
    assert queries.waiting(session, now + timedelta(days=1)) == (2, 2)
