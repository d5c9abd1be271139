"""Taking a letter back from the document exchange: after that nobody waits for its result.

What has not left leaves no more. After what has left goes a second message, which takes it back (channels/edms.py).
The appeal stays where it is, with whom it is.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import cover_note, events, notices, referral_queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.referral_models import TAKEN_BACK, Referral
from callcenter.appeals.vocabulary import Action, Level
from callcenter.core import outbox
from callcenter.core.clock import baku_date
from callcenter.core.outbox import OutboxMessage, Way
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor

RECIPIENT = "head-of-apparatus"


def take_back_open(session: Session, appeal: Appeal, *, by: Actor, now: datetime) -> None:
    """Take back the letter about the appeal on which nobody reported, if there is one."""
    referral = referral_queries.open_about(session, appeal)
    if referral is not None:
        take_back(session, referral, reason=None, by=by, now=now)


def take_back(session: Session, referral: Referral, *, reason: str | None, by: Actor, now: datetime) -> None:
    """End the letter without a result, and tell those before whom it was laid and those who waited."""
    events.record(
        session,
        referral.appeal,
        Action.NOTE,
        by=by,
        now=now,
        reason=reason,
        referred_as=referral.letter,
        taken_back=True,
    )
    if not outbox.take_back(session, referral.message_id):
        _follow(session, referral, now)
    # Told first: once it is taken back the appeal is no longer the Head of the Apparatus's to see.
    _tell(session, referral, by, now)
    referral.result, referral.reported_by_id, referral.reported_at = TAKEN_BACK, by.user_id, now
    session.flush()


def _tell(session: Session, referral: Referral, by: Actor, now: datetime) -> None:
    appeal = referral.appeal
    told = set(referral_queries.users_who_wait(session, referral, baku_date(now)))
    if appeal.level is Level.ORDINARY:
        # Of what is for few eyes the Head of the Apparatus may know nothing any more, not even this.
        told |= set(directory.head_users(session, directory.head_of_apparatus(session).id, baku_date(now)))
    said = say(
        "%(number)s: Aparatın rəhbərinə təqdimat geri götürüldü, nəticəsi gözlənilmir.", number=appeal.number
    )
    notices.tell(session, told - {by.user_id}, said, key=f"taken-back:{referral.id}", now=now, appeal=appeal)


def _follow(session: Session, referral: Referral, now: datetime) -> OutboxMessage:
    """Send after the letter the message that takes it back; why is nobody's business there."""
    return outbox.post(
        session,
        key=f"taken-back:{referral.letter}",
        way=Way.EDMS,
        recipient=RECIPIENT,
        subject=f"{referral.letter}, {referral.appeal.number}",
        body=cover_note.note_of_taking_back(referral.letter),
        now=now,
        about=referral.appeal.number,
        document={"letter": referral.letter, "takes_back": referral.message_id},
    )
