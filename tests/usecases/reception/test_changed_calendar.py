"""A change of the calendar that hits times of reception: the free ones go, and come back with what is taken back."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.appeals import reception_to_move
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.appeals.vocabulary import State
from callcenter.core.errors import Refused
from callcenter.directory.actors import Actor
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.law.working_days import DayKind
from tests.clauses import clause
from tests.usecases.reception.moves import ALL, FRIDAY, THURSDAY, Put, holiday, offered
from tests.usecases.reception.receptions import Log, invite


@clause("002:4.0.8")
@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (holiday(THURSDAY), ["22 16:30", "22 17:00", "22 17:30"]),
        (holiday(FRIDAY), ["22 17:00", "22 17:30"]),
        (holiday(FRIDAY, DayKind.MOVED), []),
        (holiday(THURSDAY, DayKind.SWAP), ["22 16:30", "22 17:00", "22 17:30"]),
        (
            LimitChange("work.ends", 17 * 60, date(2026, 10, 20), "daxili qayda", "iş rejimi", "D"),
            ["22 17:00", "22 17:30", "29 17:00", "29 17:30"],
        ),
    ],
    ids=[
        "a holiday",
        "the eve of a holiday",
        "the eve of a moved rest day",
        "a swapped day",
        "work ends earlier",
    ],
)
def test_free_times_that_a_change_hits_are_no_longer_offered(
    session: Session,
    evenings: dict[str, ReceptionSlot],
    put: Put,
    now: datetime,
    change: Change,
    gone: list[str],
) -> None:
    assert offered(session, evenings, now) == ALL
    effect = reception_to_move.effect_of(session, change, now=now)
    assert (effect.free, effect.to_move) == (len(gone), ())
    put(change)
    assert offered(session, evenings, now) == [name for name in ALL if name not in gone]


def test_a_lost_time_cannot_be_taken_by_who_still_sees_it(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, log: Log, operator: Actor, now: datetime
) -> None:
    put(holiday(FRIDAY))
    appeal = log()
    with pytest.raises(Refused) as refused:
        invite(session, appeal, operator, now, evenings["22 17:30"])
    assert refused.value.code == "slot-off"
    assert invite(session, appeal, operator, now, evenings["22 16:30"]).state is State.INVITED


def test_what_is_taken_back_brings_the_times_back(
    session: Session, evenings: dict[str, ReceptionSlot], put: Put, now: datetime
) -> None:
    put(holiday(THURSDAY))
    put(DayChange(THURSDAY, working=True, name="ləğv edilib", kind="swap", source="NK qərarı"))
    assert offered(session, evenings, now) == ALL
