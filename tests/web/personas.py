"""Who must not find out that they are complained of, with a past that hides it from them, and what they could open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from callcenter.accounts.access import guard_of
from callcenter.accounts.vocabulary import MAY, Permission, Role, Scope
from callcenter.core import clock
from callcenter.directory import authorising, upkeep
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.models import StaffMember, Unit
from tests import factories
from tests.conftest import LONG
from tests.factories import CALL_CENTRE, EGOV, NETWORK, SOFTWARE
from tests.web.crawling import Crawl, found_in
from tests.web.hidden_past import TOLD, WORD

SELF = "the person"
SUPERIOR = "the head of the person's unit"


@dataclass(frozen=True)
class Persona:
    """Who must not find out, and whom the appeals complain of: a unit, the person, or who leads them.

    authorised: the head of the body let them receive reports of corruption.
    """

    role: Role
    unit: str
    accused: str
    authorised: bool = False


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
    "an authorised operator led by the accused": Persona(
        Role.OPERATOR, CALL_CENTRE, SUPERIOR, authorised=True
    ),
    "the accused head of the centre": Persona(Role.CENTRE_HEAD, CALL_CENTRE, SELF),
    "the head of the accused centre": Persona(Role.CENTRE_HEAD, CALL_CENTRE, CALL_CENTRE),
    "an accused leader": Persona(Role.LEADERSHIP, EGOV, SELF),
    "an accused leader who is authorised": Persona(Role.LEADERSHIP, EGOV, SELF, authorised=True),
    "an accused editor": Persona(Role.KNOWLEDGE_EDITOR, EGOV, SELF),
    "an accused inspector": Persona(Role.INSPECTOR, EGOV, SELF),
    "an accused administrator": Persona(Role.ADMINISTRATOR, EGOV, SELF),
}
# One of each desk: every page is opened by all of them daily, what takes longer by these, and by all in the long check.
ONE_OF_EACH_DESK = (
    "the head of the accused unit",
    "somebody of a unit below the accused one",
    "an accused operator",
    "the accused head of the centre",
    "an accused leader",
    "an accused editor",
    "an accused administrator",
)
ASKING = tuple(PERSONAS) if LONG else ONE_OF_EACH_DESK


@dataclass(frozen=True)
class World:
    """The browser of somebody who must not find out, what they could open, and what nothing may tell."""

    client: FlaskClient
    crawl: Crawl
    numbers: tuple[str, ...]
    role: Role | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def leaks(self, method: str, address: str, secrets: Iterable[str] = (), **sent: Any) -> list[str]:
        """Return the secrets that the response tells, each with the address."""
        response = self.client.open(address, method=method, headers=self.headers, **sent)
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


def accused_by(session: Session, persona: Persona, reader: Actor) -> tuple[Unit | None, StaffMember | None]:
    """The unit or the official of whom the appeals complain that this person must not find out about."""
    if persona.accused == SELF:
        return None, reader.staff
    place = directory.unit_named(session, persona.unit if persona.accused == SUPERIOR else persona.accused)
    if persona.accused != SUPERIOR:
        return place, None
    return None, upkeep.appoint(session, place, "Sınaq Rəhbəri", "müdir", head=True)


def appointed(session: Session, persona: Persona) -> Actor:
    user = factories.make_user(session, persona.role, unit=persona.unit)
    actor = actor_of(session, user)
    assert actor.staff is not None
    actor.staff.head = persona.role in (Role.UNIT_HEAD, Role.CENTRE_HEAD)
    if persona.authorised:
        authorising.authorise(session, user.name, order="F-12/26", by=None, now=clock.now())
    session.flush()
    return actor_of(session, user)
