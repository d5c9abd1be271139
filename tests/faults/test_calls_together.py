"""Several at once: an exchange that sends in parallel, and operators who reach for the same call-back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import func, select

from callcenter.accounts.vocabulary import Role
from callcenter.calls import callbacks
from callcenter.calls.callback_models import Callback
from callcenter.calls.models import Call, CallEvent
from callcenter.calls.vocabulary import CallOutcome, Event
from callcenter.core.db import Database
from callcenter.core.errors import Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.usecases.call_events import NUMBER, missed, tell


def test_the_messages_of_ten_calls_sent_side_by_side_make_ten_calls(
    shared_database: Database, now: datetime
) -> None:
    told = [(Event.RINGING, 0), (Event.ANSWERED, 12), (Event.ENDED, 72)] * 2

    def push(turn: int) -> None:
        event, seconds = told[turn // 10]
        with shared_database.transaction() as session:
            tell(
                session,
                f"side-{turn % 10}",
                event,
                now + timedelta(seconds=seconds),
                now,
                number=f"05021244{turn % 10:02d}",
            )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(push, range(60)))
    with shared_database.reading() as session:
        calls = session.scalars(select(Call)).all()
        assert {(call.outcome, call.wait_seconds, call.talk_seconds) for call in calls} == {
            (CallOutcome.ANSWERED, 12, 60)
        }
        assert len(calls) == 10
        assert session.scalar(select(func.count()).select_from(CallEvent)) == 30
        assert session.scalar(select(func.count()).where(Callback.open_number.is_not(None))) == 0


def test_eight_calls_of_one_number_missed_at_once_owe_one_call(
    shared_database: Database, now: datetime
) -> None:
    def miss(turn: int) -> None:
        with shared_database.transaction() as session:
            missed(session, now + timedelta(seconds=turn), now=now + timedelta(minutes=2))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(miss, range(8)))
    with shared_database.reading() as session:
        (owed,) = session.scalars(select(Callback)).all()
        assert owed.asked == 8


def test_of_four_operators_who_take_it_at_once_one_has_it(shared_database: Database, now: datetime) -> None:
    with shared_database.transaction() as session:
        operators = [factories.make_actor(session, Role.OPERATOR) for _ in range(4)]
        owed = callbacks.order(session, NUMBER, note="", by=operators[0], now=now).id

    def take(operator: Actor) -> str:
        try:
            with shared_database.transaction() as session:
                callbacks.take(session, owed, by=operator, now=now)
        except Refused as refusal:
            return refusal.code
        return "taken"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, operators)) == ["callback-taken"] * 3 + ["taken"]
