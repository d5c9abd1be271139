"""An appeal that was answered on the line, and one whose words are offered as a phrase."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import handling
from callcenter.appeals.models import Appeal
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Example
from tests import factories
from tests.factories import NETWORK
from tests.usecases.taking_away.words import CARD, TEXT, WORD, Log


@pytest.fixture
def told(session: Session, log: Log, operator: Actor, now: datetime) -> Appeal:
    """An appeal that was answered on the line."""
    appeal = log(text=TEXT)
    return factories.answer_on_the_line(session, appeal, text=f"{WORD}: 15 iş günü.", by=operator, now=now)


@pytest.fixture
def corrected(session: Session, log: Log, operator: Actor, now: datetime) -> Appeal:
    """An appeal that was routed elsewhere than the matching said, so that its words are offered as a phrase."""
    appeal = log(text=TEXT)
    card = knowledge_base.competence_coded(session, CARD)
    handling.route(session, appeal.number, 1, unit=NETWORK, by=operator, now=now)
    example = session.scalars(select(Example).where(Example.appeal_number == appeal.number)).one()
    example.unit, example.competence = card.unit, card
    example.suggested_unit = directory.unit_named(session, NETWORK)
    session.flush()
    return appeal
