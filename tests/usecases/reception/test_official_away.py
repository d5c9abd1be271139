"""An absence of the official that hits times of reception."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.appeals import reception_desk, reception_reminding, reception_setting
from callcenter.appeals.reception_hours import Hindrance
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.appeals.vocabulary import State
from callcenter.core.errors import InvalidInput
from callcenter.directory import absences
from callcenter.directory.actors import Actor
from tests.clauses import clause
from tests.usecases.reception.moves import ALL, FRIDAY, ONE_DAY, evening_draft, offered, send_away, told
from tests.usecases.reception.receptions import Log, invite, urgently


def test_no_times_are_laid_out_for_days_on_which_the_official_is_away(
    session: Session, chief: Actor, official: Actor, administrator: Actor, now: datetime
) -> None:
    send_away(session, official, administrator, now, date(2026, 10, 20), date(2026, 10, 28))
    made = reception_setting.set_timetable(session, evening_draft(official, 3), by=chief, now=now)
    assert {one.starts_at.day for one in made} == {15, 29}


@clause("002:4.0.8")
def test_who_is_away_has_no_free_times_on_those_days_and_has_them_again_afterwards(
    session: Session,
    evenings: dict[str, ReceptionSlot],
    official: Actor,
    administrator: Actor,
    now: datetime,
) -> None:
    away = send_away(session, official, administrator, now, date(2026, 10, 20), date(2026, 10, 29))
    assert offered(session, evenings, now) == [name for name in ALL if name.startswith("15")]
    absences.shorten(session, away.id, last_on=date(2026, 10, 28), by=administrator, now=now)
    assert offered(session, evenings, now) == [name for name in ALL if not name.startswith("22")]
    absences.cancel(session, away.id, by=administrator, now=now)
    assert offered(session, evenings, now) == ALL


@clause("002:4.0.8")
def test_of_an_absence_the_inviter_is_told_by_the_next_sweep(
    session: Session,
    evenings: dict[str, ReceptionSlot],
    log: Log,
    operator: Actor,
    official: Actor,
    administrator: Actor,
    now: datetime,
) -> None:
    assert official.staff is not None
    lost = invite(session, log(), operator, now, evenings["22 16:30"])
    invite(session, log(), operator, now, evenings["29 16:30"])
    send_away(session, official, administrator, now, date(2026, 10, 20), date(2026, 10, 28))
    for _ in range(2):
        reception_reminding.remind(session, now)
    assert told(session) == {
        operator.user_id: f"{lost.number} üzrə qəbul (22.10.2026, saat 16:30) keçirilə bilməz: "
        f"{official.staff.full_name} həmin gün işdə deyil. Müraciət edənə zəng edib onu başqa vaxta dəvət edin."
    }
    desk = reception_desk.expected(session, operator, now)
    assert [one.appeal for one in desk.to_move] == [lost]
    assert desk.to_move[0].obstacle is not None
    assert desk.to_move[0].obstacle.kind is Hindrance.AWAY


def test_nobody_is_invited_at_once_to_who_is_away(
    session: Session, log: Log, operator: Actor, official: Actor, administrator: Actor, now: datetime
) -> None:
    send_away(session, official, administrator, now, FRIDAY, FRIDAY)
    with pytest.raises(InvalidInput) as refused:
        urgently(session, log(), operator, now, official, day=FRIDAY)
    assert set(refused.value.fields) == {"urgent.day"}
    assert urgently(session, log(), operator, now, official, day=FRIDAY + 3 * ONE_DAY).state is State.INVITED
