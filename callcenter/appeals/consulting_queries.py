"""Reading the questions that units were asked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import queries
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.models import Appeal
from callcenter.appeals.reach import own_units
from callcenter.appeals.vocabulary import State
from callcenter.directory.actors import Actor

_PARTS = (
    selectinload(Consultation.unit),
    selectinload(Consultation.asked_by),
    selectinload(Consultation.advised_by),
)
_STILL_OPEN = Consultation.advised_at.is_(None) & Consultation.called_off_at.is_(None)


def of_appeal(session: Session, appeal: Appeal) -> Sequence[Consultation]:
    """Return every question about the appeal, in the order of asking."""
    return session.scalars(
        select(Consultation)
        .where(Consultation.appeal_id == appeal.id)
        .options(*_PARTS)
        .order_by(Consultation.id)
    ).all()


def open_about(session: Session, appeal: Appeal) -> Sequence[Consultation]:
    """Return the questions about the appeal that no unit has answered and nobody has taken back."""
    return session.scalars(
        select(Consultation)
        .where(Consultation.appeal_id == appeal.id, _STILL_OPEN)
        .options(*_PARTS)
        .order_by(Consultation.id)
    ).all()


def open_until(session: Session, day: date) -> Sequence[Consultation]:
    """Return the questions due until the day that appeals wait for, the nearest day first, with their appeals."""
    asked = queries.visible_to(Actor()).where(Appeal.state == State.CONSULTING)
    return session.scalars(
        select(Consultation)
        .where(
            Consultation.appeal_id.in_(asked.with_only_columns(Appeal.id)),
            Consultation.due_on <= day,
            _STILL_OPEN,
        )
        .options(*_PARTS, selectinload(Consultation.appeal).selectinload(Appeal.about_staff))
        .order_by(Consultation.due_on, Consultation.id)
    ).all()


def waiting_for(session: Session, actor: Actor) -> Sequence[Consultation]:
    """Return what the actor's unit is asked and has not answered, the nearest day first."""
    asked = queries.visible_to(actor).where(Appeal.state == State.CONSULTING)
    return session.scalars(
        select(Consultation)
        .where(
            Consultation.appeal_id.in_(asked.with_only_columns(Appeal.id)),
            Consultation.unit_id.in_(own_units(actor)),
            _STILL_OPEN,
        )
        .options(*_PARTS, selectinload(Consultation.appeal))
        .order_by(Consultation.due_on, Consultation.id)
        .limit(200)
    ).all()
