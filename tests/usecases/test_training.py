"""A layer is trained when enough was learnt, measured on what it had not seen, and never replaces a better one."""

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter import jobs
from callcenter.core.db import Database
from callcenter.directory import queries as directory
from knowledge_base import queries
from knowledge_base.learning import remembering, training
from knowledge_base.learning.models import LearnedLayer
from knowledge_base.learning.remembering import Learnt
from knowledge_base.learning.training import Trained
from tests import factories


def teach(session: Session, count: int, now: datetime) -> None:
    unit = directory.unit_named(session, factories.NETWORK)
    for place in range(count):
        learnt = Learnt(f"M-{place}", f"{factories.WIFI} {place}", unit.id, None, None)
        remembering.remember(session, learnt, by_id=None, now=now)


def made(session: Session, change: int, now: datetime, *, quality: float = 0.9) -> LearnedLayer:
    return training.keep(session, Trained(b"", 10, change, 5, quality, 0.9), now=now)


def in_force(session: Session) -> list[int]:
    return list(session.scalars(select(LearnedLayer.id).where(LearnedLayer.in_force)))


def test_a_few_lessons_are_not_worth_a_training(session: Session, now: datetime) -> None:
    teach(session, 3, now)
    assert training.course_due(session) is None


def test_enough_lessons_are_trained_once_and_every_fifth_is_kept_for_measuring(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "NEW_EXAMPLES", 10)
    with database.transaction() as session:
        teach(session, 15, now)
        before = queries.version_number(session)
    for _ in range(2):
        jobs.train_layer(database, now)
    with database.reading() as session:
        layer = session.scalars(select(LearnedLayer)).one()
        assert layer.in_force
        assert layer.examples + layer.unseen == 15
        assert layer.unseen == 3
        assert layer.quality == 1.0
        assert queries.version_number(session) == before + 1


def test_a_worse_layer_is_kept_but_not_put_in_force(session: Session, now: datetime) -> None:
    good = made(session, 1, now)
    bad = made(session, 2, now, quality=0.7)
    assert in_force(session) == [good.id]
    assert not bad.in_force


def test_a_layer_that_is_hardly_worse_comes_into_force(session: Session, now: datetime) -> None:
    made(session, 1, now)
    newer = made(session, 2, now, quality=0.89)
    assert in_force(session) == [newer.id]


def test_five_layers_are_kept_and_the_one_in_force_always(session: Session, now: datetime) -> None:
    good = made(session, 1, now)
    for change in range(2, 9):
        made(session, change, now, quality=0.1)
    assert session.scalar(select(func.count(LearnedLayer.id))) == training.KEPT
    assert in_force(session) == [good.id]
