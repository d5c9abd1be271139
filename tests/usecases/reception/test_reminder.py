"""The reminder of a reception on the working day before."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import reception_reminding, reception_setting
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception_models import Invitation, ReceptionSlot
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.reception.receptions import PLACE, Log, draft, invite


@clause("002:4.0.8")
def test_the_official_and_the_inviter_are_reminded_once_on_the_working_day_before(
    session: Session, log: Log, operator: Actor, official: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    reception_reminding.remind(session, now)
    assert session.scalars(select(Notice)).all() == []
    for hours in (24, 25, 40):
        reception_reminding.remind(session, now + timedelta(hours=hours))
    told = session.scalars(select(Notice).order_by(Notice.user_id)).all()
    assert {one.user_id for one in told} == {operator.user_id, official.user_id}
    assert {str(one.sentence) for one in told} == {
        f"{appeal.number} üzrə qəbul: 15.10.2026, saat 10:00, {PLACE}."
    }


def test_of_a_monday_one_is_reminded_on_friday(
    session: Session, log: Log, operator: Actor, official: Actor, chief: Actor, now: datetime
) -> None:
    monday = reception_setting.set_timetable(session, draft(official, 0), by=chief, now=now)[0]
    invite(session, log(), operator, now, monday)
    reception_reminding.remind(session, now + timedelta(days=2))
    assert session.scalars(select(Notice)).all() == []
    reception_reminding.remind(session, now + timedelta(days=3))
    assert len(session.scalars(select(Notice)).all()) == 2


def test_an_official_who_may_not_know_of_the_appeal_is_told_the_time_alone(
    session: Session, log: Log, chief: Actor, now: datetime
) -> None:
    clerk = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.SOFTWARE)
    slot = reception_setting.set_timetable(session, draft(clerk, 3), by=chief, now=now)[0]
    appeal = invite(session, log(confidential=True), chief, now, slot)
    reception_reminding.remind(session, now + timedelta(days=1))
    told = {one.user_id: one for one in session.scalars(select(Notice))}
    assert appeal.number in str(told[chief.user_id or 0].sentence)
    alone = told[clerk.user_id or 0]
    assert appeal.number not in str(alone.sentence)
    assert alone.appeal_id is None


def test_a_moved_or_past_reception_is_not_reminded_of(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    invite(session, appeal, operator, now, slots[4])
    reception_reminding.remind(session, now + timedelta(days=1))
    reception_reminding.remind(session, now + timedelta(days=30))
    assert session.scalars(select(Notice)).all() == []
    assert len(session.scalars(select(Invitation)).all()) == 2
