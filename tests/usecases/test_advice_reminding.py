"""The advice that a unit owes is called to mind before its day, on it and after it, and to nobody it complains of."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import advice_reminding, consulting
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.looking import told


@pytest.fixture
def software(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)


@pytest.fixture
def above(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.EGOV)


@pytest.fixture
def asked(
    session: Session, log: Callable[..., Appeal], operator: Actor, software: Actor, now: datetime
) -> Consultation:
    appeal = log()
    consulting.consult(
        session, appeal.number, 1, units=[factories.SOFTWARE], question="Kimindir?", by=operator, now=now
    )
    return session.scalars(select(Consultation)).one()


def on_due_day(asked: Consultation) -> datetime:
    return datetime.fromisoformat(f"{asked.due_on}T10:00+04:00")


def remind(session: Session, at: datetime) -> None:
    """Remind twice, so that whatever would be said twice is."""
    for _ in range(2):
        advice_reminding.remind(session, at)


@clause("002:4.0.7")
def test_the_asked_unit_is_reminded_before_on_and_after_its_day_and_nothing_is_said_twice(
    session: Session, asked: Consultation, software: Actor, operator: Actor, above: Actor, now: datetime
) -> None:
    remind(session, now)
    assert len(told(session, software)) == 1
    day = on_due_day(asked)
    for at, notices in ((day - timedelta(days=1), 2), (day, 3), (day + timedelta(days=4), 4)):
        remind(session, at)
        assert len(told(session, software)) == notices
    assert "vaxtında verməyib" in told(session, software)[-1]
    assert told(session, operator)[-1] == told(session, software)[-1]
    remind(session, day + timedelta(days=14))
    assert "vaxtında verməyib" in told(session, above)[-1]
    assert len(told(session, software)) == 4


def test_advice_that_was_given_or_is_not_wanted_any_more_is_not_called_to_mind(
    session: Session, asked: Consultation, software: Actor, operator: Actor, now: datetime
) -> None:
    appeal = asked.appeal
    consulting.call_off(session, appeal.number, appeal.version, by=operator, now=now)
    before = session.scalar(select(func.count()).select_from(Notice))
    remind(session, on_due_day(asked) + timedelta(days=14))
    assert session.scalar(select(func.count()).select_from(Notice)) == before


@clause("002:5.4.7")
def test_whom_the_appeal_complains_of_meanwhile_is_not_reminded_and_who_asked_is(
    session: Session, asked: Consultation, software: Actor, operator: Actor, now: datetime
) -> None:
    assert software.staff is not None
    factories.accuse(session, asked.appeal, staff=software.staff.full_name, by=operator, now=now)
    heard = len(told(session, software))
    remind(session, on_due_day(asked) + timedelta(days=4))
    assert len(told(session, software)) == heard


def test_where_nobody_heads_the_asked_unit_who_asked_hears(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    appeal = log()
    consulting.consult(
        session, appeal.number, 1, units=[factories.SOFTWARE], question="Kimindir?", by=operator, now=now
    )
    asked = session.scalars(select(Consultation)).one()
    remind(session, on_due_day(asked))
    assert "rəyini" in told(session, operator)[-1]


def test_who_asked_hears_once_that_it_is_late_where_those_above_have_no_account(
    session: Session, asked: Consultation, operator: Actor, above: Actor, now: datetime
) -> None:
    assert above.staff is not None
    above.staff.user = None
    session.flush()
    remind(session, on_due_day(asked) + timedelta(days=14))
    assert len([said for said in told(session, operator) if "vaxtında verməyib" in said]) == 1
