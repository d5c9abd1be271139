"""A taken time of reception that was lost: who is told, and until when it stands on the list of what is to be moved."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import (
    reception_desk,
    reception_queries,
    reception_reminding,
    reception_to_move,
    sending_letters,
)
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception_models import Ending, ReceptionSlot
from callcenter.appeals.vocabulary import Delivery, Purpose, State
from callcenter.channels import digests
from callcenter.core.errors import Refused
from callcenter.directory.actors import Actor
from callcenter.law.changes import DayChange
from tests import factories
from tests.clauses import clause
from tests.usecases.reception.moves import FRIDAY, ONE_DAY, THURSDAY, Put, holiday, told
from tests.usecases.reception.receptions import Log, invite, urgently


@clause("002:4.0.8")
def test_who_invited_to_a_lost_time_is_told_at_once_and_once(
    session: Session,
    evenings: dict[str, ReceptionSlot],
    put: Put,
    log: Log,
    operator: Actor,
    official: Actor,
    chief: Actor,
    now: datetime,
) -> None:
    kept = invite(session, log(), operator, now, evenings["22 16:30"])
    lost = invite(session, log(), operator, now, evenings["22 17:30"])
    effect = reception_to_move.effect_of(session, holiday(FRIDAY), now=now)
    assert [one.invitation.appeal for one in effect.to_move] == [lost]
    assert told(session) == {}, "what is shown is not done"

    put(holiday(FRIDAY))
    assert told(session) == {
        operator.user_id: f"{lost.number} üzrə qəbul (22.10.2026, saat 17:30) keçirilə bilməz: həmin gün iş vaxtı saat "
        "17:00-dək davam edir. Müraciət edənə zəng edib onu başqa vaxta dəvət edin."
    }
    for hours in (25, 26, 24 * 8):
        reception_reminding.remind(session, now + timedelta(hours=hours))
    assert len(told(session)) == 1
    reminded = session.scalars(select(Notice.appeal_id).where(Notice.key.startswith("reception:"))).all()
    assert set(reminded) == {kept.id}, "of what cannot be held nobody is reminded"

    for reader in (operator, chief, official):
        desk = reception_desk.expected(session, reader, now + ONE_DAY)
        assert [one.slot for one in desk.to_move] == [evenings["22 17:30"]]
        assert [one.slot for one in desk.ahead] == [evenings["22 16:30"]]
        assert desk.to_move[0].appeal is lost
    assert lost.state is State.INVITED, "the applicant is still expected"


@clause("002:4.0.8")
def test_moving_it_takes_it_off_the_list(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, evenings["22 17:30"])
    put(holiday(THURSDAY))
    letter = session.scalars(select(Letter).where(Letter.purpose == Purpose.INVITED)).one()
    with pytest.raises(Refused) as refused:
        sending_letters.send_letter(
            session,
            appeal.number,
            letter.id,
            text=letter.text,
            means=Delivery.LETTER,
            by=operator,
            now=now + ONE_DAY,
        )
    assert refused.value.code == "reception-off"

    invite(session, appeal, operator, now + ONE_DAY, evenings["29 16:30"])
    assert reception_desk.expected(session, operator, now + ONE_DAY).to_move == []
    assert [one.ending for one in reception_queries.of_appeal(session, appeal)] == [Ending.MOVED, None]
    fresh = session.scalars(select(Letter).where(Letter.purpose == Purpose.INVITED)).one()
    sent = sending_letters.send_letter(
        session,
        appeal.number,
        fresh.id,
        text=fresh.text,
        means=Delivery.LETTER,
        by=operator,
        now=now + ONE_DAY,
    )
    assert "29.10.2026" in sent.text


@pytest.mark.parametrize(
    ("language", "named"), [("az", "(Ramazan bayramı)"), ("ru", "(Рамазан байрамы)"), ("en", "(Eid al-Fitr)")]
)
def test_the_mail_names_the_rest_day_in_the_language_of_who_is_told(
    session: Session,
    evenings: dict[str, ReceptionSlot],
    put: Put,
    log: Log,
    operator: Actor,
    now: datetime,
    language: str,
    named: str,
) -> None:
    invite(session, log(), operator, now, evenings["22 17:30"])
    put(DayChange(THURSDAY, working=False, name="Ramazan bayramı", kind="holiday", source="NK qərarı"))
    session.expire_all()
    notice = session.scalars(select(Notice).where(Notice.key.startswith("reception-to-move:"))).one()
    assert named in digests.body(language, [notice.sentence], more=0)


def test_what_nobody_moved_stays_on_the_list_when_its_time_has_passed(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, evenings["22 17:30"])
    put(holiday(THURSDAY))
    later = now + timedelta(days=30)
    desk = reception_desk.expected(session, operator, later)
    assert [one.appeal for one in desk.to_move] == [appeal]
    assert list(desk.unsaid) == []


def test_an_urgent_time_on_a_rest_day_stands_until_its_day_is_changed(
    session: Session, put: Put, log: Log, operator: Actor, official: Actor, now: datetime
) -> None:
    sunday, friday = date(2026, 10, 18), FRIDAY
    urgently(session, log(), operator, now, official, day=sunday)
    hit = urgently(session, log(), operator, now, official, day=friday)
    put(holiday(friday))
    assert list(told(session)) == [operator.user_id]
    assert hit.number in told(session)[operator.user_id or 0]
    again = urgently(session, hit, operator, now + 2 * ONE_DAY, official, day=friday)
    assert again.state is State.INVITED, "whoever sets it now knows that the day is none"


def test_who_was_told_to_move_it_hears_when_it_stands_after_all_and_when_it_does_not_again(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    invite(session, log(), operator, now, evenings["22 17:30"])
    heard = select(Notice).where(Notice.user_id == operator.user_id).order_by(Notice.id)
    worked = DayChange(THURSDAY, working=True, name="ləğv edilib", kind="swap", source="NK qərarı")
    for count, change in enumerate((holiday(THURSDAY), worked, holiday(THURSDAY), worked), start=1):
        put(change)
        reception_reminding.remind(session, now + ONE_DAY)
        said = [str(one.sentence) for one in session.scalars(heard)]
        assert len(said) == count
        assert ("keçirilə bilməz" in said[-1]) is (change != worked)
        assert ("öz vaxtında keçirilə bilər" in said[-1]) is (change == worked)


def test_where_the_inviter_cannot_be_told_the_heads_of_the_centre_are(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, log: Log, chief: Actor, now: datetime
) -> None:
    key = Actor(api_key=factories.make_key(session, Scope.APPEALS_WRITE)[0])
    left = factories.make_actor(session, Role.OPERATOR)
    by_key = invite(session, log(), key, now, evenings["22 17:00"])
    by_left = invite(session, log(), left, now, evenings["22 17:30"])
    session.get_one(User, left.user_id).disabled_at = now
    put(holiday(THURSDAY))
    reception_reminding.remind(session, now + ONE_DAY)
    found = session.scalars(select(Notice.appeal_id).where(Notice.user_id == chief.user_id)).all()
    assert sorted(found, key=str) == sorted([by_key.id, by_left.id], key=str)
    assert left.user_id not in told(session)


def test_a_reception_of_tomorrow_is_told_of_urgently(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    invite(session, log(), operator, now, evenings["15 17:30"])
    invite(session, log(), operator, now, evenings["29 17:30"])
    put(holiday(date(2026, 10, 15)))
    put(holiday(date(2026, 10, 29)))
    urgent = {one.urgent for one in session.scalars(select(Notice)) if "15.10.2026" in str(one.sentence)}
    calm = {one.urgent for one in session.scalars(select(Notice)) if "29.10.2026" in str(one.sentence)}
    assert (urgent, calm) == ({True}, {False})


def test_a_secret_appeal_is_not_named_to_who_may_not_know(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, log: Log, chief: Actor, now: datetime
) -> None:
    appeal = invite(session, log(confidential=True), chief, now, evenings["22 17:30"])
    put(holiday(THURSDAY))
    assert list(told(session)) == [chief.user_id]
    other = factories.make_actor(session, Role.OPERATOR)
    (row,) = reception_desk.expected(session, other, now + ONE_DAY).to_move
    assert row.appeal is None
    (own,) = reception_desk.expected(session, chief, now + ONE_DAY).to_move
    assert own.appeal is appeal
