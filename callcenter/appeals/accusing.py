"""Act: name whom an appeal complains of, or put it right, after it was logged."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import events, lifecycle, queries
from callcenter.appeals.accused import may_not_examine
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember, Unit


def accuse(
    session: Session,
    number: str,
    version: int,
    *,
    unit: str,
    staff: str,
    reason: str,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Say that the appeal complains of the unit and the official of these names; empty is of none.

    If it is with those it complains of, it is taken from them in the same act: they must not keep for a minute
    what they may not see. Its parts follow it. Whoever was named already is changed or taken out by the head of
    the centre alone: else the way to the accused would be open to whoever routes.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    about_unit, about_staff = _found(session, unit, staff, reason)
    _check(appeal, about_unit, about_staff, by)

    for one in (appeal, *appeal.parts):
        follows = one is not appeal
        _accuse(session, one, about_unit, about_staff, reason, by=by, now=now, together=follows)
    return appeal


def _accuse(
    session: Session,
    appeal: Appeal,
    unit: Unit | None,
    staff: StaffMember | None,
    reason: str,
    *,
    by: Actor,
    now: datetime,
    together: bool,
) -> None:
    before = {"unit": appeal.about_unit_id, "staff": appeal.about_staff_id}
    appeal.about_unit, appeal.about_staff = unit, staff
    session.flush()
    events.record(
        session,
        appeal,
        Action.ACCUSE,
        by=by,
        now=now,
        reason=reason,
        together=together,
        about={"unit": appeal.about_unit_id, "staff": appeal.about_staff_id},
        about_before=before,
    )
    if appeal.unit is not None and may_not_examine(session, appeal, appeal.unit):
        events.recall(session, appeal, by=by, now=now)


def _found(session: Session, unit: str, staff: str, reason: str) -> tuple[Unit | None, StaffMember | None]:
    """Return the unit and the official of these names; InvalidInput with all that is wrong."""
    wrong: dict[str, Sentence] = {}
    about_unit, about_staff = None, None
    try:
        about_unit = directory.unit_named(session, unit) if unit else None
    except NotFound as unknown:
        wrong["unit"] = unknown.sentence
    try:
        about_staff = directory.staff_member(session, staff) if staff else None
    except NotFound as unknown:
        wrong["staff"] = unknown.sentence
    if not reason:
        wrong["reason"] = say("Şikayət edilən tərəfi nəyə əsasən müəyyən etdiyinizi yazın.")
    if wrong:
        raise InvalidInput(wrong)
    return about_unit, about_staff


def _check(appeal: Appeal, unit: Unit | None, staff: StaffMember | None, by: Actor) -> None:
    if (appeal.about_unit, appeal.about_staff) == (unit, staff):
        raise Refused("same-accused", say("Şikayət edilən tərəf onsuz da belə göstərilib."))
    changed = (appeal.about_unit not in (None, unit)) or (appeal.about_staff not in (None, staff))
    if changed and (by.user is None or not by.may(Permission.OVERRIDE_CONFLICT)):
        raise NotAllowed(
            "head-corrects",
            say("Artıq göstərilmiş tərəfi yalnız çağrı mərkəzinin rəhbəri dəyişə və ya götürə bilər."),
        )
    with_a_unit = appeal.unit or (appeal.merged_into and appeal.merged_into.unit)
    if appeal.state in lifecycle.STOPPED and with_a_unit:
        raise Refused(
            "stopped",
            say("Müraciətə baxılması dayandırılıb və o, bölmədədir: əvvəlcə baxılmasını davam etdirin."),
        )
