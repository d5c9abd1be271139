"""Reading the times of reception and who is invited to them."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice

from sqlalchemy import ColumnElement, exists, select, true
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.reach import own_units
from callcenter.appeals.reception_hours import Decided, Obstacle, Span, WorkTime, obstacle_to
from callcenter.appeals.reception_models import Invitation, ReceptionSlot
from callcenter.appeals.vocabulary import State
from callcenter.core.clock import baku_date
from callcenter.core.errors import NotFound
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember
from callcenter.law import queries as law

# So many free times are offered at once.
MOST = 300
_PEOPLE = (
    selectinload(ReceptionSlot.official).selectinload(StaffMember.unit),
    selectinload(ReceptionSlot.invitations).selectinload(Invitation.appeal),
)


def is_live(invitation: Invitation) -> bool:
    """Say whether the applicant is still expected; an appeal that was stopped in between frees the time."""
    return invitation.ended_at is None and invitation.appeal.state is State.INVITED


def live_of_slot(slot: ReceptionSlot) -> Invitation | None:
    """Return who is expected at the time."""
    return next((one for one in slot.invitations if is_live(one)), None)


def of_appeal(session: Session, appeal: Appeal) -> Sequence[Invitation]:
    """Return every invitation of the appeal's applicant, in their order."""
    return session.scalars(
        select(Invitation)
        .where(Invitation.appeal_id == appeal.id)
        .options(
            selectinload(Invitation.slot).selectinload(ReceptionSlot.official).selectinload(StaffMember.unit),
            selectinload(Invitation.invited_by),
            selectinload(Invitation.recorded_by),
        )
        .order_by(Invitation.id)
    ).all()


def unended(session: Session, appeal: Appeal) -> Invitation | None:
    """Return the invitation of the appeal that has no end yet."""
    return next((one for one in of_appeal(session, appeal) if one.ended_at is None), None)


def slot_to_take(session: Session, slot_id: int) -> ReceptionSlot:
    """Return the time, locked so that of two who take it one waits; NotFound for one that does not stand."""
    slot = session.scalar(
        select(ReceptionSlot)
        .where(
            ReceptionSlot.id == slot_id,
            ReceptionSlot.cancelled_at.is_(None),
            # An urgent time was made for one applicant alone.
            ReceptionSlot.urgent.is_(False),
        )
        .with_for_update(of=ReceptionSlot)
    )
    if slot is None:
        raise NotFound("unknown-slot", say("Belə qəbul vaxtı yoxdur: siyahıdan başqa vaxt seçin."))
    session.refresh(slot, ["invitations"])
    return slot


def standing_of(session: Session, official: StaffMember, since: datetime) -> Sequence[ReceptionSlot]:
    """Return the official's times from a moment on, the official locked, so that nobody adds another meanwhile."""
    session.scalar(select(StaffMember.id).where(StaffMember.id == official.id).with_for_update())
    return session.scalars(
        select(ReceptionSlot)
        .where(
            ReceptionSlot.official_id == official.id,
            ReceptionSlot.cancelled_at.is_(None),
            ReceptionSlot.starts_at > since,
        )
        .options(*_PEOPLE)
        .order_by(ReceptionSlot.starts_at)
    ).all()


def span_of(slot: ReceptionSlot) -> Span:
    """Return when the time is, as the rule takes it."""
    return Span(slot.starts_at, slot.minutes)


def work_time(session: Session, since: date) -> WorkTime:
    """Return when officials are at work, with their absences from a day on."""
    decided = tuple(Decided(change, at) for change, at in law.confirmed(session))
    return WorkTime(
        law.calendar(session), law.parameters(session), directory.away_from(session, since), decided
    )


def obstacle_of(slot: ReceptionSlot, work: WorkTime) -> Obstacle | None:
    """Return what stands in the way of a reception at the time, None for nothing."""
    urgent_since = slot.made_at if slot.urgent else None
    return obstacle_to(span_of(slot), slot.official_id, work, urgent_since=urgent_since)


def obstacle_met(session: Session, invitation: Invitation) -> Obstacle | None:
    """Return what stands in the way of the reception that an applicant expects; None for one that is over."""
    if not is_live(invitation):
        return None
    slot = invitation.slot
    return obstacle_of(slot, work_time(session, baku_date(slot.starts_at)))


def free_after(session: Session, moment: datetime, *, most: int | None = MOST) -> Sequence[ReceptionSlot]:
    """Return the times of the timetable at which somebody can be received and nobody is, the nearest first."""
    found = session.scalars(
        select(ReceptionSlot)
        .where(
            ReceptionSlot.cancelled_at.is_(None),
            ReceptionSlot.urgent.is_(False),
            ReceptionSlot.starts_at > moment,
            ~_expected_at(),
        )
        .options(*_PEOPLE)
        .order_by(ReceptionSlot.starts_at, ReceptionSlot.id)
        .execution_options(yield_per=MOST)
    )
    work = work_time(session, baku_date(moment))
    with found:
        return list(islice((slot for slot in found if obstacle_of(slot, work) is None), most))


def between(session: Session, actor: Actor, since: datetime, until: datetime) -> Sequence[ReceptionSlot]:
    """Return the times that the actor may see: the call centre and leadership all, a unit its own people's."""
    return session.scalars(
        select(ReceptionSlot)
        .join(ReceptionSlot.official)
        .where(
            ReceptionSlot.cancelled_at.is_(None),
            ReceptionSlot.starts_at >= since,
            ReceptionSlot.starts_at < until,
            *_seen_by(actor),
        )
        .options(*_PEOPLE)
        .order_by(ReceptionSlot.starts_at, ReceptionSlot.official_id)
    ).all()


def taken(session: Session, actor: Actor) -> Sequence[ReceptionSlot]:
    """Return, of the same times, those at which somebody is expected, past ones of which nothing was noted too."""
    return session.scalars(
        select(ReceptionSlot)
        .join(ReceptionSlot.official)
        .where(_expected_at(), *_seen_by(actor))
        .options(*_PEOPLE, selectinload(ReceptionSlot.invitations).selectinload(Invitation.invited_by))
        .order_by(ReceptionSlot.starts_at, ReceptionSlot.official_id)
    ).all()


def expected_after(
    session: Session, moment: datetime, among: ColumnElement[bool] | None = None
) -> Sequence[Invitation]:
    """Return the invitations to times after a moment, for all appeals or for some."""
    return session.scalars(
        select(Invitation)
        .join(Invitation.slot)
        .join(Invitation.appeal)
        .where(Invitation.ended_at.is_(None), Appeal.state == State.INVITED, ReceptionSlot.starts_at > moment)
        .where(true() if among is None else among)
        .options(selectinload(Invitation.slot).selectinload(ReceptionSlot.official))
        .order_by(ReceptionSlot.starts_at)
    ).all()


def _expected_at() -> ColumnElement[bool]:
    return exists().where(
        Invitation.slot_id == ReceptionSlot.id,
        Invitation.ended_at.is_(None),
        Invitation.appeal_id == Appeal.id,
        Appeal.state == State.INVITED,
    )


def _seen_by(actor: Actor) -> list[ColumnElement[bool]]:
    if actor.user is None or actor.role in (Role.OPERATOR, Role.CENTRE_HEAD, Role.LEADERSHIP):
        return []
    own = actor.staff.id if actor.staff else 0
    if actor.role is Role.UNIT_HEAD:
        return [StaffMember.unit_id.in_(own_units(actor))]
    return [ReceptionSlot.official_id == own]
