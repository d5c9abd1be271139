"""Acts: set who may know of an appeal, and tell who reported corruption that the report is registered."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import directing, events, guarding, letter_drafting, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Level
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
    """Raise or lower the secrecy of all that are answered together; only the head of the centre, with the reason.

    A part or a merged appeal raises its main one, which shows its text or speaks for it; it is lowered only there.
    What becomes a report of corruption is taken from the unit that has it: only the head of the centre sends one on.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if by.user is None or not by.may(Permission.SET_LEVEL):
        raise NotAllowed
    if missing := _missing(level, reason):
        raise InvalidInput(missing)
    if level is None or level is appeal.level:
        raise Refused("same-level", say("Məxfilik dərəcəsi onsuz da belədir."))

    main = appeal.parent or appeal.merged_into
    if main is not None and not level.stricter_than(appeal.level):
        raise Refused(
            "lowered-with-the-main",
            say("Məxfilik dərəcəsi yalnız əsas müraciətdə azaldılır: %(number)s.", number=main.number),
        )

    guarding.set_level(session, appeal, level, reason=reason, by=by, now=now)
    if level is Level.CORRUPTION:
        letter_drafting.owe_acknowledgement(session, appeal.parent or appeal, now=now)
    return appeal


def acknowledge(
    session: Session, number: str, version: int, *, means: Delivery, note: str, by: Actor, now: datetime
) -> Appeal:
    """Note that the reporter was told that the report is registered (580-IIQ, 11-1)."""
    appeal = queries.appeal_to_change(session, by, number, version)
    directing.must_acknowledge(session, appeal, by, now)
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
