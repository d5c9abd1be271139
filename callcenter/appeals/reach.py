"""Which appeals reach somebody at a unit's desk: the unit's own, what follows them, and those about which it was asked."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import Ending, Invitation, ReceptionSlot
from callcenter.appeals.referral_models import TAKEN_BACK, Referral
from callcenter.appeals.vocabulary import Level, State
from callcenter.directory.actors import Actor

_follow_up = aliased(Appeal)


def answered_with(mains: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition of the appeals that are merged into those of a condition: one answer is theirs too."""
    joined = select(_follow_up.merged_into_id).where(_follow_up.merged_into_id.is_not(None))
    return Appeal.merged_into_id.in_(select(Appeal.id).where(Appeal.id.in_(joined), mains).correlate(None))


def own_units(actor: Actor) -> frozenset[int]:
    """Return the units for which the person speaks: the headed ones, else the one where they work."""
    if actor.staff is None:
        return frozenset()
    if actor.role is Role.UNIT_HEAD and actor.headed:
        return actor.headed
    return frozenset({actor.staff.unit_id})


def heads_apparatus(actor: Actor) -> bool:
    """Say whether the person heads the Apparatus, is a deputy there, or stands in for its head today."""
    return actor.role is Role.UNIT_HEAD and actor.topmost


def beside_own(actor: Actor) -> ColumnElement[bool]:
    """Return the condition of the appeals that other people's work brought to the person.

    Their unit was asked for advice, now or before (a question taken back ends it); they received the applicant or
    are to; as head of the Apparatus they had it laid before them (a letter taken back ends it). Particulars of the applicant stay masked there.
    Of a report of corruption only what waits for them now, because the head of the centre turned to them, is theirs.
    """
    asked = select(Consultation.appeal_id).where(
        Consultation.unit_id.in_(own_units(actor)), Consultation.called_off_at.is_(None)
    )
    received = (
        select(Invitation.appeal_id)
        .join(Invitation.slot)
        .where(ReceptionSlot.official_id == (actor.staff.id if actor.staff else None))
    )
    ways = [asked, received.where(or_(Invitation.ended_at.is_(None), Invitation.ending == Ending.HELD))]
    if heads_apparatus(actor):
        ways.append(select(Referral.appeal_id).where(Referral.result.is_distinct_from(TAKEN_BACK)))
    waits = or_(
        and_(Appeal.state == State.CONSULTING, Appeal.id.in_(asked.where(Consultation.advised_at.is_(None)))),
        and_(Appeal.state == State.INVITED, Appeal.id.in_(received.where(Invitation.ended_at.is_(None)))),
    )
    brought = or_(*(Appeal.id.in_(way) for way in ways))
    return and_(brought, or_(Appeal.level != Level.CORRUPTION, waits))
