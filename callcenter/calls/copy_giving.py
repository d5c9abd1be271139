"""Who gives the copy of a recording of which the head of the call centre may not know (docs/decisions/0011).

Where the call brought an appeal that complains of everybody who heads the centre that day, the request goes where such
a complaint goes: to the Head of the Apparatus (002:4.0.09), or, where it is a report of corruption, to whom the head of
the body authorised (580-IIQ, 11-1).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import directing, notices, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level
from callcenter.calls import recording_queries as found
from callcenter.calls.recording_models import CopyRequest
from callcenter.core.clock import baku_date
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor

JOB = "copies-to-give"


def requests(session: Session, actor: Actor, now: datetime) -> Sequence[CopyRequest]:
    """Return the requests that the actor may see: outside the call centre those that are theirs to give, or that they decided."""
    seen = found.requests(session, actor)
    if actor.role in (Role.OPERATOR, Role.CENTRE_HEAD):
        return seen
    return [one for one in seen if one.decided_by_id == actor.user_id or gives(session, one, actor, now)]


def gives(session: Session, request: CopyRequest, actor: Actor, now: datetime) -> bool:
    """Say whether the actor decides on the request, or would if it were still open."""
    if actor.role is Role.CENTRE_HEAD:
        return True
    return not _centre_knows(session, request, now) and actor.user_id in _givers(session, request, now)


def to_give(session: Session, listed: Sequence[CopyRequest], actor: Actor, now: datetime) -> frozenset[int]:
    """Return the ids of the open ones of those listed on which the actor decides."""
    return frozenset(one.id for one in listed if one.decided_at is None and gives(session, one, actor, now))


def tell_who_gives(session: Session, now: datetime) -> int:
    """Tell who decides in place of the head of the centre of each open request, once; return how many were told.

    The timetable looks again: whom an appeal complains of, mandates and absences change.
    """
    told = 0
    for request in found.open_requests(session):
        if not _centre_knows(session, request, now):
            said = say(
                "%(number)s: çağrı mərkəzinin rəhbəri bu zəngdən xəbər tutmamalıdır, səs yazısının surətini siz verirsiniz.",
                number=request.number,
            )
            givers = _givers(session, request, now)
            told += len(
                notices.tell(session, givers, said, key=f"copy:{request.number}", now=now, urgent=True)
            )
    return told


def nobody_gives(session: Session, now: datetime) -> bool:
    """Say whether there is an open request that nobody may decide on; nothing of it is told."""
    return any(
        not _centre_knows(session, one, now) and not _givers(session, one, now)
        for one in found.open_requests(session)
    )


def decide_on(session: Session, request: CopyRequest, now: datetime) -> Sequence[int]:
    """Return the accounts of who owes the decision on the request: heads of the centre, else who decides in their place."""
    return _heads_who_know(session, request, now) or _givers(session, request, now)


def who_may_know(
    session: Session, request: CopyRequest, user_ids: Iterable[int], now: datetime
) -> Sequence[int]:
    """Return those of the accounts whose holders may know of the request and of all that its call brought."""
    readers = [notices.reader(session, one, now) for one in _people(session, user_ids)]
    secret = _secret(request)
    return [
        one.user.id for one in readers if one.user is not None and _may_know(session, request, one, secret)
    ]


def _centre_knows(session: Session, request: CopyRequest, now: datetime) -> bool:
    return bool(_heads_who_know(session, request, now))


def _heads_who_know(session: Session, request: CopyRequest, now: datetime) -> Sequence[int]:
    heads = _people(session, notices.centre_heads(session, now))
    return [one.id for one in heads if found.may_know_of(session, notices.reader(session, one, now), request)]


def _givers(session: Session, request: CopyRequest, now: datetime) -> Sequence[int]:
    """Those who decide in place of the head of the centre; the sound says as much as the appeals that the call brought."""
    authorised = [set(directing.directors(session, one, now)) for one in _secret(request)]
    named = set.intersection(*authorised) if authorised else set()
    return who_may_know(session, request, named or _heads_of_the_apparatus(session, now), now)


def _secret(request: CopyRequest) -> Sequence[Appeal]:
    return [one for one in request.call.appeals if one.level is Level.CORRUPTION]


def _may_know(session: Session, request: CopyRequest, actor: Actor, secret: Sequence[Appeal]) -> bool:
    ids = [one.id for one in secret]
    hidden = set(ids) - queries.ids_visible_to(session, actor, ids)
    return not hidden and found.may_know_of(session, actor, request)


def _heads_of_the_apparatus(session: Session, now: datetime) -> set[int]:
    """Who heads the Apparatus, with who stands in for them today."""
    line = directory.reporting_line(session, baku_date(now))
    heads = [one for one in line.people.values() if one.head and one.unit_id == line.apparatus]
    there = [*heads, *(line.in_place_of(one) for one in heads)]
    return {one.user_id for one in there if one is not None and one.user_id is not None}


def _people(session: Session, ids: Iterable[int]) -> Sequence[User]:
    wanted = select(User).where(User.id.in_(set(ids)), User.disabled_at.is_(None))
    return session.scalars(wanted.order_by(User.id)).all()
