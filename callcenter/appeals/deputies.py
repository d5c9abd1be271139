"""What a head never sees of the work of another unit that they have only for some days."""

from sqlalchemy import ColumnElement, or_, select, true

from callcenter.appeals.models import Appeal
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember


def not_against_own(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an appeal complains of nobody in the deputy's own units.

    That it complains neither of these units nor of a superior stands in secrecy.not_against already, whose line only
    leads upwards: the people of the units below the deputy's own are not in it.
    """
    own = select(StaffMember.id).where(StaffMember.unit_id.in_(actor.headed - actor.lent))
    return or_(Appeal.about_staff_id.is_(None), Appeal.about_staff_id.not_in(own))


def clear_where_standing_in(actor: Actor) -> ColumnElement[bool]:
    """A head who stands in elsewhere examines there nothing that complains of their own people or superiors."""
    if actor.staff is None or not actor.lent or not actor.staff.head:
        return true()
    return or_(Appeal.unit_id.in_(actor.headed - actor.lent), not_against_own(actor))
