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

Log = Callable[..., Appeal]
PLACE = "Bakı, Üzeyir Hacıbəyli 84, 205-ci otaq"
# Thursday, 15 October 2026, 10:00 in Baku.
THURSDAY = datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
AFTER = THURSDAY + timedelta(hours=1)


def draft(official: Actor, *weekdays: int, **changed: object) -> TimetableDraft:
    assert official.staff is not None
    values: dict[str, object] = {"first": time(10), "until": time(11), "minutes": 30, **changed}
    month = values.pop("month", date(2026, 10, 1))
    return TimetableDraft(
        official.staff.id,
        month,  # type: ignore[arg-type]  # as given
        Pattern(frozenset(weekdays), **values),  # type: ignore[arg-type]  # as given
        PLACE,
    )


def invite(session: Session, appeal: Appeal, by: Actor, now: datetime, slot: ReceptionSlot) -> Appeal:
    return reception.invite(session, appeal.number, appeal.version, slot=slot.id, by=by, now=now)


def urgently(
    session: Session, appeal: Appeal, by: Actor, now: datetime, official: Actor, **changed: object
) -> Appeal:
    assert official.staff is not None
    values: dict[str, object] = {
        "official": str(official.staff.id),
        "day": date(2026, 10, 13),
        "at": time(14),
        "place": PLACE,
        **changed,
    }
    return reception.invite(
        session,
        appeal.number,
        appeal.version,
        urgent=UrgentTime(**values),  # type: ignore[arg-type]  # as given
        reason="Məsələ təxirəsalınmazdır.",
        by=by,
        now=now,
    )
