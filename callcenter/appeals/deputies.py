"""What a head never sees of the work of another unit that they have only for some days."""

from sqlalchemy import ColumnElement, and_, or_, select

from callcenter.appeals.models import Appeal
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember, Unit


def not_against_own(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an appeal complains of nobody in the deputy's own units, and of no superior.

    Nobody whose unit may not examine an appeal (conflicts) sees it by standing in elsewhere: neither a complaint of
    people in the own units, nor one of a superior or of a unit above.
    """
    unit = actor.staff.unit_id if actor.staff else 0
    above = select(Unit.id, Unit.parent_id).where(Unit.id == unit).cte(recursive=True)
    above = above.union(select(Unit.id, Unit.parent_id).where(Unit.id == above.c.parent_id))
    own = or_(StaffMember.unit_id.in_(actor.headed - actor.lent), StaffMember.unit_id.in_(select(above.c.id)))
    return and_(
        or_(Appeal.about_staff_id.is_(None), Appeal.about_staff_id.not_in(select(StaffMember.id).where(own))),
        or_(Appeal.about_unit_id.is_(None), Appeal.about_unit_id.not_in(select(above.c.id))),
    )
