"""Advice about an appeal that is taken away is nobody's duty any more, and who was asked hears so."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import consulting, consulting_queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level, State
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.looking import told


@pytest.fixture
def software(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)


@pytest.fixture
def asked(session: Session, in_work: Appeal, executor: Actor, software: Actor, now: datetime) -> Appeal:
    return consulting.consult(
        session,
        in_work.number,
        in_work.version,
        units=(factories.SOFTWARE,),
        question="Bu xətti hansı bölmə çəkib?",
        by=executor,
        now=now,
    )


@clause("002:5.4.7")
def test_a_unit_hears_that_its_advice_on_what_became_a_report_of_corruption_is_not_needed(
    session: Session, asked: Appeal, software: Actor, now: datetime
) -> None:
    """They may know of the appeal nothing any more, not even its number."""
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    heard = told(session, software)
    factories.set_level(session, asked, Level.CORRUPTION, by=chief, now=now)
    assert asked.state is State.RETURNED
    (said,) = told(session, software)[len(heard) :]
    assert "artıq lazım deyil" in said
    assert asked.number not in said
    assert list(consulting_queries.open_about(session, asked)) == []


def test_a_unit_hears_that_its_advice_is_not_needed_where_the_unit_that_asked_is_accused(
    session: Session, asked: Appeal, operator: Actor, software: Actor, now: datetime
) -> None:
    heard = told(session, software)
    factories.accuse(session, asked, unit=factories.NETWORK, by=operator, now=now)
    (said,) = told(session, software)[len(heard) :]
    assert asked.number in said
    assert "geri götürüldü" in said
