"""The timetable of receptions: who sets it, by which pattern, and what is cancelled."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import reception, reception_queries, reception_setting
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.reception.moves import evening_draft
from tests.usecases.reception.receptions import PLACE, Log, draft, invite


@clause("002:4.0.8")
def test_a_months_timetable_is_made_by_a_weekly_pattern(
    session: Session, slots: list[ReceptionSlot], chief: Actor
) -> None:
    assert [reception.shown(one.starts_at) for one in slots] == [
        f"{day}.10.2026, {at}" for day in (15, 22, 29) for at in ("10:00", "10:30")
    ]
    assert {(one.place, one.made_by_id, one.urgent) for one in slots} == {(PLACE, chief.user_id, False)}


def test_making_it_again_adds_nothing_and_says_so(
    session: Session, slots: list[ReceptionSlot], chief: Actor, official: Actor, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        reception_setting.set_timetable(session, draft(official, 3), by=chief, now=now)
    assert refused.value.code == "no-times"
    more = reception_setting.set_timetable(session, draft(official, 3, until=time(12)), by=chief, now=now)
    assert len(more) == 6


def test_the_officials_own_head_sets_it_and_nobody_else(
    session: Session, official: Actor, operator: Actor, now: datetime
) -> None:
    above = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.EGOV)
    reception_setting.set_timetable(session, draft(official, 3), by=above, now=now)
    for other in (operator, factories.make_actor(session, Role.UNIT_HEAD, unit=factories.NETWORK)):
        with pytest.raises(NotAllowed):
            reception_setting.set_timetable(session, draft(official, 4), by=other, now=now)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"month": date(2026, 9, 1)}, "month"),
        ({"month": date(2028, 1, 1)}, "month"),
        ({"until": time(9)}, "until"),
        ({"minutes": 2}, "minutes"),
    ],
)
def test_a_pattern_that_cannot_be_meant_says_what_to_change(
    session: Session, chief: Actor, official: Actor, now: datetime, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        reception_setting.set_timetable(session, draft(official, 3, **changed), by=chief, now=now)
    assert set(refused.value.fields) == {field}
    with pytest.raises(InvalidInput) as refused:
        reception_setting.set_timetable(session, draft(official), by=chief, now=now)
    assert set(refused.value.fields) == {"weekdays"}


def test_a_free_time_is_cancelled_and_a_taken_one_is_not(
    session: Session, slots: list[ReceptionSlot], log: Log, operator: Actor, chief: Actor, now: datetime
) -> None:
    invite(session, log(), operator, now, slots[0])
    with pytest.raises(Refused) as refused:
        reception_setting.cancel_slot(session, slots[0].id, by=chief, now=now)
    assert refused.value.code == "slot-taken"
    reception_setting.cancel_slot(session, slots[1].id, by=chief, now=now)
    assert slots[1] not in reception_queries.free_after(session, now)
    for gone in (slots[1].id, 10**6):
        with pytest.raises(NotFound):
            reception_setting.cancel_slot(session, gone, by=chief, now=now)
    with pytest.raises(NotAllowed):
        reception_setting.cancel_slot(session, slots[2].id, by=operator, now=now)


@clause("002:4.0.8")
def test_the_last_hour_of_a_shortened_day_is_not_laid_out(
    session: Session, chief: Actor, official: Actor, now: datetime
) -> None:
    december = evening_draft(official, 2, month=date(2026, 12, 1))
    made = reception_setting.set_timetable(session, december, by=chief, now=now)
    last = [
        reception.shown(one.starts_at) for one in made if one.starts_at > datetime(2026, 12, 30, tzinfo=UTC)
    ]
    assert last == ["30.12.2026, 16:30"], "31 December is a holiday"


def test_a_pattern_beyond_the_end_of_work_says_when_work_ends(
    session: Session, chief: Actor, official: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refused:
        reception_setting.set_timetable(
            session, evening_draft(official, 3, until=time(19)), by=chief, now=now
        )
    assert "18:00" in str(refused.value.fields["until"])
