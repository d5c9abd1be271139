"""A reception whose official turns out to be complained of is called off, and they see nothing of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import merging, reception_desk, reception_queries
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception_models import Ending, ReceptionSlot
from callcenter.appeals.vocabulary import Action, Purpose, State
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.looking import sees, told
from tests.usecases.reception.receptions import AFTER, OCTOBER, Log, invite, urgently

END = OCTOBER + timedelta(days=31)


def invited_letters(session: Session) -> list[str]:
    return list(session.scalars(select(Letter.text).where(Letter.purpose == Purpose.INVITED)))


@clause("002:5.4.7", "003:3.0.9")
@pytest.mark.parametrize("named", [{"staff": True}, {"unit": factories.SOFTWARE}, {"unit": factories.EGOV}])
def test_the_reception_with_the_accused_ends_and_who_invited_is_told(
    session: Session,
    log: Log,
    operator: Actor,
    official: Actor,
    slots: list[ReceptionSlot],
    named: dict[str, str],
    now: datetime,
) -> None:
    assert official.staff is not None
    appeal = invite(session, log(), operator, now, slots[0])
    free_before = reception_desk.month(session, official, OCTOBER, END, now)
    accused = {"staff": official.staff.full_name} if "staff" in named else named
    factories.accuse(session, appeal, by=operator, now=now, **accused)

    assert appeal.state is State.REGISTERED
    assert [one.action for one in appeal.events[-2:]] == [Action.ACCUSE, Action.CALL_OFF]
    (ended,) = reception_queries.of_appeal(session, appeal)
    assert (ended.ending, ended.ended_at) == (Ending.LAPSED, now)
    assert invited_letters(session) == [], "the applicant is not told to come to whom they complain of"
    (said,) = told(session, operator)
    assert appeal.number in said
    assert "başqa şəxsin qəbuluna" in said

    assert told(session, official) == []
    assert not sees(session, official, appeal)
    desk = reception_desk.expected(session, official, now)
    assert [*desk.ahead, *desk.to_move, *desk.unsaid] == []
    (times, *_) = [one.times for one in reception_desk.month(session, official, OCTOBER, END, now)]
    assert [(one.slot, one.taken, one.free) for one in times[:1]] == [(slots[0], False, True)]
    assert len(free_before) == len(reception_desk.month(session, official, OCTOBER, END, now))
    assert slots[0] in reception_queries.free_after(session, now)


def test_an_urgent_time_with_the_accused_vanishes(
    session: Session, log: Log, operator: Actor, official: Actor, now: datetime
) -> None:
    assert official.staff is not None
    appeal = urgently(session, log(), operator, now, official)
    factories.accuse(session, appeal, staff=official.staff.full_name, by=operator, now=now)
    assert reception_desk.month(session, official, OCTOBER, END, now) == []
    assert reception_desk.month(session, operator, OCTOBER, END, now) == []


def test_a_reception_with_somebody_else_stands(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    factories.accuse(session, appeal, unit=factories.CALL_CENTRE, by=operator, now=now)
    assert appeal.state is State.INVITED
    assert len(invited_letters(session)) == 1
    assert reception_queries.unended(session, appeal) is not None


def test_what_a_reception_that_was_held_brought_is_still_noted_and_hidden_from_its_official(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    assert official.staff is not None
    appeal = invite(session, log(), operator, now, slots[0])
    factories.accuse(session, appeal, staff=official.staff.full_name, by=operator, now=AFTER)
    assert appeal.state is State.INVITED
    assert [one.appeal for one in reception_desk.expected(session, operator, AFTER).unsaid] == [appeal]
    desk = reception_desk.expected(session, official, AFTER)
    assert [*desk.ahead, *desk.to_move, *desk.unsaid] == []
    listed = reception_desk.month(session, official, OCTOBER, END, AFTER)
    assert slots[0] not in [time.slot for sitting in listed for time in sitting.times]


def test_it_is_called_off_too_where_the_appeal_joins_one_that_accuses_them(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    assert official.staff is not None
    main = log(about_staff=official.staff.full_name)
    appeal = invite(session, log(), operator, now, slots[0])
    merging.merge(session, appeal.number, appeal.version, into=main.number, by=operator, now=now)
    assert appeal.state is State.MERGED
    assert [one.ending for one in reception_queries.of_appeal(session, appeal)] == [Ending.LAPSED]
    assert invited_letters(session) == []


def test_where_nobody_who_invited_may_know_the_head_of_the_centre_is_told(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    assert official.staff is not None
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    appeal = invite(session, log(), Actor(), now, slots[0])
    factories.accuse(session, appeal, staff=official.staff.full_name, by=operator, now=now)
    heard = session.scalars(select(Notice.user_id).where(Notice.key.startswith("reception-off:"))).all()
    assert chief.user_id in heard
    assert official.user_id not in heard


def test_the_head_of_the_centre_who_is_accused_sees_no_time_of_the_complaint(
    session: Session, log: Log, operator: Actor, chief: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    """To them every other appeal is open: a time that is taken by what they may not open would say it all."""
    assert chief.staff is not None
    appeal = invite(session, log(), operator, now, slots[0])
    factories.accuse(session, appeal, staff=chief.staff.full_name, by=operator, now=now)
    assert appeal.state is State.INVITED
    assert list(reception_desk.expected(session, chief, now).ahead) == []
    listed = reception_desk.month(session, chief, OCTOBER, END, now)
    assert slots[0] not in [time.slot for sitting in listed for time in sitting.times]
