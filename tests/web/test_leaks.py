"""Nobody finds out that they are complained of: every address is opened by the accused, and nothing tells.

The addresses come from the application itself, with every number and id of the database, so that a new page or act
is walked by itself. What must not be found: the number, the text and the caller of the appeals.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from callcenter.accounts.access import guard_of
from callcenter.accounts.vocabulary import MAY, Permission, Role, Scope
from callcenter.appeals.models import Appeal
from callcenter.core import clock
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory import upkeep
from callcenter.directory.actors import Actor, actor_of
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.clauses import clause
from tests.factories import CALL_CENTRE, EGOV, NETWORK, SOFTWARE, Desk
from tests.web.crawling import Crawl, found_in
from tests.web.hidden_past import CALLER, PHONE, TOLD, WORD, Past, complaints, reports_of_corruption

SELF = "the person"
SUPERIOR = "the head of the person's unit"
# Lists that an address narrows, and to what.
LISTS = {"appeals.listing", "appeals_api.listing", "audit.trail", "learning.examples", "reports.gaps"}
# The fields by which something can be looked for.
FIELDS = ("words", "text", "query", "q", "name", "number", "caller.phone", "caller.name")
NARROWED = ("overdue=1", f"unit={EGOV}", "struck=1", "days=365", "kind=complaint")


@dataclass(frozen=True)
class Persona:
    """Who must not find out, and whom the appeals complain of: a unit, the person, or who leads them."""

    role: Role
    unit: str
    accused: str


PERSONAS = {
    "the head of the accused unit": Persona(Role.UNIT_HEAD, EGOV, EGOV),
    "somebody of the accused unit": Persona(Role.UNIT_STAFF, EGOV, EGOV),
    "the head of a unit below the accused one": Persona(Role.UNIT_HEAD, NETWORK, EGOV),
    "somebody of a unit below the accused one": Persona(Role.UNIT_STAFF, SOFTWARE, EGOV),
    "an accused executor": Persona(Role.UNIT_STAFF, NETWORK, SELF),
    "the accused head of a sub-unit": Persona(Role.UNIT_HEAD, NETWORK, SELF),
    "the deputy of an accused head": Persona(Role.UNIT_HEAD, NETWORK, SUPERIOR),
    "a co-worker led by the accused": Persona(Role.UNIT_STAFF, NETWORK, SUPERIOR),
    "an accused operator": Persona(Role.OPERATOR, CALL_CENTRE, SELF),
    "an operator led by the accused": Persona(Role.OPERATOR, CALL_CENTRE, SUPERIOR),
    "the accused head of the centre": Persona(Role.CENTRE_HEAD, CALL_CENTRE, SELF),
    "the head of the accused centre": Persona(Role.CENTRE_HEAD, CALL_CENTRE, CALL_CENTRE),
    "an accused leader": Persona(Role.LEADERSHIP, EGOV, SELF),
    "an accused editor": Persona(Role.KNOWLEDGE_EDITOR, EGOV, SELF),
    "an accused inspector": Persona(Role.INSPECTOR, EGOV, SELF),
    "an accused administrator": Persona(Role.ADMINISTRATOR, EGOV, SELF),
}


@dataclass(frozen=True)
class World:
    """The browser of somebody who must not find out, what they could open, and what nothing may tell."""

    client: FlaskClient
    crawl: Crawl
    numbers: tuple[str, ...]
    role: Role | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def leaks(self, method: str, address: str, secrets: Iterable[str] = (), **sent: object) -> list[str]:
        """Return the secrets that the response tells, each with the address."""
        response = self.client.open(address, method=method, headers=self.headers, **sent)  # type: ignore[arg-type]  # data or json
        assert response.status_code < 500, address
        # The address that somebody typed may come back, as where to go on after a change of language.
        asked = [one for one in secrets or self.secrets if one not in address]
        return [f"{method} {address}: {secret}" for secret in found_in(response, asked)]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nothing may tell."""
        return (*TOLD, WORD, *self.numbers)

    def addresses(self, method: str) -> Iterator[tuple[str, str]]:
        """Yield every endpoint and address; of a view whose door is closed to the reader's role only the first."""
        closed: set[str] = set()
        for endpoint, address in self.crawl.addresses(method):
            if endpoint not in closed:
                yield endpoint, address
            if not self.lets_in(endpoint):
                closed.add(endpoint)

    def lets_in(self, endpoint: str) -> bool:
        """Say whether the reader's role or key comes to the view at all."""
        guard = guard_of(self.crawl.app.view_functions[endpoint])
        if isinstance(guard, Permission):
            return self.role is not None and guard in MAY[self.role]
        return not isinstance(guard, Scope) or self.role is None


def accused_by(session: Session, persona: Persona, reader: Actor) -> dict[str, object]:
    if persona.accused == SELF:
        return {"unit": None, "staff": reader.staff}
    place = directory.unit_named(session, persona.unit if persona.accused == SUPERIOR else persona.accused)
    if persona.accused != SUPERIOR:
        return {"unit": place, "staff": None}
    return {"unit": None, "staff": upkeep.appoint(session, place, "Sınaq Rəhbəri", "müdir", head=True)}


def appointed(session: Session, persona: Persona) -> Actor:
    user = factories.make_user(session, persona.role, unit=persona.unit)
    actor = actor_of(session, user)
    assert actor.staff is not None
    actor.staff.head = persona.role in (Role.UNIT_HEAD, Role.CENTRE_HEAD)
    session.flush()
    return actor_of(session, user)


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


@clause("002:5.4.7", "003:3.0.9")
def test_no_search_tells_the_accused(world: World) -> None:
    told, asked = [], set[str]()
    for endpoint, address in world.addresses("POST"):
        if any(number in address for number in world.crawl.numbers):
            continue
        # What an address with an id does with words it does for one as for all.
        once = endpoint in asked
        asked.add(endpoint)
        for typed in (WORD,) if once else (WORD, PHONE, CALLER, world.numbers[0]):
            # Only the typed words may come back.
            plain = typed.replace(" ", "")
            secrets = [one for one in world.secrets if one not in typed and one not in plain]
            told += world.leaks("POST", address, secrets, data=dict.fromkeys(FIELDS, typed))
    assert told == []


@clause("002:5.4.7")
def test_no_act_finds_the_appeal(world: World) -> None:
    for _, address in world.addresses("POST"):
        if not any(f"/{number}/" in address for number in world.numbers):
            continue
        if address.startswith("/api/"):
            continue
        response = world.client.post(address, data={"version": "1"})
        assert response.status_code in {403, 404}, address
        assert found_in(response, (*TOLD, WORD)) == []


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
