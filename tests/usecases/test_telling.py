"""How the answer was told: by telephone, by e-mail, by letter."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import answering
from callcenter.appeals.delivery_models import DeliveryNote
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Delivery
from callcenter.core.errors import InvalidInput
from callcenter.core.outbox import OutboxMessage
from callcenter.directory.actors import Actor
from tests.clauses import clause


def approved(session: Session, drafted: Appeal, head: Actor, now: datetime, email: str = "") -> Appeal:
    assert drafted.caller is not None
    drafted.caller.email = email or None
    return answering.approve(session, drafted.number, drafted.version, by=head, now=now)


def deliver(session: Session, appeal: Appeal, by: Actor, now: datetime, **more: Any) -> Appeal:
    given: dict[str, Any] = {"delivery": Delivery.PHONE, "note": "Özünə", "outcome": None, **more}
    return answering.deliver(session, appeal.number, appeal.version, by=by, now=now, **given)


@clause("001:5.12.6")
def test_by_telephone_it_is_kept_who_was_told_when_and_what_they_said(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    approved(session, drafted, head, now)
    later = now + timedelta(days=2)
    deliver(session, drafted, operator, later, told_to="Qızına", day=date(2026, 10, 14), accepted=True)
    note = session.scalars(select(DeliveryNote)).one()
    assert (note.told_to, note.on_day, note.accepted) == ("Qızına", date(2026, 10, 14), True)
    assert drafted.answered_at is not None
    assert drafted.answered_at.date() == date(2026, 10, 14)


@clause("001:5.12.6")
@pytest.mark.parametrize("day", [date(2026, 10, 12), date(2026, 10, 16)])
def test_nothing_is_told_before_the_approval_or_in_the_future(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime, day: date
) -> None:
    approved(session, drafted, head, now)
    with pytest.raises(InvalidInput) as found, session.begin_nested():
        deliver(session, drafted, operator, now + timedelta(days=2), day=day)
    assert set(found.value.fields) == {"day"}


def test_by_e_mail_the_answer_is_posted_and_its_subject_names_nobody(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    approved(session, drafted, head, now, "ayten@example.com")
    deliver(session, drafted, operator, now, delivery=Delivery.EMAIL)
    posted = session.scalars(select(OutboxMessage)).one()
    assert (posted.recipient, posted.body) == ("ayten@example.com", drafted.answers[-1].told)
    assert posted.subject == f"{drafted.number} nömrəli müraciətiniz"


@pytest.mark.parametrize("email", ["", "a@b.az\r\nBcc: x@y.az", "a@b.az, x@y.az", "yox"])
def test_without_exactly_one_address_no_mail_leaves(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime, email: str
) -> None:
    approved(session, drafted, head, now, email)
    with pytest.raises(InvalidInput) as found:
        deliver(session, drafted, operator, now, delivery=Delivery.EMAIL)
    assert set(found.value.fields) == {"delivery"}
    assert session.scalar(select(OutboxMessage)) is None


@clause("001:5.12.6")
def test_a_letter_has_its_number(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    approved(session, drafted, head, now)
    with pytest.raises(InvalidInput) as found, session.begin_nested():
        deliver(session, drafted, operator, now, delivery=Delivery.LETTER)
    assert set(found.value.fields) == {"letter"}
    session.refresh(drafted)
    deliver(session, drafted, operator, now, delivery=Delivery.LETTER, letter="12-345/26")
    assert session.scalars(select(DeliveryNote.letter)).one() == "12-345/26"
