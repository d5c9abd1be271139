"""What several files of tests of pages begin with."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from callcenter.core.sealing import Sealer
from knowledge_base.suggesting import Knowledge
from tests.factories import CALL_CENTRE, NETWORK, SOFTWARE, Desk
from tests.web.crawling import Crawl
from tests.web.hidden_past import Past, complaints
from tests.web.offices import APPEAL, Office, another_office, body_of
from tests.web.personas import PERSONAS, World, accused_by, appointed
from tests.web.players import NOON, Player


@pytest.fixture(params=PERSONAS)
def world(
    request: pytest.FixtureRequest, app: Flask, desk: Desk, knowledge: Knowledge, sealer: Sealer
) -> World:
    persona = PERSONAS[request.param]
    with desk.database.transaction() as session:
        reader = appointed(session, persona)
        assert reader.user is not None
        past = Past(session, knowledge, sealer, clock.now())
        hidden = complaints(past, *accused_by(session, persona, reader), reader)
        client = desk.of(session, reader.user)
        numbers = tuple(one.number for one in hidden)
        return World(client, Crawl(app, session), numbers, persona.role)


@pytest.fixture
def travel() -> Iterator[time_machine.Traveller]:
    """A Tuesday at noon in Baku that stands still until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def operator(desk: Desk) -> Player:
    return Player(desk.open(Role.OPERATOR, unit=CALL_CENTRE))


@pytest.fixture
def head(desk: Desk) -> Player:
    return Player(desk.open(Role.UNIT_HEAD, unit=NETWORK))


@pytest.fixture
def executor(desk: Desk) -> Player:
    return Player(desk.open(Role.UNIT_STAFF, unit=NETWORK))


@pytest.fixture
def software(desk: Desk) -> Player:
    return Player(desk.open(Role.UNIT_HEAD, unit=SOFTWARE))


@pytest.fixture
def office(desk: Desk, app: Flask) -> Office:
    return another_office(desk, app)


@pytest.fixture
def number(office: Office) -> str:
    """The number of an appeal that another office logged."""
    return str(body_of(office.post("/appeals", APPEAL))["number"])
