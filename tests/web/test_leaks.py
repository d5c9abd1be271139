"""Nobody finds out that they are complained of: every address is opened by the accused, and nothing tells.

The addresses come from the application itself, with every number and id of the database, so that a new page or act
is walked by itself. What must not be found: the number, the text and the caller of the appeals.
"""

from datetime import datetime

import pytest
from flask import Flask

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import reminding
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level, State
from callcenter.core import clock
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory.actors import actor_of
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.clauses import clause
from tests.factories import CALL_CENTRE, EGOV, NETWORK, Desk
from tests.web.crawling import Crawl, text_of
from tests.web.hidden_past import TOLD, WORD, Past, complaints, reports_of_corruption
from tests.web.personas import World

# Lists that an address narrows, and to what.
LISTS = {"appeals.listing", "appeals_api.listing", "audit.trail", "learning.examples", "reports.gaps"}
NARROWED = ("overdue=1", f"unit={EGOV}", "struck=1", "days=365", "kind=complaint")


@pytest.fixture
def system(app: Flask, desk: Desk, knowledge: Knowledge, sealer: Sealer) -> World:
    """Another system with a key of every scope, which may be the accused unit's own."""
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, *Scope)
        past = Past(session, knowledge, sealer, clock.now())
        unit = directory.unit_named(session, EGOV)
        hidden = complaints(past, unit, None, past.operator)
        numbers = tuple(one.number for one in hidden)
        headers = {"Authorization": f"Bearer {secret}", "If-Match": '"1"'}
        return World(app.test_client(), Crawl(app, session), numbers, None, headers)


def opened(world: World) -> list[str]:
    """What every page and file tells; lists also narrowed in every way."""
    told: list[str] = []
    for endpoint, address in world.addresses("GET"):
        told += world.leaks("GET", address)
        if endpoint in LISTS and world.lets_in(endpoint):
            for narrowed in (*NARROWED, f"about={world.numbers[0]}"):
                told += world.leaks("GET", f"{address}?{narrowed}")
    return told


@clause("002:5.4.7", "003:3.0.9")
def test_no_page_tells_the_accused(world: World) -> None:
    assert opened(world) == []


@clause("002:5.4.7")
def test_no_time_of_reception_is_taken_by_what_the_accused_may_not_open(world: World) -> None:
    if world.lets_in("appeals.reception"):
        shown = text_of(world.client.get("/reception"))
        assert "sizə açıq deyil" not in shown
        assert "tutulub" not in shown


@clause("002:5.4.7")
def test_no_system_is_told_of_complaints_that_it_did_not_log(system: World) -> None:
    assert [one for one in opened(system) if "/api/" in one] == []
    for _, address in system.addresses("POST"):
        if address.startswith("/api/") and any(f"/{number}/" in address for number in system.numbers):
            response = system.client.post(address, headers=system.headers, json={})
            assert response.status_code in {404, 422}, address
            assert system.leaks("POST", address, (*TOLD, WORD), json={}) == []


@clause("002:5.4.7")
@pytest.mark.parametrize(
    ("role", "unit"),
    [
        (Role.OPERATOR, CALL_CENTRE),
        (Role.UNIT_HEAD, NETWORK),
        (Role.LEADERSHIP, None),
        (Role.KNOWLEDGE_EDITOR, None),
        (Role.ADMINISTRATOR, None),
    ],
)
def test_no_page_tells_others_of_a_report_of_corruption(
    app: Flask, desk: Desk, knowledge: Knowledge, sealer: Sealer, role: Role, unit: str | None
) -> None:
    with desk.database.transaction() as session:
        reader = factories.make_user(session, role, unit=unit)
        past = Past(session, knowledge, sealer, clock.now())
        hidden = reports_of_corruption(past, actor_of(session, reader))
        world = World(
            desk.of(session, reader), Crawl(app, session), tuple(one.number for one in hidden), role
        )
    assert opened(world) == []


@clause("002:5.4.7")
@pytest.mark.parametrize("authorised", [True, False])
@pytest.mark.parametrize("role", [Role.CENTRE_HEAD, Role.OPERATOR, Role.ADMINISTRATOR])
def test_no_page_tells_of_a_report_against_the_head_of_the_centre_that_others_direct(
    app: Flask, desk: Desk, knowledge: Knowledge, sealer: Sealer, role: Role, authorised: bool
) -> None:
    """Neither the accused head, the only one, nor whom they lead, nor who is told that nobody directs it."""
    state = State.REGISTERED if authorised else State.ROUTED
    with desk.database.transaction() as session:
        past = Past(session, knowledge, sealer, clock.now(), authorises=authorised)
        head = factories.make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE)
        assert head.staff is not None
        assert past.chief.user is not None
        head.staff.head, past.chief.user.disabled_at = True, clock.now()
        session.flush()
        hidden = past.log(about_staff=head.staff.full_name, level=Level.CORRUPTION)
        assert hidden.state is state
        place = None if role is Role.ADMINISTRATOR else CALL_CENTRE
        reader = head.user if role is Role.CENTRE_HEAD else factories.make_user(session, role, unit=place)
        assert reader is not None
        reminding.remind_due(session, datetime.fromisoformat(f"{hidden.due_on}T10:00+04:00"))
        past.reported()
        world = World(desk.of(session, reader), Crawl(app, session), (hidden.number,), role)
    assert opened(world) == []


def test_those_who_may_know_do_find_it(app: Flask, desk: Desk, knowledge: Knowledge, sealer: Sealer) -> None:
    """The crawl is worth something: it does find the appeals where they may be seen."""
    with desk.database.transaction() as session:
        past = Past(session, knowledge, sealer, clock.now())
        hidden = complaints(past, directory.unit_named(session, EGOV), None, past.operator)
        chief = factories.make_user(session, Role.CENTRE_HEAD)
        world = World(
            desk.of(session, chief),
            Crawl(app, session),
            tuple(one.number for one in hidden),
            Role.CENTRE_HEAD,
        )
    told = " ".join(opened(world))
    assert all(f"/appeals/{number}: Gizlinzadə" in told for number in world.numbers)
    assert session.get(Appeal, hidden[0].id) is not None
