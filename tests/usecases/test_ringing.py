"""What an exchange pushes: one call whatever comes in whatever order, and what a lost call owes."""

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.calls import queries, ringing
from callcenter.calls.callback_models import Callback
from callcenter.calls.course import Told
from callcenter.calls.models import Call, CallEvent
from callcenter.calls.ringing import Push
from callcenter.calls.vocabulary import CallbackState, CallOutcome, Direction, Event, Why
from callcenter.core.clock import BAKU
from callcenter.core.errors import InvalidInput, Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.call_events import E164, NUMBER, answered, missed, tell


def open_ones(session: Session) -> list[Callback]:
    return list(session.scalars(select(Callback).where(Callback.state == CallbackState.OPEN)))


def test_repeated_and_mixed_messages_are_one_call(session: Session, now: datetime) -> None:
    user = factories.make_user(session, Role.OPERATOR)
    told: list[tuple[Event, int, dict[str, Any]]] = [
        (Event.RINGING, 0, {"number": NUMBER}),
        (Event.ANSWERED, 20, {"operator": user.name.upper()}),
        (Event.ENDED, 200, {"notice_given": True, "recording": "rec-7"}),
    ]
    seen = set()
    for place, order in enumerate(permutations([*told, told[1]])):
        for event, after, said in order:
            call = tell(
                session,
                f"one-{place}",
                event,
                now + timedelta(seconds=after),
                now + timedelta(hours=1),
                **said,
            )
        seen.add((call.number, call.outcome, call.wait_seconds, call.talk_seconds, call.operator_id,
                  call.notice_given, call.recording_ref, call.started_at, call.callback_id))  # fmt: skip
        assert len(list(session.scalars(select(CallEvent).where(CallEvent.call_id == call.id)))) == 3
    assert seen == {(E164, CallOutcome.ANSWERED, 20, 180, user.id, True, "rec-7", now, None)}
    assert session.scalar(select(func.count()).select_from(Call)) == len(list(permutations(range(4))))
    assert open_ones(session) == []


def test_an_operator_whom_nobody_knows_stays_a_text(session: Session, now: datetime) -> None:
    call = answered(session, now, operator="Agent/104")
    assert (call.operator_id, call.operator_text) == (None, "Agent/104")


def test_the_exchanges_clock_may_run_ahead_a_little_and_no_more(session: Session, now: datetime) -> None:
    assert tell(session, "ahead", Event.RINGING, now + timedelta(minutes=5), now)
    for wrong in (now + timedelta(minutes=5, seconds=1), now.replace(year=1999)):
        with pytest.raises(InvalidInput) as refusal:
            tell(session, "wrong", Event.RINGING, wrong, now)
        assert set(refusal.value.fields) == {"at"}


def test_two_exchanges_may_use_the_same_id(session: Session, now: datetime) -> None:
    first, new = ringing.note(session, Push("1", Told(Event.RINGING, now)), by=Actor(), now=now)
    other, also_new = ringing.note(
        session, Push("1", Told(Event.RINGING, now), "branch"), by=Actor(), now=now
    )
    assert new
    assert also_new
    assert first.id != other.id


def test_an_exchange_cannot_tell_no_end_of_a_call(session: Session, now: datetime) -> None:
    for second in range(ringing.EVENTS_OF_A_CALL):
        tell(session, "loop", Event.RINGING, now + timedelta(seconds=second), now)
    with pytest.raises(Refused, match="həddən artıq"):
        tell(session, "loop", Event.ENDED, now + timedelta(seconds=101), now)


@clause("002:3.0.2")
def test_a_missed_call_is_owed_a_call_on_the_same_day(session: Session, now: datetime) -> None:
    call = missed(session, now)
    assert call.outcome is CallOutcome.MISSED
    (owed,) = open_ones(session)
    assert (owed.number, owed.why, owed.asked) == (E164, Why.MISSED, 1)
    assert owed.due_at == datetime(2026, 10, 13, 18, tzinfo=BAKU)


@clause("002:3.0.2")
def test_a_call_at_night_is_owed_a_call_next_morning(session: Session) -> None:
    night = datetime(2026, 10, 13, 21, 30, tzinfo=BAKU)
    assert missed(session, night).outcome is CallOutcome.OUT_OF_HOURS
    (owed,) = open_ones(session)
    assert owed.due_at == datetime(2026, 10, 14, 11, tzinfo=BAKU)


def test_later_missed_calls_of_a_number_join_the_first(session: Session, now: datetime) -> None:
    for minutes, number in ((0, NUMBER), (5, "+994502124487"), (9, "sip:0502124487@pbx")):
        missed(session, now + timedelta(minutes=minutes), number=number)
    (owed,) = open_ones(session)
    assert (owed.asked, owed.asked_at, owed.last_asked_at) == (3, now, now + timedelta(minutes=9))


def test_a_withheld_number_is_owed_nothing(session: Session, now: datetime) -> None:
    call = missed(session, now, number="anonymous")
    assert (call.number, call.number_typed, call.callback_id) == (None, None, None)
    assert open_ones(session) == []


def test_a_call_of_ours_that_nobody_answered_is_owed_nothing(session: Session, now: datetime) -> None:
    tell(session, "out", Event.ENDED, now, now, number=NUMBER, direction=Direction.OUTBOUND)
    assert open_ones(session) == []


def test_who_calls_again_and_is_answered_needs_no_call_any_more(session: Session, now: datetime) -> None:
    missed(session, now)
    answered(session, now + timedelta(minutes=10))
    assert open_ones(session) == []
    (closed,) = session.scalars(select(Callback))
    assert (closed.state, closed.open_number) == (CallbackState.CALLED_AGAIN, None)


def test_a_missed_call_told_late_owes_nothing_to_who_was_answered_since(
    session: Session, now: datetime
) -> None:
    answered(session, now + timedelta(minutes=10))
    missed(session, now, now=now + timedelta(minutes=20))
    assert open_ones(session) == []


def test_who_is_missed_again_after_an_answer_is_owed_a_call_anew(session: Session, now: datetime) -> None:
    missed(session, now)
    answered(session, now + timedelta(minutes=10))
    missed(session, now + timedelta(hours=1))
    assert len(open_ones(session)) == 1


def test_history_sent_after_the_fact_makes_no_queue(session: Session, now: datetime) -> None:
    missed(session, now - timedelta(days=30), now=now)
    assert open_ones(session) == []


def test_an_operator_sees_what_rings_and_what_has_just_ended(session: Session, now: datetime) -> None:
    user = factories.make_user(session, Role.OPERATOR)
    call = answered(session, now, operator=user.name)
    assert queries.at_hand(session, user, now + timedelta(minutes=1)) == [call]
    tell(session, call.exchange_id, Event.ENDED, now + timedelta(minutes=2), now + timedelta(minutes=2))
    assert queries.at_hand(session, user, now + timedelta(minutes=3)) == [call]
    assert queries.at_hand(session, user, now + timedelta(minutes=30)) == []


def test_a_call_whose_end_was_never_told_is_missed_after_an_hour_and_can_still_be_set_right(
    session: Session, now: datetime
) -> None:
    call = tell(session, "lost", Event.RINGING, now, now, number=NUMBER)
    assert ringing.end_forgotten(session, now + timedelta(minutes=59)) == 0
    assert ringing.end_forgotten(session, now + timedelta(minutes=61)) == 1
    assert ringing.end_forgotten(session, now + timedelta(minutes=62)) == 0
    assert call.outcome is CallOutcome.MISSED
    assert len(open_ones(session)) == 1
    later = now + timedelta(hours=2)
    tell(session, "lost", Event.ANSWERED, now + timedelta(seconds=9), later)
    tell(session, "lost", Event.ENDED, now + timedelta(seconds=69), later)
    assert (call.outcome, call.wait_seconds, call.talk_seconds) == (CallOutcome.ANSWERED, 9, 60)
    assert open_ones(session) == []
