"""Reading the appeals that belong to another one: its parts, its follow-ups, what was said before."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals.forwarding_models import Forwarding
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action


def current_parts(appeal: Appeal) -> list[Appeal]:
    """Return the parts of the last time that the appeal was split; a closed and reopened one may be split anew."""
    last = next((event for event in reversed(appeal.events) if event.action is Action.SPLIT), None)
    return [part for part in appeal.parts if last is not None and part.number in last.details["parts"]]


def letters_of(session: Session, appeal: Appeal) -> Sequence[Forwarding]:
    """Return the letters by which the appeal went to other bodies, the first one first."""
    return session.scalars(
        select(Forwarding)
        .where(Forwarding.appeal_id == appeal.id)
        .options(selectinload(Forwarding.user))
        .order_by(Forwarding.id)
    ).all()
