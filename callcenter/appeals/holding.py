"""Acts: keep an appeal's file beyond its term, and let it go again."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased

from callcenter.appeals import queries
from callcenter.appeals.hold_models import LegalHold
from callcenter.appeals.models import Appeal
from callcenter.core import trail
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor


def hold(session: Session, number: str, *, reason: str, by: Actor, now: datetime) -> LegalHold:
    """Lay a hold on the file: no sweep erases it while the hold lasts."""
    appeal = queries.appeal_numbered(session, by, number)
    user_id = _person(by)
    if not reason:
        raise InvalidInput({"reason": say("İşin niyə saxlanmalı olduğunu yazın.")})
    if lasting(session, appeal) is not None:
        raise Refused("already-held", say("Bu iş onsuz da saxlanılır."))
    if appeal.erased_at is not None:
        raise Refused("erased", say("Saxlanma müddəti bitdiyindən bu müraciətin məlumatları silinib."))

    laid = LegalHold(appeal=appeal, reason=reason, at=now, by_id=user_id)
    session.add(laid)
    session.flush()
    trail.record(session, "appeal.held", now=now, user_id=user_id, about=appeal.number, hold=laid.id)
    return laid


def lift(session: Session, number: str, *, by: Actor, now: datetime) -> LegalHold:
    """Lift the hold that lasts; from then on the term of the file counts again."""
    appeal = queries.appeal_numbered(session, by, number)
    user_id = _person(by)
    laid = lasting(session, appeal)
    if laid is None:
        raise Refused("not-held", say("Bu işin saxlanması barədə qərar yoxdur."))

    laid.lifted_at, laid.lifted_by_id = now, user_id
    session.flush()
    trail.record(session, "appeal.hold_lifted", now=now, user_id=user_id, about=appeal.number, hold=laid.id)
    return laid


def lasting(session: Session, appeal: Appeal) -> LegalHold | None:
    """Return the hold that lasts, if there is one."""
    return session.scalar(
        select(LegalHold).where(LegalHold.appeal_id == appeal.id, LegalHold.lifted_at.is_(None))
    )


def is_held() -> ColumnElement[bool]:
    """Return the condition that a hold lasts on the appeal, or on one that is answered together with it.

    The parts of an appeal, and what was merged into it, are one matter with it.
    """
    held = aliased(Appeal)
    together = or_(
        held.id == Appeal.id,
        held.id == Appeal.parent_id,
        held.parent_id == Appeal.id,
        held.id == Appeal.merged_into_id,
        held.merged_into_id == Appeal.id,
    )
    return exists().where(LegalHold.appeal_id == held.id, LegalHold.lifted_at.is_(None), together)


def _person(by: Actor) -> int:
    if by.user_id is None:
        raise NotAllowed
    return by.user_id
