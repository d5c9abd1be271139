"""A reception whose appeal is taken away lapses, and nobody is left waiting for it: neither official nor applicant."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import handling, reception_desk, reception_queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import Ending, ReceptionSlot
from callcenter.appeals.vocabulary import Level, State
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.looking import sees, told
from tests.usecases.reception.receptions import AFTER, Log, invite


@pytest.fixture
def expected(session: Session, log: Log, chief: Actor, slots: list[ReceptionSlot], now: datetime) -> Appeal:
    return invite(session, log(), chief, now, slots[0])


@clause("002:4.0.8", "002:5.4.7")
def test_who_was_to_receive_hears_when_and_nothing_of_what_became_a_report_of_corruption(
    session: Session,
    expected: Appeal,
    chief: Actor,
    official: Actor,
    slots: list[ReceptionSlot],
    now: datetime,
) -> None:
    factories.set_level(session, expected, Level.CORRUPTION, by=chief, now=now)

    assert expected.state is State.RETURNED
    (ended,) = reception_queries.of_appeal(session, expected)
    assert (ended.ending, ended.ended_at) == (Ending.LAPSED, now)
    assert slots[0] in reception_queries.free_after(session, now)
    (said,) = told(session, official)
    assert "15.10.2026, saat 10:00" in said
    assert expected.number not in said
    assert not sees(session, official, expected)
    assert list(reception_desk.expected(session, official, now).ahead) == []


@clause("002:4.0.8")
def test_who_invited_is_told_to_ring_the_applicant(
    session: Session, expected: Appeal, chief: Actor, now: datetime
) -> None:
    factories.set_level(session, expected, Level.CORRUPTION, by=chief, now=now)
    (said,) = [one for one in told(session, chief) if "qəbul" in one]
    assert expected.number in said
    assert "zəng" in said


def test_where_who_invited_may_not_know_any_more_the_head_of_the_centre_is_told(
    session: Session, log: Log, chief: Actor, slots: list[ReceptionSlot], now: datetime
) -> None:
    other = factories.make_actor(session, Role.OPERATOR)
    appeal = invite(session, log(), other, now, slots[0])
    factories.set_level(session, appeal, Level.CORRUPTION, by=chief, now=now)
    assert told(session, other) == []
    assert any(appeal.number in one and "zəng" in one for one in told(session, chief))


@clause("002:5.4.7")
def test_an_innocent_official_hears_it_too_where_the_unit_that_had_the_appeal_is_accused(
    session: Session,
    routed: Appeal,
    head: Actor,
    chief: Actor,
    official: Actor,
    slots: list[ReceptionSlot],
    now: datetime,
) -> None:
    handling.accept(session, routed.number, routed.version, by=head, now=now)
    appeal = invite(session, routed, chief, now, slots[0])
    assert appeal.unit is not None
    factories.accuse(session, appeal, unit=appeal.unit.code, by=chief, now=now)
    assert appeal.state is State.RETURNED
    assert [one for one in told(session, official) if "15.10.2026, saat 10:00" in one] != []
    assert [one for one in told(session, head) if "qəbul" in one.casefold()] == []


def test_of_a_reception_whose_time_has_come_nobody_is_told_that_it_is_off(
    session: Session, expected: Appeal, chief: Actor, official: Actor
) -> None:
    factories.set_level(session, expected, Level.CORRUPTION, by=chief, now=AFTER)
    assert told(session, official) == []
