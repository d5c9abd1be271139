"""Founding the world: everybody in their places, times of reception, and nothing to do."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory.models import Unit, UnitKind
from callcenter.directory.reader_models import AuthorisedReader
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.factories import APPARATUS, CALL_CENTRE, NETWORK
from tests.usecases.lives.people import RETIRED, TRIAL, UNITS, World


def inhabited(session: Session, knowledge: Knowledge, sealer: Sealer, now: datetime) -> World:
    """Return a world with everybody in their places and nothing to do."""
    _found_units(session, now)
    people = _people(session)
    # Authorised by the head of the body to receive reports of corruption.
    session.add(AuthorisedReader(user_id=people["operator two"].id, order_number="7", since=now))
    foreign = session.scalars(select(Unit).join(Unit.body).where(Unit.body.has(home=False))).first()
    office, _ = factories.make_key(session, Scope.APPEALS_READ, Scope.APPEALS_WRITE)
    world = World(session, knowledge, sealer, now, people, office, foreign=foreign.name if foreign else "")
    world.begin(now)
    world.slots = _timetable(world)
    return world


def _found_units(session: Session, now: datetime) -> None:
    network = directory.unit_named(session, NETWORK)
    office = {"body": network.body, "kind": UnitKind.SECTOR}
    session.add(Unit(name="Ləğv edilmiş sektor", code=RETIRED, retired_at=now, **office))
    session.add(Unit(name="Sınaq sektoru", code=TRIAL, **office))
    session.flush()


def _people(session: Session) -> Mapping[str, User]:
    people = {
        "operator": factories.make_user(session, Role.OPERATOR, unit=CALL_CENTRE),
        "operator two": factories.make_user(session, Role.OPERATOR, unit=CALL_CENTRE),
        "centre head": factories.make_user(session, Role.CENTRE_HEAD, unit=CALL_CENTRE),
        "apparatus": factories.make_user(session, Role.UNIT_HEAD, unit=APPARATUS),
        f"first {APPARATUS}": factories.make_user(session, Role.UNIT_STAFF, unit=APPARATUS),
        "leadership": factories.make_user(session, Role.LEADERSHIP),
        "administrator": factories.make_user(session, Role.ADMINISTRATOR),
        "editor": factories.make_user(session, Role.KNOWLEDGE_EDITOR),
        "second editor": factories.make_user(session, Role.KNOWLEDGE_EDITOR),
    }
    for unit in UNITS:
        people[f"head {unit}"] = factories.make_user(session, Role.UNIT_HEAD, unit=unit)
        for turn in ("first", "second"):
            people[f"{turn} {unit}"] = factories.make_user(session, Role.UNIT_STAFF, unit=unit)
    return people


def _timetable(world: World) -> Sequence[ReceptionSlot]:
    slots = [
        ReceptionSlot(
            official_id=world.staff_id(f"head {unit}"),
            starts_at=world.now + timedelta(days=day),
            minutes=30,
            place="Bakı, 205-ci otaq",
            urgent=False,
            made_at=world.now,
            made_by_id=world.users["centre head"].id,
        )
        for day in (1, 3, 7, 14, 21)
        for unit in UNITS
    ]
    world.session.add_all(slots)
    world.session.flush()
    return slots
