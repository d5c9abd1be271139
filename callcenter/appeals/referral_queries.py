"""Reading what was laid before the Head of the Apparatus."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import lifecycle, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.reach import heads_apparatus
from callcenter.appeals.referral_models import Referral
from callcenter.directory.actors import Actor

_PARTS = (selectinload(Referral.sent_by), selectinload(Referral.reported_by))


def of_appeal(session: Session, appeal: Appeal) -> Sequence[Referral]:
    """Return every letter about the appeal, in the order of sending."""
    return session.scalars(
        select(Referral).where(Referral.appeal_id == appeal.id).options(*_PARTS).order_by(Referral.id)
    ).all()


def open_about(session: Session, appeal: Appeal) -> Referral | None:
    """Return the letter about the appeal whose result is awaited."""
    return session.scalar(
        select(Referral).where(Referral.appeal_id == appeal.id, Referral.reported_at.is_(None))
    )


def of_message(session: Session, message_id: str) -> Referral | None:
    """Return the letter that left under this Message-ID."""
    return session.scalar(select(Referral).where(Referral.message_id == message_id))


def waiting_for(session: Session, actor: Actor) -> Sequence[Referral]:
    """Return what the Head of the Apparatus has not reported on; of other people's it is nothing."""
    return awaited(session, actor) if heads_apparatus(actor) else ()


def awaited(session: Session, actor: Actor) -> Sequence[Referral]:
    """Return the letters on whose result appeals wait that the actor may see, the nearest day first."""
    seen = queries.visible_to(actor).where(Appeal.state.in_(lifecycle.RUNNING))
    return session.scalars(
        select(Referral)
        .where(
            Referral.appeal_id.in_(seen.with_only_columns(Appeal.id)),
            Referral.reported_at.is_(None),
        )
        .options(*_PARTS, selectinload(Referral.appeal))
        .order_by(Referral.due_on, Referral.id)
        .limit(200)
    ).all()
