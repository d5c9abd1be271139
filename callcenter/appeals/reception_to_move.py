"""Receptions that can no longer be held at their time: which they are, and telling who invited, so that they ring.

The calendar was changed or the official will be away. The invitation stands until somebody moves it: the applicant
still expects to be received.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from callcenter.appeals import notices, reception_queries, reception_timetable
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception_hours import Hindrance, Obstacle, WorkTime
from callcenter.appeals.reception_models import Invitation
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.wording import Sentence, say
from callcenter.law.changes import Change
from callcenter.law.day_names import day_name

TO_MOVE, STANDS = "reception-to-move:", "reception-stands:"


@dataclass(frozen=True)
class ToMove:
    """An invitation to another time than can be, and why."""

    invitation: Invitation
    obstacle: Obstacle


@dataclass(frozen=True)
class Effect:
    """What a change of the law does to the receptions ahead: who is to be rung, and how many free times are lost."""

    to_move: tuple[ToMove, ...]
    free: int


def ahead(
    session: Session, work: WorkTime, now: datetime, among: ColumnElement[bool] | None = None
) -> list[ToMove]:
    """Return the invitations to times ahead at which nobody can be received, for all appeals or for some."""
    return [
        ToMove(one, obstacle)
        for one in reception_queries.expected_after(session, now, among)
        if (obstacle := reception_queries.obstacle_of(one.slot, work)) is not None
    ]


def effect_of(
    session: Session, change: Change, *, now: datetime, among: ColumnElement[bool] | None = None
) -> Effect:
    """Return what the change would do; nothing is written, and what cannot be held without it is not counted."""
    work = reception_queries.work_time(session, baku_date(now))
    changed = work.changed(change, now)
    before = {one.invitation.id for one in ahead(session, work, now, among)}
    lost = [
        slot
        for slot in reception_queries.free_after(session, now, most=None)
        if reception_queries.obstacle_of(slot, changed) is not None
    ]
    to_move = [one for one in ahead(session, changed, now, among) if one.invitation.id not in before]
    return Effect(tuple(to_move), len(lost))


def tell(session: Session, now: datetime) -> None:
    """Tell who invited to each time ahead at which nobody can be received, and again when it can be held after all.

    While it stays so, whoever was told is not told again.
    """
    work = reception_queries.work_time(session, baku_date(now))
    for invitation in reception_queries.expected_after(session, now):
        obstacle = reception_queries.obstacle_of(invitation.slot, work)
        told = _told(session, invitation)
        if obstacle is not None:
            _tell_to_move(session, ToMove(invitation, obstacle), told, work, now)
        elif told and told[-1].key.startswith(TO_MOVE):
            _tell_it_stands(session, invitation, told, work, now)


def _tell_to_move(
    session: Session, one: ToMove, told: Sequence[Notice], work: WorkTime, now: datetime
) -> None:
    invitation = one.invitation
    key = f"{TO_MOVE}{invitation.id}:{one.obstacle.kind.value}"
    if told and told[-1].key.startswith(key):
        return
    # Where the inviter is a system, has left or may no longer know of the appeal, the head of the centre has it done.
    for people in ([invitation.invited_by_id], notices.centre_heads(session, now)):
        if _write(session, invitation, people, _said(one), f"{key}:{len(told)}", work, now):
            return


def _tell_it_stands(
    session: Session, invitation: Invitation, told: Sequence[Notice], work: WorkTime, now: datetime
) -> None:
    said = say(
        "%(number)s üzrə qəbul (%(day)s, saat %(time)s) öz vaxtında keçirilə bilər: maneə aradan qalxıb.",
        **_values(invitation),
    )
    people = [notice.user_id for notice in told if notice.key == told[-1].key]
    _write(session, invitation, people, said, f"{STANDS}{invitation.id}:{len(told)}", work, now)


def _told(session: Session, invitation: Invitation) -> Sequence[Notice]:
    """Return what was told of whether the reception can be held, in its order."""
    about = (Notice.key.startswith(f"{prefix}{invitation.id}:") for prefix in (TO_MOVE, STANDS))
    return session.scalars(
        select(Notice).where(Notice.appeal_id == invitation.appeal_id, or_(*about)).order_by(Notice.id)
    ).all()


def _write(
    session: Session,
    invitation: Invitation,
    people: Iterable[int | None],
    said: Sentence,
    key: str,
    work: WorkTime,
    now: datetime,
) -> list[Notice]:
    day = baku_date(invitation.slot.starts_at)
    urgent = baku_date(now) >= reception_timetable.working_day_before(day, work.calendar)
    return notices.tell(session, people, said, key=key, now=now, appeal=invitation.appeal, urgent=urgent)


def _values(invitation: Invitation) -> dict[str, str]:
    local = invitation.slot.starts_at.astimezone(BAKU)
    return {"number": invitation.appeal.number, "day": f"{local:%d.%m.%Y}", "time": f"{local:%H:%M}"}


def _said(one: ToMove) -> Sentence:
    values = _values(one.invitation)
    if one.obstacle.kind is Hindrance.REST_DAY:
        return say(
            "%(number)s üzrə qəbul (%(day)s, saat %(time)s) keçirilə bilməz: həmin gün iş günü deyil (%(name)s). Müraciət edənə zəng edib onu başqa vaxta dəvət edin.",
            name=day_name(one.obstacle.detail),
            **values,
        )
    if one.obstacle.kind is Hindrance.AFTER_WORK:
        return say(
            "%(number)s üzrə qəbul (%(day)s, saat %(time)s) keçirilə bilməz: həmin gün iş vaxtı saat %(until)s-dək davam edir. Müraciət edənə zəng edib onu başqa vaxta dəvət edin.",
            until=one.obstacle.detail,
            **values,
        )
    return say(
        "%(number)s üzrə qəbul (%(day)s, saat %(time)s) keçirilə bilməz: %(official)s həmin gün işdə deyil. Müraciət edənə zəng edib onu başqa vaxta dəvət edin.",
        official=one.invitation.slot.official.full_name,
        **values,
    )
