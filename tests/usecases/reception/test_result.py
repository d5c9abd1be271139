"""What came of a reception, and who sees what."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import queries, reception, reception_queries
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import Ending, ReceptionSlot
from callcenter.appeals.vocabulary import Action, State
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.directory.actors import Actor
from tests.clauses import clause
from tests.usecases.reception.receptions import AFTER, Log, invite


@clause("002:4.0.8")
def test_the_result_is_noted_and_the_appeal_is_back_where_it_was(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    official: Actor,
    slots: list[ReceptionSlot],
    now: datetime,
) -> None:
    invite(session, in_work, operator, now, slots[0])
    number, version = in_work.number, in_work.version
    with pytest.raises(Refused) as refused:
        reception.receive(session, number, version, said="…", answered=True, by=operator, now=now)
    assert refused.value.code == "reception-ahead"
    with pytest.raises(InvalidInput):
        reception.receive(session, number, version, said="", answered=True, by=official, now=AFTER)
    reception.receive(
        session, number, version, said="Qayda izah edildi.", answered=True, by=official, now=AFTER
    )
    assert in_work.state is State.IN_WORK
    held = reception_queries.of_appeal(session, in_work)[0]
    assert (held.ending, held.said, held.answered) == (Ending.HELD, "Qayda izah edildi.", True)
    assert held.recorded_by_id == official.user_id
    with pytest.raises(Refused) as refused:
        reception.miss(session, number, in_work.version, by=operator, now=AFTER)
    assert refused.value.code == "not-invited"


def test_who_did_not_come_is_noted_and_the_appeal_is_back(
    session: Session, log: Log, operator: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    appeal = invite(session, log(), operator, now, slots[0])
    reception.miss(session, appeal.number, appeal.version, by=operator, now=AFTER)
    assert (appeal.state, appeal.events[-1].action) == (State.REGISTERED, Action.MISS)
    assert session.scalars(select(Letter)).all() == []


def test_only_the_call_centre_or_the_official_notes_the_result(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    invite(session, in_work, operator, now, slots[0])
    with pytest.raises(NotAllowed):
        reception.miss(session, in_work.number, in_work.version, by=head, now=AFTER)


def test_the_official_sees_the_appeal_and_not_the_applicants_particulars(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    official: Actor,
    slots: list[ReceptionSlot],
    now: datetime,
) -> None:
    assert not queries.is_visible(session, official, in_work)
    invite(session, in_work, operator, now, slots[0])
    assert queries.is_visible(session, official, in_work)
    assert not queries.sees_in_full(official, in_work)
    invite(session, in_work, operator, now, slots[1])
    reception.miss(session, in_work.number, in_work.version, by=operator, now=AFTER)
    assert not queries.is_visible(session, official, in_work)
