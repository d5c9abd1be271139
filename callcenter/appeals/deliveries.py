"""Writing down how an answer or a notice reached the applicant, and posting it where it goes by e-mail."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import answer_rules
from callcenter.appeals.delivery_models import DeliveryNote
from callcenter.appeals.letters import subject_of
from callcenter.appeals.models import Answer, Appeal
from callcenter.appeals.vocabulary import Delivery
from callcenter.core import outbox
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput
from callcenter.core.fields import mail_address
from callcenter.core.outbox import Way


@dataclass(frozen=True)
class Told:
    """How the applicant was told: by what means, when, who took it, whether they accepted, the letter's number, a note."""

    means: Delivery
    day: date | None = None
    told_to: str = ""
    accepted: bool | None = None
    letter: str = ""
    note: str = ""


def reached_by(appeal: Appeal) -> str | None:
    """Return the e-mail address at which the applicant can be reached: this appeal's own, else the caller's."""
    given = [appeal.contact or "", (appeal.caller.email or "") if appeal.caller else ""]
    return next((address for one in given if (address := mail_address(one))), None)


def told_at(answer: Answer, day: date | None, *, now: datetime) -> datetime:
    """Return when the applicant was told an answer: on the day that is said, today where none is."""
    return answer_rules.told_at(day or baku_date(now), approved_at=answer.approved_at or now, now=now)


def note_delivery(session: Session, answer: Answer, told: Told, *, now: datetime) -> DeliveryNote:
    """Write how the answer was told, and post it by e-mail; InvalidInput with every field that is wrong."""
    appeal = answer.appeal
    today = baku_date(now)
    day, approved_at = told.day or today, answer.approved_at or now
    address = reached_by(appeal) if told.means is Delivery.EMAIL else None
    faults = answer_rules.delivery_faults(
        told.means,
        day=day,
        letter=told.letter,
        address=address,
        spoken_to=told.told_to or told.note,
        approved_on=baku_date(approved_at),
        today=today,
    )
    if faults:
        raise InvalidInput(faults)

    answer.delivery = told.means
    answer.delivered_at = told_at(answer, told.day, now=now)
    note = DeliveryNote(
        answer=answer,
        told_to=told.told_to or None,
        on_day=day,
        accepted=told.accepted,
        letter=told.letter or None,
        address=address,
    )
    session.add(note)
    if address is not None:
        mail(session, appeal, address, key=f"answer-{answer.id}", text=answer.told, now=now)
    return note


def not_accepted(session: Session, appeal: Appeal) -> bool:
    """Say whether the applicant who was told the newest answer did not accept it."""
    newest = appeal.answers[-1].id if appeal.answers else None
    said = select(DeliveryNote.accepted).where(DeliveryNote.answer_id == newest)
    return session.scalar(said) is False


def mail(session: Session, appeal: Appeal, address: str, *, key: str, text: str, now: datetime) -> None:
    """Post a text about the appeal; its subject holds the registration number and nothing of anybody."""
    outbox.post(
        session,
        key=key,
        way=Way.EMAIL,
        recipient=address,
        subject=subject_of(appeal.number, appeal.language),
        body=text,
        now=now,
        about=appeal.number,
    )
