"""Drafting a notice to the applicant, in the transaction of the act that owes it."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from callcenter.appeals import letters, side_clocks
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Purpose
from callcenter.core.clock import baku_date


def draft_letter(
    session: Session, appeal: Appeal, purpose: Purpose, *, now: datetime, **values: str
) -> Letter:
    """Return a new notice that waits to be sent until the day of its purpose (letter_clock); values fill its text."""
    text = letters.text_of(purpose, appeal.language, {"number": appeal.number, **values})
    letter = Letter(
        appeal=appeal,
        purpose=purpose,
        language=appeal.language,
        text=text,
        drafted_at=now,
        due_on=baku_date(now),
    )
    letter.due_on = side_clocks.letter_due(session, letter, side_clocks.in_force(session))
    session.add(letter)
    session.flush()
    return letter


def drop_unsent(session: Session, appeal: Appeal, purpose: Purpose) -> bool:
    """Take back the drafted notices of a purpose that hold no longer, and say whether the applicant had one already."""
    of_purpose = Letter.appeal_id == appeal.id, Letter.purpose == purpose
    session.execute(delete(Letter).where(*of_purpose, Letter.sent_at.is_(None)))
    return session.scalar(select(Letter.id).where(*of_purpose).limit(1)) is not None


def owe_acknowledgement(session: Session, appeal: Appeal, *, now: datetime) -> Letter:
    """Return the notice that a report of corruption is registered, drafted once, owed at once (580-IIQ, 11-1)."""
    known = session.scalar(
        select(Letter).where(Letter.appeal_id == appeal.id, Letter.purpose == Purpose.ACKNOWLEDGED)
    )
    return known or draft_letter(
        session,
        appeal,
        Purpose.ACKNOWLEDGED,
        now=now,
        day=f"{baku_date(appeal.registered_at):%d.%m.%Y}",
    )


def owed_acknowledgement(session: Session, appeal: Appeal) -> Letter | None:
    """Return the notice of registration that the reporter was not told yet."""
    return session.scalar(
        select(Letter).where(
            Letter.appeal_id == appeal.id, Letter.purpose == Purpose.ACKNOWLEDGED, Letter.sent_at.is_(None)
        )
    )
