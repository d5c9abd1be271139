"""Receptions that can no longer be held at their time: which they are, and telling who invited, so that they ring.

The calendar was changed or the official will be away. The invitation stands until somebody moves it: the applicant
still expects to be received.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import notices, reception_queries, reception_timetable
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception_hours import Hindrance, Obstacle, WorkTime
from callcenter.appeals.reception_models import Invitation
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.wording import Sentence, say
from callcenter.law.changes import Change


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


def ahead(session: Session, work: WorkTime, now: datetime) -> list[ToMove]:
    """Return the invitations to times ahead at which nobody can be received."""
    return [
        ToMove(one, obstacle)
        for one in reception_queries.expected_after(session, now)
        if (obstacle := reception_queries.obstacle_of(one.slot, work)) is not None
    ]


def effect_of(session: Session, change: Change, *, now: datetime) -> Effect:
    """Return what the change would do; nothing is written, and what cannot be held without it is not counted."""
    work = reception_queries.work_time(session, baku_date(now))
    changed = work.changed(change, now)
    before = {one.invitation.id for one in ahead(session, work, now)}
    lost = [
        slot
        for slot in reception_queries.free_after(session, now, most=None)
        if reception_queries.obstacle_of(slot, changed) is not None
    ]
    to_move = [one for one in ahead(session, changed, now) if one.invitation.id not in before]
    return Effect(tuple(to_move), len(lost))


def tell(session: Session, now: datetime) -> None:
    """Tell who invited to each time ahead at which nobody can be received; whoever was told is not told again."""
    work = reception_queries.work_time(session, baku_date(now))
    for one in ahead(session, work, now):
        _tell(session, one, work, now)


def _tell(session: Session, one: ToMove, work: WorkTime, now: datetime) -> None:
    invitation = one.invitation
    key = f"reception-to-move:{invitation.id}:{one.obstacle.kind.value}"
    if session.scalar(select(Notice.id).where(Notice.key == key).limit(1)) is not None:
        return
    day = baku_date(invitation.slot.starts_at)
    urgent = baku_date(now) >= reception_timetable.working_day_before(day, work.calendar)
    # Where the inviter is a system, has left or may no longer know of the appeal, the head of the centre has it done.
    for people in ([invitation.invited_by_id], notices.centre_heads(session, now)):
        if notices.tell(
            session, people, _said(one), key=key, now=now, appeal=invitation.appeal, urgent=urgent
        ):
            return


def _said(one: ToMove) -> Sentence:
    slot = one.invitation.slot
    local = slot.starts_at.astimezone(BAKU)
    values = {
        "number": one.invitation.appeal.number,
        "day": f"{local:%d.%m.%Y}",
        "time": f"{local:%H:%M}",
    }
    if one.obstacle.kind is Hindrance.REST_DAY:
        return say(
            "%(number)s üzrə qəbul (%(day)s, saat %(time)s) keçirilə bilməz: həmin gün iş günü deyil (%(name)s). Müraciət edənə zəng edib onu başqa vaxta dəvət edin.",
            name=one.obstacle.detail,
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
        official=slot.official.full_name,
        **values,
    )
