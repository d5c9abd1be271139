"""Acts: set who may know of an appeal, and tell who reported corruption that the report is registered."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import events, letter_drafting, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Level
from callcenter.core import trail
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor


def set_level(
    session: Session,
    number: str,
    version: int,
    *,
    level: Level | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Raise or lower the secrecy of the appeal and its parts; only the head of the centre, with the reason.

    What becomes a report of corruption is taken from the unit that has it: only the head of the centre sends one on.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if by.user is None or not by.may(Permission.SET_LEVEL):
        raise NotAllowed
    if missing := _missing(level, reason):
        raise InvalidInput(missing)
    if level is None or level is appeal.level:
        raise Refused("same-level", say("Məxfilik dərəcəsi onsuz da belədir."))

    for one in (appeal, *appeal.parts):
        before, one.level = one.level, level
        events.record(
            session,
            one,
            Action.SET_LEVEL,
            by=by,
            now=now,
            reason=reason,
            together=one is not appeal,
            level=level.value,
            level_before=before.value,
        )
        if level is Level.CORRUPTION:
            events.recall(session, one, by=by, now=now)
    if level is Level.CORRUPTION:
        letter_drafting.owe_acknowledgement(session, appeal, now=now)
    trail.record(session, "appeal.level", now=now, user_id=by.user_id, about=appeal.number, level=level.value)
    return appeal


def acknowledge(
    session: Session, number: str, version: int, *, means: Delivery, note: str, by: Actor, now: datetime
) -> Appeal:
    """Note that the reporter was told that the report is registered (580-IIQ, 11-1)."""
    appeal = queries.appeal_to_change(session, by, number, version)
    letter = letter_drafting.owed_acknowledgement(session, appeal)
    if letter is None:
        raise Refused("nothing-to-acknowledge", say("Bildirilməli qeydiyyat yoxdur."))

    events.record(session, appeal, Action.ACKNOWLEDGE, by=by, now=now, reason=note or None, means=means.value)
    letter.sent_at, letter.means, letter.sent_by_id, letter.note = now, means, by.user_id, note or None
    session.flush()
    return appeal


def _missing(level: Level | None, reason: str) -> dict[str, Sentence]:
    missing = {}
    if level is None:
        missing["level"] = say("Məxfilik dərəcəsini seçin.")
    if not reason:
        missing["reason"] = say("Məxfilik dərəcəsini niyə dəyişdiyinizi yazın.")
    return missing
