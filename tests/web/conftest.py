"""What several files of tests of pages begin with."""

import pytest
from flask import Flask

from callcenter.core import clock
from callcenter.core.sealing import Sealer
from knowledge_base.suggesting import Knowledge
from tests.factories import Desk
from tests.web.crawling import Crawl
from tests.web.hidden_past import Past, complaints
from tests.web.personas import PERSONAS, World, accused_by, appointed


@pytest.fixture(params=PERSONAS)
def world(
    request: pytest.FixtureRequest, app: Flask, desk: Desk, knowledge: Knowledge, sealer: Sealer
) -> World:
    persona = PERSONAS[request.param]
    with desk.database.transaction() as session:
        reader = appointed(session, persona)
        assert reader.user is not None
        past = Past(session, knowledge, sealer, clock.now())
        hidden = complaints(past, **accused_by(session, persona, reader), reader=reader)  # type: ignore[arg-type]  # unit and staff
        client = desk.of(session, reader.user)
        numbers = tuple(one.number for one in hidden)
        return World(client, Crawl(app, session), numbers, persona.role)
