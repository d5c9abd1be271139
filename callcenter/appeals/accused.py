"""Whom an appeal complains of, and who is therefore kept away from it."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import conflicts
from callcenter.appeals.conflicts import Accused
from callcenter.appeals.models import Appeal
from callcenter.core import clock
from callcenter.core.errors import Refused
from callcenter.directory import queries as directory
from callcenter.directory.models import StaffMember, Unit


def accused_of(appeal: Appeal) -> Accused:
    """Return the unit and the official that the appeal complains of; nothing for most appeals."""
    official = appeal.about_staff
    return Accused(
        appeal.about_unit_id,
        appeal.about_staff_id,
        official.unit_id if official else None,
        official.head if official else False,
    )


def may_not_examine(session: Session, appeal: Appeal, unit: Unit) -> bool:
    """Say whether the appeal complains of the unit, so that it may neither examine it nor be asked about it."""
    return is_barred(session, appeal, unit.id)


def is_barred(session: Session, appeal: Appeal, unit_id: int) -> bool:
    """Say the same of a unit by its id."""
    accused = accused_of(appeal)
    if not accused:
        return False
    accused = replace(accused, leads=_led_by(session, accused.staff_id))
    parents = dict(iter(session.execute(select(Unit.id, Unit.parent_id))))
    return conflicts.may_not_examine(unit_id, accused, parents)


def apparatus_may(session: Session, appeal: Appeal) -> bool:
    """Say whether the Head of the Apparatus may examine the appeal instead of those it complains of (002:4.0.09)."""
    return not may_not_examine(session, appeal, directory.head_of_apparatus(session))


def refusal(session: Session, appeal: Appeal) -> Refused:
    """Return the refusal to let those examine the appeal whom it complains of."""
    return conflicts.refusal(apparatus_may=apparatus_may(session, appeal))


def _led_by(session: Session, staff_id: int | None) -> frozenset[int]:
    """The units whose absent heads the official stands in for today."""
    if staff_id is None:
        return frozenset()
    absences = directory.stood_in_by(session, staff_id, clock.baku_date(clock.now()))
    return frozenset(one.staff.unit_id for one in absences if one.staff.head)


def may_not_receive(session: Session, appeal: Appeal, official: StaffMember) -> bool:
    """Say whether the official is the accused, or one of the accused unit's people."""
    return official.id == appeal.about_staff_id or may_not_examine(session, appeal, official.unit)
