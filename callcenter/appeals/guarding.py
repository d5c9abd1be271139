"""Writing who may know of an appeal, on all that are answered together: whole and parts, main one and merged ones.

Whoever reads one of them reads of the others, so they have one level of secrecy and complain of the same.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import calling_off, directing, events, taking_away, taking_back
from callcenter.appeals.accused import may_not_examine
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Level
from callcenter.core import trail
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember, Unit


def answered_together(appeal: Appeal) -> list[Appeal]:
    """Return the appeal, then its whole, its parts, its main one and those merged into any of these."""
    found, waiting = [appeal], [appeal]
    while waiting:
        one = waiting.pop(0)
        for other in (one.parent, one.merged_into, *one.parts, *one.merged):
            if other is not None and other not in found:
                found.append(other)
                waiting.append(other)
    return found


def accuse(
    session: Session,
    appeal: Appeal,
    unit: Unit | None,
    staff: StaffMember | None,
    *,
    reason: str,
    by: Actor,
    now: datetime,
) -> None:
    """Let the appeal and all that are answered with it complain of these, and take them from whom they complain of."""
    for one in answered_together(appeal):
        if (one.about_unit, one.about_staff) != (unit, staff):
            _accuse(session, one, unit, staff, reason=reason, by=by, now=now)


def set_level(
    session: Session, appeal: Appeal, level: Level, *, reason: str, by: Actor, now: datetime
) -> None:
    """Give the level to the appeal and all that are answered with it; raised by one, none of them falls.

    Reports of corruption are taken from their units: only the head of the centre sends them there.
    """
    rises = level.stricter_than(appeal.level)
    for one in answered_together(appeal):
        if level.stricter_than(one.level) if rises else one.level is not level:
            _set_level(session, one, level, reason=reason, by=by, now=now)


def align(session: Session, appeal: Appeal, main: Appeal, *, reason: str, by: Actor, now: datetime) -> None:
    """Give both the stricter level and all whom either complains of, before one is merged into the other."""
    level = appeal.level if appeal.level.stricter_than(main.level) else main.level
    unit = main.about_unit or appeal.about_unit
    staff = main.about_staff or appeal.about_staff
    for one in (appeal, main):
        if one.level is not level:
            set_level(session, one, level, reason=reason, by=by, now=now)
        accuse(session, one, unit, staff, reason=reason, by=by, now=now)


def _accuse(
    session: Session,
    appeal: Appeal,
    unit: Unit | None,
    staff: StaffMember | None,
    *,
    reason: str,
    by: Actor,
    now: datetime,
) -> None:
    before = {"unit": appeal.about_unit_id, "staff": appeal.about_staff_id}
    appeal.about_unit, appeal.about_staff = unit, staff
    session.flush()
    _take_away(session, appeal, now)
    events.record(
        session,
        appeal,
        Action.ACCUSE,
        by=by,
        now=now,
        reason=reason,
        about={"unit": appeal.about_unit_id, "staff": appeal.about_staff_id},
        about_before=before,
    )
    calling_off.call_off_with_the_accused(session, appeal, by=by, now=now)
    if appeal.unit is not None and may_not_examine(session, appeal, appeal.unit):
        calling_off.recall(session, appeal, by=by, now=now)
    directing.keep_from_the_accused(session, appeal, by=by, now=now)
    if may_not_examine(session, appeal, directory.head_of_apparatus(session)):
        taking_back.take_back_open(session, appeal, by=by, now=now)


def _set_level(
    session: Session, appeal: Appeal, level: Level, *, reason: str, by: Actor, now: datetime
) -> None:
    before, appeal.level = appeal.level, level
    _take_away(session, appeal, now)
    events.record(
        session,
        appeal,
        Action.SET_LEVEL,
        by=by,
        now=now,
        reason=reason,
        level=level.value,
        level_before=before.value,
    )
    if level is Level.CORRUPTION:
        calling_off.recall(session, appeal, by=by, now=now)
        taking_back.take_back_open(session, appeal, by=by, now=now)
    trail.record(session, "appeal.level", now=now, user_id=by.user_id, about=appeal.number, level=level.value)


def _take_away(session: Session, appeal: Appeal, now: datetime) -> None:
    """Take what was written from the appeal's words from those who may not know of it, where few may now."""
    if appeal.guarded:
        taking_away.take_away(session, appeal, now=now)
