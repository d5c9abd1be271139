"""Open call-backs and requests for copies are due by the law in force; what is over stands where it stood."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter import jobs
from callcenter.accounts.vocabulary import Role
from callcenter.calls import callbacks, copies, queries, recounting
from callcenter.calls.callback_models import Callback
from callcenter.calls.callbacks import Result
from callcenter.calls.models import Call
from callcenter.calls.recounting import OfCalls
from callcenter.calls.vocabulary import CallbackState
from callcenter.core.clock import BAKU
from callcenter.directory.actors import Actor
from callcenter.law import changing
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.upkeep import doctor
from tests.factories import make_actor
from tests.usecases.call_events import missed

IN_VAIN = Result(CallbackState.OPEN, "Dəstəyi götürmədi.")
PutInForce = Callable[[Change], list[str]]


@pytest.fixture
def put_in_force(session: Session) -> PutInForce:
    """Put a change in force, count the clocks anew, and return what was shown before."""

    def changed(change: Change) -> list[str]:
        shown = [str(one) for one in OfCalls().moved_by(session, change, Actor())]
        changing.put_in_force(session, change)
        recounting.recount(session)
        assert list(doctor._other_clocks(session)) == []
        return shown

    return changed


@pytest.fixture
def call(session: Session, now: datetime) -> Call:
    """A call missed at noon on a Tuesday."""
    return missed(session, now)


@pytest.fixture
def owed(call: Call) -> Callback:
    assert call.callback is not None
    return call.callback


def baku(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=BAKU)


def rest(day: int, kind: str = "swap") -> DayChange:
    return DayChange(date(2026, 10, day), working=False, name="istirahət günü", kind=kind, source="NK qərarı")


def try_in_vain(session: Session, callback: Callback, by: Actor, at: datetime) -> None:
    callbacks.tell_result(session, callback.id, IN_VAIN, by=by, now=at)


def test_on_a_day_that_is_shortened_a_call_is_returned_an_hour_sooner(
    owed: Callback, put_in_force: PutInForce
) -> None:
    assert owed.due_at == baku(13, 18)
    assert put_in_force(rest(14, "holiday")) == ["geri zənglər: 1"]
    assert owed.due_at == baku(13, 17)


def test_a_call_of_the_night_is_returned_when_the_lines_open_again(
    session: Session, put_in_force: PutInForce
) -> None:
    owed = missed(session, baku(13, 20)).callback
    assert owed is not None
    assert owed.due_at == baku(14, 11)
    assert put_in_force(rest(14)) == ["geri zənglər: 1"]
    assert owed.due_at == baku(15, 11)


def test_the_next_try_counts_after_one_in_vain(
    session: Session, owed: Callback, operator: Actor, put_in_force: PutInForce
) -> None:
    try_in_vain(session, owed, operator, baku(13, 15))
    assert (owed.next_try_at, owed.due_at) == (baku(14, 9), baku(14, 18))
    put_in_force(rest(14))
    assert owed.due_at == baku(15, 11)


def test_who_calls_again_after_a_try_in_vain_is_called_today_and_a_change_forgets_that_not(
    session: Session, owed: Callback, operator: Actor, put_in_force: PutInForce
) -> None:
    try_in_vain(session, owed, operator, baku(13, 15))
    for minute in (0, 30):
        callbacks.order(session, owed.number_typed, note="", by=operator, now=baku(13, 16, minute))
        assert owed.due_at == baku(13, 18)
        assert list(queries.queue(session, baku(13, 16, minute))) == [owed]
    assert put_in_force(rest(15)) == []
    assert owed.due_at == baku(13, 18)


def test_who_calls_again_later_than_the_planned_try_gains_no_time_by_it(
    session: Session, owed: Callback, operator: Actor
) -> None:
    try_in_vain(session, owed, operator, baku(13, 11))
    callbacks.order(session, owed.number_typed, note="", by=operator, now=baku(14, 10))
    assert owed.due_at == baku(13, 18)


def test_a_call_that_was_returned_stands_where_it_stood(
    session: Session, owed: Callback, operator: Actor, now: datetime, put_in_force: PutInForce
) -> None:
    reached = Result(CallbackState.REACHED, "İzah edildi.")
    callbacks.tell_result(session, owed.id, reached, by=operator, now=now)
    assert put_in_force(rest(14, "holiday")) == []
    assert owed.due_at == baku(13, 18)


def test_a_copy_moves_until_it_is_decided(
    session: Session, call: Call, operator: Actor, now: datetime, put_in_force: PutInForce
) -> None:
    call.recording_ref = "on the exchange"
    asked = [
        copies.register(session, call.id, name=name, identity="şəxsiyyət vəsiqəsi", by=operator, now=now)
        for name in ("Aytən", "Sevinc")
    ]
    assert [one.due_on for one in asked] == [date(2026, 10, 20)] * 2
    head = make_actor(session, Role.CENTRE_HEAD)
    copies.refuse(session, asked[0].number, reason="Zəng edən deyil.", by=head, now=now)
    assert "səs yazısının surətləri: 1" in put_in_force(rest(15))
    assert [one.due_on for one in asked] == [date(2026, 10, 20), date(2026, 10, 21)]


def test_other_opening_hours_and_limits_move_what_they_are_for(
    session: Session, put_in_force: PutInForce
) -> None:
    owed = missed(session, baku(13, 20)).callback
    assert owed is not None
    later = LimitChange("line.opens", 10 * 60, date(2026, 10, 14), "NK 50", "1", "V")
    assert put_in_force(later) == ["geri zənglər: 1"]
    assert owed.due_at == baku(14, 12)
    longer = LimitChange("callback.limit", 3, date(2026, 10, 15), "NK 50", "1", "V")
    assert put_in_force(longer) == []
    assert owed.due_at == baku(14, 12)


def test_what_was_counted_by_the_old_law_meanwhile_is_counted_anew_by_the_timetable(
    session: Session, owed: Callback, now: datetime
) -> None:
    owed.due_at += timedelta(hours=1)
    [said] = doctor._other_clocks(session)
    assert "geri zənglər: 1" in str(said)
    jobs.recount_clocks(session, now)
    assert owed.due_at == baku(13, 18)
