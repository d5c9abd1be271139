"""Reading what was laid before the Head of the Apparatus."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import lifecycle, queries
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.reach import heads_apparatus
from callcenter.appeals.referral_models import Referral
from callcenter.appeals.vocabulary import Action
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor

_PARTS = (selectinload(Referral.sent_by), selectinload(Referral.reported_by))


def of_appeal(session: Session, appeal: Appeal) -> Sequence[Referral]:
    """Return every letter about the appeal, in the order of sending."""
    return session.scalars(
        select(Referral).where(Referral.appeal_id == appeal.id).options(*_PARTS).order_by(Referral.id)
    ).all()


def open_about(session: Session, appeal: Appeal) -> Referral | None:
    """Return the letter about the appeal that is neither reported on nor taken back."""
    return session.scalar(
        select(Referral).where(Referral.appeal_id == appeal.id, Referral.reported_at.is_(None))
    )


def of_message(session: Session, message_id: str) -> Referral | None:
    """Return the letter that left under this Message-ID; until the transaction ends its appeal is nobody else's."""
    ours = Referral.message_id == message_id
    # Locked before anything of it is read, so that the same answer that is read twice at once is one.
    about = queries.visible_to(Actor()).where(Appeal.id.in_(select(Referral.appeal_id).where(ours)))
    session.execute(about.with_only_columns(Appeal.id).with_for_update(of=Appeal))
    return session.scalar(select(Referral).where(ours).options(selectinload(Referral.appeal)))


def late_results(referral: Referral) -> list[AppealEvent]:
    """Return the steps by which results came that nobody awaited any more, without the one that the letter holds."""
    return [
        event
        for event in referral.appeal.events
        if event.action is Action.REPORT_BACK
        and event.details.get("late")
        and event.details["referred_as"] == referral.letter
        and event.reason != referral.result
    ]


def is_known(referral: Referral, result: str) -> bool:
    """Say whether the result was kept before."""
    return result in {referral.result, *(event.reason for event in late_results(referral))}


def users_who_wait(session: Session, referral: Referral, day: date) -> list[int | None]:
    """Return the accounts of who sent the letter and of those who have the appeal, or had it when it was answered.

    That is its executor and who stands in for them on the day, else those who head its unit, else who logged it.
    """
    appeal = referral.appeal
    if appeal.executor_id is not None:
        line = directory.reporting_line(session, day)
        executor = line.people.get(appeal.executor_id)
        there = line.in_place_of(executor) if executor else None
        return [referral.sent_by_id, *(one.user_id for one in (executor, there) if one)]
    if appeal.unit_id is not None:
        return [referral.sent_by_id, *directory.head_users(session, appeal.unit_id, day)]
    return [referral.sent_by_id, appeal.logged_by_id]


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
