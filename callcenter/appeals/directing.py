"""Who decides where a report of corruption goes, and what becomes of one of which the centre's head may not know.

The head of the body names by an order who receives such reports (580-IIQ, 11-1). Where the head of the call centre
may not know of one, those persons route and acknowledge it, and nobody else does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import events, lifecycle, notices, queries, secrecy
from callcenter.appeals.accused import may_not_examine, may_not_receive
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Level
from callcenter.core.errors import NotAllowed
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from callcenter.directory.reader_models import AuthorisedReader

REFERRED_BY = "002:4.0.09"


def in_place_of_the_head(session: Session, appeal: Appeal, by: Actor, now: datetime) -> bool:
    """Say whether the actor routes and acknowledges the report because the head of the centre may not know of it."""
    if appeal.level is not Level.CORRUPTION or by.user is None:
        return False
    return not _centre_knows(session, appeal, now) and by.user_id in _authorised(session, appeal, now)


def may_route(session: Session, appeal: Appeal, by: Actor, now: datetime) -> bool:
    """Say whether the actor may route the appeal at all, as far as their role and its secrecy go."""
    by_role = by.may(Permission.ROUTE_APPEAL) and secrecy.may_direct(appeal, by)
    return by_role or in_place_of_the_head(session, appeal, by, now)


def must_route(session: Session, appeal: Appeal, by: Actor, now: datetime) -> None:
    """Refuse (head-directs) to route a report of corruption, and anything by whose role does not route."""
    if not in_place_of_the_head(session, appeal, by, now):
        secrecy.must_direct(appeal, by)
        _must_by_role(by, Permission.ROUTE_APPEAL)


def must_acknowledge(session: Session, appeal: Appeal, by: Actor, now: datetime) -> None:
    """Refuse to acknowledge by who neither does so by their role nor in place of the head of the centre."""
    if not in_place_of_the_head(session, appeal, by, now):
        _must_by_role(by, Permission.ACKNOWLEDGE_REPORT)


def directors(session: Session, appeal: Appeal, now: datetime) -> Sequence[int]:
    """Return the accounts of who hears of an appeal with whom nobody nearer may be told: the heads of the centre.

    Of a report of which these may not know, those whom the head of the body authorised.
    """
    if appeal.level is Level.CORRUPTION and not _centre_knows(session, appeal, now):
        return _authorised(session, appeal, now)
    return notices.centre_heads(session, now)


def directors_of(session: Session, appeals: Iterable[Appeal], now: datetime) -> Mapping[int, Sequence[int]]:
    """Return the directors of each of many appeals, by its id."""
    heads = notices.centre_heads(session, now)
    return {
        one.id: directors(session, one, now) if one.level is Level.CORRUPTION else heads for one in appeals
    }


def keep_from_the_accused(session: Session, appeal: Appeal, *, by: Actor, now: datetime) -> None:
    """See that what waits for its routing is with somebody who may know of it; refusing to take it in is not allowed.

    A complaint that the desk of who acts may not handle goes to the Head of the Apparatus (002:4.0.09). A report of
    corruption of which the head of the centre may not know waits for whom the head of the body authorised, who are
    told; where there is nobody, it goes there too, once.
    """
    if not appeal.accuses or appeal.state not in lifecycle.ON_OPERATORS_DESK:
        return
    if appeal.level is Level.CORRUPTION:
        if _centre_knows(session, appeal, now):
            return
        if authorised := _authorised(session, appeal, now):
            _tell(session, appeal, authorised, now)
            return
    elif queries.is_visible(session, by, appeal):
        return
    _send_to_the_apparatus(session, appeal, by=by, now=now)


def see_to_all(session: Session, now: datetime) -> None:
    """Do the same for every report that waits: an authorisation or a mandate may have ended or begun meanwhile."""
    for appeal in _accusing(session, Appeal.state.in_(lifecycle.ON_OPERATORS_DESK)):
        keep_from_the_accused(session, appeal, by=Actor(), now=now)


def nobody_directs(session: Session, now: datetime) -> bool:
    """Say whether there is an open report of corruption that nobody may direct; nothing of it is told."""
    return any(
        not _centre_knows(session, one, now) and not _authorised(session, one, now)
        for one in _accusing(session, Appeal.state.in_(lifecycle.RUNNING))
    )


def _accusing(session: Session, state: ColumnElement[bool]) -> Iterator[Appeal]:
    accuses = or_(Appeal.about_unit_id.is_not(None), Appeal.about_staff_id.is_not(None))
    reports = queries.visible_to(Actor()).where(Appeal.level == Level.CORRUPTION, accuses, state)
    yield from session.scalars(reports.order_by(Appeal.id)).all()


def _send_to_the_apparatus(session: Session, appeal: Appeal, *, by: Actor, now: datetime) -> None:
    office = directory.head_of_apparatus(session)
    if may_not_examine(session, appeal, office) or _was_there(appeal, office):
        return
    appeal.unit, appeal.clause = office, REFERRED_BY
    events.record(session, appeal, Action.ROUTE, by=by, now=now, unit=office, clause=REFERRED_BY)


def _was_there(appeal: Appeal, office: Unit) -> bool:
    """Say whether the Apparatus had it and gave it back: it is not sent there again and again."""
    return any(one.action is Action.ROUTE and one.unit is office for one in appeal.events)


def _tell(session: Session, appeal: Appeal, authorised: Sequence[int], now: datetime) -> None:
    back = sum(one.action in (Action.SEND_BACK, Action.RECALL) for one in appeal.events)
    said = say(
        "%(number)s: çağrı mərkəzinin rəhbəri bu korrupsiya məlumatından xəbər tutmamalıdır, onu siz yönləndirirsiniz.",
        number=appeal.number,
    )
    key = f"direct:{appeal.number}:{back}"
    notices.tell(session, authorised, said, key=key, now=now, appeal=appeal, urgent=True)


def _centre_knows(session: Session, appeal: Appeal, now: datetime) -> bool:
    """Say whether somebody who heads the centre now, also by a mandate, may know of the appeal."""
    heads = session.scalars(select(User).where(User.id.in_(notices.centre_heads(session, now)))).all()
    return any(queries.is_visible(session, notices.reader(session, one, now), appeal) for one in heads)


def _authorised(session: Session, appeal: Appeal, now: datetime) -> Sequence[int]:
    """Return the accounts of whom the head of the body authorised, without the accused and whom they lead."""
    authorised = select(AuthorisedReader.user_id).where(AuthorisedReader.counts_at(now))
    people = session.scalars(
        select(User).where(User.id.in_(authorised), User.disabled_at.is_(None)).order_by(User.id)
    ).all()
    readers = [notices.reader(session, one, now) for one in people]
    return [
        one.user.id
        for one in readers
        if one.user is not None
        and queries.ids_visible_to(session, one, [appeal.id])
        and (one.staff is None or not may_not_receive(session, appeal, one.staff))
    ]


def _must_by_role(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise NotAllowed
