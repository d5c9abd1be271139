"""Act: remind of tomorrow's reception, and tell of those that must be moved. A sweep: whoever was told is not told again."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import notices, reception_queries, reception_timetable, reception_to_move
from callcenter.appeals.accused import may_not_receive
from callcenter.appeals.reception_models import Invitation
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.wording import say

JOB = "reception-reminders"


def remind(session: Session, now: datetime) -> None:
    """Tell the official and the inviter on the working day before the reception, or on its own day.

    Of a reception that cannot be held at its time only the inviter is told, at once and why.
    """
    reception_to_move.tell(session, now)
    work = reception_queries.work_time(session, baku_date(now))
    for invitation in reception_queries.expected_after(session, now):
        day = baku_date(invitation.slot.starts_at)
        near = baku_date(now) >= reception_timetable.working_day_before(day, work.calendar)
        if near and reception_queries.obstacle_of(invitation.slot, work) is None:
            _tell(session, invitation, now)


def _tell(session: Session, invitation: Invitation, now: datetime) -> None:
    slot, appeal = invitation.slot, invitation.appeal
    local = slot.starts_at.astimezone(BAKU)
    day, time, key = f"{local:%d.%m.%Y}", f"{local:%H:%M}", f"reception:{invitation.id}"
    said = say(
        "%(number)s üzrə qəbul: %(day)s, saat %(time)s, %(place)s.",
        number=appeal.number,
        day=day,
        time=time,
        place=slot.place,
    )
    notices.tell(
        session, [slot.official.user_id, invitation.invited_by_id], said, key=key, now=now, appeal=appeal
    )
    # An official who may not know of the appeal still has to be there; whoever was told just now is passed over.
    alone = say("Qəbulunuz var: %(day)s, saat %(time)s, %(place)s.", day=day, time=time, place=slot.place)
    if not may_not_receive(session, appeal, slot.official):
        notices.tell(session, [slot.official.user_id], alone, key=key, now=now)
