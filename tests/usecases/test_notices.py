"""Notices that the law owes the applicant: drafted by an act, sent by a person."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import handling, sending_letters
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Delivery, Purpose
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.outbox import OutboxMessage
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause

Log = Callable[..., Appeal]


@pytest.fixture
def extended(session: Session, routed: Appeal, head: Actor, now: datetime) -> Appeal:
    return handling.extend(
        session,
        routed.number,
        routed.version,
        ground="extended",
        days=5,
        reason="Avadanlıq gözlənilir",
        by=head,
        now=now,
    )


@clause("1308-IVQ:10.2")
def test_an_extension_owes_the_applicant_a_notice(
    session: Session, extended: Appeal, operator: Actor
) -> None:
    [letter] = sending_letters.waiting(session, operator)
    assert (letter.appeal_id, letter.purpose) == (extended.id, Purpose.EXTENDED)
    assert letter.due_on < extended.due_on
    for said in (extended.number, "Avadanlıq gözlənilir", f"{extended.due_on:%d.%m.%Y}", "10.2"):
        assert said in letter.text


def test_more_study_by_the_law_owes_no_notice(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    handling.extend(
        session,
        routed.number,
        routed.version,
        ground="study",
        days=None,
        reason="Yerində baxış",
        by=head,
        now=now,
    )
    assert session.scalar(select(Letter)) is None


def test_a_notice_is_sent_once_in_the_words_that_a_person_read(
    session: Session, extended: Appeal, operator: Actor, now: datetime
) -> None:
    [letter] = sending_letters.waiting(session, operator)
    for means, note, field in (
        (None, "", "means"),
        (Delivery.PHONE, "", "note"),
        (Delivery.EMAIL, "", "means"),
    ):
        with pytest.raises(InvalidInput) as found:
            sending_letters.send_letter(
                session,
                extended.number,
                letter.id,
                text="Mətn.",
                means=means,
                note=note,
                by=operator,
                now=now,
            )
        assert set(found.value.fields) == {field}
    assert extended.caller is not None
    extended.caller.email = "ayten@example.com"
    sending_letters.send_letter(
        session,
        extended.number,
        letter.id,
        text="Düzəldilmiş mətn.",
        means=Delivery.EMAIL,
        by=operator,
        now=now,
    )
    assert session.scalars(select(OutboxMessage.body)).one() == "Düzəldilmiş mətn."
    assert list(sending_letters.waiting(session, operator)) == []
    with pytest.raises(Refused) as again:
        sending_letters.send_letter(
            session, extended.number, letter.id, text="Yenə.", means=Delivery.EMAIL, by=operator, now=now
        )
    assert again.value.code == "letter-sent"


def test_a_notice_of_an_appeal_out_of_sight_is_not_there(
    session: Session, extended: Appeal, now: datetime
) -> None:
    stranger = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    letter = session.scalars(select(Letter)).one()
    with pytest.raises(NotFound):
        sending_letters.send_letter(
            session,
            extended.number,
            letter.id,
            text="Mətn.",
            means=Delivery.PHONE,
            note="x",
            by=stranger,
            now=now,
        )
    assert list(sending_letters.waiting(session, stranger)) == []


def test_nobody_is_owed_a_notice_who_cannot_be_reached(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    appeal = log(phone="")
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)
    handling.extend(
        session, appeal.number, 2, ground="extended", days=5, reason="Gözlənilir", by=head, now=now
    )
    assert session.scalar(select(Letter)) is None
