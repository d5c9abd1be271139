"""The people of a reception and its timetable."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import reception_setting
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.directory.actors import Actor
from tests import factories
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
