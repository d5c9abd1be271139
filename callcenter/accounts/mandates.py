"""Acts: record whom the minister empowered to act for the sector, or to stand in for its head, and take it back.

Nobody else changes the sector's work (statute 002, clauses 5.1 and 5.2): not the leadership, not the administrators.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import Mandate, User
from callcenter.accounts.upkeep import account_named
from callcenter.accounts.vocabulary import MandateKind, Role
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.wording import say

# In the trail: a mandate was written down, with the hash of its content; it was taken back.
RECORDED, REVOKED = "mandate.recorded", "mandate.revoked"
# Who keeps accounts and settings never moves an appeal.
NEVER = frozenset({Role.ADMINISTRATOR})


def record_mandate(
    session: Session,
    *,
    name: str,
    kind: MandateKind,
    first_day: date,
    last_day: date,
    act: str,
    act_on: date,
    by: User,
    now: datetime,
) -> Mandate:
    """Write down a mandate by the act that gave it; InvalidInput with every field that is wrong.

    Nobody records one for themselves, and an administrator never gets one.
    """
    user = account_named(session, name)
    _check(user, first_day=first_day, last_day=last_day, act=act, act_on=act_on, by=by, today=baku_date(now))

    mandate = Mandate(
        user=user,
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        act=act,
        act_on=act_on,
        recorded_by=by,
        recorded_at=now,
    )
    session.add(mandate)
    session.flush()
    trail.record(
        session,
        RECORDED,
        now=now,
        user_id=by.id,
        about=str(mandate.id),
        person=user.id,
        hash=hash_of(mandate),
    )
    return mandate


def revoke_mandate(session: Session, mandate_id: int, *, by: User, now: datetime) -> Mandate:
    """End a mandate at once; what was done under it stays done."""
    mandate = session.get(Mandate, mandate_id, with_for_update=True)
    if mandate is None:
        raise NotFound("unknown-mandate", say("Belə səlahiyyət qeydi yoxdur."))
    if mandate.revoked_at is not None:
        raise Refused("revoked", say("Bu səlahiyyət artıq geri götürülüb."))

    mandate.revoked_at, mandate.revoked_by = now, by
    session.flush()
    trail.record(session, REVOKED, now=now, user_id=by.id, about=str(mandate.id))
    return mandate


def hash_of(mandate: Mandate) -> str:
    """Return the SHA-256 of what a mandate gives to whom, from when to when, and by which act."""
    said = [
        mandate.user_id,
        mandate.kind.value,
        *(day.isoformat() for day in (mandate.first_day, mandate.last_day, mandate.act_on)),
        mandate.act,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def acting_role(session: Session, user: User, day: date) -> Role | None:
    """Return as whom else the person acts on the day: as the head of the call centre, or none."""
    lasting = session.scalar(select(Mandate.id).where(Mandate.user_id == user.id, _in_force(day)).limit(1))
    return Role.CENTRE_HEAD if lasting is not None and user.role not in NEVER else None


def mandates_of(session: Session, user: User, day: date) -> Sequence[Mandate]:
    """Return the person's mandates that last on the day or begin after it, the first day first."""
    if user.role in NEVER:
        return ()
    lasting = Mandate.last_day >= day, Mandate.revoked_at.is_(None)
    return session.scalars(
        select(Mandate).where(Mandate.user_id == user.id, *lasting).order_by(Mandate.first_day, Mandate.id)
    ).all()


def heads_of_the_centre(session: Session, day: date) -> Sequence[int]:
    """Return the accounts of those who head the call centre on the day: by their role, or by a mandate."""
    acting = User.id.in_(select(Mandate.user_id).where(_in_force(day))) & User.role.not_in(NEVER)
    heads = select(User.id).where(or_(User.role == Role.CENTRE_HEAD, acting), User.disabled_at.is_(None))
    return session.scalars(heads.order_by(User.id)).all()


def _in_force(day: date) -> ColumnElement[bool]:
    return and_(Mandate.first_day <= day, Mandate.last_day >= day, Mandate.revoked_at.is_(None))


def mandates(session: Session) -> Sequence[Mandate]:
    """Return every mandate that was ever recorded, the newest first."""
    return session.scalars(
        select(Mandate)
        .options(
            selectinload(Mandate.user), selectinload(Mandate.recorded_by), selectinload(Mandate.revoked_by)
        )
        .order_by(Mandate.id.desc())
        .limit(200)
    ).all()


def _check(
    user: User, *, first_day: date, last_day: date, act: str, act_on: date, by: User, today: date
) -> None:
    if user.id == by.id:
        raise NotAllowed(
            "own-mandate", say("Özünüzə səlahiyyət yaza bilməzsiniz: bunu başqa inzibatçı etməlidir.")
        )
    wrong = {}
    if user.role in NEVER:
        wrong["name"] = say("İnzibatçıya sektorun işinə qarışmaq səlahiyyəti verilmir (002, 5.1).")
    if not act:
        wrong["act"] = say("Səlahiyyəti verən aktı yazın, məsələn: nazirin F-12 nömrəli əmri.")
    if act_on > today:
        wrong["act_on"] = say("Aktın tarixi gələcəkdə ola bilməz.")
    if last_day < first_day:
        wrong["last_day"] = say("Son gün ilk gündən əvvəl ola bilməz.")
    elif last_day < today:
        wrong["last_day"] = say("Bu müddət artıq bitib: keçmiş üçün səlahiyyət yazılmır.")
    if wrong:
        raise InvalidInput(wrong)
