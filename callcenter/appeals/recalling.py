"""Act: take from a retired unit what it still has, so that another unit gets it.

A retired unit may finish what it has, and nobody is appointed to head it any more: what it cannot finish would stay there.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import calling_off, lifecycle, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit

UNFINISHED = lifecycle.WITH_A_UNIT | lifecycle.WAITING


def recall(session: Session, number: str, version: int, *, reason: str, by: Actor, now: datetime) -> Appeal:
    """Bring the appeal back to the operator's desk; its deadline runs on. Only the head of the call centre does so.

    Refused (unit-in-use) where its unit is there: that sends back itself what is not its own.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if by.user is None or not by.may(Permission.DECIDE_ROUTING):
        raise NotAllowed
    if not reason:
        raise InvalidInput({"reason": say("Müraciətin bölmədən niyə geri götürüldüyünü yazın.")})
    lifecycle.check(appeal.state, Action.RECALL)
    if not is_left_behind(appeal):
        raise Refused(
            "unit-in-use",
            say("Müraciət istifadədən çıxarılmış bölmədə deyil: onu bölmənin özü geri qaytara bilər."),
        )

    calling_off.recall(session, appeal, by=by, now=now, reason=reason)
    return appeal


def is_left_behind(appeal: Appeal) -> bool:
    """Say whether a retired unit still has work to do on the appeal."""
    return appeal.state in UNFINISHED and appeal.unit is not None and appeal.unit.retired_at is not None


def left_behind() -> ColumnElement[bool]:
    """Return the same as the condition of a list."""
    return and_(Appeal.state.in_(UNFINISHED), Appeal.unit.has(Unit.retired_at.is_not(None)))
