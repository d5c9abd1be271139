"""Thursday evenings' receptions, and what hits them: a change of the calendar, an absence."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import reception_queries
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.appeals.reception_setting import TimetableDraft
from callcenter.directory import absences
from callcenter.directory.absence_models import Absence
from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.actors import Actor
from callcenter.directory.vocabulary import AbsenceReason
from callcenter.law.changes import Change, DayChange
from callcenter.law.working_days import DayKind
from tests import factories
from tests.usecases.reception.receptions import OCTOBER, draft

Put = Callable[[Change], None]
THURSDAY, FRIDAY = date(2026, 10, 22), date(2026, 10, 23)
ONE_DAY = timedelta(days=1)
ALL = [f"{day} {at}" for day in (15, 22, 29) for at in ("16:30", "17:00", "17:30")]


def evening_draft(
    official: Actor, *weekdays: int, month: date = OCTOBER, until: time = time(18)
) -> TimetableDraft:
    return draft(official, *weekdays, month=month, first=time(16, 30), until=until)


def holiday(day: date, kind: DayKind = DayKind.HOLIDAY) -> DayChange:
    return DayChange(day, working=False, name="əlavə bayram", kind=kind, source="NK qərarı")


def send_away(
    session: Session, official: Actor, by: Actor, now: datetime, first: date, last: date
) -> Absence:
    away = AbsenceDraft(factories.staff_id(official), first, last, AbsenceReason.TRIP)
    return absences.enter(session, away, by=by, now=now)


def offered(session: Session, evenings: dict[str, ReceptionSlot], now: datetime) -> list[str]:
    free = {one.id for one in reception_queries.free_after(session, now)}
    return [name for name, slot in evenings.items() if slot.id in free]


def told(session: Session) -> dict[int, str]:
    """What each was told of receptions to be moved, by id of the user."""
    found = session.scalars(select(Notice).where(Notice.key.startswith("reception-to-move:")))
    return {one.user_id: str(one.sentence) for one in found}
