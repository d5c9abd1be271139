"""The people of a reception and its timetable."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import reception, reception_setting, recounting
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.directory.actors import Actor
from callcenter.law import changing
from callcenter.law.changes import Change
from tests import factories
from tests.usecases.reception.moves import ONE_DAY, Put, evening_draft
from tests.usecases.reception.receptions import draft


@pytest.fixture
def chief(session: Session) -> Actor:
    return factories.make_actor(session, Role.CENTRE_HEAD, unit=factories.CALL_CENTRE)


@pytest.fixture
def official(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)


@pytest.fixture
def slots(session: Session, chief: Actor, official: Actor, now: datetime) -> list[ReceptionSlot]:
    """Thursdays at 10:00 and 10:30: the 15th, the 22nd and the 29th."""
    return reception_setting.set_timetable(session, draft(official, 3), by=chief, now=now)


@pytest.fixture
def evenings(session: Session, chief: Actor, official: Actor, now: datetime) -> dict[str, ReceptionSlot]:
    """Thursdays from 16:30 to 18:00: the 15th, the 22nd and the 29th; by day and time."""
    made = reception_setting.set_timetable(session, evening_draft(official, 3), by=chief, now=now)
    return {reception.shown(one.starts_at).replace(".10.2026,", ""): one for one in made}


@pytest.fixture
def put(session: Session, now: datetime) -> Put:
    """Two persons put a change in force, one day after now."""
    first, second = (factories.make_user(session, Role.CENTRE_HEAD) for _ in range(2))

    def confirmed(change: Change) -> None:
        proposal = changing.propose(session, change, reason="Qərar çıxıb.", by=first, now=now)
        recounting.confirm(session, proposal.id, by=second, now=now + ONE_DAY)

    return confirmed
