"""The desk of receptions: those without a result, and the times of a month with what is not offered."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from callcenter.appeals import reception, reception_desk
from callcenter.appeals.reception_hours import Hindrance
from callcenter.appeals.reception_models import Ending, ReceptionSlot
from callcenter.directory.actors import Actor
from tests.usecases.reception.moves import FRIDAY, ONE_DAY, THURSDAY, Put, holiday
from tests.usecases.reception.receptions import Log, invite


def test_a_reception_of_which_nobody_noted_the_result_is_listed_until_somebody_does(
    session: Session, evenings: dict[str, ReceptionSlot], log: Log, operator: Actor, now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, evenings["22 17:30"])
    later = now + timedelta(days=30)
    desk = reception_desk.expected(session, operator, later)
    assert ([one.appeal for one in desk.unsaid], list(desk.ahead)) == ([appeal], [])
    reception.miss(session, appeal.number, appeal.version, by=operator, now=later)
    assert list(reception_desk.expected(session, operator, later).unsaid) == []
    (sitting,) = reception_desk.month(session, operator, THURSDAY, FRIDAY, later)
    assert [(one.appeal, one.ended) for one in sitting.times] == [(appeal, Ending.MISSED)]


def test_the_month_says_how_many_free_times_are_not_offered_and_why(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    invite(session, log(), operator, now, evenings["22 17:30"])
    put(holiday(FRIDAY))
    (sitting,) = reception_desk.month(session, operator, THURSDAY, FRIDAY, now + ONE_DAY)
    assert [one.slot for one in sitting.times] == [evenings["22 16:30"], evenings["22 17:30"]]
    assert [one.slot for one in sitting.off] == [evenings["22 17:00"]]
    assert {one.obstacle.kind for one in (*sitting.off, sitting.times[1]) if one.obstacle} == {
        Hindrance.AFTER_WORK
    }
