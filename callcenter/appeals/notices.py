"""Telling members of staff, in the transaction of the act that has something to tell."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts import mandates
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Level
from callcenter.core.clock import baku_date
from callcenter.core.wording import Sentence
from callcenter.directory.actors import Actor, actor_of


def tell(
    session: Session,
    user_ids: Iterable[int | None],
    said: Sentence,
    *,
    key: str,
    now: datetime,
    appeal: Appeal | None = None,
    urgent: bool = False,
) -> list[Notice]:
    """Return the notices written for those who were not told this before.

    Nobody is told of an appeal that they may not see: the accused learn of it here no more than on any page.
    The sentence's values are plain text and numbers, or sentences of such.
    """
    wanted = sorted({one for one in user_ids if one is not None})
    told = set(session.scalars(select(Notice.user_id).where(Notice.key == key, Notice.user_id.in_(wanted))))
    people = session.scalars(select(User).where(User.id.in_(set(wanted) - told), User.disabled_at.is_(None)))
    written = [
        Notice(
            user=user,
            key=key,
            appeal=appeal,
            text=said.text,
            values=said.as_json()["values"],
            urgent=urgent,
            at=now,
        )
        for user in people
        if appeal is None or _may_know(session, user, appeal, now)
    ]
    session.add_all(written)
    session.flush()
    return written


def centre_heads(session: Session, now: datetime) -> Sequence[int]:
    """Return the accounts of who heads the call centre now, for what is told to nobody nearer."""
    return mandates.heads_of_the_centre(session, baku_date(now))


def still_known(session: Session, user: User, found: Sequence[Notice], now: datetime) -> list[Notice]:
    """Return those of somebody's notices that they may still read.

    Who was told of an appeal before it turned out to complain of them hears nothing more of it, by no way. That an
    appeal is no longer at their desk is no reason to hide what they were told of it.
    """
    named = [one.appeal_id for one in found if one.appeal_id is not None]
    if not named:
        return list(found)
    seen = not_kept_from(session, reader(session, user, now), named)
    return [one for one in found if one.appeal_id is None or one.appeal_id in seen]


def how_many_known(session: Session, user_id: int, ids: Sequence[int], now: datetime) -> int:
    """Return how many of the appeals somebody may see, for a notice that tells of a number of them."""
    return len(known_to(session, user_id, ids, now))


def known_to(session: Session, user_id: int, ids: Sequence[int], now: datetime) -> frozenset[int]:
    """Return those of the appeals of which somebody would be told."""
    user = session.get_one(User, user_id)
    if user.disabled_at is not None:
        return frozenset()
    return queries.ids_visible_to(session, reader(session, user, now), ids)


def _may_know(session: Session, user: User, appeal: Appeal, now: datetime) -> bool:
    known = reader(session, user, now)
    return user.may(Permission.SEE_APPEALS) and queries.is_visible(session, known, appeal)


def reader(session: Session, user: User, now: datetime) -> Actor:
    """Return the person as an actor, in the role in which they act on the day."""
    user.act_as(mandates.acting_role(session, user, baku_date(now)))
    return actor_of(session, user, now=now)


def not_kept_from(session: Session, actor: Actor, ids: Sequence[int]) -> frozenset[int]:
    """Return those of the appeals that the actor may know of, also where they are nothing to them any more."""
    if not actor.may(Permission.SEE_APPEALS):
        return frozenset()
    # Of what is for few eyes only who may see it now may know.
    open_to_all = Appeal.level == Level.ORDINARY, queries.clear_of(actor)
    known = session.scalars(select(Appeal.id).where(Appeal.id.in_(ids), *open_to_all))
    return frozenset(known) | queries.ids_visible_to(session, actor, ids)
