"""Who may not know of an appeal: whom it complains of, and those for whom it is too secret.

Two conditions that stand in every SELECT of appeals (queries.visible_to), and the same question asked of a unit.
"""

from sqlalchemy import CTE, ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission, Role
from callcenter.appeals import lifecycle, resolutions
from callcenter.appeals.accused import is_barred, refusal
from callcenter.appeals.conflicts import Desk
from callcenter.appeals.models import Appeal
from callcenter.appeals.reach import answered_with
from callcenter.appeals.vocabulary import Level
from callcenter.core.errors import NotAllowed
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember, Unit
from callcenter.directory.reader_models import AuthorisedReader

# The other desks examine the appeals of a unit.
DESKS = {
    Role.OPERATOR: Desk.TAKES_IN,
    Role.CENTRE_HEAD: Desk.OVERSEES,
    Role.LEADERSHIP: Desk.OVERSEES,
    Role.INSPECTOR: Desk.OVERSEES,
}


def not_against(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor may know of the appeal, whomever it complains of (conflicts.may_not_know).

    After the head of the centre overrode the conflict, the people of that unit see the appeal while the unit has
    it, and the accused official still does not. A key does not say whose system it serves: it sees of such
    appeals only those that it logged.
    """
    if actor.user is None:
        return true() if actor.is_system else or_(_accuses_nobody(), Appeal.api_key_id == actor.api_key_id)
    if actor.staff is None:
        return true()
    # Never NULL, because the trail asks for the opposite.
    own = actor.staff.unit_id
    overridden = and_(
        Appeal.override_unit_id.is_not_distinct_from(own), Appeal.unit_id.is_not_distinct_from(own)
    )
    not_me = or_(Appeal.about_staff_id.is_(None), Appeal.about_staff_id != actor.staff.id)
    return and_(not_me, or_(_clear_of(actor), overridden))


def _clear_of(actor: Actor) -> ColumnElement[bool]:
    """Neither the unit complained of nor the official stands in the actor's line."""
    line, desk = _line(actor), DESKS.get(actor.role or Role.UNIT_STAFF, Desk.EXAMINES)
    officials = select(StaffMember.id).where(StaffMember.unit_id.in_(select(line.c.id)))
    if desk is not Desk.EXAMINES:
        officials = officials.where(StaffMember.head)
    clear = or_(Appeal.about_staff_id.is_(None), Appeal.about_staff_id.not_in(officials))
    if desk is Desk.TAKES_IN:
        return clear
    return and_(clear, or_(Appeal.about_unit_id.is_(None), Appeal.about_unit_id.not_in(select(line.c.id))))


def not_secret_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the appeal is not too secret for the actor (002:5.4.7, 580-IIQ 11-1).

    Of a unit, an ordinary appeal is seen by all; a confidential one by its heads and executors, also after they have
    answered it; a report of corruption by these only while they work on it, because the head of the centre sent it
    there; both with what is merged into it. What a unit answered before it became one is not theirs any more, closed or not. Elsewhere both are for
    who logged them and for the head of the centre, and reports for those whom the head of the body authorised.
    """
    if actor.is_system or actor.role is Role.CENTRE_HEAD:
        return true()
    mine: list[ColumnElement[bool]] = [Appeal.level == Level.ORDINARY, entrusted_to(actor)]
    if actor.role is Role.OPERATOR:
        mine.append(Appeal.logged_by_id == actor.user_id)
    if actor.role is Role.UNIT_HEAD:
        mine.append(_may_be_with_a_unit())
    if actor.role is Role.UNIT_STAFF and actor.staff is not None:
        executed = resolutions.executed_by([actor.staff.id])
        mine.append(and_(_may_be_with_a_unit(), or_(executed, answered_with(executed))))
    if actor.user is None:
        mine.append(Appeal.api_key_id == actor.api_key_id)
    return or_(*mine)


def _may_be_with_a_unit() -> ColumnElement[bool]:
    """No report of corruption, or one on which a unit works now, with what is merged into it: the answer is to both."""
    at_work = Appeal.state.in_(lifecycle.WITH_A_UNIT | lifecycle.WAITING)
    return or_(Appeal.level != Level.CORRUPTION, at_work, answered_with(at_work))


def entrusted_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that it is a report of corruption and the actor one whom the head of the body authorised.

    The authorisation counts at the actor's moment, and never for who sees no appeals at all, such as an administrator.
    """
    if actor.user is None or actor.at is None or not actor.may(Permission.SEE_APPEALS):
        return false()
    authorised = exists().where(
        AuthorisedReader.user_id == actor.user_id, AuthorisedReader.counts_at(actor.at)
    )
    return and_(Appeal.level == Level.CORRUPTION, authorised)


def may_direct(appeal: Appeal, by: Actor) -> bool:
    """Say whether the actor may let others know of the appeal: of a report of corruption only the centre's head."""
    return appeal.level is not Level.CORRUPTION or by.role is Role.CENTRE_HEAD


def must_direct(appeal: Appeal, by: Actor) -> None:
    """Refuse (head-directs) to route, divide, forward, ask or invite by who may not let others know of the appeal."""
    if not may_direct(appeal, by):
        raise NotAllowed(
            "head-directs",
            say("Korrupsiya barədə məlumatı yalnız çağrı mərkəzinin rəhbəri yönləndirir."),
        )


def must_not_answer_for_oneself(session: Session, appeal: Appeal, by: Actor) -> None:
    """Refuse (conflict-of-interest) an answer by somebody whose own unit the appeal complains of."""
    if by.staff is not None and is_barred(session, appeal, by.staff.unit_id):
        raise refusal(session, appeal)


def _accuses_nobody() -> ColumnElement[bool]:
    return and_(Appeal.about_unit_id.is_(None), Appeal.about_staff_id.is_(None))


def _line(actor: Actor) -> CTE:
    """The units where the actor sits or which they head in their own right or another's, and all units above these."""
    own = actor.staff.unit_id if actor.staff else None
    topmost = and_(
        Unit.id.in_(actor.headed), or_(Unit.parent_id.is_(None), Unit.parent_id.not_in(actor.headed))
    )
    line = select(Unit.id, Unit.parent_id).where(or_(Unit.id == own, topmost)).cte(recursive=True)
    return line.union(select(Unit.id, Unit.parent_id).where(Unit.id == line.c.parent_id))
