"""The people of one network fault, from the call to the answer, and those around it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, handling
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.usecases.exchange_folder import Exchange, look


@pytest.fixture
def operator(session: Session) -> Actor:
    return factories.make_actor(session, Role.OPERATOR)


@pytest.fixture
def head(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.NETWORK)


@pytest.fixture
def executor(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)


@pytest.fixture
def colleague(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)


@pytest.fixture
def chief(session: Session) -> Actor:
    return factories.make_actor(session, Role.CENTRE_HEAD)


@pytest.fixture
def apparatus(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.APPARATUS)


@pytest.fixture
def administrator(session: Session) -> Actor:
    return factories.make_actor(session, Role.ADMINISTRATOR)


@pytest.fixture
def author(session: Session) -> User:
    return factories.make_user(session, Role.KNOWLEDGE_EDITOR)


@pytest.fixture
def reviewer(session: Session) -> User:
    return factories.make_user(session, Role.KNOWLEDGE_EDITOR)


@pytest.fixture
def log(
    session: Session, operator: Actor, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> Callable[..., Appeal]:
    """Log an appeal; what is not given is a network fault that an operator took by telephone."""

    def logged(**more: Any) -> Appeal:
        given: dict[str, Any] = {"by": operator, "now": now, **more}
        return factories.log(session, knowledge=knowledge, sealer=sealer, **given)

    return logged


@pytest.fixture
def routed(session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime) -> Appeal:
    appeal = log()
    return handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)


@pytest.fixture
def accepted(session: Session, routed: Appeal, head: Actor, now: datetime) -> Appeal:
    return handling.accept(session, routed.number, routed.version, by=head, now=now)


@pytest.fixture
def in_work(session: Session, accepted: Appeal, head: Actor, executor: Actor, now: datetime) -> Appeal:
    return handling.assign(
        session,
        accepted.number,
        accepted.version,
        executor=factories.staff_id(executor),
        instruction="Yerində baxın.",
        by=head,
        now=now,
    )


@pytest.fixture
def drafted(session: Session, in_work: Appeal, executor: Actor, now: datetime) -> Appeal:
    return answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="Nasaz avadanlıq dəyişdirildi, bağlantı bərpa olundu.",
        outcome=Outcome.SATISFIED,
        by=executor,
        now=now,
    )


@pytest.fixture
def exchange(session: Session, tmp_path: Path, now: datetime) -> Exchange:
    """Let the job look into the folder of the document exchange once."""
    return lambda: look(session, tmp_path, now)
