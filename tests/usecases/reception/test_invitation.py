"""The invitation to reception: a time of the timetable, or an urgent one beside it."""

from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import events, handling, queries, reception, reception_queries
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.reception_models import Ending, ReceptionSlot
from callcenter.appeals.vocabulary import Action, Kind, Purpose, State
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.reception.receptions import AFTER, PLACE, Log, invite, urgently


@clause("002:4.0.8")
def test_the_applicant_is_invited_and_the_notice_is_drafted_for_the_day_before(
    session: Session, in_work: Appeal, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    holder, due = in_work.unit_id, in_work.due_on
    invite(session, in_work, operator, now, slots[0])
    assert (in_work.state, in_work.unit_id, in_work.due_on) == (State.INVITED, holder, due)
    letter = session.scalars(select(Letter)).one()
    assert (letter.purpose, letter.due_on) == (Purpose.INVITED, date(2026, 10, 14))
    for part in (in_work.number, "15.10.2026", "10:00", PLACE, slots[0].official.full_name):
        assert part in letter.text
    assert slots[0] not in reception_queries.free_after(session, now)


def test_a_time_is_one_applicants(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    invite(session, log(), operator, now, slots[0])
    second = log()
    with pytest.raises(Refused) as refused:
        invite(session, second, operator, now, slots[0])
    assert refused.value.code == "slot-taken"
    assert (second.state, len(second.events)) == (State.REGISTERED, 1)


def test_inviting_again_moves_it_and_frees_the_first_time(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    with pytest.raises(Refused) as refused:
        invite(session, appeal, operator, now, slots[0])
    assert refused.value.code == "same-slot"
    invite(session, appeal, operator, now, slots[2])
    assert appeal.state is State.INVITED
    assert [one.ending for one in reception_queries.of_appeal(session, appeal)] == [Ending.MOVED, None]
    assert slots[0] in reception_queries.free_after(session, now)
    unsent = session.scalars(select(Letter.text)).all()
    assert len(unsent) == 1, "a notice of the time that no longer holds is not left to be sent"
    assert "22.10.2026" in unsent[0]


@clause("002:4.0.8")
def test_an_urgent_reception_is_outside_of_the_timetable_and_says_why(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = urgently(session, log(), operator, now, official)
    invited = reception_queries.unended(session, appeal)
    assert invited is not None
    assert (invited.slot.urgent, reception.shown(invited.slot.starts_at)) == (True, "13.10.2026, 14:00")
    assert invited.reason == "Məsələ təxirəsalınmazdır."
    assert session.scalars(select(Letter.due_on)).one() == date(2026, 10, 13)
    assert invited.slot not in reception_queries.free_after(session, now)


@pytest.mark.parametrize(
    ("day", "at"),
    [(17, time(12)), (16, time(22)), (18, time(23, 50)), (16, time(17, 45)), (16, time(7, 30))],
)
def test_an_urgent_time_outside_of_working_hours_is_set_only_knowingly(
    session: Session, log: Log, operator: Actor, official: Actor, now: datetime, day: int, at: time
) -> None:
    when: dict[str, Any] = {"day": date(2026, 10, day), "at": at}
    appeal = log()
    with pytest.raises(InvalidInput) as refused:
        urgently(session, appeal, operator, now, official, **when, outside=False)
    assert set(refused.value.fields) == {"urgent.outside"}
    assert urgently(session, appeal, operator, now, official, **when).state is State.INVITED


def test_an_urgent_time_in_working_hours_needs_no_more(
    session: Session, log: Log, operator: Actor, official: Actor, now: datetime
) -> None:
    assert urgently(session, log(), operator, now, official, outside=False).state is State.INVITED


def test_everything_that_an_urgent_time_lacks_is_said_together(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput) as refused:
        reception.invite(session, appeal.number, 1, urgent=UrgentTime(), by=operator, now=now)
    assert set(refused.value.fields) == {
        "urgent.official",
        "urgent.day",
        "urgent.at",
        "urgent.place",
        "reason",
    }
    with pytest.raises(InvalidInput) as refused:
        reception.invite(session, appeal.number, 1, by=operator, now=now)
    assert set(refused.value.fields) == {"slot"}


def test_an_urgent_time_takes_free_ones_with_it_and_never_anothers(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    invite(session, log(), operator, now, slots[1])
    second = log()
    with pytest.raises(InvalidInput) as refused:
        urgently(session, second, operator, now, official, day=date(2026, 10, 15), at=time(10, 15))
    assert set(refused.value.fields) == {"urgent.at"}
    urgently(session, second, operator, now, official, day=date(2026, 10, 15), at=time(9, 45))
    assert slots[0].cancelled_at is not None
    with pytest.raises(InvalidInput):
        urgently(session, log(), operator, now, official, at=time(9))


@clause("002:4.0.8")
def test_the_accused_and_their_units_people_receive_nobody(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    assert official.staff is not None
    for appeal in (
        log(about_unit=factories.SOFTWARE),
        log(about_unit=factories.EGOV),
        log(about_staff=official.staff.full_name),
    ):
        with pytest.raises(Refused) as refused, session.begin_nested():
            invite(session, appeal, operator, now, slots[0])
        assert refused.value.code == "conflict-of-interest"
        with pytest.raises(Refused) as refused, session.begin_nested():
            urgently(session, appeal, operator, now, official)
        assert refused.value.code == "conflict-of-interest"
        session.refresh(appeal)
        assert appeal.state is State.REGISTERED


def test_what_is_past_or_unknown_cannot_be_taken(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = log()
    with pytest.raises(Refused) as refused:
        invite(session, appeal, operator, AFTER, slots[0])
    assert refused.value.code == "slot-past"
    with pytest.raises(NotFound):
        reception.invite(session, appeal.number, 1, slot=10**6, by=operator, now=now)


def test_a_time_held_by_an_appeal_that_was_stopped_can_be_given_to_another(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    first = invite(session, log(), operator, now, slots[0])
    events.record(session, first, Action.WITHDRAW, by=operator, now=now)
    assert slots[0] in reception_queries.free_after(session, now)
    second = invite(session, log(), operator, now, slots[0])
    assert second.state is State.INVITED
    events.record(session, first, Action.RESUME, by=operator, now=now)
    invite(session, first, operator, now, slots[1])
    assert first.state is State.INVITED


def test_while_invited_the_kind_can_be_set_right_and_the_unit_keeps_it_on_its_desk(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    invite(session, in_work, operator, now, slots[0])
    handling.reclassify(session, in_work.number, in_work.version, kind=Kind.APPLICATION, by=operator, now=now)
    assert in_work.state is State.INVITED
    assert in_work in queries.inbox(session, head)
