"""A Thursday's receptions at one place, and how they are taken."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from callcenter.appeals import reception
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.appeals.reception_setting import TimetableDraft
from callcenter.appeals.reception_timetable import Pattern
from callcenter.directory.actors import Actor
from tests import factories

Log = Callable[..., Appeal]
PLACE = "Bakı, Üzeyir Hacıbəyli 84, 205-ci otaq"
OCTOBER = date(2026, 10, 1)
# Thursday, 15 October 2026, 10:00 in Baku.
THURSDAY = datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
AFTER = THURSDAY + timedelta(hours=1)


def draft(
    official: Actor,
    *weekdays: int,
    month: date = OCTOBER,
    first: time = time(10),
    until: time = time(11),
    minutes: int = 30,
) -> TimetableDraft:
    pattern = Pattern(frozenset(weekdays), first, until, minutes)
    return TimetableDraft(factories.staff_id(official), month, pattern, PLACE)


def invite(session: Session, appeal: Appeal, by: Actor, now: datetime, slot: ReceptionSlot) -> Appeal:
    return reception.invite(session, appeal.number, appeal.version, slot=slot.id, by=by, now=now)


def urgently(
    session: Session,
    appeal: Appeal,
    by: Actor,
    now: datetime,
    official: Actor,
    *,
    day: date = date(2026, 10, 13),
    at: time = time(14),
    outside: bool = True,
) -> Appeal:
    return reception.invite(
        session,
        appeal.number,
        appeal.version,
        urgent=UrgentTime(str(factories.staff_id(official)), day, at, place=PLACE, outside=outside),
        reason="Məsələ təxirəsalınmazdır.",
        by=by,
        now=now,
    )
