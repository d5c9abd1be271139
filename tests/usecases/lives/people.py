"""The people among whom an appeal lives, and the moment at which they act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals import queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.models import Unit
from callcenter.directory.reader_models import AuthorisedReader
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.factories import APPARATUS, CALL_CENTRE, EGOV, NETWORK, SOFTWARE

UNITS = (NETWORK, SOFTWARE, EGOV)
RETIRED = "economy-retired"
# Of another body.
FOREIGN = "labour-employment"
OFFICE, SYSTEM = "key", "nobody"


@dataclass(repr=False)
class World:
    """A database with people in it, the appeals that they made in this life, and the time."""

    session: Session
    knowledge: Knowledge
    sealer: Sealer
    now: datetime
    people: Mapping[str, Actor]
    slots: Sequence[ReceptionSlot] = ()
    foreign: str = ""
    appeals: list[Appeal] = field(default_factory=list)
    last: Appeal | None = None

    def unit_code(self, appeal: Appeal) -> str:
        """The code of the unit that has the appeal, "" where none has."""
        return appeal.unit.code or "" if appeal.unit else ""

    def head_of(self, unit: str) -> str:
        """The name of the head of a unit."""
        return f"head {unit}" if f"head {unit}" in self.people else "apparatus"

    def executor_of(self, appeal: Appeal) -> str:
        """The name of the appeal's executor, the head of its unit where it has none."""
        found = [name for name, one in self.staffed() if one.staff and one.staff.id == appeal.executor_id]
        return found[0] if found else self.head_of(self.unit_code(appeal))

    def staffed(self) -> Iterator[tuple[str, Actor]]:
        """Everybody who has a place in a unit."""
        return ((name, one) for name, one in self.people.items() if one.staff is not None)

    def staff_id(self, name: str) -> int:
        """The id of somebody's place."""
        staff = self.people[name].staff
        assert staff is not None
        return staff.id

    def sees(self, name: str, appeal: Appeal) -> bool:
        """Say whether somebody may know of the appeal."""
        return queries.is_visible(self.session, self.people[name], appeal)

    def look(self) -> None:
        """See what the last move made: parts are appeals too."""
        self.appeals = list(self.session.scalars(select(Appeal).order_by(Appeal.id)))


def inhabited(session: Session, knowledge: Knowledge, sealer: Sealer, now: datetime) -> World:
    """Return a world with everybody in their places and nothing to do."""
    people = {
        "operator": factories.make_actor(session, Role.OPERATOR, unit=CALL_CENTRE),
        # Authorised by the head of the body to receive reports of corruption.
        "operator two": factories.make_actor(session, Role.OPERATOR, unit=CALL_CENTRE),
        "centre head": factories.make_actor(session, Role.CENTRE_HEAD, unit=CALL_CENTRE),
        "apparatus": factories.make_actor(session, Role.UNIT_HEAD, unit=APPARATUS),
        "leadership": factories.make_actor(session, Role.LEADERSHIP),
        "administrator": factories.make_actor(session, Role.ADMINISTRATOR),
        OFFICE: Actor(api_key=factories.make_key(session, Scope.APPEALS_READ, Scope.APPEALS_WRITE)[0]),
    }
    for unit in UNITS:
        people[f"head {unit}"] = factories.make_actor(session, Role.UNIT_HEAD, unit=unit)
        for turn in ("first", "second"):
            people[f"{turn} {unit}"] = factories.make_actor(session, Role.UNIT_STAFF, unit=unit)
    reader = people["operator two"].user_id
    session.add(AuthorisedReader(user_id=reader, order_number="7", since=now))
    network = directory.unit_named(session, NETWORK)
    session.add(
        Unit(body=network.body, name="Ləğv edilmiş sektor", code=RETIRED, kind=network.kind, retired_at=now)
    )
    foreign = session.scalars(select(Unit).join(Unit.body).where(Unit.body.has(home=False))).first()
    world = World(
        session, knowledge, sealer, now, _again(session, people, now), foreign=foreign.name if foreign else ""
    )
    world.slots = [_slot(world, f"head {unit}", day) for day in (1, 3, 7, 14, 21) for unit in UNITS]
    session.flush()
    return world


def _again(session: Session, people: Mapping[str, Actor], now: datetime) -> dict[str, Actor]:
    """The people as actors, now that everybody is in their place."""
    return {
        name: one if one.user is None else actor_of(session, one.user, now=now)
        for name, one in people.items()
    } | {SYSTEM: Actor()}


def _slot(world: World, official: str, day: int) -> ReceptionSlot:
    slot = ReceptionSlot(
        official_id=world.staff_id(official),
        starts_at=world.now + timedelta(days=day),
        minutes=30,
        place="Bakı, 205-ci otaq",
        urgent=False,
        made_at=world.now,
        made_by_id=world.people["centre head"].user_id,
    )
    world.session.add(slot)
    world.session.flush()
    return slot


def time_passes(world: World, chance: Random) -> None:
    """Mostly hours pass, sometimes days, rarely weeks."""
    how = chance.random()
    if how < 0.6:
        world.now += timedelta(minutes=chance.randint(0, 180))
    elif how < 0.93:
        world.now += timedelta(days=chance.randint(1, 3))
    else:
        world.now += timedelta(days=chance.randint(5, 15))
